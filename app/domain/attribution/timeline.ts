import { assert } from '#app/domain/assert.ts';
import { decide, type DecidedOrder } from '#app/domain/attribution/decide.ts';
import { linkEvidence, type CustomerLink, type Evidence } from '#app/domain/attribution/evidence.ts';
import type { AttributionLookups } from '#app/domain/attribution/lookups.ts';
import type { AttributionPolicy } from '#app/domain/attribution/policy.ts';
import type { Receipt } from '#app/domain/attribution/receipt.ts';
import type { Minor } from '#app/domain/money/minor.ts';

const DAY_MS = 86_400_000;

export interface TimelineOrder extends DecidedOrder {
  /** What the goods cost, net: an order of 0 makes no customer. */
  valueMinor: Minor;
  /** The instant at which the last of it was given back; null while anything is kept. */
  fullyRefundedAt: Date | null;
  /** Without customer links: those arise here. */
  evidence: readonly Evidence[];
  /** The receipt of an order that was accepted with its period; it stands (design 9.8). */
  fixed: Receipt | null;
}

export interface Timeline {
  /** All orders of one customer that are known, or a single one of a guest; in any order. */
  orders: readonly TimelineOrder[];
  policy: AttributionPolicy;
  policyVersion: number;
  lookups: AttributionLookups;
}

export interface TimelineResult {
  /** One receipt per order, oldest order first; a fixed one is handed back as it came. */
  receipts: Receipt[];
  links: CustomerLink[];
}

/**
 * Decides all orders of a customer anew, in order time, ties by order id, so that it does not matter which was told first
 * (design 9.8, 9.23, 9.24). The first attributed paid order of some value links the customer to its partner; the link
 * counts for later orders, until it has expired or that order was refunded in full.
 */
export function decideTimeline({ orders, policy, policyVersion, lookups }: Timeline): TimelineResult {
  assert(new Set(orders.map(({ customerId }) => customerId)).size <= 1, 'a timeline has one customer');
  assert(orders.length <= 1 || orders[0]?.customerId !== null, 'guests have no timeline');
  const receipts: Receipt[] = [];
  const links: CustomerLink[] = [];
  let hasBoughtBefore = false;
  for (const order of orders.toSorted(byOrderTime)) {
    const evidence = [...order.evidence, ...links.map(linkEvidence)];
    const receipt = order.fixed ?? decide({ order, evidence, policy, policyVersion, lookups });
    receipts.push(receipt);
    const isLinked = links.some((link) => isLive(link, order.orderedAt, policy));
    const mayBind = policy.binds === 'everyone' || (policy.binds === 'new_customers' && !hasBoughtBefore);
    if (mayBind && !isLinked) links.push(...linkOf(order, receipt));
    hasBoughtBefore ||= isPurchase(order);
  }
  return { receipts, links };
}

function byOrderTime(a: TimelineOrder, b: TimelineOrder): number {
  return a.orderedAt.getTime() - b.orderedAt.getTime() || (a.orderId < b.orderId ? -1 : a.orderId > b.orderId ? 1 : 0);
}

function isLive({ since, endedAt }: CustomerLink, at: Date, { link_lifetime_days: days }: AttributionPolicy): boolean {
  if (endedAt && endedAt <= at) return false;
  return days === 0 || at.getTime() - since.getTime() <= days * DAY_MS;
}

const isPurchase = ({ paidAt, valueMinor, isTest }: TimelineOrder) => paidAt !== null && valueMinor > 0n && !isTest;

function linkOf(order: TimelineOrder, { outcome }: Receipt): CustomerLink[] {
  if (outcome.kind !== 'partner' || order.customerId === null || !isPurchase(order)) return [];
  const { orderId, orderedAt: since, fullyRefundedAt: endedAt } = order;
  return [{ partner: outcome.partner, since, orderId, endedAt }];
}
