import { z } from 'zod';
import { componentCapSchema } from '#app/domain/plan/caps.ts';
import { conditionSchema } from '#app/domain/plan/condition.ts';
import { idSchema, roundingSchema } from '#app/domain/plan/fields.ts';
import { baseSchema } from '#app/domain/plan/volumes.ts';

/** How often periods end. A component is evaluated by the runs of its own cadence (design 9.10). */
export const cadenceSchema = z.enum(['week', 'month'], 'not-offered');

/** What every component says (plans 0.1). */
export const componentFields = {
  id: idSchema,
  cadence: cadenceSchema,
  /** Who earns, beside an active status at the paid instant; nobody else takes part. */
  qualification: conditionSchema,
  /** Per earner and period, after the component is rounded. */
  cap: componentCapSchema,
  rounding: roundingSchema,
};

/** What a component says that pays for single orders. */
export const orderFields = {
  ...componentFields,
  tree: idSchema,
  base: baseSchema,
  /** Whose orders it pays for: those of customers, partners' own ones, or both. */
  orders: z.enum(['all', 'customers', 'own'], 'not-offered'),
  /** The edge that counts: the one at the paid instant, or the one at the period's end (plans 4.6). */
  tree_as_of: z.enum(['order_time', 'period_end'], 'not-offered'),
  /** Pays what an earlier component has taken for itself too, or only what is left (plans 2.7). */
  pays_consumed: z.boolean('wrong-type'),
  /** Takes the orders it pays away from later components that pay only what is left. */
  consumes: z.boolean('wrong-type'),
};

/** How many nodes above an order are looked at, paid or not: a safety limit apart from levels (plans 1.4). */
export const physicalDepthSchema = z.int('not-a-count').min(1, 'not-a-count').max(1_000_000, 'not-a-count');

/**
 * The phases of a run in which components are evaluated (plans 5, steps 8 to 15). A plan lists its components in this order.
 */
export const PHASES = ['retail', 'start', 'tree', 'leadership', 'matching', 'event', 'pool'] as const;
export type Phase = (typeof PHASES)[number];
