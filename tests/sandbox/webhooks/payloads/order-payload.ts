import { countryName } from '#tests/sandbox/state/countries.ts';
import { customerPayload } from '#tests/sandbox/webhooks/payloads/customer-payload.ts';
import { linePayload, shippingLinePayload, taxLinePayload } from '#tests/sandbox/webhooks/payloads/line-payload.ts';
import { both, moneySet, text } from '#tests/sandbox/webhooks/payloads/money-fields.ts';
import { refundPayload } from '#tests/sandbox/webhooks/payloads/refund-payload.ts';
import { exactId } from '#tests/sandbox/webhooks/raw-json.ts';
import { decimal } from '#tests/sandbox/money.ts';
import { financialStatusOf, fulfillmentStatusOf, totalsOf } from '#tests/sandbox/state/amounts.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { Address, Order, ShopState } from '#tests/sandbox/state/model.ts';
import { shopTime } from '#tests/sandbox/state/shop-time.ts';
import { taxLinesOf } from '#tests/sandbox/state/tax-lines.ts';

const WEB_CHECKOUT_APP = 580111;

function moneyFields(order: Order) {
  const totals = totalsOf(order);
  const zero = moneySet(order, 0n);
  return {
    current_shipping_price_set: moneySet(order, totals.currentShipping),
    ...both(order, 'current_subtotal_price', totals.currentSubtotal),
    current_total_additional_fees_set: null,
    ...both(order, 'current_total_discounts', totals.currentDiscounts),
    current_total_duties_set: null,
    ...both(order, 'current_total_price', totals.currentTotal),
    ...both(order, 'current_total_tax', totals.currentTax),
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    ...both(order, 'subtotal_price', totals.subtotal),
    total_cash_rounding_payment_adjustment_set: zero,
    total_cash_rounding_refund_adjustment_set: zero,
    ...both(order, 'total_discounts', totals.discounts),
    ...both(order, 'total_line_items_price', totals.linesPrice),
    total_outstanding: text(order, totals.outstanding),
    ...both(order, 'total_price', totals.total),
    total_shipping_price_set: moneySet(order, totals.shipping),
    ...both(order, 'total_tax', totals.tax),
    total_tip_received: text(order, totals.tip),
  };
}

/** `discount_codes` and `discount_applications`: the same codes, seen as what they took off and as what they are. */
function discountFields(order: Order) {
  const taken = (index: number) =>
    [...order.lines, ...order.shippingLines]
      .flatMap((line) => line.allocations)
      .filter((allocation) => allocation.application === index)
      .reduce((sum, allocation) => sum + allocation.amount, 0n);
  return {
    discount_codes: order.applications.map(({ code, kind }, index) => ({
      code,
      amount: text(order, taken(index)),
      type: kind === 'free_shipping' ? 'shipping' : kind,
    })),
    discount_applications: order.applications.map(({ code, kind, value }) => ({
      target_type: kind === 'free_shipping' ? 'shipping_line' : 'line_item',
      type: 'discount_code',
      value:
        kind === 'percentage' ? decimal(value / 100n, 'EUR') : kind === 'free_shipping' ? '100.0' : text(order, value),
      value_type: kind === 'fixed_amount' ? 'fixed_amount' : 'percentage',
      allocation_method: 'across',
      target_selection: 'all',
      code,
    })),
  };
}

function addressPayload(address: Address | null) {
  if (!address) return null;
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: null,
    city: address.city,
    zip: address.zip,
    province: null,
    country: countryName(address.countryCode),
    last_name: address.lastName,
    address2: null,
    company: null,
    latitude: null,
    longitude: null,
    name: `${address.firstName} ${address.lastName}`.trim(),
    country_code: address.countryCode,
    province_code: null,
  };
}

/** The whole order as `orders/*` webhooks carry it, every field of Shopify's sample included. */
export function orderPayload(shop: ShopState, order: Order) {
  const time = (at: string | null) => (at === null ? null : shopTime(at, shop.ianaTimezone));
  const customer = shop.customers.find((one) => one.id === order.customerId);
  const address = addressPayload(order.address);
  return {
    id: exactId(order.id),
    admin_graphql_api_id: gid('Order', order.id),
    app_id: order.sourceName === 'web' ? WEB_CHECKOUT_APP : null,
    browser_ip: null,
    buyer_accepts_marketing: false,
    cancel_reason: order.cancelReason,
    cancelled_at: time(order.cancelledAt),
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    client_details: null,
    closed_at: time(order.closedAt),
    confirmation_number: order.token.slice(0, 9).toUpperCase(),
    confirmed: true,
    contact_email: order.email,
    created_at: time(order.createdAt),
    currency: order.currency,
    ...moneyFields(order),
    customer_locale: order.locale,
    device_id: null,
    ...discountFields(order),
    duties_included: false,
    email: order.email ?? '',
    estimated_taxes: false,
    financial_status: financialStatusOf(order),
    fulfillment_status: fulfillmentStatusOf(order),
    landing_site: order.landingSite,
    landing_site_ref: order.landingSiteRef,
    location_id: null,
    merchant_business_entity_id: 'MTU0ODM4MDAwOQ',
    merchant_of_record_app_id: null,
    name: `#${order.number}`,
    note: order.note,
    note_attributes: order.attributes,
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `https://${shop.domain}/${shop.id}/orders/${order.token}/authenticate?key=${order.token}`,
    payment_gateway_names: [...new Set(order.transactions.map((transaction) => transaction.gateway))],
    phone: null,
    po_number: null,
    presentment_currency: order.presentment.currency,
    processed_at: time(order.processedAt),
    reference: null,
    referring_site: order.referringSite,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    tags: order.tags.join(', '),
    tax_exempt: false,
    tax_lines: taxLinesOf(order, 'original').map((line) => taxLinePayload(order, line)),
    taxes_included: order.taxesIncluded,
    test: order.test,
    token: order.token,
    total_weight: order.lines.reduce((sum, line) => sum + line.grams * line.quantity, 0),
    updated_at: time(order.updatedAt),
    user_id: null,
    billing_address: address,
    customer: customer ? customerPayload(shop, customer) : null,
    fulfillments: order.fulfillments.map((fulfillment, index) => ({
      id: exactId(fulfillment.id),
      admin_graphql_api_id: gid('Fulfillment', fulfillment.id),
      created_at: time(fulfillment.createdAt),
      location_id: null,
      name: `#${order.number}.${index + 1}`,
      order_id: exactId(order.id),
      origin_address: {},
      receipt: {},
      service: 'manual',
      shipment_status: null,
      status: 'success',
      tracking_company: null,
      tracking_number: null,
      tracking_numbers: [],
      tracking_url: null,
      tracking_urls: [],
      updated_at: time(fulfillment.createdAt),
      line_items: fulfillment.lines.flatMap(({ lineId, quantity }) =>
        order.lines.filter((line) => line.id === lineId).map((line) => ({ ...linePayload(order, line), quantity })),
      ),
    })),
    line_items: order.lines.map((line) => linePayload(order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(shop, order, refund)),
    shipping_address: address,
    shipping_lines: order.shippingLines.map((line) => shippingLinePayload(order, line)),
    returns: [],
    line_item_groups: [],
  };
}
