import { z } from 'zod';
import { DifferenceWalk, dearestDifferencePpm } from '#app/domain/engine/difference-walk.ts';
import { breakawayReference } from '#app/domain/engine/path.ts';
import type { OrderPrimitive } from '#app/domain/engine/primitive.ts';
import {
  equalRankSchema,
  floorPpm,
  rankRatePpm,
  rankRatesSchema,
  rankReferences,
} from '#app/domain/engine/rank-rates.ts';
import { orderFields, physicalDepthSchema } from '#app/domain/plan/component.ts';
import { rateSchema } from '#app/domain/plan/fields.ts';

const differentialWalkSchema = z.strictObject({
  kind: z.literal('differential_walk'),
  ...orderFields,
  /** By paid-as rank; the difference to the highest rate below is paid (plans 2.2). */
  rates: rankRatesSchema,
  /** Somebody who does not qualify keeps his difference from those above, or lets it pass up. */
  unqualified_blocks: z.boolean('wrong-type'),
  /** What the same rate again gets; higher ones get it too where their difference is less (plans 4.1). */
  equal_rank: equalRankSchema,
  /** All rows of an order together; the last one gets what is left of it. The highest rate pays every difference. */
  max_total_rate: rateSchema,
  /** A partner's own order starts with himself instead of his sponsor (plans 4.5). */
  pay_buyer: z.boolean('wrong-type'),
  /** The walk ends with the head of the order's breakaway group (plans 2.3, phase 1). */
  stops_at_breakaway: z.boolean('wrong-type'),
  max_physical_depth: physicalDepthSchema,
});
export type DifferentialWalk = z.infer<typeof differentialWalkSchema>;

/** Stairstep: rates by rank, and only the difference to whoever stands below. The level of a row counts steps from the order. */
export const differentialWalk = {
  pays: 'orders',
  phase: 'tree',
  counts: 'steps',
  schema: differentialWalkSchema,

  referencesOf({ rates, stops_at_breakaway: stops }) {
    return { ranks: rankReferences(rates, ['rates']), components: [], ...breakawayReference(stops) };
  },

  compile(component, workshop) {
    return new DifferenceWalk({ ...component, from_level: 1 }, workshop);
  },

  /** The rate of the rank; a row pays its difference to the line below. */
  cellOf({ rates }, { rank }) {
    return { table: { kind: 'default' }, ratePpm: rankRatePpm(rates, rank) };
  },

  rateUseOf({ equal_rank: equalRank }) {
    return { kind: 'difference', floorPpm: floorPpm(equalRank) };
  },

  worstCasePpm: dearestDifferencePpm,
} satisfies OrderPrimitive<DifferentialWalk>;
