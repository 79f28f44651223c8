import type { Currency } from '#app/domain/money/currency.ts';
import type { Minor } from '#app/domain/money/minor.ts';

/** Shopify's financial states in lower case; anything this version does not know is `unknown` and counts as unpaid. */
export const FINANCIAL_STATUSES = [
  'pending',
  'authorized',
  'partially_paid',
  'paid',
  'partially_refunded',
  'refunded',
  'voided',
  'expired',
  'unknown',
] as const;
export type FinancialStatus = (typeof FINANCIAL_STATUSES)[number];

/** When the customer had paid it all (design 9.1). `needs-transactions`: paid, but only GraphQL knows since when. */
export type Payment = { kind: 'unpaid' } | { kind: 'paid'; at: Date } | { kind: 'needs-transactions' };

export interface Attribute {
  name: string;
  value: string;
}

/** One line, in the shop's currency. `quantity` includes what was refunded or removed, `currentQuantity` does not. */
export interface LineFacts {
  lineId: bigint;
  productId: bigint | null;
  variantId: bigint | null;
  title: string;
  quantity: number;
  currentQuantity: number;
  isGiftCard: boolean;
  isTip: boolean;
  requiresShipping: boolean;
  /** What the customer owes for all `quantity` units: net + tax. */
  grossMinor: Minor;
  /** After all discounts, without tax and shipping. */
  netMinor: Minor;
  taxMinor: Minor;
  discountMinor: Minor;
  /** Only the properties that carry a referral, see `CAPTURE_NAMES`. */
  properties: Attribute[];
}

/** Amounts as Shopify states them: in a shop with prices that include tax, `subtotalMinor` includes it too. */
export interface RefundLineFacts {
  refundLineId: bigint;
  lineId: bigint;
  quantity: number;
  subtotalMinor: Minor;
  taxMinor: Minor;
  restock: string | null;
}

export interface RefundFacts {
  refundId: bigint;
  at: Date;
  /** Shopify's reason where it gives one (`customer`, `damage`, `restock` …); free text is in `note`. */
  reason: string | null;
  note: string | null;
  /** What really went back to the customer: the sum of the successful refund transactions. */
  movedMinor: Minor;
  shippingSubtotalMinor: Minor;
  shippingTaxMinor: Minor;
  lines: RefundLineFacts[];
}

export interface OrderTotals {
  /** As placed and edited, before refunds, with tax, shipping and tips. */
  totalMinor: Minor;
  shippingMinor: Minor;
  taxMinor: Minor;
  tipMinor: Minor;
  /** Sum of the lines' `netMinor`. */
  goodsNetMinor: Minor;
}

/** The one shape of an order inside the product, whoever told us: a webhook, GraphQL, an import. Shop currency throughout. */
export interface OrderFacts {
  orderId: bigint;
  name: string;
  /** `processed_at`: the order's own time, which may lie before `createdAt` (imports). */
  orderedAt: Date;
  createdAt: Date;
  updatedAt: Date;
  cancelledAt: Date | null;
  cancelReason: string | null;
  financialStatus: FinancialStatus;
  payment: Payment;
  /** False while the customer owes a difference, e.g. after an edit added a line (design 9.19). */
  isSettled: boolean;
  fulfilledAt: Date | 'nothing-ships' | null;
  currency: Currency;
  taxesIncluded: boolean;
  isTest: boolean;
  sourceName: string | null;
  customerId: bigint | null;
  discountCodes: string[];
  /** Only the cart attributes that carry a referral, see `CAPTURE_NAMES`. */
  noteAttributes: Attribute[];
  /** Webhooks only: GraphQL has no such field, so null there says nothing. */
  landingSite: string | null;
  landingSiteRef: string | null;
  lines: LineFacts[];
  refunds: RefundFacts[];
  totals: OrderTotals;
}

/** The names under which the storefront hands over a referral (design 9.15). Everything else a buyer writes ends at the parser. */
export const CAPTURE_NAMES: readonly string[] = ['_lineage_ref'];
