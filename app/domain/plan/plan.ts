import { z } from 'zod';
import { componentSchema } from '#app/domain/engine/registry.ts';
import { capsSchema } from '#app/domain/plan/caps.ts';
import { checkPlan } from '#app/domain/plan/check-plan.ts';
import { conditionSchema } from '#app/domain/plan/condition.ts';
import { ranksSchema } from '#app/domain/plan/ranks.ts';
import { rulesSchema } from '#app/domain/plan/rules.ts';
import { treeSchema } from '#app/domain/plan/trees.ts';
import { volumesSchema } from '#app/domain/plan/volumes.ts';

/** The newest version of the plan language. Documents of older ones stay readable. */
export const LANGUAGE_VERSION = 1;

const documentSchema = z.strictObject({
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
  components: z.array(componentSchema).min(1, 'no-components').max(50, 'too-many-components'),
  caps: capsSchema,
});
export type Plan = z.infer<typeof documentSchema>;

/** A plan document: JSON-safe, snake_case, rates and amounts as decimal strings. Every field is mandatory, nothing is assumed. */
export const planSchema = documentSchema.superRefine((plan, context) => {
  // What is wrong in itself, e.g. a code that is no currency, fits nothing: the rest is checked when every field is right.
  if (context.issues.length > 0) return;
  for (const { code, path } of checkPlan(plan)) context.addIssue({ code: 'custom', message: code, path: [...path] });
});
