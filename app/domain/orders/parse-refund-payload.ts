import { tryLosslessJson } from '#app/domain/orders/lossless-json.ts';
import type { RefundFacts } from '#app/domain/orders/order-facts.ts';
import { readingAmounts, unexpectedShape, unusable, type Parsed } from '#app/domain/orders/parsed.ts';
import { refundPayloadSchema, type RefundPayload } from '#app/domain/orders/payload.ts';
import { isForeign, refundFactsOf } from '#app/domain/orders/refund-draft.ts';

/**
 * A refund from the raw body of refunds/create. The body names the order, but neither its currency nor how its prices
 * hold tax; where the shop's currency cannot be read from the refund, or money moved in another one, the whole order
 * has to be fetched: `needs-order`, with the order's id as its path.
 */
export function parseRefundPayload(raw: string): Parsed<{ orderId: bigint; refund: RefundFacts }> {
  const json = tryLosslessJson(raw);
  if (!json) return unusable('not-json', '');
  const payload = refundPayloadSchema.safeParse(json.value);
  if (!payload.success) return unexpectedShape(payload.error);
  const orderId = payload.data.order_id;
  if (orderId === null || orderId === undefined) return unusable('unexpected-shape', 'order_id');
  const currency = currencyOf(payload.data);
  if (!currency || isForeign(payload.data, currency)) return unusable('needs-order', orderId.toString());
  return readingAmounts(() => ({ ok: true, orderId, refund: refundFactsOf(payload.data, { currency, ratio: null }) }));
}

/** Every refund states its duties in the shop's currency, also when there are none. */
const currencyOf = (refund: RefundPayload) => refund.total_duties_set?.shop_money.currency_code ?? null;
