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

/** The components that a match names, each once: the order in which a row tells what was earned from them. */
export function matchedIds({ of }: Pick<Matched, 'of'>): string[] {
  return [...new Set(of)];
}

/** What each partner earned from the named components, in minor units by partner index. */
export interface MatchedEarnings {
  readonly sums: Float64Array;
  /** By component, as `matchedIds` lists them. */
  of(partner: number): number[];
}

export function matchedEarnings(matched: Matched, { earnedOf, partners }: PeriodWorkshop): MatchedEarnings {
  const sums = new Float64Array(partners.number.length);
  const columns = matchedIds(matched).map((id) => earnedOf(id, matched.earnings));
  for (const column of columns) {
    for (let partner = 1; partner < sums.length; partner++)
      sums[partner] = (sums[partner] as number) + (column[partner] as number);
  }
  return { sums, of: (partner) => columns.map((column) => column[partner] as number) };
}

export function matchedReferences({ of }: Matched): Reference[] {
  return of.map((id, index) => ({ id, path: ['of', index] }));
}
