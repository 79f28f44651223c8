import { countryName } from '#tests/sandbox/state/countries.ts';
import { decimal } from '#tests/sandbox/money.ts';
import { exactId } from '#tests/sandbox/webhooks/raw-json.ts';
import { gid, instant } from '#tests/sandbox/state/ids.ts';
import type { Customer, Order, OrderEdit, Product, ShopState } from '#tests/sandbox/state/model.ts';
import { shopTime } from '#tests/sandbox/state/shop-time.ts';

/** `orders/edited` has a shape of its own: what was added and removed, not the order. */
export function editPayload(shop: ShopState, order: Order, edit: OrderEdit) {
  const changes = (list: { lineId: string; delta: number }[]) =>
    list.map(({ lineId, delta }) => ({ id: exactId(lineId), delta }));
  const at = shopTime(edit.committedAt, shop.ianaTimezone);
  return {
    order_edit: {
      id: exactId(edit.id),
      app_id: null,
      created_at: at,
      committed_at: at,
      notify_customer: false,
      order_id: exactId(order.id),
      staff_note: edit.note,
      user_id: null,
      line_items: { additions: changes(edit.additions), removals: changes(edit.removals) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}

export function productPayload(shop: ShopState, product: Product) {
  const at = (time: string) => shopTime(time, shop.ianaTimezone);
  return {
    admin_graphql_api_id: gid('Product', product.id),
    body_html: product.description,
    created_at: at(product.createdAt),
    handle: product.handle,
    id: exactId(product.id),
    product_type: product.productType,
    published_at: at(product.createdAt),
    template_suffix: null,
    title: product.title,
    updated_at: at(product.updatedAt),
    vendor: product.vendor,
    status: product.status,
    published_scope: 'web',
    tags: product.tags.join(', '),
    variants: product.variants.map((variant, index) => ({
      admin_graphql_api_id: gid('ProductVariant', variant.id),
      barcode: null,
      compare_at_price: variant.compareAtPrice === null ? null : decimal(variant.compareAtPrice, shop.currency),
      created_at: at(product.createdAt),
      id: exactId(variant.id),
      inventory_policy: 'deny',
      position: index + 1,
      price: decimal(variant.price, shop.currency),
      product_id: exactId(product.id),
      sku: variant.sku,
      taxable: variant.taxable,
      title: variant.title,
      updated_at: at(product.updatedAt),
      option1: variant.title,
      option2: null,
      option3: null,
      image_id: null,
      inventory_item_id: null,
      inventory_quantity: variant.inventory,
      old_inventory_quantity: variant.inventory,
    })),
    options: [],
    images: [],
    image: null,
    media: [],
    variant_gids: product.variants.map((variant) => ({
      admin_graphql_api_id: gid('ProductVariant', variant.id),
      updated_at: `${product.updatedAt.slice(0, 19)}.000Z`,
    })),
    has_variants_that_requires_components: false,
    category: null,
  };
}

/** Topics that carry an id and nothing else. */
export const idPayload = (id: string) => ({ id: exactId(id) });

/** `app/uninstalled` carries the shop. */
export function shopPayload(shop: ShopState) {
  const country = countryName(shop.countryCode);
  const format = `{{amount}} ${shop.currency}`;
  return {
    id: exactId(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: null,
    country: shop.countryCode,
    address1: null,
    zip: null,
    city: null,
    source: null,
    phone: null,
    latitude: null,
    longitude: null,
    primary_locale: 'en',
    address2: null,
    created_at: shopTime(shop.createdAt, shop.ianaTimezone),
    updated_at: shopTime(shop.createdAt, shop.ianaTimezone),
    country_code: shop.countryCode,
    country_name: country,
    currency: shop.currency,
    customer_email: shop.email,
    timezone: shop.ianaTimezone,
    iana_timezone: shop.ianaTimezone,
    shop_owner: 'Store Owner',
    money_format: format,
    money_with_currency_format: format,
    weight_unit: 'kg',
    province_code: null,
    taxes_included: shop.taxesIncluded,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: null,
    plan_display_name: 'Development',
    plan_name: 'partner_test',
    has_discounts: shop.discounts.length > 0,
    has_gift_cards: shop.products.some((product) => product.giftCard),
    myshopify_domain: shop.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: format,
    money_with_currency_in_emails_format: format,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: exactId(shop.id),
    checkout_api_supported: true,
    multi_location_enabled: true,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}

export const scopesPayload = (shop: ShopState, previous: string[], current: string[], now: Date) => ({
  id: exactId(shop.id),
  shop_id: gid('Shop', shop.id),
  previous,
  current,
  updated_at: instant(now),
});

const ordersOf = (shop: ShopState, customer: Customer) =>
  shop.orders.filter((order) => order.customerId === customer.id).map((order) => exactId(order.id));

const personOf = (customer: Customer) => ({ id: exactId(customer.id), email: customer.email, phone: customer.phone });

/** The three privacy topics; the lists of orders are of those the shop holds. */
export const privacyPayloads = {
  dataRequest: (shop: ShopState, customer: Customer, requestId: string) => ({
    shop_id: exactId(shop.id),
    shop_domain: shop.domain,
    customer: personOf(customer),
    orders_requested: ordersOf(shop, customer),
    data_request: { id: exactId(requestId) },
  }),
  customerRedact: (shop: ShopState, customer: Customer) => ({
    shop_id: exactId(shop.id),
    shop_domain: shop.domain,
    customer: personOf(customer),
    orders_to_redact: ordersOf(shop, customer),
  }),
  shopRedact: (shop: ShopState) => ({ shop_id: exactId(shop.id), shop_domain: shop.domain }),
};
