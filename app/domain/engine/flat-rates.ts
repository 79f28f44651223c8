import { z } from 'zod';
import { LevelBudget } from '#app/domain/engine/level-budget.ts';
import type { LevelRates, RateTables } from '#app/domain/engine/level-rates.ts';
import { passReasonOf, qualifiesFor } from '#app/domain/engine/path.ts';
import type { Evaluator, OrderInHand, Workshop } from '#app/domain/engine/primitive.ts';
import { rankRatesSchema } from '#app/domain/engine/rank-rates.ts';
import type { RoundingMode } from '#app/domain/money/share.ts';
import { rateSchema } from '#app/domain/plan/fields.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/** One rate for everybody, or one per paid-as rank; ranks that are not listed have none. */
const flatRatesSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('flat'), rate: rateSchema }),
    z.strictObject({ kind: z.literal('by_rank'), ranks: rankRatesSchema }),
  ],
  'not-offered',
);
type FlatRates = z.infer<typeof flatRatesSchema>;

/** Rates without levels, and those of products with a tag or in a collection; the first that fits decides. */
export const flatFields = {
  rates: flatRatesSchema,
  tagged_rates: z
    .array(
      z.strictObject({
        match: z.enum(['tag', 'collection'], 'not-offered'),
        value: z.string().trim().min(1, 'empty').max(255, 'too-long'),
        rates: flatRatesSchema,
      }),
    )
    .max(100, 'too-many-tables'),
};
export interface FlatTables {
  readonly rates: FlatRates;
  readonly tagged_rates: readonly {
    readonly match: 'tag' | 'collection';
    readonly value: string;
    readonly rates: FlatRates;
  }[];
}

/** The same rates as tables of one level. */
export function oneLevel({ rates, tagged_rates }: FlatTables): RateTables {
  return {
    rates: levelOf(rates),
    tagged_rates: tagged_rates.map((table) => ({ ...table, rates: levelOf(table.rates) })),
  };
}

function levelOf(rates: FlatRates): LevelRates {
  return rates.kind === 'flat'
    ? { kind: 'by_level', levels: [rates.rate] }
    : { kind: 'by_rank', ranks: rates.ranks.map(({ rank, rate }) => ({ rank, levels: [rate] })) };
}

/**
 * Pays a share of an order to one partner, as its level 1. `earnerOf` names him: the house account where nobody is there to earn
 * it, -1 where the component pays nothing for such an order.
 */
export function payOne(
  { rounding, ...tables }: FlatTables & { readonly rounding: RoundingMode },
  workshop: Workshop,
  earnerOf: (order: OrderInHand) => number,
): Evaluator {
  const budget = new LevelBudget(oneLevel(tables), rounding, workshop);
  return {
    pay(order, sink) {
      const earner = earnerOf(order);
      if (earner < 0 || budget.of(order) === 0) return;
      sink.budget(budget.total);
      const rank = order.standing.rank[earner] as number;
      const qualifies = earner !== HOUSE && qualifiesFor(workshop, order, earner);
      if (qualifies && budget.hasRate(1, rank)) {
        sink.reached(earner, 1);
        budget.pay(earner, 1, rank, sink);
        return;
      }
      budget.leave(1, sink);
      if (earner === HOUSE) return;
      sink.passed(earner, qualifies ? 'no-rate' : passReasonOf(workshop.status[earner] as number), 1);
    },
  };
}
