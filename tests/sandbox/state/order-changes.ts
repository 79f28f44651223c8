import { parseAmount } from '#tests/sandbox/money.ts';
import { fulfillableQuantity, totalsOf } from '#tests/sandbox/state/amounts.ts';
import { instant, type Ids } from '#tests/sandbox/state/ids.ts';
import type { Order, Transaction } from '#tests/sandbox/state/model.ts';
import { lineOf } from '#tests/sandbox/state/find-order.ts';
import { refundOrder } from '#tests/sandbox/state/refund-order.ts';

/** Marks a bank transfer as received, or captures an authorization; `amount` for a part of it. @throws Error if nothing is due */
export function payOrder(order: Order, ids: Ids, input: { amount?: string }, now: Date): Transaction {
  const due = totalsOf(order).outstanding;
  if (due <= 0n || order.cancelledAt !== null) throw new Error(`nothing is due on order #${order.number}`);
  const amount = input.amount === undefined ? due : parseAmount(input.amount, order.currency);
  const parent = order.transactions.find((t) => t.kind === 'authorization' || t.status === 'pending');
  const at = instant(now);
  const transaction: Transaction = {
    id: ids.next(),
    kind: parent?.kind === 'authorization' ? 'capture' : 'sale',
    status: 'success',
    gateway: parent?.gateway ?? 'shopify_payments',
    manual: parent?.manual ?? false,
    amount: amount < due ? amount : due,
    createdAt: at,
    processedAt: at,
    parentId: parent?.id ?? null,
  };
  order.transactions.push(transaction);
  order.updatedAt = at;
  return transaction;
}

/** Sends what has not been sent: everything, or the lines named. @throws Error if there is nothing to send */
export function fulfilOrder(
  order: Order,
  ids: Ids,
  input: { lines?: { line: string; quantity?: number }[] },
  now: Date,
) {
  const wanted =
    input.lines?.map(({ line, quantity }) => ({ line: lineOf(order, line), quantity })) ??
    order.lines.map((line) => ({ line, quantity: undefined }));
  const lines = wanted
    .map(({ line, quantity }) => ({ line, quantity: Math.min(quantity ?? Infinity, fulfillableQuantity(line)) }))
    .filter(({ quantity }) => quantity > 0);
  if (lines.length === 0) throw new Error(`nothing to send in order #${order.number}`);
  for (const { line, quantity } of lines) line.fulfilled += quantity;
  const at = instant(now);
  const fulfillment = {
    id: ids.next(),
    createdAt: at,
    lines: lines.map(({ line, quantity }) => ({ lineId: line.id, quantity })),
  };
  order.fulfillments.push(fulfillment);
  order.updatedAt = at;
  return fulfillment;
}

export type CancelReason = 'customer' | 'fraud' | 'inventory' | 'declined' | 'staff' | 'other';

export interface CancelOrder {
  reason?: CancelReason;
  /** Pays back what was received; without it the lines go, and the money stays owed. */
  refund?: boolean;
  restock?: boolean;
}

/** Cancels the order: every unit left and the shipping go into a refund, with the money if asked. @throws Error if already cancelled */
export function cancelOrder(order: Order, ids: Ids, input: CancelOrder, now: Date) {
  if (order.cancelledAt !== null) throw new Error(`order #${order.number} is cancelled already`);
  const at = instant(now);
  const { received } = totalsOf(order);
  const open = order.transactions.find((t) => t.kind === 'authorization' || t.status === 'pending');
  if (received === 0n && open) {
    order.transactions.push({
      ...open,
      id: ids.next(),
      kind: 'void',
      status: 'success',
      createdAt: at,
      processedAt: at,
      parentId: open.id,
    });
  }
  const restock = (input.restock ?? true) ? ('cancel' as const) : ('no_restock' as const);
  const amount = received > 0n && (input.refund ?? true) ? undefined : '0';
  const refund = refundOrder(
    order,
    ids,
    {
      lines: 'all',
      shipping: 'all',
      restock,
      note: 'Order cancelled',
      ...(amount !== undefined && { amount }),
      isCancellation: true,
    },
    now,
  );
  order.cancelledAt = at;
  order.closedAt = at;
  order.cancelReason = input.reason ?? 'customer';
  order.updatedAt = at;
  return refund;
}
