import { parseAmount } from '#tests/sandbox/money.ts';
import type { SandboxShop } from '#tests/sandbox/options.ts';
import { createDiscount, createProduct, findOrCreateCustomer } from '#tests/sandbox/state/catalog.ts';
import { instant, type Ids } from '#tests/sandbox/state/ids.ts';
import type { ShopState } from '#tests/sandbox/state/model.ts';

const FIRST_ORDER_NUMBER = 1001;

/** A shop as its options describe it, with its goods, people and codes. */
export function newShop(input: SandboxShop, ids: Ids, appScopes: string[], now: Date): ShopState {
  const installed = input.installed === true ? appScopes : input.installed || null;
  const shop: ShopState = {
    id: ids.next(),
    domain: input.domain,
    handle: input.domain.replace('.myshopify.com', ''),
    name: input.name,
    email: input.email ?? `owner@${input.domain.replace('.myshopify.com', '.example')}`,
    currency: input.currency,
    countryCode: input.countryCode,
    ianaTimezone: input.ianaTimezone,
    taxesIncluded: input.taxesIncluded,
    shippingPrice: parseAmount(input.shipping ?? '4.90', input.currency),
    shippingTaxRatePpm: input.taxRatePpm,
    createdAt: instant(now),
    lastOrderNumber: FIRST_ORDER_NUMBER - 1,
    hasCustomerPrivacyApi: input.isPrivacyApiMissing !== true,
    installation: installed ? { installedAt: instant(now), scopes: installed, tokens: [] } : null,
    blocks: [],
    products: [],
    collections: [],
    customers: [],
    discounts: [],
    orders: [],
  };
  for (const product of input.products ?? []) createProduct(shop, ids, product, now);
  for (const customer of input.customers ?? []) findOrCreateCustomer(shop, ids, customer, instant(now));
  for (const discount of input.discounts ?? []) createDiscount(shop, ids, discount);
  return shop;
}
