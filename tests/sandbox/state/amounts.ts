import { shareOf, total } from '#tests/sandbox/money.ts';
import type { Order, OrderLine, ShippingLine } from '#tests/sandbox/state/model.ts';

export const grossOf = (line: OrderLine) => line.price * BigInt(line.quantity);
export const discountOf = (line: { allocations: { amount: bigint }[] }) => total(line.allocations.map((a) => a.amount));

/** The line after its discounts, at the quantity ordered; with tax where the shop's prices include it. */
export const netOf = (line: OrderLine) => grossOf(line) - discountOf(line);

export const currentQuantity = (line: OrderLine) => line.quantity - line.removed.quantity;
export const currentNet = (line: OrderLine) => netOf(line) - line.removed.net;
export const currentTax = (line: OrderLine) => line.tax - line.removed.tax;
export const currentDiscount = (line: OrderLine) => line.price * BigInt(currentQuantity(line)) - currentNet(line);

export const shippingNet = (line: ShippingLine) => line.price - discountOf(line);
export const currentShippingNet = (line: ShippingLine) => shippingNet(line) - line.refunded.net;

/** Discounted price and tax of `quantity` units that are still there; the last unit takes what rounding left. */
export function valueOfUnits(line: OrderLine, quantity: number): { net: bigint; tax: bigint } {
  const rest = currentQuantity(line);
  if (quantity === rest) return { net: currentNet(line), tax: currentTax(line) };
  const part = (amount: bigint) => (amount * BigInt(quantity)) / BigInt(rest);
  return { net: part(currentNet(line)), tax: part(currentTax(line)) };
}

const settled = (order: Order, kinds: string[]) =>
  total(order.transactions.filter((t) => t.status === 'success' && kinds.includes(t.kind)).map((t) => t.amount));

export interface Totals {
  linesPrice: bigint;
  discounts: bigint;
  subtotal: bigint;
  shipping: bigint;
  tax: bigint;
  tip: bigint;
  total: bigint;
  currentDiscounts: bigint;
  currentSubtotal: bigint;
  currentShipping: bigint;
  currentTax: bigint;
  discrepancy: bigint;
  currentTotal: bigint;
  received: bigint;
  refunded: bigint;
  outstanding: bigint;
}

/**
 * All sums of an order. Originals hold what was ordered (with lines that an edit added); current ones what refunds and
 * edits left. `total` = lines − discounts + shipping + tax (tax only where prices exclude it); the current total also
 * carries refund discrepancies, so that it is what the buyer really owes for what he keeps.
 */
export function totalsOf(order: Order): Totals {
  const { lines, shippingLines } = order;
  const linesPrice = total(lines.map(grossOf));
  const lineDiscounts = total(lines.map(discountOf));
  const shippingDiscounts = total(shippingLines.map(discountOf));
  const shipping = total(shippingLines.map((line) => line.price));
  const tax = total([...lines.map((line) => line.tax), ...shippingLines.map((line) => line.tax)]);
  const whole = linesPrice - lineDiscounts - shippingDiscounts + shipping + (order.taxesIncluded ? 0n : tax);
  const currentSubtotal = total(lines.map(currentNet));
  const currentShipping = total(shippingLines.map(currentShippingNet));
  const taxLeft = total([...lines.map(currentTax), ...shippingLines.map((line) => line.tax - line.refunded.tax)]);
  const discrepancy = total(order.refunds.flatMap((refund) => refund.adjustments.map((a) => a.amount)));
  const currentTotal = currentSubtotal + currentShipping + (order.taxesIncluded ? 0n : taxLeft) + discrepancy;
  const received = settled(order, ['sale', 'capture']);
  const refunded = settled(order, ['refund']);
  return {
    linesPrice,
    discounts: lineDiscounts + shippingDiscounts,
    subtotal: linesPrice - lineDiscounts,
    shipping,
    tax,
    tip: total(lines.filter((line) => line.tip).map(grossOf)),
    total: whole,
    currentDiscounts: total(lines.map(currentDiscount)) + shippingDiscounts,
    currentSubtotal,
    currentShipping,
    currentTax: taxLeft,
    discrepancy,
    currentTotal,
    received,
    refunded,
    outstanding: order.cancelledAt !== null && received === 0n ? 0n : currentTotal - (received - refunded),
  };
}

export type FinancialStatus =
  'pending' | 'authorized' | 'partially_paid' | 'paid' | 'partially_refunded' | 'refunded' | 'voided';

export function financialStatusOf(order: Order): FinancialStatus {
  const { received, refunded, currentTotal, total: whole } = totalsOf(order);
  if (received === 0n) {
    if (order.transactions.some((t) => t.kind === 'void') || order.cancelledAt !== null) return 'voided';
    if (whole === 0n) return 'paid';
    return order.transactions.some((t) => t.kind === 'authorization') ? 'authorized' : 'pending';
  }
  if (refunded >= received) return 'refunded';
  if (refunded > 0n) return 'partially_refunded';
  return received < currentTotal ? 'partially_paid' : 'paid';
}

/** `null` while nothing was sent, as the webhook says it. */
export function fulfillmentStatusOf(order: Order): 'fulfilled' | 'partial' | null {
  const sent = order.lines.some((line) => line.fulfilled > 0);
  if (!sent) return null;
  return order.lines.every((line) => fulfillableQuantity(line) === 0) ? 'fulfilled' : 'partial';
}

/** Units still to be sent. Refunded units come off the unsent ones first. */
export const fulfillableQuantity = (line: OrderLine) => Math.max(0, currentQuantity(line) - line.fulfilled);

/** The buyer's currency at the order's rate. */
export const presented = (order: Order, amount: bigint) =>
  order.presentment.currency === order.currency ? amount : shareOf(amount, order.presentment.ratePpm);
