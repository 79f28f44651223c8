import { z } from 'zod';
import { allocateExact } from '#app/domain/engine/allocate-exact.ts';
import { BasisOrder } from '#app/domain/engine/basis.ts';
import { matchedEarnings, matchedFields, matchedReferences } from '#app/domain/engine/matching/matched-earnings.ts';
import { forChildren } from '#app/domain/engine/predicate.ts';
import type { PeriodPrimitive } from '#app/domain/engine/primitive.ts';
import { qualifiedOf } from '#app/domain/engine/qualified.ts';
import { componentFields } from '#app/domain/plan/component.ts';
import { ppmOf, rateSchema } from '#app/domain/plan/fields.ts';

const matchDownSchema = z.strictObject({
  kind: z.literal('match_down'),
  ...componentFields,
  tree: z.literal('sponsor', 'not-offered'),
  ...matchedFields,
  /** The share of what the sponsor earned that is split. */
  rate: rateSchema,
});
export type MatchDown = z.infer<typeof matchDownSchema>;

/**
 * What a row tells beside its columns: the fund, among how many it was split, and the part before any cap; then what the sponsor
 * earned of each matched component.
 */
export const MATCH_DOWN_BASIS = new BasisOrder(['fund', 'earners', 'part']);

/** A share of what a sponsor earned, split equally among the people he sponsored who qualify (plans 3, MAT-03). */
export const matchDown = {
  pays: 'period',
  phase: 'matching',
  schema: matchDownSchema,

  referencesOf: (component) => ({ ranks: [], components: matchedReferences(component) }),

  /** Nobody to split it among: it stays with the company. Remainders go to the lower partner numbers (plans 4.18). */
  evaluate(component, workshop, sink) {
    const earnings = matchedEarnings(component, workshop);
    const { sums } = earnings;
    const { figures, partners, share } = workshop;
    const qualified = qualifiedOf(workshop);
    const sponsors = figures.tree('sponsor');
    const rate = share(component.rate);
    const ratePpm = ppmOf(component.rate);
    for (let sponsor = 1; sponsor < sums.length; sponsor++) {
      const base = sums[sponsor] as number;
      if (base <= 0) continue;
      const fund = rate.of(base, component.rounding);
      const earners: number[] = [];
      forChildren(sponsors, sponsor, (child) => {
        if (qualified[child] === 1) earners.push(child);
        return true;
      });
      sink.budget(fund);
      if (earners.length === 0) {
        sink.unpaid(fund);
        continue;
      }
      const parts = allocateExact(fund, new Float64Array(earners.length).fill(1));
      const source = partners.number[sponsor] as number;
      earners.forEach((earner, index) => {
        const amountMinor = parts[index] as number;
        if (amountMinor === 0) return;
        const told = { fund, earners: earners.length, part: amountMinor };
        const basis = MATCH_DOWN_BASIS.write(told, earnings.of(sponsor));
        sink.row({ earner, source, level: 1, ratePpm, base, amountMinor, basis });
      });
    }
    return {};
  },

  worstCasePpm: ({ rate }) => ppmOf(rate),
} satisfies PeriodPrimitive<MatchDown>;
