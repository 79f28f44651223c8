import type { Currency } from '#app/domain/money/currency.ts';
import { minor, sum, type Minor } from '#app/domain/money/minor.ts';
import {
  CAPTURE_NAMES,
  type Attribute,
  type FinancialStatus,
  type LineFacts,
  type OrderFacts,
  type Payment,
  type RefundFacts,
} from '#app/domain/orders/order-facts.ts';
import { isSettled } from '#app/domain/orders/payment.ts';

/** A line as both sources state it: `unitPriceMinor` and `taxMinor` as Shopify gives them, discounts of every kind summed. */
export interface LineDraft {
  lineId: bigint;
  productId: bigint | null;
  variantId: bigint | null;
  title: string;
  quantity: number;
  /** Null where the source leaves it out: then the refunds tell. */
  currentQuantity: number | null;
  isGiftCard: boolean;
  requiresShipping: boolean;
  unitPriceMinor: Minor;
  discountMinor: Minor;
  taxMinor: Minor;
  properties: Attribute[];
}

/** What the two parsers agree on; from here on one function makes the facts, so they cannot differ. */
export interface OrderDraft {
  orderId: bigint;
  name: string;
  orderedAt: Date;
  createdAt: Date;
  updatedAt: Date;
  cancelledAt: Date | null;
  cancelReason: string | null;
  financialStatus: FinancialStatus;
  payment: Payment;
  isFulfilled: boolean;
  shippedAt: Date[];
  currency: Currency;
  taxesIncluded: boolean;
  isTest: boolean;
  sourceName: string | null;
  customerId: bigint | null;
  discountCodes: string[];
  noteAttributes: Attribute[];
  landingSite: string | null;
  landingSiteRef: string | null;
  totalMinor: Minor;
  shippingMinor: Minor;
  taxMinor: Minor;
  tipMinor: Minor;
  lines: LineDraft[];
  refunds: RefundFacts[];
}

const captures = (attributes: Attribute[]) => attributes.filter(({ name }) => CAPTURE_NAMES.includes(name));

/** Oldest first, so that facts do not depend on the order in which a source lists them. */
const byTime = (a: RefundFacts, b: RefundFacts) =>
  a.at.getTime() - b.at.getTime() || (a.refundId < b.refundId ? -1 : a.refundId > b.refundId ? 1 : 0);

export function factsOf(draft: OrderDraft): OrderFacts {
  const { isFulfilled, shippedAt, totalMinor, shippingMinor, taxMinor, tipMinor, ...same } = draft;
  const tip = tipLineOf(draft);
  const lines = draft.lines.map((line) => lineFacts(line, draft, line === tip));
  return {
    ...same,
    cancelReason: draft.cancelReason?.toLowerCase() ?? null,
    isSettled: isSettled(draft.financialStatus),
    fulfilledAt: fulfilledAt({ isFulfilled, shippedAt, updatedAt: draft.updatedAt, lines }),
    noteAttributes: captures(draft.noteAttributes),
    lines,
    refunds: draft.refunds.toSorted(byTime),
    totals: { totalMinor, shippingMinor, taxMinor, tipMinor, goodsNetMinor: sum(lines.map((line) => line.netMinor)) },
  };
}

function lineFacts(line: LineDraft, { taxesIncluded, refunds }: OrderDraft, isTip: boolean): LineFacts {
  const { unitPriceMinor, currentQuantity, ...same } = line;
  const stated = unitPriceMinor * BigInt(line.quantity) - line.discountMinor;
  const net = taxesIncluded ? stated - line.taxMinor : stated;
  const netMinor = minor(net > 0n ? net : 0n); // rounded taxes of a line that is given away may exceed its price
  const returned = refunds.flatMap((refund) => refund.lines).filter(({ lineId }) => lineId === line.lineId);
  const left = line.quantity - returned.reduce((units, { quantity }) => units + quantity, 0);
  return {
    ...same,
    currentQuantity: currentQuantity ?? Math.max(0, left),
    isTip,
    netMinor,
    grossMinor: minor(netMinor + line.taxMinor),
    properties: captures(line.properties),
  };
}

/**
 * A tip is a line without product that ships nothing and costs what the order says was tipped. Neither source marks it,
 * and its title is in the shop's language; where several lines fit, the last one, because Shopify appends it.
 */
function tipLineOf({ lines, tipMinor }: OrderDraft): LineDraft | undefined {
  if (tipMinor <= 0n) return undefined;
  const fits = (line: LineDraft) =>
    line.productId === null &&
    line.variantId === null &&
    !line.requiresShipping &&
    !line.isGiftCard &&
    line.unitPriceMinor * BigInt(line.quantity) === tipMinor;
  return lines.findLast(fits);
}

/** The last shipment of a fulfilled order; lines that went back before they shipped are waited for no longer (design 9.7). */
function fulfilledAt(
  order: Pick<OrderDraft, 'isFulfilled' | 'shippedAt' | 'updatedAt'> & { lines: LineFacts[] },
): OrderFacts['fulfilledAt'] {
  if (!order.lines.some((line) => line.requiresShipping)) return 'nothing-ships';
  if (order.isFulfilled) return order.shippedAt.toSorted((a, b) => a.getTime() - b.getTime()).at(-1) ?? order.updatedAt;
  return order.lines.some((line) => line.requiresShipping && line.currentQuantity > 0) ? null : 'nothing-ships';
}
