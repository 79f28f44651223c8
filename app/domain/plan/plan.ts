import { z } from 'zod';
import { componentSchema } from '#app/domain/engine/registry.ts';
import { checkPlan } from '#app/domain/plan/check-plan.ts';
import { frameSchema } from '#app/domain/plan/plan-shape.ts';

const documentSchema = frameSchema.extend({
  components: z.array(componentSchema).min(1, 'no-components').max(50, 'too-many-components'),
});
export type Plan = z.infer<typeof documentSchema>;

/** A plan document: JSON-safe, snake_case, rates and amounts as decimal strings. Every field is mandatory, nothing is assumed. */
export const planSchema = documentSchema.superRefine((plan, context) => {
  // What is wrong in itself, e.g. a code that is no currency, fits nothing: the rest is checked when every field is right.
  if (context.issues.length > 0) return;
  for (const { code, path } of checkPlan(plan)) context.addIssue({ code: 'custom', message: code, path: [...path] });
});
