import { z } from 'zod';
import { allocateExact } from '#app/domain/engine/allocate-exact.ts';
import { BasisOrder } from '#app/domain/engine/basis.ts';
import { poolSharesSchema, shareReferences, sharesOf } from '#app/domain/engine/pool/pool-shares.ts';
import { firstPlaces } from '#app/domain/engine/pool/first-places.ts';
import type { PeriodPrimitive, PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import { qualifiedOf } from '#app/domain/engine/qualified.ts';
import { componentFields } from '#app/domain/plan/component.ts';
import { countSchema, ppmOf, rateSchema } from '#app/domain/plan/fields.ts';
import { baseSchema } from '#app/domain/plan/volumes.ts';

const poolSchema = z.strictObject({
  kind: z.literal('pool'),
  ...componentFields,
  /** The company's volume, of orders that belong to nobody too if the plan's volumes say so (plans 4.10). */
  base: baseSchema,
  /** The share of it that is the fund. */
  rate: rateSchema,
  shares: poolSharesSchema,
  /** Only those with the most shares take part; null for everybody who qualifies. */
  top: countSchema(1).nullable(),
  /** Nobody qualifies: the fund stays with the company, or waits for the next period. */
  no_qualifiers: z.enum(['company_keeps', 'carries'], 'not-offered'),
});
export type Pool = z.infer<typeof poolSchema>;

/**
 * What a row tells beside its columns: the earner's place on the ladder, the fund and what of it was carried in, the earner's weight
 * and all weights, among how many the fund was split, and the part before any cap.
 */
export const POOL_BASIS = new BasisOrder(['rank', 'fund', 'carried', 'weight', 'weights', 'earners', 'part']);

/**
 * A share of the company's volume for everybody who qualifies (plans 3, POOL-01 to POOL-04). The fund is split by the weights
 * as whole numbers: the value of one share is never rounded. A refund of an accepted order lowers the fund of its own period.
 */
export const pool = {
  pays: 'period',
  phase: 'pool',
  schema: poolSchema,

  referencesOf: ({ shares }) => ({ ...shareReferences(shares), components: [] }),

  /** A row's base is the company's volume. What waits for the next period is no breakage of this one. */
  evaluate(component, workshop, sink) {
    const base = volumeOf(component, workshop);
    const carried = workshop.prior['fund']?.[0] ?? 0;
    const fund = carried + workshop.share(component.rate).of(base, component.rounding);
    const qualified = qualifiedOf(workshop);
    const weights = sharesOf(component.shares, workshop).map((weight, partner) =>
      qualified[partner] === 1 ? weight : 0,
    );
    const entitled = [...weights.keys()].filter((partner) => (weights[partner] as number) > 0);
    const earners =
      component.top === null ? entitled : firstPlaces(entitled, { weights, top: component.top }, workshop);
    if (earners.length === 0 && component.no_qualifiers === 'carries') return { fund: Float64Array.of(fund) };
    sink.budget(fund);
    if (earners.length === 0) sink.unpaid(fund);
    const shares = Float64Array.from(earners, (partner) => weights[partner] as number);
    const parts = allocateExact(earners.length === 0 ? 0 : fund, shares);
    const ratePpm = ppmOf(component.rate);
    const all = { fund, carried, weights: sumOf(shares), earners: earners.length };
    earners.forEach((earner, index) => {
      const part = parts[index] as number;
      if (part === 0) return;
      const rank = workshop.standing.rank[earner] as number;
      const basis = POOL_BASIS.write({ ...all, rank, weight: shares[index] as number, part });
      sink.row({ earner, source: 0, level: 0, ratePpm, base, amountMinor: part, basis });
    });
    return {};
  },

  worstCasePpm: ({ rate }) => ppmOf(rate),
} satisfies PeriodPrimitive<Pool>;

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** The company's volume; a period with more refunds than sales has none. */
function volumeOf({ base }: Pool, { rewarded, plan }: PeriodWorkshop): number {
  const { attributed, unattributed } = rewarded.volumes.company[base.volume];
  return Math.max(0, attributed + (plan.volumes.unattributed_counts ? unattributed : 0));
}
