import { z } from 'zod';
import { minorText } from '#app/domain/explain/explanation-parts.ts';
import { needSchema } from '#app/domain/explain/need-schema.ts';
import { ONCE_KINDS } from '#app/domain/explain/period-pay.ts';

/** What a component that pays once per period did for somebody. */
export const oncePerPeriodSchema = z.strictObject({
  component: z.string(),
  componentKind: z.enum(ONCE_KINDS),
  outcome: z.enum(['paid', 'other-cadence', 'no-active-status', 'not-qualified', 'nothing-to-pay']),
  /** What he gets of it in the period; null for nothing. */
  amountMinor: minorText.nullable(),
  /** What was lacking of its qualification, where the period's figures are known. */
  need: needSchema.nullable(),
});
export type OncePerPeriod = z.infer<typeof oncePerPeriodSchema>;
