import { z } from 'zod';
import { capsSchema, type ComponentCap } from '#app/domain/plan/caps.ts';
import { conditionSchema, type Condition } from '#app/domain/plan/condition.ts';
import { ranksSchema } from '#app/domain/plan/ranks.ts';
import { rulesSchema } from '#app/domain/plan/rules.ts';
import { treeSchema } from '#app/domain/plan/trees.ts';
import { volumesSchema, type RetailBase } from '#app/domain/plan/volumes.ts';

/** The newest version of the plan language. Documents of older ones stay readable. */
export const LANGUAGE_VERSION = 1;

/** Everything of a plan but its components: what is the same whatever kinds of component there are. */
export const frameSchema = z.strictObject({
  language_version: z.literal(LANGUAGE_VERSION, 'not-offered'),
  name: z.string().trim().min(1, 'empty').max(120, 'too-long'),
  currency: z.string('not-a-currency').regex(/^[A-Z]{3}$/, 'not-a-currency'),
  /** Whose law the plan is checked against (plans 6). */
  profile: z.enum(['de_eu', 'us', 'none'], 'not-offered'),
  volumes: volumesSchema,
  trees: z.array(treeSchema).min(1, 'empty').max(10, 'too-long'),
  /** What makes a partner active in a period, beside an active status (plans 1.3). */
  activity: conditionSchema,
  ranks: ranksSchema,
  rules: rulesSchema,
  caps: capsSchema,
});

/** What the frame of a run knows of a component, whatever its kind. */
export interface ComponentShape {
  readonly id: string;
  readonly cadence: 'week' | 'month';
  readonly qualification: Condition;
  readonly cap: ComponentCap;
  readonly tree?: string;
  readonly base?: RetailBase;
  readonly tree_as_of?: 'order_time' | 'period_end';
  /** Components whose earnings it matches. */
  readonly of?: readonly string[];
  readonly depth_unlock?: readonly { readonly levels: number; readonly when: Condition }[];
}

/** A plan as far as the frame of a run reads it: primitives know nothing of each other, so they see no more. */
export type PlanShape = z.infer<typeof frameSchema> & { readonly components: readonly ComponentShape[] };
