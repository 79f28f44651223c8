import { connection, listConnection } from '#tests/sandbox/graphql/connection.ts';
import type { Args, QueryContext, View } from '#tests/sandbox/graphql/context.ts';
import { customerView } from '#tests/sandbox/graphql/customer-view.ts';
import { journeySummary } from '#tests/sandbox/graphql/journey-view.ts';
import {
  discountApplicationView,
  lineItemView,
  shippingLineView,
  taxLineView,
} from '#tests/sandbox/graphql/line-view.ts';
import { moneyBag } from '#tests/sandbox/graphql/money-bag.ts';
import { fulfillmentView, refundView, transactionView } from '#tests/sandbox/graphql/payment-view.ts';
import { addressView } from '#tests/sandbox/graphql/shop-view.ts';
import { taxLinesOf } from '#tests/sandbox/state/tax-lines.ts';
import { currentQuantity, financialStatusOf, fulfillmentStatusOf, totalsOf } from '#tests/sandbox/state/amounts.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { Order } from '#tests/sandbox/state/model.ts';

const DAY_MS = 86_400_000;
const OPEN_WINDOW_DAYS = 60;

/** Orders older than 60 days are only for apps that hold `read_all_orders`. */
export function isVisible(order: Order, { token, now }: QueryContext): boolean {
  if (token.scopes.includes('read_all_orders')) return true;
  return Date.parse(order.createdAt) >= now.getTime() - OPEN_WINDOW_DAYS * DAY_MS;
}

function sums(order: Order): View {
  const totals = totalsOf(order);
  const bag = (amount: bigint) => moneyBag(order, amount);
  return {
    subtotalPriceSet: bag(totals.subtotal),
    totalDiscountsSet: bag(totals.discounts),
    totalShippingPriceSet: bag(totals.shipping),
    totalTaxSet: bag(totals.tax),
    totalTipReceivedSet: bag(totals.tip),
    totalPriceSet: bag(totals.total),
    originalTotalPriceSet: bag(order.originalTotal),
    currentCartDiscountAmountSet: bag(totals.currentDiscounts),
    cartDiscountAmountSet: bag(totals.discounts),
    currentSubtotalPriceSet: bag(totals.currentSubtotal),
    currentShippingPriceSet: bag(totals.currentShipping),
    currentTotalDiscountsSet: bag(totals.currentDiscounts),
    currentTotalTaxSet: bag(totals.currentTax),
    currentTotalPriceSet: bag(totals.currentTotal),
    currentTotalDutiesSet: null,
    currentTotalAdditionalFeesSet: null,
    originalTotalDutiesSet: null,
    originalTotalAdditionalFeesSet: null,
    refundDiscrepancySet: bag(totals.discrepancy),
    netPaymentSet: bag(totals.received - totals.refunded),
    totalReceivedSet: bag(totals.received),
    totalRefundedSet: bag(totals.refunded),
    totalRefundedShippingSet: bag(order.shippingLines.reduce((sum, line) => sum + line.refunded.net, 0n)),
    totalOutstandingSet: bag(totals.outstanding),
    totalCapturableSet: bag(financialStatusOf(order) === 'authorized' ? totals.outstanding : 0n),
    fullyPaid: totals.outstanding <= 0n,
    unpaid: totals.received === 0n,
  };
}

function statuses(order: Order): View {
  const sent = fulfillmentStatusOf(order);
  const financial = financialStatusOf(order);
  return {
    displayFinancialStatus: financial.toUpperCase(),
    displayFulfillmentStatus: sent === null ? 'UNFULFILLED' : sent === 'partial' ? 'PARTIALLY_FULFILLED' : 'FULFILLED',
    cancelReason: order.cancelReason?.toUpperCase() ?? null,
    cancelledAt: order.cancelledAt,
    closed: order.closedAt !== null,
    closedAt: order.closedAt,
    confirmed: true,
    edited: order.edits.length > 0,
    refundable: totalsOf(order).received > totalsOf(order).refunded,
    capturable: financial === 'authorized',
    canMarkAsPaid: financial === 'pending' && order.cancelledAt === null,
    requiresShipping: order.lines.some((line) => line.requiresShipping),
    returnStatus: 'NO_RETURN',
    test: order.test,
    taxesIncluded: order.taxesIncluded,
    taxExempt: false,
    dutiesIncluded: false,
    estimatedTaxes: false,
  };
}

function evidence(order: Order, context: QueryContext): View {
  const codes = order.applications.map((application) => application.code);
  return {
    sourceName: order.sourceName,
    sourceIdentifier: null,
    discountCode: codes[0] ?? null,
    discountCodes: codes,
    discountApplications: (args: Args) =>
      listConnection([...order.applications.keys()], args, (index) => discountApplicationView(order, index)),
    customAttributes: order.attributes.map(({ name, value }) => ({ key: name, value })),
    landingPageUrl: order.landingSite,
    referrerUrl: order.referringSite,
    referralCode: order.landingSiteRef,
    customerJourneySummary: () => journeySummary(order, context),
    customer: () => {
      const customer = context.shop.customers.find((one) => one.id === order.customerId);
      return customer ? customerView(customer, context) : null;
    },
    app: order.sourceName === 'web' ? { id: gid('OrderApp', '580111'), name: 'Online Store' } : null,
    publication: null,
    retailLocation: null,
    staffMember: null,
  };
}

/** An order as the Admin API shows it. */
export function orderView(order: Order, context: QueryContext): View {
  const view: View = {
    __typename: 'Order',
    id: gid('Order', order.id),
    legacyResourceId: order.id,
    name: `#${order.number}`,
    number: order.number,
    confirmationNumber: order.token.slice(0, 9).toUpperCase(),
    createdAt: order.createdAt,
    processedAt: order.processedAt,
    updatedAt: order.updatedAt,
    currencyCode: order.currency,
    presentmentCurrencyCode: order.presentment.currency,
    note: order.note,
    tags: order.tags,
    email: order.email,
    phone: null,
    poNumber: null,
    clientIp: null,
    cartToken: order.cartToken,
    checkoutToken: order.checkoutToken,
    customerLocale: order.locale,
    customerAcceptsMarketing: false,
    paymentGatewayNames: [...new Set(order.transactions.map((t) => t.gateway))],
    billingAddress: () => addressView(order.address, order.id),
    shippingAddress: () => addressView(order.address, order.id),
    displayAddress: () => addressView(order.address, order.id),
    billingAddressMatchesShippingAddress: true,
    subtotalLineItemsQuantity: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    currentSubtotalLineItemsQuantity: order.lines.reduce((sum, line) => sum + currentQuantity(line), 0),
    taxLines: () => taxLinesOf(order, 'original').map((line) => taxLineView(order, line)),
    currentTaxLines: () => taxLinesOf(order, 'current').map((line) => taxLineView(order, line)),
    lineItems: (args: Args) => listConnection(order.lines, args, (line) => lineItemView(order, line, context)),
    shippingLine: () => (order.shippingLines[0] ? shippingLineView(order, order.shippingLines[0]) : null),
    shippingLines: (args: Args) => listConnection(order.shippingLines, args, (line) => shippingLineView(order, line)),
    transactions: ({ first }: Args) =>
      order.transactions.slice(0, sizeOf(first)).map((transaction) => transactionView(order, transaction, context)),
    transactionsCount: { count: order.transactions.length, precision: 'EXACT' },
    refunds: ({ first }: Args) =>
      order.refunds.slice(0, sizeOf(first)).map((refund) => refundView(order, refund, context)),
    fulfillments: ({ first }: Args) =>
      order.fulfillments.slice(0, sizeOf(first)).map((fulfillment) => fulfillmentView(order, fulfillment, context)),
    fulfillmentsCount: { count: order.fulfillments.length, precision: 'EXACT' },
    additionalFees: [],
    disputes: [],
    alerts: [],
    metafield: null,
    ...evidence(order, context),
  };
  return lazily(view, [() => sums(order), () => statuses(order)]);
}

const sizeOf = (first: unknown) => (typeof first === 'number' ? first : Infinity);

/** Adds groups of fields that are computed once, when the first of them is read. */
function lazily(view: View, groups: (() => View)[]): View {
  const made = groups.map(() => undefined as View | undefined);
  return new Proxy(view, {
    get(target, field: string) {
      if (field in target) return target[field];
      for (const [at, group] of groups.entries()) {
        const values = (made[at] ??= group());
        if (field in values) return values[field];
      }
      return undefined;
    },
  });
}

export const orderConnection = (orders: Order[], args: Args, context: QueryContext) =>
  connection(
    orders,
    args,
    (order) => [order[sortFieldOf(args.sortKey)], BigInt(order.id)],
    (order) => orderView(order, context),
  );

function sortFieldOf(sortKey: unknown): 'updatedAt' | 'createdAt' | 'processedAt' | 'number' | 'id' {
  switch (sortKey) {
    case 'UPDATED_AT':
      return 'updatedAt';
    case 'CREATED_AT':
      return 'createdAt';
    case 'ID':
    case undefined:
      return 'id';
    case 'ORDER_NUMBER':
      return 'number';
    default:
      return 'processedAt';
  }
}
