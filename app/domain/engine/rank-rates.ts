import { z } from 'zod';
import type { Reference, Workshop } from '#app/domain/engine/primitive.ts';
import { idSchema, namesOnce, ppmOf, rateSchema } from '#app/domain/plan/fields.ts';

/** One rate per paid-as rank; ranks that are not listed, and partners without one, have none. */
export const rankRatesSchema = z
  .array(z.strictObject({ rank: idSchema, rate: rateSchema }))
  .min(1, 'empty')
  .max(40, 'too-many-ranks')
  .refine(namesOnce, 'id-taken');
export type RankRates = z.infer<typeof rankRatesSchema>;

/** What somebody of the same rate as the line below him gets: nothing, or a floor (plans 4.1). */
export const equalRankSchema = z.discriminatedUnion(
  'kind',
  [z.strictObject({ kind: z.literal('none') }), z.strictObject({ kind: z.literal('min_override'), rate: rateSchema })],
  'not-offered',
);
export type EqualRank = z.infer<typeof equalRankSchema>;

/** The least that an override pays, in parts per million; 0 for no floor. */
export function floorPpm(equalRank: EqualRank): number {
  return equalRank.kind === 'none' ? 0 : ppmOf(equalRank.rate);
}

/** The rate of a rank (null: none) in parts per million; 0 where there is none. */
export function rankRatePpm(rates: RankRates, rank: string | null): number {
  const found = rates.find((row) => row.rank === rank);
  return found === undefined ? 0 : ppmOf(found.rate);
}

/** Rates in parts per million by place on the ladder, 0 for none. */
export function ratesByPlace(rates: RankRates, { ranks, rankOf }: Workshop): Int32Array {
  const byPlace = new Int32Array(ranks + 1);
  for (const { rank, rate } of rates) byPlace[rankOf(rank)] = ppmOf(rate);
  return byPlace;
}

export function highestPpm(rates: RankRates): number {
  return Math.max(0, ...rates.map(({ rate }) => ppmOf(rate)));
}

/** The ranks of a list, with their paths from the component. */
export function rankReferences(rows: readonly { readonly rank: string }[], path: readonly PropertyKey[]): Reference[] {
  return rows.map(({ rank }, index) => ({ id: rank, path: [...path, index, 'rank'] }));
}
