import { shareOf, taxOf } from '#tests/sandbox/money.ts';
import { currentQuantity, netOf } from '#tests/sandbox/state/amounts.ts';
import { instant, type Ids } from '#tests/sandbox/state/ids.ts';
import { lineOf } from '#tests/sandbox/state/find-order.ts';
import { addedLine, type PlaceOrderLine } from '#tests/sandbox/state/place-order.ts';
import { takeUnits } from '#tests/sandbox/state/refund-order.ts';
import type { Order, OrderEdit, OrderLine, Refund, ShopState } from '#tests/sandbox/state/model.ts';

export interface EditOrder {
  add?: PlaceOrderLine[];
  /** Lines by id, gid or SKU with the quantity they shall have; 0 removes a line. */
  set?: { line: string; quantity: number }[];
  note?: string;
  at?: Date;
  webhooks?: boolean;
}

/**
 * Commits an order edit. Units taken away appear as Shopify shows them: a refund with lines and without transactions,
 * `current_quantity` lowered, the ordered `quantity` untouched. What the edit costs more stays outstanding until `payOrder`.
 */
export function editOrder(
  shop: ShopState,
  order: Order,
  ids: Ids,
  input: EditOrder,
  now: Date,
): { edit: OrderEdit; refund: Refund | null } {
  const at = instant(input.at ?? now);
  const edit: OrderEdit = { id: ids.next(), committedAt: at, note: input.note ?? '', additions: [], removals: [] };
  const taken: Refund['lines'] = [];
  for (const { line: key, quantity } of input.set ?? []) {
    const line = lineOf(order, key);
    const delta = quantity - currentQuantity(line);
    if (delta > 0) {
      raise(order, line, delta);
      edit.additions.push({ lineId: line.id, delta });
    } else if (delta < 0) {
      taken.push(takeUnits(order, ids, line.id, -delta, 'no_restock'));
      edit.removals.push({ lineId: line.id, delta: -delta });
    }
  }
  for (const wanted of input.add ?? []) {
    const line = addedLine(shop, ids, wanted);
    order.lines.push(line);
    edit.additions.push({ lineId: line.id, delta: line.quantity });
  }
  if (edit.additions.length + edit.removals.length === 0) throw new Error('the edit changes nothing');
  order.edits.push(edit);
  order.updatedAt = at;
  const refund: Refund | null =
    taken.length === 0
      ? null
      : { id: ids.next(), createdAt: at, note: null, lines: taken, shipping: [], adjustments: [], transactionIds: [] };
  if (refund) order.refunds.push(refund);
  return { edit, refund };
}

/** More units of a line: a percentage code reaches them too, a fixed amount does not grow. */
function raise(order: Order, line: OrderLine, delta: number) {
  const more = line.price * BigInt(delta);
  const before = netOf(line);
  line.quantity += delta;
  let left = more;
  for (const allocation of line.allocations) {
    const application = order.applications[allocation.application];
    if (application?.kind !== 'percentage') continue;
    const part = shareOf(left, Number(application.value));
    allocation.amount += part;
    left -= part;
  }
  if (line.taxable) line.tax += taxOf(netOf(line) - before, line.taxRatePpm, order.taxesIncluded);
}
