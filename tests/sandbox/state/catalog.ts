import { parseAmount } from '#tests/sandbox/money.ts';
import { digitsOf, instant, type Ids } from '#tests/sandbox/state/ids.ts';
import type { Collection, Customer, Discount, Product, ShopState, Variant } from '#tests/sandbox/state/model.ts';

export interface NewVariant {
  title: string;
  price: string;
  sku?: string;
  compareAtPrice?: string;
  requiresShipping?: boolean;
  taxable?: boolean;
  grams?: number;
}

export interface NewProduct {
  title: string;
  titleDe?: string;
  handle?: string;
  description?: string;
  descriptionDe?: string;
  vendor?: string;
  productType?: string;
  tags?: string[];
  /** Handles of collections; an unknown one is made. */
  collections?: string[];
  /** For a product with one variant. */
  price?: string;
  sku?: string;
  variants?: NewVariant[];
  giftCard?: boolean;
  /** The shop's rate if left out; 70000 is 7 %. */
  taxRatePpm?: number;
  requiresShipping?: boolean;
}

export const slug = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

export function createProduct(shop: ShopState, ids: Ids, input: NewProduct, now: Date): Product {
  const handle = input.handle ?? slug(input.title);
  const ships = input.requiresShipping ?? input.giftCard !== true;
  const wanted = input.variants ?? [{ title: 'Default Title', price: input.price ?? '10.00' }];
  const product: Product = {
    id: ids.next(),
    handle,
    title: input.title,
    titleDe: input.titleDe ?? input.title,
    description: input.description ?? '',
    descriptionDe: input.descriptionDe ?? input.description ?? '',
    vendor: input.vendor ?? shop.name,
    productType: input.productType ?? '',
    tags: input.tags ?? [],
    collectionIds: (input.collections ?? []).map((name) => collectionFor(shop, ids, name, now).id),
    status: 'active',
    giftCard: input.giftCard ?? false,
    taxRatePpm: input.taxRatePpm ?? shop.shippingTaxRatePpm,
    variants: wanted.map((variant, index) => ({
      id: ids.next(),
      title: variant.title,
      sku: variant.sku ?? input.sku ?? `${handle}${wanted.length > 1 ? `-${index + 1}` : ''}`.toUpperCase(),
      price: parseAmount(variant.price, shop.currency),
      compareAtPrice: variant.compareAtPrice === undefined ? null : parseAmount(variant.compareAtPrice, shop.currency),
      requiresShipping: variant.requiresShipping ?? ships,
      taxable: variant.taxable ?? true,
      grams: variant.grams ?? 250,
      inventory: 1000,
    })),
    createdAt: instant(now),
    updatedAt: instant(now),
  };
  shop.products.push(product);
  return product;
}

export interface ProductChange {
  title?: string;
  tags?: string[];
  collections?: string[];
  price?: string;
}

export function updateProduct(shop: ShopState, ids: Ids, id: string, change: ProductChange, now: Date): Product {
  const product = findProduct(shop, id);
  if (change.title !== undefined) product.title = change.title;
  if (change.tags !== undefined) product.tags = change.tags;
  if (change.collections !== undefined) {
    product.collectionIds = change.collections.map((name) => collectionFor(shop, ids, name, now).id);
  }
  if (change.price !== undefined) {
    const price = parseAmount(change.price, shop.currency);
    for (const variant of product.variants) variant.price = price;
  }
  product.updatedAt = instant(now);
  return product;
}

function collectionFor(shop: ShopState, ids: Ids, name: string, now: Date): Collection {
  const handle = slug(name);
  const found = shop.collections.find((collection) => collection.handle === handle);
  if (found) return found;
  const made = { id: ids.next(), handle, title: name, titleDe: name, updatedAt: instant(now) };
  shop.collections.push(made);
  return made;
}

/** By id, gid or handle. @throws Error */
export function findProduct(shop: ShopState, key: string): Product {
  const digits = digitsOf(key);
  const found = shop.products.find((product) => product.id === digits || product.handle === key);
  if (!found) throw new Error(`no such product in ${shop.domain}: ${key}`);
  return found;
}

/** By variant id, gid or SKU, or by the handle of a product (its first variant). @throws Error */
export function findVariant(shop: ShopState, key: string): { product: Product; variant: Variant } {
  const digits = digitsOf(key);
  for (const product of shop.products) {
    const variant = product.variants.find((one) => one.id === digits || one.sku === key);
    if (variant) return { product, variant };
    if (product.handle === key && product.variants[0]) return { product, variant: product.variants[0] };
  }
  throw new Error(`no such variant in ${shop.domain}: ${key}`);
}

/** @throws Error */
export function findCustomer(shop: ShopState, id: string): Customer {
  const digits = digitsOf(id);
  const found = shop.customers.find((customer) => customer.id === digits);
  if (!found) throw new Error(`no such customer in ${shop.domain}: ${id}`);
  return found;
}

export interface NewCustomer {
  email: string;
  firstName?: string;
  lastName?: string;
  locale?: string;
  tags?: string[];
}

/** One customer per e-mail address, as in Shopify. */
export function findOrCreateCustomer(shop: ShopState, ids: Ids, input: NewCustomer, at: string): Customer {
  const email = input.email.trim().toLowerCase();
  const found = shop.customers.find((customer) => customer.email === email);
  if (found) return found;
  const customer: Customer = {
    id: ids.next(),
    email,
    firstName: input.firstName ?? '',
    lastName: input.lastName ?? '',
    phone: null,
    locale: input.locale ?? 'en',
    tags: input.tags ?? [],
    createdAt: at,
    updatedAt: at,
  };
  shop.customers.push(customer);
  return customer;
}

export interface NewDiscount {
  code: string;
  kind?: Discount['kind'];
  /** `10` is 10 % for a percentage, an amount such as `5.00` otherwise. */
  value?: string;
  title?: string;
  /** Another code of an existing discount. */
  nodeId?: string;
}

/** @throws Error where the code is taken */
export function createDiscount(shop: ShopState, ids: Ids, input: NewDiscount): Discount {
  const code = input.code.trim();
  if (shop.discounts.some((discount) => discount.code.toUpperCase() === code.toUpperCase())) {
    throw new Error(`the code is taken: ${code}`);
  }
  const kind = input.kind ?? 'percentage';
  const value = input.value ?? '10';
  const id = ids.next();
  const discount: Discount = {
    id,
    nodeId: input.nodeId ?? id,
    title: input.title ?? code,
    code,
    kind,
    value: kind === 'percentage' ? parseAmount(value, 'EUR') * 100n : parseAmount(value, shop.currency),
    isActive: true,
    usageCount: 0,
  };
  shop.discounts.push(discount);
  return discount;
}
