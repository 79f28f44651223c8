import type { KnownOrder } from '#app/adapters/db/repositories/orders.server.ts';
import { orderKeyText } from '#app/adapters/db/repositories/orders.server.ts';
import type { BuyerMail } from '#app/domain/orders/buyer-mail.ts';
import { isNewerState, mergeRefunds, withKnownEvidence } from '#app/domain/orders/newer-state.ts';
import type { OrderFacts, RefundFacts } from '#app/domain/orders/order-facts.ts';
import { mergePayment } from '#app/domain/orders/payment.ts';

/** What somebody told us of an order: its whole state, or one refund. */
export type OrderNews =
  | { kind: 'state'; shopId: number; triggeredAt: Date; facts: OrderFacts; buyer?: BuyerMail | null }
  | { kind: 'refund'; shopId: number; triggeredAt: Date; orderId: bigint; refund: RefundFacts };

export const orderIdOf = (news: OrderNews): bigint => (news.kind === 'state' ? news.facts.orderId : news.orderId);

const stateOf = (facts: OrderFacts, triggeredAt: Date) => ({
  updatedAt: facts.updatedAt,
  refundCount: facts.refunds.length,
  triggeredAt,
});

function withState(known: KnownOrder | null, news: OrderNews & { kind: 'state' }): KnownOrder {
  const { shopId, facts, triggeredAt } = news;
  if (!known) return { shopId, facts, triggeredAt, releaseOn: null, rate: null };
  const isNewer = isNewerState(stateOf(facts, triggeredAt), stateOf(known.facts, known.triggeredAt));
  const [newer, older] = isNewer ? [facts, known.facts] : [known.facts, facts];
  const merged = {
    ...withKnownEvidence(newer, older),
    refunds: mergeRefunds(known.facts.refunds, facts.refunds),
    payment: mergePayment(known.facts.payment, facts.payment),
  };
  return { ...known, facts: merged, triggeredAt: isNewer ? triggeredAt : known.triggeredAt };
}

/**
 * The order after all news of it, whatever their order of arrival (design 5): the newest state counts, refunds merge by
 * id, a payment once known stays. Null where only a refund of an unknown order was told: the order has to be fetched.
 */
export function afterNews(known: KnownOrder | null, news: readonly OrderNews[]): KnownOrder | null {
  let order = known;
  for (const each of news) if (each.kind === 'state') order = withState(order, each);
  if (!order) return null;
  const told = news.flatMap((each) => (each.kind === 'refund' ? [each.refund] : []));
  return { ...order, facts: { ...order.facts, refunds: mergeRefunds(order.facts.refunds, told) } };
}

/** News by order. */
export function newsByOrder(news: readonly OrderNews[]): Map<string, OrderNews[]> {
  return Map.groupBy(news, (each) => orderKeyText({ shopId: each.shopId, orderId: orderIdOf(each) }));
}
