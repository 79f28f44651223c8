import { z } from 'zod';
import { compressionReferences, compressionSchema, LevelPath } from '#app/domain/engine/level-path.ts';
import {
  dearestPpm,
  levelCell,
  levelRatesSchema,
  rankReferencesOf,
  taggedRatesSchema,
} from '#app/domain/engine/level-rates.ts';
import { WHOLE_RATE, type Evaluator, type OrderPrimitive } from '#app/domain/engine/primitive.ts';
import { orderFields, physicalDepthSchema } from '#app/domain/plan/component.ts';

const DAY_MS = 86_400_000;

const fastStartSchema = z.strictObject({
  kind: z.literal('fast_start'),
  ...orderFields,
  tree: z.literal('sponsor', 'not-offered'),
  /** Days of 24 hours from the newcomer's joining, the last instant not included. */
  window_days: z.int('not-a-count').min(1, 'not-a-count').max(3650, 'not-a-count'),
  rates: levelRatesSchema,
  tagged_rates: taggedRatesSchema,
  compression: compressionSchema,
  max_physical_depth: physicalDepthSchema,
});
export type FastStart = z.infer<typeof fastStartSchema>;

/**
 * Percent by pay level of what newcomers and their customers order in their first days (plans 3, FST-01 and FST-03). Level 1 is
 * always the newcomer's sponsor. Orders outside the window have no budget.
 */
export const fastStart = {
  pays: 'orders',
  phase: 'start',
  counts: 'levels',
  schema: fastStartSchema,

  referencesOf(component) {
    return {
      ranks: [...compressionReferences(component.compression), ...rankReferencesOf(component)],
      components: [],
    };
  },

  compile(component, workshop): Evaluator {
    const path = new LevelPath(
      { ...component, pay_buyer: false, stops_at_breakaway: false, starts_above: true },
      workshop,
    );
    const { joinedMs } = workshop.partners;
    const window = component.window_days * DAY_MS;
    return {
      pay(order, sink) {
        const age = order.paidAtMs - (joinedMs[order.partner] as number);
        if (age >= 0 && age < window) path.pay(order, sink);
      },
    };
  },

  cellOf: levelCell,

  rateUseOf: () => WHOLE_RATE,

  worstCasePpm: dearestPpm,
} satisfies OrderPrimitive<FastStart>;
