import { parseAmount, taxOf } from '#tests/sandbox/money.ts';
import { netOf, shippingNet, totalsOf } from '#tests/sandbox/state/amounts.ts';
import { findCustomer, findOrCreateCustomer, findVariant } from '#tests/sandbox/state/catalog.ts';
import { applyDiscounts } from '#tests/sandbox/state/discounting.ts';
import { instant, secretToken, type Ids } from '#tests/sandbox/state/ids.ts';
import type {
  Address,
  Discount,
  Order,
  OrderLine,
  Pair,
  ShippingLine,
  ShopState,
  Transaction,
} from '#tests/sandbox/state/model.ts';

export interface PlaceOrderLine {
  /** Variant id or gid, SKU, or the handle of a product (its first variant). */
  variant: string;
  quantity?: number;
  properties?: Record<string, string>;
}

export interface PlaceOrder {
  lines: PlaceOrderLine[];
  /** An existing customer, a buyer by e-mail (found or created, as Shopify does with guests), or null for none (POS). */
  customer?: { id: string } | { email: string; firstName?: string; lastName?: string } | null;
  discountCodes?: string[];
  /** Cart attributes: `note_attributes` of the order. */
  attributes?: Record<string, string>;
  note?: string;
  landingSite?: string;
  referringSite?: string;
  /** `card` is paid at once; `bank_transfer` waits for `payOrder`; `authorization` waits for its capture by `payOrder`. */
  payment?: 'card' | 'bank_transfer' | 'authorization';
  /** Part of the total that a gift card pays, as a decimal. */
  giftCardAmount?: string;
  tip?: string;
  /** Price of shipping as a decimal; the shop's own price if it is left out, none where nothing ships. */
  shipping?: string;
  address?: Address;
  locale?: string;
  sourceName?: string;
  test?: boolean;
  presentment?: { currency: string; ratePpm: number };
  cartToken?: string;
  at?: Date;
  webhooks?: boolean;
}

const pairs = (record: Record<string, string> = {}): Pair[] =>
  Object.entries(record).map(([name, value]) => ({ name, value }));

/** Lines, discounts, shipping and taxes of what a buyer wants: the money of an order before there is one. @throws Error */
export function priced(
  shop: ShopState,
  ids: Ids,
  input: Pick<PlaceOrder, 'lines' | 'tip' | 'discountCodes' | 'shipping'>,
) {
  const lines = input.lines.map((line) => orderLine(shop, ids, line));
  if (input.tip !== undefined) lines.push(tipLine(ids, parseAmount(input.tip, shop.currency)));
  const discounts = (input.discountCodes ?? []).map((code) => discountFor(shop, code));
  const ships = lines.some((line) => line.requiresShipping);
  const price = input.shipping === undefined ? shop.shippingPrice : parseAmount(input.shipping, shop.currency);
  const shippingLines: ShippingLine[] = ships ? [shippingLine(ids, price, shop.shippingTaxRatePpm)] : [];
  const applications = discounts.map(({ code, kind, value }) => ({ code, kind, value }));
  applyDiscounts(applications, lines, shippingLines);
  for (const line of lines) line.tax = line.taxable ? taxOf(netOf(line), line.taxRatePpm, shop.taxesIncluded) : 0n;
  for (const line of shippingLines) line.tax = taxOf(shippingNet(line), line.taxRatePpm, shop.taxesIncluded);
  return { lines, shippingLines, applications, discounts, ships };
}

const shippingLine = (ids: Ids, price: bigint, taxRatePpm: number): ShippingLine => ({
  id: ids.next(),
  title: 'Standard',
  price,
  allocations: [],
  taxRatePpm,
  tax: 0n,
  refunded: { net: 0n, tax: 0n },
});

/** Puts an order into the shop and returns it. @throws Error where a variant or code does not exist */
export function placeOrder(shop: ShopState, ids: Ids, input: PlaceOrder, now: Date): Order {
  const at = instant(input.at ?? now);
  const { lines, shippingLines, applications, discounts, ships } = priced(shop, ids, input);
  const customer = buyer(shop, ids, input, at);
  for (const discount of discounts) discount.usageCount += 1;
  shop.lastOrderNumber += 1;
  const order: Order = {
    id: ids.next(),
    number: shop.lastOrderNumber,
    token: secretToken(),
    cartToken: input.cartToken ?? null,
    checkoutToken: (input.sourceName ?? 'web') === 'web' ? secretToken() : null,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
    test: input.test ?? false,
    sourceName: input.sourceName ?? 'web',
    customerId: customer?.id ?? null,
    email: customer?.email ?? null,
    locale: input.locale ?? customer?.locale ?? 'en',
    address: ships ? (input.address ?? addressOf(shop, customer)) : null,
    note: input.note ?? null,
    attributes: pairs(input.attributes),
    tags: [],
    landingSite: input.landingSite ?? null,
    landingSiteRef: referralIn(input.landingSite),
    referringSite: input.referringSite ?? null,
    currency: shop.currency,
    presentment: input.presentment ?? { currency: shop.currency, ratePpm: 1_000_000 },
    taxesIncluded: shop.taxesIncluded,
    originalTotal: 0n,
    applications,
    lines,
    shippingLines,
    transactions: [],
    refunds: [],
    fulfillments: [],
    edits: [],
  };
  order.originalTotal = totalsOf(order).total;
  order.transactions = firstTransactions(order, ids, input);
  shop.orders.push(order);
  return order;
}

/** What Shopify takes as the referral code of an address: `ref`, then `source`, then `r`. */
export function referralIn(landingSite: string | undefined): string | null {
  if (landingSite === undefined) return null;
  const query = new URL(landingSite, 'https://shop.invalid').searchParams;
  return query.get('ref') ?? query.get('source') ?? query.get('r');
}

function orderLine(shop: ShopState, ids: Ids, line: PlaceOrderLine): OrderLine {
  const { product, variant } = findVariant(shop, line.variant);
  return {
    id: ids.next(),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: product.variants.length === 1 ? null : variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    price: variant.price,
    quantity: line.quantity ?? 1,
    grams: variant.grams,
    taxable: variant.taxable && !product.giftCard,
    taxRatePpm: product.taxRatePpm,
    tax: 0n,
    requiresShipping: variant.requiresShipping,
    giftCard: product.giftCard,
    tip: false,
    properties: pairs(line.properties),
    allocations: [],
    removed: { quantity: 0, net: 0n, tax: 0n },
    fulfilled: 0,
    addedByEdit: false,
  };
}

/** A line for a variant that an edit adds to an order: no code reaches it. */
export function addedLine(shop: ShopState, ids: Ids, line: PlaceOrderLine): OrderLine {
  const added = orderLine(shop, ids, line);
  const tax = added.taxable ? taxOf(netOf(added), added.taxRatePpm, shop.taxesIncluded) : 0n;
  return { ...added, tax, addedByEdit: true };
}

function tipLine(ids: Ids, price: bigint): OrderLine {
  return {
    id: ids.next(),
    productId: null,
    variantId: null,
    title: 'Tip',
    variantTitle: null,
    sku: '',
    vendor: null,
    price,
    quantity: 1,
    grams: 0,
    taxable: false,
    taxRatePpm: 0,
    tax: 0n,
    requiresShipping: false,
    giftCard: false,
    tip: true,
    properties: [],
    allocations: [],
    removed: { quantity: 0, net: 0n, tax: 0n },
    fulfilled: 0,
    addedByEdit: false,
  };
}

function discountFor(shop: ShopState, code: string): Discount {
  const discount = findDiscount(shop, code);
  if (!discount) throw new Error(`no such discount code: ${code}`);
  return discount;
}

/** Codes are not case-sensitive. */
export const findDiscount = (shop: ShopState, code: string) =>
  shop.discounts.find((discount) => discount.isActive && discount.code.toUpperCase() === code.trim().toUpperCase());

function buyer(shop: ShopState, ids: Ids, input: PlaceOrder, at: string) {
  if (input.customer === null) return null;
  if (input.customer === undefined)
    return findOrCreateCustomer(shop, ids, { email: `guest-${shop.lastOrderNumber + 1}@buyers.example` }, at);
  if ('id' in input.customer) return findCustomer(shop, input.customer.id);
  return findOrCreateCustomer(shop, ids, { ...input.customer, ...(input.locale && { locale: input.locale }) }, at);
}

function addressOf(shop: ShopState, customer: { firstName: string; lastName: string } | null): Address {
  const names = { firstName: customer?.firstName ?? '', lastName: customer?.lastName ?? '' };
  return { ...names, address1: 'Lindenstraße 7', city: 'Berlin', zip: '10969', countryCode: shop.countryCode };
}

function firstTransactions(order: Order, ids: Ids, input: PlaceOrder): Transaction[] {
  const due = totalsOf(order).total;
  const asked = input.giftCardAmount === undefined ? 0n : parseAmount(input.giftCardAmount, order.currency);
  const byGiftCard = asked < due ? asked : due;
  const base = { createdAt: order.createdAt, processedAt: order.createdAt, parentId: null };
  const result: Transaction[] = [];
  if (byGiftCard > 0n) {
    result.push({
      ...base,
      id: ids.next(),
      kind: 'sale',
      status: 'success',
      gateway: 'gift_card',
      manual: false,
      amount: byGiftCard,
    });
  }
  const amount = due - byGiftCard;
  if (amount === 0n) return result;
  const payment = input.payment ?? 'card';
  const id = ids.next();
  if (payment === 'bank_transfer') {
    result.push({ ...base, id, kind: 'sale', status: 'pending', gateway: 'Bank Deposit', manual: true, amount });
  } else {
    const kind = payment === 'authorization' ? 'authorization' : 'sale';
    result.push({ ...base, id, kind, status: 'success', gateway: 'shopify_payments', manual: false, amount });
  }
  return result;
}
