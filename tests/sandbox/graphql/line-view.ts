import type { Args, QueryContext, View } from '#tests/sandbox/graphql/context.ts';
import { moneyBag, plainMoney } from '#tests/sandbox/graphql/money-bag.ts';
import { productView, variantView } from '#tests/sandbox/graphql/product-view.ts';
import {
  currentQuantity,
  currentShippingNet,
  discountOf,
  fulfillableQuantity,
  grossOf,
  netOf,
  shippingNet,
} from '#tests/sandbox/state/amounts.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { Allocation, Order, OrderLine, ShippingLine } from '#tests/sandbox/state/model.ts';
import { taxTitle, type TaxLine } from '#tests/sandbox/state/tax-lines.ts';

export const taxLineView = (order: Order, { title, ratePpm, amount }: TaxLine): View => ({
  title,
  rate: ratePpm / 1_000_000,
  ratePercentage: ratePpm / 10_000,
  source: null,
  channelLiable: false,
  priceSet: moneyBag(order, amount),
});

const taxLines = (order: Order, { taxRatePpm, tax }: { taxRatePpm: number; tax: bigint }) =>
  taxRatePpm === 0 ? [] : [taxLineView(order, { title: taxTitle(order), ratePpm: taxRatePpm, amount: tax })];

export function discountApplicationView(order: Order, index: number): View {
  const application = order.applications[index];
  const value =
    application?.kind === 'percentage'
      ? { __typename: 'PricingPercentageValue', percentage: Number(application.value) / 10_000 }
      : application?.kind === 'free_shipping'
        ? { __typename: 'PricingPercentageValue', percentage: 100 }
        : plainMoney(application?.value ?? 0n, order.currency);
  return {
    __typename: 'DiscountCodeApplication',
    index,
    code: application?.code ?? '',
    allocationMethod: 'ACROSS',
    targetSelection: 'ALL',
    targetType: application?.kind === 'free_shipping' ? 'SHIPPING_LINE' : 'LINE_ITEM',
    value,
  };
}

const allocations = (order: Order, list: Allocation[]): View[] =>
  list.map(({ application, amount }) => ({
    allocatedAmountSet: moneyBag(order, amount),
    discountApplication: discountApplicationView(order, application),
  }));

/** A line as the Admin API shows it. Code discounts are in `discountedTotalSet` only where the query asks for them. */
export function lineItemView(order: Order, line: OrderLine, context: QueryContext): View {
  const { shop } = context;
  const product = shop.products.find((one) => one.id === line.productId);
  const variant = product?.variants.find((one) => one.id === line.variantId);
  const bag = (amount: bigint) => moneyBag(order, amount);
  return {
    __typename: 'LineItem',
    id: gid('LineItem', line.id),
    title: line.title,
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    variantTitle: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: currentQuantity(line),
    refundableQuantity: currentQuantity(line),
    unfulfilledQuantity: fulfillableQuantity(line),
    nonFulfillableQuantity: 0,
    isGiftCard: line.giftCard,
    requiresShipping: line.requiresShipping,
    taxable: line.taxable,
    restockable: true,
    merchantEditable: true,
    customAttributes: line.properties.map(({ name, value }) => ({ key: name, value })),
    originalUnitPriceSet: bag(line.price),
    originalTotalSet: bag(grossOf(line)),
    discountedTotalSet: ({ withCodeDiscounts }: Args) => bag(withCodeDiscounts === true ? netOf(line) : grossOf(line)),
    discountedUnitPriceSet: bag(line.price),
    discountedUnitPriceAfterAllDiscountsSet: bag(netOf(line) / BigInt(line.quantity)),
    priceAfterAllDiscountsBeforeTaxesSet: bag(order.taxesIncluded ? netOf(line) - line.tax : netOf(line)),
    totalDiscountSet: bag(discountOf(line)),
    discountAllocations: allocations(order, line.allocations),
    taxLines: taxLines(order, line),
    duties: [],
    lineItemGroup: null,
    sellingPlan: null,
    staffMember: null,
    product: () => (product ? productView(product, context) : null),
    variant: () => (product && variant ? variantView(product, variant, context) : null),
  };
}

export const shippingLineView = (order: Order, line: ShippingLine): View => ({
  __typename: 'ShippingLine',
  id: gid('ShippingLine', line.id),
  title: line.title,
  code: line.title,
  source: 'shopify',
  carrierIdentifier: null,
  phone: null,
  custom: false,
  isRemoved: false,
  originalPriceSet: moneyBag(order, line.price),
  discountedPriceSet: moneyBag(order, shippingNet(line)),
  currentDiscountedPriceSet: moneyBag(order, currentShippingNet(line)),
  discountAllocations: allocations(order, line.allocations),
  taxLines: taxLines(order, line),
});
