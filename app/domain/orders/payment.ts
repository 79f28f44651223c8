import type { Minor } from '#app/domain/money/minor.ts';
import { FINANCIAL_STATUSES, type FinancialStatus, type Payment } from '#app/domain/orders/order-facts.ts';

/** Shopify writes an order and its payment within a second or two; what is paid within this counts as paid when created. */
const AT_CREATION_MS = 10_000;

const PAID: ReadonlySet<FinancialStatus> = new Set(['paid', 'partially_refunded', 'refunded']);

/** Shopify's status in either spelling (`PARTIALLY_PAID`, `partially_paid`). */
export function financialStatusOf(text: string | null | undefined): FinancialStatus {
  const status = text?.toLowerCase();
  return FINANCIAL_STATUSES.find((known) => known === status) ?? 'unknown';
}

export const isSettled = (status: FinancialStatus): boolean => PAID.has(status);

interface Stamps {
  status: FinancialStatus;
  orderedAt: Date;
  createdAt: Date;
}

const isAtCreation = (at: Date, createdAt: Date) => at.getTime() <= createdAt.getTime() + AT_CREATION_MS;

/**
 * Paid instant from a payload, which has no transactions (design 9.1): one that is already paid in its first state was
 * paid when created; of a later state it cannot be told.
 */
export function paymentFromStamps({ status, orderedAt, createdAt, updatedAt }: Stamps & { updatedAt: Date }): Payment {
  if (!isSettled(status)) return { kind: 'unpaid' };
  return isAtCreation(updatedAt, createdAt) ? { kind: 'paid', at: orderedAt } : { kind: 'needs-transactions' };
}

/** Money that came in. */
export interface Received {
  at: Date;
  amountMinor: Minor;
}

/**
 * Paid instant from the money that came in (design 9.1): the one that completed the original total, or the order's
 * own time where that was at creation. Nothing to pay counts as paid when created; a later unpaid difference changes nothing.
 */
export function paymentFromTransactions(order: Stamps & { totalMinor: Minor; received: readonly Received[] }): Payment {
  const received = order.received.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  let sumMinor = 0n;
  const completing = received.find(({ amountMinor }) => (sumMinor += amountMinor) >= order.totalMinor);
  const wasPaid = isSettled(order.status) || (completing && order.status === 'partially_paid');
  if (!wasPaid) return { kind: 'unpaid' };
  const last = completing ?? received.at(-1);
  return { kind: 'paid', at: !last || isAtCreation(last.at, order.createdAt) ? order.orderedAt : last.at };
}

/** What two states of one order tell together, whichever came first: once paid stays paid, since the earlier instant. */
export function mergePayment(a: Payment, b: Payment): Payment {
  if (a.kind === 'paid' && b.kind === 'paid') return a.at <= b.at ? a : b;
  if (a.kind === 'paid' || b.kind === 'unpaid') return a;
  return b;
}
