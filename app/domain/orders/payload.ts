import { z } from 'zod';
import { amountSchema, currencyCodeSchema, idSchema, instantSchema, listOf } from '#app/domain/orders/fields.ts';

/** Both currencies of an amount; only the shop's counts. What a customer sees in another one is ignored. */
const moneySetSchema = z
  .object({ shop_money: z.object({ amount: amountSchema, currency_code: z.string().nullish() }) })
  .nullish()
  .transform((set) => set?.shop_money.amount ?? null);

const presentmentSetSchema = z
  .object({
    shop_money: z.object({ amount: amountSchema }),
    presentment_money: z.object({ amount: amountSchema, currency_code: currencyCodeSchema.nullish() }).nullish(),
  })
  .nullish();

const attributeSchema = z.object({ name: z.coerce.string(), value: z.unknown() });

const linePayloadSchema = z.object({
  id: idSchema,
  product_id: idSchema.nullish(),
  variant_id: idSchema.nullish(),
  title: z.string().nullish(),
  quantity: z.int().min(0),
  current_quantity: z.int().min(0).nullish(),
  gift_card: z.boolean().nullish(),
  requires_shipping: z.boolean().nullish(),
  price: amountSchema.nullish(),
  price_set: moneySetSchema,
  total_discount: amountSchema.nullish(),
  total_discount_set: moneySetSchema,
  discount_allocations: listOf(z.object({ amount: amountSchema.nullish(), amount_set: moneySetSchema })),
  tax_lines: listOf(z.object({ price: amountSchema.nullish(), price_set: moneySetSchema })),
  properties: listOf(attributeSchema),
});

const refundLinePayloadSchema = z.object({
  id: idSchema,
  line_item_id: idSchema,
  quantity: z.int().min(0),
  restock_type: z.string().nullish(),
  subtotal: amountSchema.nullish(),
  subtotal_set: moneySetSchema,
  total_tax: amountSchema.nullish(),
  total_tax_set: moneySetSchema,
});

/** The difference between what a refund would be and what it is; shipping given back is written negative here. */
const adjustmentPayloadSchema = z.object({
  kind: z.string().nullish(),
  reason: z.string().nullish(),
  amount: amountSchema.nullish(),
  amount_set: moneySetSchema,
  tax_amount: amountSchema.nullish(),
  tax_amount_set: moneySetSchema,
});

export const refundPayloadSchema = z.object({
  id: idSchema,
  order_id: idSchema.nullish(),
  created_at: instantSchema,
  processed_at: instantSchema.nullish(),
  note: z.string().nullish(),
  total_duties_set: z.object({ shop_money: z.object({ currency_code: currencyCodeSchema.nullish() }) }).nullish(),
  refund_line_items: listOf(refundLinePayloadSchema),
  refund_shipping_lines: listOf(z.object({ subtotal_amount_set: moneySetSchema, tax_amount_set: moneySetSchema })),
  order_adjustments: listOf(adjustmentPayloadSchema),
  transactions: listOf(
    z.object({
      kind: z.string(),
      status: z.string().nullish(),
      amount: amountSchema,
      currency: currencyCodeSchema.nullish(),
    }),
  ),
});
export type RefundPayload = z.output<typeof refundPayloadSchema>;

/**
 * An order as orders/* carry it: only what is read, everything nullable that Shopify may leave out.
 * Unknown keys end here, and with them the buyer's name, address and mail.
 */
export const orderPayloadSchema = z.object({
  id: idSchema,
  name: z.string().nullish(),
  created_at: instantSchema,
  processed_at: instantSchema.nullish(),
  updated_at: instantSchema,
  cancelled_at: instantSchema.nullish(),
  cancel_reason: z.string().nullish(),
  financial_status: z.string().nullish(),
  fulfillment_status: z.string().nullish(),
  currency: currencyCodeSchema,
  taxes_included: z.boolean().nullish(),
  test: z.boolean().nullish(),
  source_name: z.string().nullish(),
  customer: z.object({ id: idSchema }).nullish(),
  discount_codes: listOf(z.object({ code: z.string() })),
  note_attributes: listOf(attributeSchema),
  landing_site: z.string().nullish(),
  landing_site_ref: z.string().nullish(),
  total_price: amountSchema.nullish(),
  total_price_set: presentmentSetSchema,
  total_shipping_price_set: moneySetSchema,
  total_tax: amountSchema.nullish(),
  total_tax_set: moneySetSchema,
  total_tip_received: amountSchema.nullish(),
  line_items: z.array(linePayloadSchema),
  fulfillments: listOf(z.object({ status: z.string().nullish(), created_at: instantSchema })),
  refunds: listOf(refundPayloadSchema),
});
export type OrderPayload = z.output<typeof orderPayloadSchema>;

/** orders/edited has a shape of its own and says too little: the order is fetched anew. */
export const editPayloadSchema = z.object({ order_edit: z.object({ order_id: idSchema }) });

/** products/create, /update. products/delete carries the id alone. */
export const productPayloadSchema = z.object({
  id: idSchema,
  title: z.string().nullish(),
  tags: z.union([z.string(), z.array(z.string())]).nullish(),
  updated_at: instantSchema.nullish(),
});
