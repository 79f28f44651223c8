import type { OrderFacts, RefundFacts } from '#app/domain/orders/order-facts.ts';

interface State {
  updatedAt: Date;
  refundCount: number;
  /** When Shopify triggered the delivery, or GraphQL answered. */
  triggeredAt: Date;
}

/**
 * Whether `incoming` may replace `known` (design 5): the later `updatedAt`; at equal seconds the one with more refunds,
 * then the later trigger. Equal states do not replace each other.
 */
export function isNewerState(incoming: State, known: State): boolean {
  const later = incoming.updatedAt.getTime() - known.updatedAt.getTime();
  const more = incoming.refundCount - known.refundCount;
  return (later || more || incoming.triggeredAt.getTime() - known.triggeredAt.getTime()) > 0;
}

/**
 * All refunds of an order that anybody told us of, one per id, oldest first: of two tellings the one in which more money
 * has moved, because a refund is announced before its money arrives. The order of telling does not matter.
 */
export function mergeRefunds(known: readonly RefundFacts[], incoming: readonly RefundFacts[]): RefundFacts[] {
  const byId = new Map<bigint, RefundFacts>();
  for (const refund of [...known, ...incoming]) {
    const told = byId.get(refund.refundId);
    if (!told || isFuller(refund, told)) byId.set(refund.refundId, refund);
  }
  return [...byId.values()].toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.refundId < b.refundId ? -1 : 1));
}

function isFuller(refund: RefundFacts, told: RefundFacts): boolean {
  if (refund.movedMinor !== told.movedMinor) return refund.movedMinor > told.movedMinor;
  return refund.reason !== null && told.reason === null;
}

/**
 * A newer state over an older one: everything of the newer, and what only the older one's source knew
 * (landing site, code), since GraphQL has no such fields.
 */
export function withKnownEvidence(newer: OrderFacts, older: OrderFacts): OrderFacts {
  return {
    ...newer,
    landingSite: newer.landingSite ?? older.landingSite,
    landingSiteRef: newer.landingSiteRef ?? older.landingSiteRef,
  };
}
