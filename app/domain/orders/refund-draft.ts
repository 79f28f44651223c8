import type { Currency } from '#app/domain/money/currency.ts';
import { minor, sum, type Minor } from '#app/domain/money/minor.ts';
import { divide } from '#app/domain/money/share.ts';
import { amountOf, amountOrZero } from '#app/domain/orders/fields.ts';
import type { RefundFacts } from '#app/domain/orders/order-facts.ts';
import type { RefundPayload } from '#app/domain/orders/payload.ts';

/** Adjustments that only balance Shopify's books: no reason of anybody's. */
const BOOKKEEPING = /discrepanc|balancing|adjustment/;

/** The first reason that says something, in lower case; null for none. */
export function reasonOf(reasons: readonly (string | null | undefined)[]): string | null {
  const texts = reasons.map((reason) => reason?.trim().toLowerCase());
  return texts.find((text) => text && !BOOKKEEPING.test(text)) ?? null;
}

/** Shop amount per amount the customer saw, for the transactions of an order in another currency. */
export interface PresentmentRatio {
  shopMinor: Minor;
  presentmentMinor: Minor;
}

export interface RefundSource {
  currency: Currency;
  /** Null where the ratio is not known; then no transaction may be in another currency. */
  ratio: PresentmentRatio | null;
}

/** True if a transaction is in a currency other than the shop's, so that its shop amount has to be derived. */
export function isForeign(refund: RefundPayload, currency: Currency): boolean {
  return refund.transactions.some((tx) => tx.currency && tx.currency !== currency);
}

/** A refund of the REST shape. Money counts when it moved, so pending and failed transactions are left out. */
export function refundFactsOf(refund: RefundPayload, { currency, ratio }: RefundSource): RefundFacts {
  const path = `refunds.${refund.id}`;
  const read = (text: string | null | undefined) => amountOrZero(text, currency, path);
  const moved = refund.transactions
    .filter((tx) => tx.kind === 'refund' && tx.status === 'success')
    .map((tx) => {
      if (!ratio || !tx.currency || tx.currency === currency) return amountOf(tx.amount, currency, path);
      const seen = amountOf(tx.amount, tx.currency, path);
      return minor(divide(seen * ratio.shopMinor, ratio.presentmentMinor, 'half_even'));
    });
  return {
    refundId: refund.id,
    at: refund.processed_at ?? refund.created_at,
    reason: reasonOf(refund.order_adjustments.map(({ reason }) => reason)),
    note: refund.note ?? null,
    movedMinor: sum(moved),
    ...shippingOf(refund, read),
    lines: refund.refund_line_items.map((line) => ({
      refundLineId: line.id,
      lineId: line.line_item_id,
      quantity: line.quantity,
      subtotalMinor: read(line.subtotal_set ?? line.subtotal),
      taxMinor: read(line.total_tax_set ?? line.total_tax),
      restock: line.restock_type?.toLowerCase() ?? null,
    })),
  };
}

/** Newer payloads list refunded shipping as lines, older ones as an adjustment, and some for a while as both. */
function shippingOf(refund: RefundPayload, read: (text: string | null | undefined) => Minor) {
  if (refund.refund_shipping_lines.length > 0) {
    return {
      shippingSubtotalMinor: sum(refund.refund_shipping_lines.map((line) => read(line.subtotal_amount_set))),
      shippingTaxMinor: sum(refund.refund_shipping_lines.map((line) => read(line.tax_amount_set))),
    };
  }
  const adjustments = refund.order_adjustments.filter(({ kind }) => kind === 'shipping_refund');
  const subtotal = sum(adjustments.map((one) => read(one.amount_set ?? one.amount)));
  const tax = sum(adjustments.map((one) => read(one.tax_amount_set ?? one.tax_amount)));
  return { shippingSubtotalMinor: minor(-subtotal), shippingTaxMinor: minor(-tax) };
}
