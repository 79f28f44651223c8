import { z } from 'zod';
import { componentSchema } from '#app/domain/engine/registry.ts';
import { currency, decimalsOf } from '#app/domain/money/currency.ts';
import { activitySchema } from '#app/domain/plan/condition.ts';

/** The newest version of the plan language. Documents of older ones stay readable. */
export const LANGUAGE_VERSION = 1;

const noCap = z.strictObject({ kind: z.literal('none', 'not-offered') });

/** What plans 4 leaves to the programme. One meaning is offered each; it stands in the document all the same (plans 0.5). */
const rulesSchema = z.strictObject({
  orphan: z.literal('house_account', 'not-offered'),
  termination_tree: z.literal('keep_inactive', 'not-offered'),
  refund_mode: z.literal('share_of_row', 'not-offered'),
  clawback_window_days: z.literal(0, 'not-offered'),
  late_orders: z.literal('open_period', 'not-offered'),
  earn_event: z.literal('paid', 'not-offered'),
  fx_mode: z.literal('paid_instant', 'not-offered'),
  self_volume_limit: noCap,
});

const documentSchema = z.strictObject({
  language_version: z.literal(LANGUAGE_VERSION, 'not-offered'),
  name: z.string().trim().min(1, 'empty').max(120, 'too-long'),
  currency: z.string('not-a-currency').regex(/^[A-Z]{3}$/, 'not-a-currency'),
  activity: activitySchema,
  rules: rulesSchema,
  components: z.array(componentSchema).min(1, 'no-components').max(50, 'too-many-components'),
  caps: z.strictObject({ order: noCap, period: noCap, company: noCap }),
});

/** A plan document: JSON-safe, snake_case, rates and amounts as decimal strings. Every field is mandatory, nothing is assumed. */
export const planSchema = documentSchema.superRefine((plan, context) => {
  const ids = plan.components.map(({ id }) => id);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) < index)
      context.addIssue({ code: 'custom', message: 'id-taken', path: ['components', index, 'id'] });
  });
  if ('at_least' in plan.activity && typeof plan.activity.at_least === 'string') {
    const fraction = plan.activity.at_least.split('.')[1] ?? '';
    if (fraction.length > decimalsOf(currency(plan.currency))) {
      context.addIssue({ code: 'custom', message: 'not-an-amount', path: ['activity', 'at_least'] });
    }
  }
});
export type Plan = z.infer<typeof documentSchema>;
