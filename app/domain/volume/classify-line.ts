import type { LineFacts } from '#app/domain/orders/order-facts.ts';

/** Whose purchase a line is (plans R3): a customer's, or a partner's for own use or for resale. */
export type LineClass = 'customer' | 'own_use' | 'resale';

export type Classified =
  { carries: true; lineClass: LineClass } | { carries: false; reason: 'gift-card' | 'tip' | 'zero' };

export interface Buyer {
  /** The partner whose own account bought; null for a customer or guest. */
  buyerPartner: number | null;
  /** Tags that mark goods for resale (starter stock, displays), from the programme's settings. */
  resaleTags: readonly string[];
  /** The product's tags when the line was paid. */
  productTags: readonly string[];
}

/**
 * The class of an order line, frozen when it is paid; gift cards that are bought, tips and lines worth nothing carry no
 * volume (plans 1.2, design 9.18).
 */
export function classifyLine(line: LineFacts, { buyerPartner, resaleTags, productTags }: Buyer): Classified {
  if (line.isGiftCard) return { carries: false, reason: 'gift-card' };
  if (line.isTip) return { carries: false, reason: 'tip' };
  if (line.netMinor <= 0n) return { carries: false, reason: 'zero' };
  if (buyerPartner === null) return { carries: true, lineClass: 'customer' };
  return { carries: true, lineClass: resaleTags.some((tag) => productTags.includes(tag)) ? 'resale' : 'own_use' };
}

/** Whether a line carries volume at all, whoever bought it. */
export const carriesVolume = (line: LineFacts): boolean => !line.isGiftCard && !line.isTip && line.netMinor > 0n;
