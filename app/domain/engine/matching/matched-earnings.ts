import { z } from 'zod';
import type { PeriodWorkshop, Reference } from '#app/domain/engine/primitive.ts';
import { idSchema } from '#app/domain/plan/fields.ts';

/** Whose earnings count for a match: those of earlier components, never of matching itself (plans 3). */
export const matchedFields = {
  of: z.array(idSchema).min(1, 'empty').max(50, 'too-long'),
  /**
   * What those components paid after their own caps, or before. Caps of the plan come later and scale both. A monthly match takes
   * weekly components too: what they paid in the weeks that end in the month.
   */
  earnings: z.enum(['net', 'gross'], 'not-offered'),
};

interface Matched {
  readonly of: readonly string[];
  readonly earnings: 'net' | 'gross';
}

/** What each partner earned from the named components, in minor units by partner index. */
export function matchedEarnings({ of, earnings }: Matched, { earnedOf, partners }: PeriodWorkshop): Float64Array {
  const sums = new Float64Array(partners.number.length);
  for (const id of new Set(of)) {
    const column = earnedOf(id, earnings);
    for (let partner = 1; partner < sums.length; partner++)
      sums[partner] = (sums[partner] as number) + (column[partner] as number);
  }
  return sums;
}

export function matchedReferences({ of }: Matched): Reference[] {
  return of.map((id, index) => ({ id, path: ['of', index] }));
}
