import { both, moneySet, text } from '#tests/sandbox/webhooks/payloads/money-fields.ts';
import { exactId } from '#tests/sandbox/webhooks/raw-json.ts';
import { currentQuantity, currentShippingNet, fulfillableQuantity, shippingNet } from '#tests/sandbox/state/amounts.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { Allocation, Order, OrderLine, ShippingLine } from '#tests/sandbox/state/model.ts';
import { taxTitle, type TaxLine } from '#tests/sandbox/state/tax-lines.ts';

export const taxLinePayload = (order: Order, { title, ratePpm, amount }: TaxLine) => ({
  channel_liable: false,
  price: text(order, amount),
  price_set: moneySet(order, amount),
  rate: ratePpm / 1_000_000,
  title,
});

const taxLines = (order: Order, { taxRatePpm, tax }: { taxRatePpm: number; tax: bigint }) =>
  taxRatePpm === 0 ? [] : [taxLinePayload(order, { title: taxTitle(order), ratePpm: taxRatePpm, amount: tax })];

const allocationPayload = (order: Order, { application, amount }: Allocation) => ({
  amount: text(order, amount),
  amount_set: moneySet(order, amount),
  discount_application_index: application,
});

const lineStatus = (line: OrderLine) => {
  if (line.fulfilled === 0) return null;
  return fulfillableQuantity(line) === 0 ? 'fulfilled' : 'partial';
};

/** What line items have in common inside an order and inside a refund. */
export const lineCore = (order: Order, line: OrderLine) => ({
  id: exactId(line.id),
  admin_graphql_api_id: gid('LineItem', line.id),
  fulfillable_quantity: fulfillableQuantity(line),
  fulfillment_service: 'manual',
  fulfillment_status: lineStatus(line),
  gift_card: line.giftCard,
  grams: line.grams,
  name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
  price: text(order, line.price),
  price_set: moneySet(order, line.price),
  product_exists: line.productId !== null,
  product_id: line.productId === null ? null : exactId(line.productId),
  properties: line.properties,
  quantity: line.quantity,
  requires_shipping: line.requiresShipping,
  sku: line.sku,
  taxable: line.taxable,
  title: line.title,
  // `total_discount` holds discounts of the line itself; what a code took off is in `discount_allocations`.
  total_discount: text(order, 0n),
  total_discount_set: moneySet(order, 0n),
  variant_id: line.variantId === null ? null : exactId(line.variantId),
  variant_inventory_management: line.productId === null ? null : 'shopify',
  variant_title: line.variantTitle,
  vendor: line.vendor,
  tax_lines: line.taxable ? taxLines(order, line) : [],
  duties: [],
  discount_allocations: line.allocations.map((allocation) => allocationPayload(order, allocation)),
});

export const linePayload = (order: Order, line: OrderLine) => ({
  ...lineCore(order, line),
  attributed_staffs: [],
  current_quantity: currentQuantity(line),
  sales_line_item_group_id: null,
  ...(line.tip && { tip: { payment_gateway: null, payment_method: null } }),
});

export const shippingLinePayload = (order: Order, line: ShippingLine) => ({
  id: exactId(line.id),
  carrier_identifier: null,
  code: line.title,
  current_discounted_price_set: moneySet(order, currentShippingNet(line)),
  ...both(order, 'discounted_price', shippingNet(line)),
  is_removed: false,
  phone: null,
  ...both(order, 'price', line.price),
  requested_fulfillment_service_id: null,
  source: 'shopify',
  title: line.title,
  tax_lines: taxLines(order, line),
  discount_allocations: line.allocations.map((allocation) => allocationPayload(order, allocation)),
});
