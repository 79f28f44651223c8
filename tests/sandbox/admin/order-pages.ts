import { markup, type Markup } from '#tests/sandbox/admin/html.ts';
import { decimal } from '#tests/sandbox/money.ts';
import {
  currentQuantity,
  financialStatusOf,
  fulfillmentStatusOf,
  netOf,
  totalsOf,
} from '#tests/sandbox/state/amounts.ts';
import type { Order, ShopState } from '#tests/sandbox/state/model.ts';

const PAGE_SIZE = 50;
const REASONS = ['customer', 'inventory', 'fraud', 'declined', 'staff', 'other'];

const status = (order: Order) =>
  markup`<span class="tag">${order.cancelledAt === null ? financialStatusOf(order).replaceAll('_', ' ') : 'cancelled'}</span> <span class="tag">${fulfillmentStatusOf(order) ?? 'unfulfilled'}</span>`;

const buyerOf = (shop: ShopState, order: Order) => {
  const customer = shop.customers.find((one) => one.id === order.customerId);
  return customer ? `${customer.firstName} ${customer.lastName}`.trim() || (customer.email ?? '') : '–';
};

export function ordersPage(shop: ShopState, page: number): Markup {
  const newest = [...shop.orders].reverse();
  const shown = newest.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const rows = shown.map(
    (order) =>
      markup`<tr><td><a href="orders/${order.id}">#${order.number}</a></td><td>${order.createdAt.replace('T', ' ').slice(0, 16)}</td><td>${buyerOf(shop, order)}</td><td>${status(order)}</td><td class="number">${decimal(totalsOf(order).total, order.currency)} ${order.currency}</td></tr>`,
  );
  const more = shop.orders.length > page * PAGE_SIZE && markup`<a href="?page=${page + 1}">Older</a>`;
  return markup`<div class="box"><table><thead><tr><th>Order</th><th>Date (UTC)</th><th>Customer</th><th>Status</th><th class="number">Total</th></tr></thead><tbody>${rows}</tbody></table>${shop.orders.length === 0 && markup`<p class="quiet">No orders yet.</p>`}${more}</div>`;
}

const hidden = (fields: Record<string, string>) =>
  Object.entries(fields).map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`);

function form(action: string, order: Order, content: Markup, button: string, isGrave = false): Markup {
  return markup`<form method="post" action="../actions/${action}" class="row">${hidden({ order: order.id })}${content}<button class="button${isGrave && ' button--grave'}" type="submit">${button}</button></form>`;
}

function lineRows(order: Order): Markup[] {
  return order.lines.map(
    (line) =>
      markup`<tr><td>${line.title}${line.variantTitle !== null && markup` · ${line.variantTitle}`}${line.properties.map(({ name, value }) => markup`<br><span class="quiet">${name}: ${value}</span>`)}</td><td class="number">${line.quantity}</td><td class="number">${currentQuantity(line)}</td><td class="number">${line.fulfilled}</td><td class="number">${decimal(netOf(line), order.currency)}</td></tr>`,
  );
}

function moneyRows(order: Order): Markup[] {
  const totals = totalsOf(order);
  const rows: [string, bigint][] = [
    ['Lines', totals.linesPrice],
    ['Discounts', -totals.discounts],
    ['Shipping', totals.shipping],
    [order.taxesIncluded ? 'Tax (included)' : 'Tax', totals.tax],
    ['Total', totals.total],
    ['Current total', totals.currentTotal],
    ['Received', totals.received],
    ['Paid back', totals.refunded],
    ['Outstanding', totals.outstanding],
  ];
  return rows.map(
    ([name, amount]) =>
      markup`<tr><td>${name}</td><td class="number">${decimal(amount, order.currency)} ${order.currency}</td></tr>`,
  );
}

const refundForm = (order: Order) =>
  form(
    'refund-order',
    order,
    markup`${order.lines.filter((line) => currentQuantity(line) > 0).map((line) => markup`<label>${line.title} <input type="number" name="quantity[${line.id}]" min="0" max="${currentQuantity(line)}" value="0"></label>`)}
      <label>Shipping <input name="shipping" placeholder="0.00" size="7"></label>
      <label>Amount (empty: as worth) <input name="amount" size="9"></label>
      <label>Reason <input name="note"></label>
      <label>Restock <select name="restock"><option value="return">yes</option><option value="no_restock">no</option></select></label>`,
    'Refund',
  );

const editForm = (shop: ShopState, order: Order) =>
  form(
    'edit-order',
    order,
    markup`${order.lines.filter((line) => !line.tip).map((line) => markup`<label>${line.title} <input type="number" name="set[${line.id}]" min="0" value="${currentQuantity(line)}"></label>`)}
      <label>Add <select name="add"><option value="">–</option>${shop.products.flatMap((product) => product.variants.map((variant) => markup`<option value="${variant.id}">${product.title} · ${variant.title}</option>`))}</select></label>
      <label>Quantity <input type="number" name="addQuantity" min="1" value="1"></label>`,
    'Save edit',
  );

/** One order with everything a merchant can do to it. */
export function orderPage(shop: ShopState, order: Order): Markup {
  const open = order.cancelledAt === null;
  const { outstanding } = totalsOf(order);
  const evidence = [
    ...order.attributes.map(({ name, value }) => `${name}: ${value}`),
    ...order.applications.map(({ code }) => `code ${code}`),
    ...(order.landingSite === null ? [] : [`landed on ${order.landingSite}`]),
  ];
  return markup`<p>${buyerOf(shop, order)} · ${order.email} · ${status(order)}</p>
<div class="box"><table><thead><tr><th>Line</th><th class="number">Ordered</th><th class="number">Left</th><th class="number">Sent</th><th class="number">After discount</th></tr></thead><tbody>${lineRows(order)}</tbody></table></div>
<div class="box"><table><tbody>${moneyRows(order)}</tbody></table></div>
${evidence.length > 0 && markup`<div class="box"><h2>Carried</h2><p>${evidence.join(' · ')}</p></div>`}
${open && markup`<div class="box"><h2>Payment and shipment</h2><div class="row">${outstanding > 0n && form('pay-order', order, markup``, 'Mark as paid')}${form('fulfil-order', order, markup``, 'Fulfil')}</div></div>`}
${open && markup`<div class="box"><h2>Refund</h2>${refundForm(order)}</div>`}
${open && markup`<div class="box"><h2>Edit</h2>${editForm(shop, order)}</div>`}
${open && markup`<div class="box"><h2>Cancel</h2>${form('cancel-order', order, markup`<label>Reason <select name="reason">${REASONS.map((reason) => markup`<option>${reason}</option>`)}</select></label><label>Pay back <select name="refund"><option value="yes">yes</option><option value="no">no</option></select></label>`, 'Cancel order', true)}</div>`}
<div class="box"><h2>History</h2><ul>${order.transactions.map((one) => markup`<li>${one.processedAt} ${one.kind} ${one.status} ${decimal(one.amount, order.currency)} ${one.gateway}</li>`)}${order.refunds.map((one) => markup`<li>${one.createdAt} refund ${one.note}</li>`)}${order.edits.map((one) => markup`<li>${one.committedAt} edit</li>`)}</ul></div>`;
}
