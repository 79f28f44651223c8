import { exactId } from '#tests/sandbox/webhooks/raw-json.ts';
import { findVariant } from '#tests/sandbox/state/catalog.ts';
import type { ShopState } from '#tests/sandbox/state/model.ts';
import { keyOf, type Cart, type CartLine } from '#tests/sandbox/storefront/cart.ts';

/** A line as the Ajax API shows it: amounts are whole cents. */
export function lineJson(shop: ShopState, line: CartLine) {
  const { product, variant } = findVariant(shop, line.variantId);
  const price = Number(variant.price);
  const whole = price * line.quantity;
  return {
    id: exactId(variant.id),
    properties: line.properties,
    quantity: line.quantity,
    variant_id: exactId(variant.id),
    key: keyOf(line),
    title: product.variants.length > 1 ? `${product.title} - ${variant.title}` : product.title,
    price,
    original_price: price,
    presentment_price: price / 100,
    discounted_price: price,
    line_price: whole,
    original_line_price: whole,
    total_discount: 0,
    discounts: [],
    sku: variant.sku,
    grams: variant.grams,
    vendor: product.vendor,
    taxable: variant.taxable,
    product_id: exactId(product.id),
    product_has_only_default_variant: product.variants.length === 1,
    gift_card: product.giftCard,
    final_price: price,
    final_line_price: whole,
    url: `/products/${product.handle}?variant=${variant.id}`,
    featured_image: null,
    image: `/cdn/images/${product.handle}.svg`,
    handle: product.handle,
    requires_shipping: variant.requiresShipping,
    product_type: product.productType,
    product_title: product.title,
    product_description: product.description,
    variant_title: product.variants.length > 1 ? variant.title : null,
    variant_options: [variant.title],
    options_with_values: [{ name: 'Title', value: variant.title }],
    line_level_discount_allocations: [],
    line_level_total_discount: 0,
    has_components: false,
  };
}

/** `/cart.js`. */
export function cartJson(shop: ShopState, cart: Cart, discountCodes: string[]) {
  const items = cart.lines.map((line) => lineJson(shop, line));
  const whole = items.reduce((sum, item) => sum + item.line_price, 0);
  return {
    token: cart.token,
    note: cart.note,
    attributes: cart.attributes,
    original_total_price: whole,
    total_price: whole,
    total_discount: 0,
    total_weight: items.reduce((sum, item) => sum + item.grams * item.quantity, 0),
    item_count: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    items,
    requires_shipping: items.some((item) => item.requires_shipping),
    currency: shop.currency,
    items_subtotal_price: whole,
    cart_level_discount_applications: [],
    discount_codes: discountCodes.map((code) => ({ code, applicable: true })),
  };
}
