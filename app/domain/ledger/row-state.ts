/** The four words of the product for where money is (design 8). */
export const ROW_STATES = ['estimated', 'held', 'available', 'paid'] as const;
export type RowState = (typeof ROW_STATES)[number];

export interface RowFacts {
  isAccepted: boolean;
  /** When its release was posted; null while it is held. */
  releasedAt: Date | null;
  /** The snapshot of the partner's newest payout that was confirmed and did not come back; null for none. */
  paidUpTo: Date | null;
}

/** Where a row is. A payout takes the whole available balance, so it pays every row released up to its snapshot. */
export function rowState({ isAccepted, releasedAt, paidUpTo }: RowFacts): RowState {
  if (!isAccepted) return 'estimated';
  if (releasedAt === null) return 'held';
  return paidUpTo !== null && releasedAt <= paidUpTo ? 'paid' : 'available';
}
