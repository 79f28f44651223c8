import { z } from 'zod';
import { predicateOf } from '#app/domain/engine/predicate.ts';
import type { PeriodWorkshop, References } from '#app/domain/engine/primitive.ts';
import { conditionSchema } from '#app/domain/plan/condition.ts';
import { countSchema, idSchema, namesOnce } from '#app/domain/plan/fields.ts';
import { volumeKindSchema } from '#app/domain/plan/volumes.ts';

const figureSchema = z.enum(['own_volume', 'customer_volume', 'personal_volume', 'group_volume'], 'not-offered');

/** How a fund is shared by those who qualify (plans 3): what each one's weight is. */
export const poolSharesSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('equal') }),
    z.strictObject({
      kind: z.literal('by_rank'),
      /** Shares of a paid-as rank; ranks that are not listed have none. */
      ranks: z
        .array(z.strictObject({ rank: idSchema, shares: countSchema(1) }))
        .min(1, 'empty')
        .max(40, 'too-many-ranks')
        .refine(namesOnce, 'id-taken'),
    }),
    z.strictObject({ kind: z.literal('by_volume'), figure: figureSchema, volume: volumeKindSchema }),
    /** Points of every rule that somebody meets are added (POOL-01). */
    z.strictObject({
      kind: z.literal('points'),
      rules: z
        .array(z.strictObject({ points: countSchema(1), when: conditionSchema }))
        .min(1, 'empty')
        .max(100, 'too-long'),
    }),
  ],
  'not-offered',
);
export type PoolShares = z.infer<typeof poolSharesSchema>;

/** The weight of each partner by index, whether he qualifies or not; never negative. */
export function sharesOf(
  shares: PoolShares,
  { standing, figures, rewarded, rankOf, partners }: PeriodWorkshop,
): Float64Array {
  const weights = new Float64Array(partners.number.length);
  switch (shares.kind) {
    case 'equal':
      return weights.fill(1);
    case 'by_rank': {
      const byRank = new Map(shares.ranks.map((row) => [rankOf(row.rank), row.shares]));
      return weights.map((_, partner) => byRank.get(standing.rank[partner] as number) ?? 0);
    }
    case 'by_volume': {
      const volumes = volumeOf(shares, rewarded);
      return weights.map((_, partner) => Math.max(0, volumes[partner] as number));
    }
    case 'points': {
      const rules = shares.rules.map(({ points, when }) => ({
        points,
        isMet: predicateOf(when, figures, standing.ranks),
      }));
      return weights.map((_, partner) =>
        partner === 0 ? 0 : rules.reduce((sum, { points, isMet }) => sum + (isMet(partner) ? points : 0), 0),
      );
    }
  }
}

function volumeOf(
  { figure, volume }: Extract<PoolShares, { kind: 'by_volume' }>,
  figures: PeriodWorkshop['figures'],
): Float64Array {
  const { own, customer } = figures.volumes.by[volume];
  switch (figure) {
    case 'own_volume':
      return own;
    case 'customer_volume':
      return customer;
    case 'personal_volume':
      return figures.personal(volume);
    case 'group_volume':
      return figures.group('sponsor', volume);
  }
}

export function shareReferences(shares: PoolShares): Pick<References, 'ranks' | 'conditions'> {
  return {
    ranks:
      shares.kind === 'by_rank'
        ? shares.ranks.map(({ rank }, index) => ({ id: rank, path: ['shares', 'ranks', index, 'rank'] }))
        : [],
    conditions:
      shares.kind === 'points'
        ? shares.rules.map(({ when }, index) => ({ condition: when, path: ['shares', 'rules', index, 'when'] }))
        : [],
  };
}
