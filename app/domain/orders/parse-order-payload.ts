import type { Currency } from '#app/domain/money/currency.ts';
import { sum } from '#app/domain/money/minor.ts';
import { factsOf, type LineDraft, type OrderDraft } from '#app/domain/orders/draft.ts';
import { amountOf, amountOrZero } from '#app/domain/orders/fields.ts';
import { tryLosslessJson } from '#app/domain/orders/lossless-json.ts';
import type { Attribute, OrderFacts } from '#app/domain/orders/order-facts.ts';
import { readingAmounts, unexpectedShape, unusable, type Parsed } from '#app/domain/orders/parsed.ts';
import { orderPayloadSchema, type OrderPayload } from '#app/domain/orders/payload.ts';
import { financialStatusOf, paymentFromStamps } from '#app/domain/orders/payment.ts';
import { isForeign, refundFactsOf, type PresentmentRatio } from '#app/domain/orders/refund-draft.ts';

/**
 * The facts of an order from the raw body of an orders/* webhook. Ids keep every digit; amounts are the shop's.
 * A body that is not JSON or not an order is a value, so that the delivery can be parked with it.
 */
export function parseOrderPayload(raw: string): Parsed<{ facts: OrderFacts }> {
  const json = tryLosslessJson(raw);
  if (!json) return unusable('not-json', '');
  return orderFactsOf(json.value);
}

/** The same for a body that was parsed before, by `parseLosslessJson`. */
export function orderFactsOf(body: unknown): Parsed<{ facts: OrderFacts }> {
  const payload = orderPayloadSchema.safeParse(body);
  if (!payload.success) return unexpectedShape(payload.error);
  const order = payload.data;
  return readingAmounts<{ facts: OrderFacts }>(() => {
    const ratio = ratioOf(order);
    if (!ratio && order.refunds.some((refund) => isForeign(refund, order.currency))) {
      return unusable('unexpected-shape', 'total_price_set');
    }
    return { ok: true, facts: factsOf(draftOf(order, ratio)) };
  });
}

function draftOf(order: OrderPayload, ratio: PresentmentRatio | null): OrderDraft {
  const { currency } = order;
  const financialStatus = financialStatusOf(order.financial_status);
  const stamps = { orderedAt: order.processed_at ?? order.created_at, createdAt: order.created_at };
  const total = order.total_price_set?.shop_money.amount ?? order.total_price;
  return {
    orderId: order.id,
    name: order.name ?? `#${order.id}`,
    ...stamps,
    updatedAt: order.updated_at,
    cancelledAt: order.cancelled_at ?? null,
    cancelReason: order.cancel_reason ?? null,
    financialStatus,
    payment: paymentFromStamps({ status: financialStatus, ...stamps, updatedAt: order.updated_at }),
    isFulfilled: order.fulfillment_status === 'fulfilled',
    shippedAt: order.fulfillments.filter(({ status }) => status === 'success').map((one) => one.created_at),
    currency,
    taxesIncluded: order.taxes_included ?? false,
    isTest: order.test ?? false,
    sourceName: order.source_name ?? null,
    customerId: order.customer?.id ?? null,
    discountCodes: order.discount_codes.map(({ code }) => code),
    noteAttributes: attributesOf(order.note_attributes),
    landingSite: order.landing_site ?? null,
    landingSiteRef: order.landing_site_ref ?? null,
    totalMinor: amountOrZero(total, currency, 'total_price'),
    shippingMinor: amountOrZero(order.total_shipping_price_set, currency, 'total_shipping_price_set'),
    taxMinor: amountOrZero(order.total_tax_set ?? order.total_tax, currency, 'total_tax'),
    tipMinor: amountOrZero(order.total_tip_received, currency, 'total_tip_received'),
    lines: order.line_items.map((line) => lineDraft(line, currency)),
    refunds: order.refunds.map((refund) => refundFactsOf(refund, { currency, ratio })),
  };
}

function lineDraft(line: OrderPayload['line_items'][number], currency: Currency): LineDraft {
  const path = `line_items.${line.id}`;
  const read = (text: string | null | undefined) => amountOrZero(text, currency, path);
  const allocated = sum(line.discount_allocations.map((one) => read(one.amount_set ?? one.amount)));
  const ofLine = read(line.total_discount_set ?? line.total_discount);
  return {
    lineId: line.id,
    productId: line.product_id ?? null,
    variantId: line.variant_id ?? null,
    title: line.title ?? '',
    quantity: line.quantity,
    currentQuantity: line.current_quantity ?? null,
    isGiftCard: line.gift_card ?? false,
    requiresShipping: line.requires_shipping ?? false,
    unitPriceMinor: amountOf(line.price_set ?? line.price ?? '', currency, path),
    // Allocations hold the line's share of every discount; old point-of-sale orders have only the line's own.
    discountMinor: line.discount_allocations.length > 0 ? allocated : ofLine,
    taxMinor: sum(line.tax_lines.map((tax) => read(tax.price_set ?? tax.price))),
    properties: attributesOf(line.properties),
  };
}

/** Apps may put any JSON into a value; only text and numbers can be a referral. */
export function attributesOf(list: readonly { name: string; value?: unknown }[]): Attribute[] {
  return list.flatMap(({ name, value }) =>
    typeof value === 'string' || typeof value === 'number' ? [{ name, value: String(value) }] : [],
  );
}

function ratioOf(order: OrderPayload): PresentmentRatio | null {
  const path = 'total_price_set';
  const set = order.total_price_set;
  const seen = set?.presentment_money;
  if (!set || !seen?.currency_code) return null;
  const shopMinor = amountOf(set.shop_money.amount, order.currency, path);
  const presentmentMinor = amountOf(seen.amount, seen.currency_code, path);
  return presentmentMinor > 0n ? { shopMinor, presentmentMinor } : null;
}
