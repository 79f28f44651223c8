/** One order, described once, as both of Shopify's shapes tell it. Amounts are minor units with two decimals. */
export interface OrderSpec {
  id?: number;
  currency?: string;
  taxesIncluded?: boolean;
  status?: 'pending' | 'authorized' | 'partially_paid' | 'paid' | 'partially_refunded' | 'refunded' | 'voided';
  createdAt?: string;
  updatedAt?: string;
  paidAt?: string;
  cancelledAt?: string;
  cancelReason?: string;
  isFulfilledAt?: string;
  test?: boolean;
  customerId?: number | null;
  codes?: string[];
  attributes?: [string, string][];
  shipping?: number;
  tip?: number;
  lines: LineSpec[];
  refunds?: RefundSpec[];
}

export interface LineSpec {
  id?: number;
  price: number;
  quantity?: number;
  currentQuantity?: number;
  discounts?: number[];
  taxes?: number[];
  giftCard?: boolean;
  ships?: boolean;
  productId?: number | null;
  properties?: [string, string][];
}

export interface RefundSpec {
  id?: number;
  at?: string;
  moved?: number;
  status?: 'success' | 'pending' | 'failure';
  reason?: string;
  shipping?: { subtotal: number; tax: number };
  lines?: { line: number; quantity: number; subtotal?: number; tax?: number }[];
}

const CREATED = '2026-03-10T09:00:00Z';
export const decimal = (minor: number): string => `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
const total = (amounts: number[] | undefined): number => (amounts ?? []).reduce((all, one) => all + one, 0);
const lineId = (line: LineSpec, index: number): number => line.id ?? 101 + index;

function complete(spec: OrderSpec) {
  const refunds = spec.refunds ?? [];
  const lines = spec.lines.map((line, index) => {
    const quantity = line.quantity ?? 1;
    const back = refunds.flatMap((one) => one.lines ?? []).filter((one) => one.line === lineId(line, index));
    return {
      ...line,
      id: lineId(line, index),
      quantity,
      currentQuantity: line.currentQuantity ?? quantity - total(back.map((one) => one.quantity)),
    };
  });
  const tip = spec.tip ?? 0;
  if (tip > 0) lines.push({ id: 999, price: tip, quantity: 1, currentQuantity: 1, productId: null, ships: false });
  const taxes = total(lines.flatMap((line) => line.taxes ?? []));
  const goods = total(lines.map((line) => line.price * line.quantity - total(line.discounts)));
  const sum = goods + (spec.shipping ?? 0) + (spec.taxesIncluded ? 0 : taxes);
  const createdAt = spec.createdAt ?? CREATED;
  return { currency: 'EUR', status: 'paid' as const, shipping: 0, ...spec, createdAt, lines, refunds, tip, taxes, sum };
}

/** Subtotal and tax of a refunded quantity, by share of the line, the way Shopify fills them in. */
function refundLine(
  spec: ReturnType<typeof complete>,
  one: { line: number; quantity: number; subtotal?: number; tax?: number },
) {
  const line = spec.lines.find(({ id }) => id === one.line);
  const share = (amount: number) => Math.floor((amount * one.quantity) / (line?.quantity ?? 1));
  const stated = line ? line.price * line.quantity - total(line.discounts) : 0;
  return { ...one, subtotal: one.subtotal ?? share(stated), tax: one.tax ?? share(total(line?.taxes)) };
}

export function orderPayload(order: OrderSpec): Record<string, unknown> {
  const spec = complete(order);
  const set = (minor: number) => ({
    shop_money: { amount: decimal(minor), currency_code: spec.currency },
    presentment_money: { amount: decimal(minor), currency_code: spec.currency },
  });
  return {
    id: spec.id ?? 5001,
    name: '#1001',
    created_at: spec.createdAt,
    processed_at: spec.createdAt,
    updated_at: spec.updatedAt ?? spec.createdAt,
    cancelled_at: spec.cancelledAt ?? null,
    cancel_reason: spec.cancelReason ?? null,
    financial_status: spec.status,
    fulfillment_status: spec.isFulfilledAt ? 'fulfilled' : null,
    fulfillments: spec.isFulfilledAt ? [{ status: 'success', created_at: spec.isFulfilledAt }] : [],
    currency: spec.currency,
    taxes_included: spec.taxesIncluded ?? false,
    test: spec.test ?? false,
    source_name: 'web',
    customer: spec.customerId === null ? null : { id: spec.customerId ?? 7001, email: 'somebody@example.com' },
    discount_codes: (spec.codes ?? []).map((code) => ({ code, amount: '1.00', type: 'percentage' })),
    note_attributes: (spec.attributes ?? []).map(([name, value]) => ({ name, value })),
    total_price: decimal(spec.sum),
    total_price_set: set(spec.sum),
    total_shipping_price_set: set(spec.shipping),
    total_tax: decimal(spec.taxes),
    total_tax_set: set(spec.taxes),
    total_tip_received: decimal(spec.tip),
    line_items: spec.lines.map((line) => ({
      id: line.id,
      product_id: line.productId === undefined ? 301 : line.productId,
      variant_id: line.productId === null ? null : 401,
      title: `Line ${line.id}`,
      quantity: line.quantity,
      current_quantity: line.currentQuantity,
      gift_card: line.giftCard ?? false,
      requires_shipping: line.ships ?? true,
      price: decimal(line.price),
      price_set: set(line.price),
      total_discount: decimal(0),
      discount_allocations: (line.discounts ?? []).map((minor) => ({ amount: decimal(minor), amount_set: set(minor) })),
      tax_lines: (line.taxes ?? []).map((minor) => ({ price: decimal(minor), price_set: set(minor) })),
      properties: (line.properties ?? []).map(([name, value]) => ({ name, value })),
    })),
    refunds: spec.refunds.map((refund, index) => ({
      id: refund.id ?? 801 + index,
      order_id: spec.id ?? 5001,
      created_at: refund.at ?? '2026-03-12T09:00:00Z',
      processed_at: refund.at ?? '2026-03-12T09:00:00Z',
      note: null,
      total_duties_set: set(0),
      refund_line_items: (refund.lines ?? [])
        .map((one) => refundLine(spec, one))
        .map((one) => ({
          id: one.line + 5000,
          line_item_id: one.line,
          quantity: one.quantity,
          restock_type: 'return',
          subtotal_set: set(one.subtotal),
          total_tax_set: set(one.tax),
        })),
      refund_shipping_lines: refund.shipping
        ? [{ subtotal_amount_set: set(refund.shipping.subtotal), tax_amount_set: set(refund.shipping.tax) }]
        : [],
      order_adjustments: refund.reason ? [{ kind: 'refund_discrepancy', reason: refund.reason, amount: '-1.00' }] : [],
      transactions: refund.moved
        ? [
            {
              kind: 'refund',
              status: refund.status ?? 'success',
              amount: decimal(refund.moved),
              currency: spec.currency,
            },
          ]
        : [],
    })),
  };
}

export function orderNode(order: OrderSpec): Record<string, unknown> {
  const spec = complete(order);
  const bag = (minor: number) => ({ shopMoney: { amount: decimal(minor) } });
  const page = (nodes: unknown[]) => ({ nodes, pageInfo: { hasNextPage: false } });
  const gid = (type: string, id: number) => ({ id: `gid://shopify/${type}/${id}` });
  const wasPaid = ['paid', 'partially_refunded', 'refunded'].includes(spec.status);
  return {
    ...gid('Order', spec.id ?? 5001),
    name: '#1001',
    createdAt: spec.createdAt,
    processedAt: spec.createdAt,
    updatedAt: spec.updatedAt ?? spec.createdAt,
    cancelledAt: spec.cancelledAt ?? null,
    cancelReason: spec.cancelReason?.toUpperCase() ?? null,
    displayFinancialStatus: spec.status.toUpperCase(),
    displayFulfillmentStatus: spec.isFulfilledAt ? 'FULFILLED' : 'UNFULFILLED',
    fulfillments: spec.isFulfilledAt ? [{ status: 'SUCCESS', createdAt: spec.isFulfilledAt }] : [],
    currencyCode: spec.currency,
    taxesIncluded: spec.taxesIncluded ?? false,
    test: spec.test ?? false,
    sourceName: 'web',
    customer: spec.customerId === null ? null : gid('Customer', spec.customerId ?? 7001),
    discountCodes: spec.codes ?? [],
    customAttributes: (spec.attributes ?? []).map(([key, value]) => ({ key, value })),
    totalPriceSet: bag(spec.sum),
    originalTotalPriceSet: bag(spec.sum),
    totalShippingPriceSet: bag(spec.shipping),
    totalTaxSet: bag(spec.taxes),
    totalTipReceivedSet: bag(spec.tip),
    lineItems: page(
      spec.lines.map((line) => ({
        ...gid('LineItem', line.id),
        title: `Line ${line.id}`,
        quantity: line.quantity,
        currentQuantity: line.currentQuantity,
        isGiftCard: line.giftCard ?? false,
        requiresShipping: line.ships ?? true,
        product: line.productId === null ? null : gid('Product', line.productId ?? 301),
        variant: line.productId === null ? null : gid('ProductVariant', 401),
        originalUnitPriceSet: bag(line.price),
        discountAllocations: (line.discounts ?? []).map((minor) => ({ allocatedAmountSet: bag(minor) })),
        taxLines: (line.taxes ?? []).map((minor) => ({ priceSet: bag(minor) })),
        customAttributes: (line.properties ?? []).map(([key, value]) => ({ key, value })),
      })),
    ),
    transactions: wasPaid
      ? [
          {
            kind: 'SALE',
            status: 'SUCCESS',
            processedAt: spec.paidAt ?? spec.createdAt,
            createdAt: spec.createdAt,
            amountSet: bag(spec.sum),
          },
        ]
      : [],
    refunds: spec.refunds.map((refund, index) => ({
      ...gid('Refund', refund.id ?? 801 + index),
      processedAt: refund.at ?? '2026-03-12T09:00:00Z',
      note: null,
      refundLineItems: page(
        (refund.lines ?? [])
          .map((one) => refundLine(spec, one))
          .map((one) => ({
            ...gid('RefundLineItem', one.line + 5000),
            quantity: one.quantity,
            restockType: 'RETURN',
            subtotalSet: bag(one.subtotal),
            totalTaxSet: bag(one.tax),
            lineItem: gid('LineItem', one.line),
          })),
      ),
      refundShippingLines: page(
        refund.shipping
          ? [{ subtotalAmountSet: bag(refund.shipping.subtotal), taxAmountSet: bag(refund.shipping.tax) }]
          : [],
      ),
      orderAdjustments: page(refund.reason ? [{ reason: refund.reason.toUpperCase() }] : []),
      transactions: page(
        refund.moved
          ? [
              {
                kind: 'REFUND',
                status: (refund.status ?? 'success').toUpperCase(),
                processedAt: refund.at ?? '2026-03-12T09:00:00Z',
                createdAt: refund.at ?? '2026-03-12T09:00:00Z',
                amountSet: bag(refund.moved),
              },
            ]
          : [],
      ),
    })),
  };
}
