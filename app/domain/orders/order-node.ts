import { z } from 'zod';
import { amountSchema, currencyCodeSchema, gidSchema, instantSchema, listOf } from '#app/domain/orders/fields.ts';

const bagSchema = z.object({ shopMoney: z.object({ amount: amountSchema }) }).transform((bag) => bag.shopMoney.amount);
const idOnlySchema = z.object({ id: gidSchema });
const attributeSchema = z
  .object({ key: z.string(), value: z.string().nullish() })
  .transform(({ key, value }) => ({ name: key, value: value ?? undefined }));

const pageOf = <T extends z.ZodType>(node: T) =>
  z.object({ nodes: z.array(node), pageInfo: z.object({ hasNextPage: z.boolean() }) });

const transactionSchema = z.object({
  kind: z.string(),
  status: z.string(),
  processedAt: instantSchema.nullish(),
  createdAt: instantSchema,
  amountSet: bagSchema,
});

const lineNodeSchema = z.object({
  id: gidSchema,
  title: z.string(),
  quantity: z.int().min(0),
  currentQuantity: z.int().min(0),
  isGiftCard: z.boolean(),
  requiresShipping: z.boolean(),
  product: idOnlySchema.nullish(),
  variant: idOnlySchema.nullish(),
  originalUnitPriceSet: bagSchema,
  discountAllocations: z.array(z.object({ allocatedAmountSet: bagSchema })),
  taxLines: z.array(z.object({ priceSet: bagSchema })),
  customAttributes: z.array(attributeSchema),
});

const refundNodeSchema = z.object({
  id: gidSchema,
  processedAt: instantSchema,
  note: z.string().nullish(),
  refundLineItems: pageOf(
    z.object({
      id: gidSchema.nullish(),
      quantity: z.int().min(0),
      restockType: z.string(),
      subtotalSet: bagSchema,
      totalTaxSet: bagSchema,
      lineItem: idOnlySchema,
    }),
  ),
  refundShippingLines: pageOf(z.object({ subtotalAmountSet: bagSchema, taxAmountSet: bagSchema })),
  orderAdjustments: pageOf(z.object({ reason: z.string().nullish() })),
  transactions: pageOf(transactionSchema),
});
export type RefundNode = z.output<typeof refundNodeSchema>;

/** An order as the fragment OrderFields of `order.graphql` selects it. */
export const orderNodeSchema = z.object({
  id: gidSchema,
  name: z.string(),
  createdAt: instantSchema,
  processedAt: instantSchema,
  updatedAt: instantSchema,
  cancelledAt: instantSchema.nullish(),
  cancelReason: z.string().nullish(),
  displayFinancialStatus: z.string().nullish(),
  displayFulfillmentStatus: z.string(),
  currencyCode: currencyCodeSchema,
  taxesIncluded: z.boolean(),
  test: z.boolean(),
  sourceName: z.string().nullish(),
  customer: idOnlySchema.nullish(),
  discountCodes: listOf(z.string()),
  customAttributes: z.array(attributeSchema),
  totalPriceSet: bagSchema,
  originalTotalPriceSet: bagSchema,
  totalShippingPriceSet: bagSchema,
  totalTaxSet: bagSchema.nullish(),
  totalTipReceivedSet: bagSchema,
  lineItems: pageOf(lineNodeSchema),
  fulfillments: z.array(z.object({ status: z.string(), createdAt: instantSchema })),
  transactions: z.array(transactionSchema),
  refunds: z.array(refundNodeSchema),
});
export type OrderNode = z.output<typeof orderNodeSchema>;

/** A product as the fragment ProductFields of `product.graphql` selects it. */
export const productNodeSchema = z.object({
  id: gidSchema,
  title: z.string(),
  tags: z.array(z.string()),
  updatedAt: instantSchema,
  collections: pageOf(idOnlySchema),
});
