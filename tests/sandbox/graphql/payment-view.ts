import { listConnection } from '#tests/sandbox/graphql/connection.ts';
import type { Args, QueryContext, View } from '#tests/sandbox/graphql/context.ts';
import { lineItemView, shippingLineView } from '#tests/sandbox/graphql/line-view.ts';
import { moneyBag, plainMoney } from '#tests/sandbox/graphql/money-bag.ts';
import { orderView } from '#tests/sandbox/graphql/order-view.ts';
import { netOf } from '#tests/sandbox/state/amounts.ts';
import { gid } from '#tests/sandbox/state/ids.ts';
import type { Fulfillment, Order, Refund, RefundLine, Transaction } from '#tests/sandbox/state/model.ts';

/** A payment as the Admin API shows it. */
export function transactionView(order: Order, transaction: Transaction, context: QueryContext): View {
  const parent = order.transactions.find((one) => one.id === transaction.parentId);
  return {
    __typename: 'OrderTransaction',
    id: gid('OrderTransaction', transaction.id),
    kind: transaction.kind.toUpperCase(),
    status: transaction.status.toUpperCase(),
    gateway: transaction.gateway,
    formattedGateway: transaction.gateway,
    manualPaymentGateway: transaction.manual,
    createdAt: transaction.createdAt,
    processedAt: transaction.processedAt,
    amountSet: moneyBag(order, transaction.amount),
    totalUnsettledSet: moneyBag(order, 0n),
    amountRoundingSet: null,
    parentTransaction: () => (parent ? transactionView(order, parent, context) : null),
    order: () => orderView(order, context),
    test: order.test,
    errorCode: null,
    paymentId: `#${order.number}.1`,
    fees: [],
  };
}

const refundLineView = (order: Order, item: RefundLine, context: QueryContext): View => ({
  __typename: 'RefundLineItem',
  id: gid('RefundLineItem', item.id),
  quantity: item.quantity,
  restockType: item.restockType.toUpperCase(),
  restocked: item.restockType !== 'no_restock',
  location: null,
  priceSet: () => moneyBag(order, lineById(order, item.lineId).price),
  subtotalSet: moneyBag(order, item.subtotal),
  totalTaxSet: moneyBag(order, item.tax),
  lineItem: () => lineItemView(order, lineById(order, item.lineId), context),
});

function lineById(order: Order, id: string) {
  const line = order.lines.find((one) => one.id === id);
  if (!line) throw new Error(`order #${order.number} has no line ${id}`);
  return line;
}

/** A refund as the Admin API shows it. */
export function refundView(order: Order, refund: Refund, context: QueryContext): View {
  const transactions = order.transactions.filter((one) => refund.transactionIds.includes(one.id));
  const refunded = transactions.reduce((sum, one) => sum + one.amount, 0n);
  return {
    __typename: 'Refund',
    id: gid('Refund', refund.id),
    legacyResourceId: refund.id,
    createdAt: refund.createdAt,
    processedAt: refund.createdAt,
    updatedAt: refund.createdAt,
    note: refund.note,
    totalRefundedSet: moneyBag(order, refunded),
    totalRefunded: plainMoney(refunded, order.currency),
    duties: [],
    return: null,
    staffMember: null,
    order: () => orderView(order, context),
    refundLineItems: (args: Args) => listConnection(refund.lines, args, (item) => refundLineView(order, item, context)),
    refundShippingLines: (args: Args) =>
      listConnection(refund.shipping, args, ({ id, shippingLineId, subtotal, tax }) => ({
        __typename: 'RefundShippingLine',
        id: gid('RefundShippingLine', id),
        subtotalAmountSet: moneyBag(order, subtotal),
        taxAmountSet: moneyBag(order, tax),
        shippingLine: () =>
          order.shippingLines
            .filter((line) => line.id === shippingLineId)
            .map((line) => shippingLineView(order, line))[0],
      })),
    orderAdjustments: (args: Args) =>
      listConnection(refund.adjustments, args, ({ id, amount }) => ({
        __typename: 'OrderAdjustment',
        id: gid('OrderAdjustment', id),
        reason: 'REFUND_DISCREPANCY',
        amountSet: moneyBag(order, amount),
        taxAmountSet: moneyBag(order, 0n),
      })),
    transactions: (args: Args) => listConnection(transactions, args, (one) => transactionView(order, one, context)),
  };
}

/** A shipment as the Admin API shows it. */
export const fulfillmentView = (order: Order, fulfillment: Fulfillment, context: QueryContext): View => ({
  __typename: 'Fulfillment',
  id: gid('Fulfillment', fulfillment.id),
  legacyResourceId: fulfillment.id,
  name: `#${order.number}-F${order.fulfillments.indexOf(fulfillment) + 1}`,
  status: 'SUCCESS',
  displayStatus: 'FULFILLED',
  createdAt: fulfillment.createdAt,
  updatedAt: fulfillment.createdAt,
  deliveredAt: null,
  inTransitAt: null,
  estimatedDeliveryAt: null,
  requiresShipping: true,
  totalQuantity: fulfillment.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  trackingInfo: [],
  location: null,
  order: () => orderView(order, context),
  fulfillmentLineItems: (args: Args) =>
    listConnection(fulfillment.lines, args, ({ lineId, quantity }) => {
      const line = lineById(order, lineId);
      return {
        __typename: 'FulfillmentLineItem',
        id: gid('FulfillmentLineItem', lineId),
        quantity,
        lineItem: lineItemView(order, line, context),
        originalTotalSet: moneyBag(order, line.price * BigInt(quantity)),
        discountedTotalSet: moneyBag(order, (netOf(line) * BigInt(quantity)) / BigInt(line.quantity)),
      };
    }),
});
