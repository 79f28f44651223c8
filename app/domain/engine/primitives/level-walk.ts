import { z } from 'zod';
import { compressionReferences, compressionSchema, LevelPath } from '#app/domain/engine/level-path.ts';
import {
  dearestPpm,
  levelCell,
  levelRatesSchema,
  rankReferencesOf,
  taggedRatesSchema,
} from '#app/domain/engine/level-rates.ts';
import { breakawayReference } from '#app/domain/engine/path.ts';
import { WHOLE_RATE, type OrderPrimitive } from '#app/domain/engine/primitive.ts';
import { orderFields, physicalDepthSchema } from '#app/domain/plan/component.ts';
import { conditionSchema } from '#app/domain/plan/condition.ts';

const levelWalkSchema = z.strictObject({
  kind: z.literal('level_walk'),
  ...orderFields,
  rates: levelRatesSchema,
  tagged_rates: taggedRatesSchema,
  compression: compressionSchema,
  max_physical_depth: physicalDepthSchema,
  /** Levels that open with a condition, highest that is met; empty where all are open (UNI-07). Limits the earner, not the walk. */
  depth_unlock: z
    .array(
      z.strictObject({
        levels: z.int('not-a-count').min(0, 'not-a-count').max(100, 'not-a-count'),
        when: conditionSchema,
      }),
    )
    .max(40, 'too-long'),
  /** A partner's own order starts with himself instead of his sponsor (plans 4.5). */
  pay_buyer: z.boolean('wrong-type'),
  /** The walk ends with the head of the order's breakaway group (plans 2.3, phase 1). */
  stops_at_breakaway: z.boolean('wrong-type'),
});
export type LevelWalk = z.infer<typeof levelWalkSchema>;

/** Percent by pay level, upwards from the order (plans 2.1). Level 1 is the partner of a customer's order, the sponsor of an own one. */
export const levelWalk = {
  pays: 'orders',
  phase: 'tree',
  counts: 'levels',
  schema: levelWalkSchema,

  referencesOf(component) {
    return {
      ranks: [...compressionReferences(component.compression), ...rankReferencesOf(component)],
      components: [],
      ...breakawayReference(component.stops_at_breakaway),
    };
  },

  compile(component, workshop) {
    return new LevelPath({ ...component, starts_above: false }, workshop);
  },

  cellOf: levelCell,

  rateUseOf: () => WHOLE_RATE,

  worstCasePpm: dearestPpm,
} satisfies OrderPrimitive<LevelWalk>;
