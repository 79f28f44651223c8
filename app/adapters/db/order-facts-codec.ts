import { z } from 'zod';
import { currency } from '#app/domain/money/currency.ts';
import { minor } from '#app/domain/money/minor.ts';
import { FINANCIAL_STATUSES, type OrderFacts } from '#app/domain/orders/order-facts.ts';

const id = z.string().transform((text) => BigInt(text));
const amount = z.string().transform((text) => minor(BigInt(text)));
const instant = z.iso.datetime().transform((text) => new Date(text));
const attributes = z.array(z.object({ name: z.string(), value: z.string() }));

const lineSchema = z.object({
  lineId: id,
  productId: id.nullable(),
  variantId: id.nullable(),
  title: z.string(),
  quantity: z.int(),
  currentQuantity: z.int(),
  isGiftCard: z.boolean(),
  isTip: z.boolean(),
  requiresShipping: z.boolean(),
  grossMinor: amount,
  netMinor: amount,
  taxMinor: amount,
  discountMinor: amount,
  properties: attributes,
});

const refundSchema = z.object({
  refundId: id,
  at: instant,
  reason: z.string().nullable(),
  note: z.string().nullable(),
  movedMinor: amount,
  shippingSubtotalMinor: amount,
  shippingTaxMinor: amount,
  lines: z.array(
    z.object({
      refundLineId: id,
      lineId: id,
      quantity: z.int(),
      subtotalMinor: amount,
      taxMinor: amount,
      restock: z.string().nullable(),
    }),
  ),
});

/** Order facts as `shop_order.facts` holds them: ids and amounts as text, so that no digit is lost on the way. */
export const orderFactsSchema = z.object({
  orderId: id,
  name: z.string(),
  orderedAt: instant,
  createdAt: instant,
  updatedAt: instant,
  cancelledAt: instant.nullable(),
  cancelReason: z.string().nullable(),
  financialStatus: z.enum(FINANCIAL_STATUSES),
  payment: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('unpaid') }),
    z.object({ kind: z.literal('paid'), at: instant }),
    z.object({ kind: z.literal('needs-transactions') }),
  ]),
  isSettled: z.boolean(),
  fulfilledAt: z.union([z.literal('nothing-ships'), instant, z.null()]),
  currency: z.string().transform(currency),
  taxesIncluded: z.boolean(),
  isTest: z.boolean(),
  sourceName: z.string().nullable(),
  customerId: id.nullable(),
  discountCodes: z.array(z.string()),
  noteAttributes: attributes,
  landingSite: z.string().nullable(),
  landingSiteRef: z.string().nullable(),
  lines: z.array(lineSchema),
  refunds: z.array(refundSchema),
  totals: z.object({
    totalMinor: amount,
    shippingMinor: amount,
    taxMinor: amount,
    tipMinor: amount,
    goodsNetMinor: amount,
  }),
}) satisfies z.ZodType<OrderFacts>;

const textOrNull = (value: bigint | null): string | null => value?.toString() ?? null;

const encodedLine = (line: OrderFacts['lines'][number]) => ({
  ...line,
  lineId: line.lineId.toString(),
  productId: textOrNull(line.productId),
  variantId: textOrNull(line.variantId),
  grossMinor: line.grossMinor.toString(),
  netMinor: line.netMinor.toString(),
  taxMinor: line.taxMinor.toString(),
  discountMinor: line.discountMinor.toString(),
});

const encodedRefund = (refund: OrderFacts['refunds'][number]) => ({
  ...refund,
  refundId: refund.refundId.toString(),
  movedMinor: refund.movedMinor.toString(),
  shippingSubtotalMinor: refund.shippingSubtotalMinor.toString(),
  shippingTaxMinor: refund.shippingTaxMinor.toString(),
  lines: refund.lines.map((line) => ({
    ...line,
    refundLineId: line.refundLineId.toString(),
    lineId: line.lineId.toString(),
    subtotalMinor: line.subtotalMinor.toString(),
    taxMinor: line.taxMinor.toString(),
  })),
});

/**
 * What `orderFactsSchema` reads, ready for `JSON.stringify`. Field by field, because a replacer that looks at every value
 * was a tenth of what processing an order costs; a field that is forgotten here makes `JSON.stringify` throw.
 */
export function encodedFacts(facts: OrderFacts) {
  const { totals } = facts;
  return {
    ...facts,
    orderId: facts.orderId.toString(),
    customerId: textOrNull(facts.customerId),
    lines: facts.lines.map(encodedLine),
    refunds: facts.refunds.map(encodedRefund),
    totals: {
      totalMinor: totals.totalMinor.toString(),
      shippingMinor: totals.shippingMinor.toString(),
      taxMinor: totals.taxMinor.toString(),
      tipMinor: totals.tipMinor.toString(),
      goodsNetMinor: totals.goodsNetMinor.toString(),
    },
  };
}
