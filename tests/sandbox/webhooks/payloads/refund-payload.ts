import { lineCore, shippingLinePayload } from '#tests/sandbox/webhooks/payloads/line-payload.ts';
import { moneySet, text } from '#tests/sandbox/webhooks/payloads/money-fields.ts';
import { exactDecimal, exactId } from '#tests/sandbox/webhooks/raw-json.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { Order, Refund, ShopState, Transaction } from '#tests/sandbox/state/model.ts';
import { shopTime } from '#tests/sandbox/state/shop-time.ts';

export function transactionPayload(shop: ShopState, order: Order, transaction: Transaction) {
  const unsettled = { amount: '0.0', currency: 'XXX' };
  return {
    id: exactId(transaction.id),
    order_id: exactId(order.id),
    kind: transaction.kind,
    gateway: transaction.gateway,
    status: transaction.status,
    message: null,
    created_at: shopTime(transaction.createdAt, shop.ianaTimezone),
    test: order.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: transaction.parentId === null ? null : exactId(transaction.parentId),
    processed_at: shopTime(transaction.processedAt, shop.ianaTimezone),
    device_id: null,
    error_code: null,
    source_name: order.sourceName,
    receipt: {},
    amount: text(order, transaction.amount),
    currency: order.currency,
    payment_id: `#${order.number}.1`,
    total_unsettled_set: { presentment_money: unsettled, shop_money: unsettled },
    manual_payment_gateway: transaction.manual,
    amount_rounding: null,
    admin_graphql_api_id: gid('OrderTransaction', transaction.id),
  };
}

/** A refund, alone in `refunds/create` and inside its order. */
export function refundPayload(shop: ShopState, order: Order, refund: Refund) {
  const at = shopTime(refund.createdAt, shop.ianaTimezone);
  return {
    id: exactId(refund.id),
    order_id: exactId(order.id),
    created_at: at,
    note: refund.note,
    user_id: null,
    processed_at: at,
    duties: [],
    total_duties_set: moneySet(order, 0n),
    return: null,
    refund_shipping_lines: refund.shipping.map(({ id, shippingLineId, subtotal, tax }) => ({
      id: exactId(id),
      admin_graphql_api_id: gid('RefundShippingLine', id),
      subtotal_amount_set: moneySet(order, subtotal),
      tax_amount_set: moneySet(order, tax),
      shipping_line: order.shippingLines
        .filter((line) => line.id === shippingLineId)
        .map((line) => shippingLinePayload(order, line))[0],
    })),
    restock: refund.lines.some((item) => item.restockType !== 'no_restock'),
    admin_graphql_api_id: gid('Refund', refund.id),
    order_adjustments: refund.adjustments.map(({ id, amount }) => ({
      id: exactId(id),
      order_id: exactId(order.id),
      refund_id: exactId(refund.id),
      amount: text(order, amount),
      amount_set: moneySet(order, amount),
      tax_amount: text(order, 0n),
      tax_amount_set: moneySet(order, 0n),
      kind: 'refund_discrepancy',
      reason: 'Refund discrepancy',
    })),
    refund_line_items: refund.lines.map((item) => ({
      id: exactId(item.id),
      quantity: item.quantity,
      line_item_id: exactId(item.lineId),
      location_id: null,
      restock_type: item.restockType,
      subtotal: exactDecimal(text(order, item.subtotal)),
      total_tax: exactDecimal(text(order, item.tax)),
      subtotal_set: moneySet(order, item.subtotal),
      total_tax_set: moneySet(order, item.tax),
      line_item: order.lines.filter((line) => line.id === item.lineId).map((line) => lineCore(order, line))[0],
    })),
    transactions: order.transactions
      .filter((transaction) => refund.transactionIds.includes(transaction.id))
      .map((transaction) => transactionPayload(shop, order, transaction)),
  };
}
