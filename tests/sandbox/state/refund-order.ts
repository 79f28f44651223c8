import { parseAmount } from '#tests/sandbox/money.ts';
import { currentQuantity, currentShippingNet, totalsOf, valueOfUnits } from '#tests/sandbox/state/amounts.ts';
import { instant, type Ids } from '#tests/sandbox/state/ids.ts';
import { lineOf } from '#tests/sandbox/state/find-order.ts';
import type { Order, Refund, RefundLine, RestockType } from '#tests/sandbox/state/model.ts';

export interface RefundOrder {
  /** Lines by id, gid or SKU; `all` for every unit left. */
  lines?: { line: string; quantity?: number }[] | 'all';
  /** Shipping to refund, as a decimal (with tax where prices include it), or all that is left. */
  shipping?: string | 'all';
  /** What is paid back in all, as a decimal. Left out: what lines and shipping are worth, as far as it was paid. */
  amount?: string;
  note?: string;
  restock?: RestockType;
  at?: Date;
  webhooks?: boolean;
}

/** Refunds units, shipping, an amount, or any mix of them, and books the difference as Shopify does. @throws Error on too much */
export function refundOrder(
  order: Order,
  ids: Ids,
  input: RefundOrder & { isCancellation?: boolean },
  now: Date,
): Refund {
  const before = totalsOf(order);
  const at = instant(input.at ?? now);
  const lines = refundLines(order, ids, input);
  const shipping = refundShipping(order, ids, input.shipping);
  const after = totalsOf(order);
  const worth = before.currentTotal - after.currentTotal;
  const paid = after.received - after.refunded;
  const owed = larger(0n, paid - after.currentTotal);
  const amount = input.amount === undefined ? smaller(owed, paid) : parseAmount(input.amount, order.currency);
  if (amount > paid) throw new Error(`order #${order.number} has only ${paid} minor units to pay back, not ${amount}`);
  const discrepancy = input.isCancellation ? 0n : discrepancyOf({ amount, owed, worth });
  const refund: Refund = {
    id: ids.next(),
    createdAt: at,
    note: input.note ?? null,
    lines,
    shipping,
    adjustments: discrepancy === 0n ? [] : [{ id: ids.next(), amount: discrepancy }],
    transactionIds: payBack(order, ids, amount, at),
  };
  order.refunds.push(refund);
  order.updatedAt = at;
  return refund;
}

/** Paid more than was owed: negative. Paid less than the things given back are worth: positive. In between nothing differs. */
function discrepancyOf({ amount, owed, worth }: { amount: bigint; owed: bigint; worth: bigint }): bigint {
  if (amount > owed) return owed - amount;
  const expected = smaller(worth, owed);
  return amount < expected ? expected - amount : 0n;
}

const larger = (a: bigint, b: bigint) => (a > b ? a : b);
const smaller = (a: bigint, b: bigint) => (a < b ? a : b);

/** Takes units off their lines for a refund or an edit. */
export function takeUnits(order: Order, ids: Ids, key: string, quantity: number, restockType: RestockType): RefundLine {
  const line = lineOf(order, key);
  if (quantity < 1 || quantity > currentQuantity(line)) {
    throw new Error(`order #${order.number} has ${currentQuantity(line)} of ${line.title}, not ${quantity}`);
  }
  const { net, tax } = valueOfUnits(line, quantity);
  line.removed = {
    quantity: line.removed.quantity + quantity,
    net: line.removed.net + net,
    tax: line.removed.tax + tax,
  };
  return { id: ids.next(), lineId: line.id, quantity, restockType, subtotal: net, tax };
}

function refundLines(order: Order, ids: Ids, input: RefundOrder): RefundLine[] {
  const wanted =
    input.lines === 'all'
      ? order.lines
          .filter((line) => currentQuantity(line) > 0)
          .map((line) => ({ line: line.id, quantity: currentQuantity(line) }))
      : (input.lines ?? []);
  return wanted.map(({ line, quantity }) => takeUnits(order, ids, line, quantity ?? 1, input.restock ?? 'return'));
}

function refundShipping(order: Order, ids: Ids, wanted: string | undefined): Refund['shipping'] {
  const line = order.shippingLines[0];
  if (wanted === undefined || !line) return [];
  const left = currentShippingNet(line);
  const subtotal = wanted === 'all' ? left : parseAmount(wanted, order.currency);
  if (subtotal === 0n) return [];
  if (subtotal > left) throw new Error(`order #${order.number} has only ${left} minor units of shipping left`);
  const taxLeft = line.tax - line.refunded.tax;
  const tax = subtotal === left ? taxLeft : (taxLeft * subtotal) / left;
  line.refunded = { net: line.refunded.net + subtotal, tax: line.refunded.tax + tax };
  return [{ id: ids.next(), shippingLineId: line.id, subtotal, tax }];
}

/** Money goes back to the payments it came from, the newest first. */
function payBack(order: Order, ids: Ids, amount: bigint, at: string): string[] {
  let rest = amount;
  const made: string[] = [];
  const payments = order.transactions.filter(
    (t) => t.status === 'success' && (t.kind === 'sale' || t.kind === 'capture'),
  );
  for (const payment of payments.reverse()) {
    const returned = order.transactions.filter((t) => t.kind === 'refund' && t.parentId === payment.id);
    const left = returned.reduce((sum, t) => sum - t.amount, payment.amount);
    const part = smaller(rest, left);
    if (part === 0n) continue;
    rest -= part;
    const id = ids.next();
    made.push(id);
    order.transactions.push({
      ...payment,
      id,
      kind: 'refund',
      amount: part,
      createdAt: at,
      processedAt: at,
      parentId: payment.id,
    });
  }
  return made;
}
