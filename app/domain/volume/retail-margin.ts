import { minor, type Minor } from '#app/domain/money/minor.ts';

/**
 * Retail price less partner price, both net: what retail profit is a share of (plans 3, RET-02). A sale below the partner's
 * price has none.
 */
export function retailMargin(retail: Minor, partnerPrice: Minor): Minor {
  return minor(retail > partnerPrice ? retail - partnerPrice : 0n);
}
