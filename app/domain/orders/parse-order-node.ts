import type { Currency } from '#app/domain/money/currency.ts';
import { sum } from '#app/domain/money/minor.ts';
import { factsOf, type LineDraft, type OrderDraft } from '#app/domain/orders/draft.ts';
import { amountOf, amountOrZero } from '#app/domain/orders/fields.ts';
import type { OrderFacts, RefundFacts } from '#app/domain/orders/order-facts.ts';
import { orderNodeSchema, type OrderNode, type RefundNode } from '#app/domain/orders/order-node.ts';
import { readingAmounts, unexpectedShape, unusable, type Parsed } from '#app/domain/orders/parsed.ts';
import { attributesOf } from '#app/domain/orders/parse-order-payload.ts';
import { financialStatusOf, paymentFromTransactions, type Received } from '#app/domain/orders/payment.ts';
import { reasonOf } from '#app/domain/orders/refund-draft.ts';

/**
 * The facts of an order from GraphQL (`order.graphql`): equal to those of its webhook, but for what only one of them
 * has. Here the paid instant is always known, and landing_site never is.
 */
export function parseOrderNode(node: unknown): Parsed<{ facts: OrderFacts }> {
  const parsed = orderNodeSchema.safeParse(node);
  if (!parsed.success) return unexpectedShape(parsed.error);
  const order = parsed.data;
  const cutOff = cutOffIn(order);
  if (cutOff) return unusable('incomplete', cutOff);
  return readingAmounts(() => ({ ok: true, facts: factsOf(draftOf(order)) }));
}

function cutOffIn(order: OrderNode): string | null {
  if (order.lineItems.pageInfo.hasNextPage) return 'lineItems';
  const isCut = ({ refundLineItems, refundShippingLines, transactions }: RefundNode) =>
    [refundLineItems, refundShippingLines, transactions].some((page) => page.pageInfo.hasNextPage);
  return order.refunds.some(isCut) ? 'refunds' : null;
}

function draftOf(order: OrderNode): OrderDraft {
  const currency = order.currencyCode;
  const financialStatus = financialStatusOf(order.displayFinancialStatus);
  const stamps = { orderedAt: order.processedAt, createdAt: order.createdAt };
  const dueMinor = amountOf(order.originalTotalPriceSet, currency, 'originalTotalPriceSet');
  const received = receivedFor(order);
  return {
    orderId: order.id,
    name: order.name,
    ...stamps,
    updatedAt: order.updatedAt,
    cancelledAt: order.cancelledAt ?? null,
    cancelReason: order.cancelReason ?? null,
    financialStatus,
    payment: paymentFromTransactions({ status: financialStatus, ...stamps, totalMinor: dueMinor, received }),
    isFulfilled: order.displayFulfillmentStatus === 'FULFILLED',
    shippedAt: order.fulfillments.filter(({ status }) => status === 'SUCCESS').map((one) => one.createdAt),
    currency,
    taxesIncluded: order.taxesIncluded,
    isTest: order.test,
    sourceName: order.sourceName ?? null,
    customerId: order.customer?.id ?? null,
    discountCodes: order.discountCodes,
    noteAttributes: attributesOf(order.customAttributes),
    landingSite: null,
    landingSiteRef: null,
    totalMinor: amountOf(order.totalPriceSet, currency, 'totalPriceSet'),
    shippingMinor: amountOf(order.totalShippingPriceSet, currency, 'totalShippingPriceSet'),
    taxMinor: amountOrZero(order.totalTaxSet, currency, 'totalTaxSet'),
    tipMinor: amountOf(order.totalTipReceivedSet, currency, 'totalTipReceivedSet'),
    lines: order.lineItems.nodes.map((line) => lineDraft(line, currency)),
    refunds: order.refunds.map((refund) => refundFacts(refund, currency)),
  };
}

/** Money that came in: captures and sales that succeeded; an authorisation is a promise. */
function receivedFor({ transactions, currencyCode }: OrderNode): Received[] {
  return transactions
    .filter(({ kind, status }) => status === 'SUCCESS' && (kind === 'SALE' || kind === 'CAPTURE'))
    .map((tx) => ({
      at: tx.processedAt ?? tx.createdAt,
      amountMinor: amountOf(tx.amountSet, currencyCode, 'transactions'),
    }));
}

function lineDraft(line: OrderNode['lineItems']['nodes'][number], currency: Currency): LineDraft {
  const path = `lineItems.${line.id}`;
  const { quantity, currentQuantity, title, isGiftCard, requiresShipping } = line;
  return {
    lineId: line.id,
    productId: line.product?.id ?? null,
    variantId: line.variant?.id ?? null,
    title,
    quantity,
    currentQuantity,
    isGiftCard,
    requiresShipping,
    unitPriceMinor: amountOf(line.originalUnitPriceSet, currency, path),
    discountMinor: sum(line.discountAllocations.map((one) => amountOf(one.allocatedAmountSet, currency, path))),
    taxMinor: sum(line.taxLines.map((tax) => amountOf(tax.priceSet, currency, path))),
    properties: attributesOf(line.customAttributes),
  };
}

function refundFacts(refund: RefundNode, currency: Currency): RefundFacts {
  const read = (text: string) => amountOf(text, currency, `refunds.${refund.id}`);
  const moved = refund.transactions.nodes.filter(({ kind, status }) => kind === 'REFUND' && status === 'SUCCESS');
  return {
    refundId: refund.id,
    at: refund.processedAt,
    reason: reasonOf(refund.orderAdjustments.nodes.map(({ reason }) => reason)),
    note: refund.note ?? null,
    movedMinor: sum(moved.map((tx) => read(tx.amountSet))),
    shippingSubtotalMinor: sum(refund.refundShippingLines.nodes.map((line) => read(line.subtotalAmountSet))),
    shippingTaxMinor: sum(refund.refundShippingLines.nodes.map((line) => read(line.taxAmountSet))),
    lines: refund.refundLineItems.nodes.map((line) => ({
      // Shopify allows a refund line without id; a refund names each line of the order once, so that id serves.
      refundLineId: line.id ?? line.lineItem.id,
      lineId: line.lineItem.id,
      quantity: line.quantity,
      subtotalMinor: read(line.subtotalSet),
      taxMinor: read(line.totalTaxSet),
      restock: line.restockType.toLowerCase(),
    })),
  };
}
