import { assert } from '#app/domain/assert.ts';
import { minor, type Minor } from '#app/domain/money/minor.ts';
import { divide } from '#app/domain/money/share.ts';

/** A row as it was accepted, and what was taken back of it so far (both 0 or more). */
export interface ReversibleRow {
  amountMinor: Minor;
  baseMinor: Minor;
  reversedMinor: Minor;
}

/**
 * The adjustment that a refund puts on an accepted row (plans 4.4.4, REF-02 to REF-04): its share of the stored amount,
 * `floor(amount × refunded / base)`, less what was taken back before. Negative takes back, positive gives back what a
 * corrected refund took too much. However a refund is split, the whole base takes exactly the row, and never more.
 * `refundedMinor`: base refunded since acceptance, cumulative; below 0 or above the base counts as 0 or the base.
 * @throws InvariantError on a row below 0: those do not exist
 */
export function reversalOf({ amountMinor, baseMinor, reversedMinor }: ReversibleRow, refundedMinor: Minor): Minor {
  assert(amountMinor >= 0n && baseMinor >= 0n, `a row below nothing: ${amountMinor} of ${baseMinor}`);
  assert(reversedMinor >= 0n && reversedMinor <= amountMinor, `reversed ${reversedMinor} of ${amountMinor}`);
  if (baseMinor === 0n) return minor(0n);
  const refunded = refundedMinor < 0n ? 0n : refundedMinor > baseMinor ? baseMinor : refundedMinor;
  return minor(reversedMinor - divide(amountMinor * refunded, baseMinor, 'floor'));
}
