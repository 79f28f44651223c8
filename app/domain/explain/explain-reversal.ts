import type { Period, Person, Reversal } from '#app/domain/explain/explanation.ts';
import type { Minor } from '#app/domain/money/minor.ts';

/** A posted adjustment beside the row it lowers; days are `YYYY-MM-DD` in the network's time zone. */
export interface PostedReversal {
  readonly currency: string;
  readonly earner: Person;
  readonly order: { readonly name: string; readonly paidOn: string; readonly isOwn: boolean };
  readonly original: { readonly amountMinor: Minor; readonly baseMinor: Minor; readonly period: Period };
  /** Cumulative net base taken back before this refund, and what this one took back. */
  readonly refundedBeforeMinor: Minor;
  readonly refundedMinor: Minor;
  readonly refundedOn: string;
  /** Negative or 0. */
  readonly amountMinor: Minor;
  readonly period: Period;
}

/** Why a row shrank, as a value that the amount can be computed from again (plans 4.4.4). */
export function explainReversal(posted: PostedReversal): Reversal {
  const { currency, earner, order, original, refundedOn, period } = posted;
  return {
    kind: 'reversal',
    currency,
    amountMinor: posted.amountMinor.toString(),
    earner,
    order,
    original: {
      amountMinor: original.amountMinor.toString(),
      baseMinor: original.baseMinor.toString(),
      period: original.period,
    },
    refundedBeforeMinor: posted.refundedBeforeMinor.toString(),
    refundedMinor: posted.refundedMinor.toString(),
    refundedOn,
    period,
  };
}
