import { z } from 'zod';
import { minorText } from '#app/domain/explain/explanation-parts.ts';

const sums = { rawMinor: minorText, cappedMinor: minorText };

/** A cap that covered somebody's rows: what they came to together, and what the cap left of that. */
export const capSchema = z.strictObject({
  kind: z.enum(['component', 'order', 'partner', 'company']),
  /** Of the company's cap: what it left the earner. */
  ...sums,
  /** Of the company's cap: the same of everybody; null where the viewer may not know. */
  company: z.strictObject(sums).nullable(),
});
export type Cap = z.infer<typeof capSchema>;

/**
 * A cap that lowered a row, with the row before and after: before × capped / raw, rounded down; with `hasRest` one of the smallest
 * coins that do not divide fell to it (plans 4.19).
 */
export const capStepSchema = capSchema.extend({ beforeMinor: minorText, afterMinor: minorText, hasRest: z.boolean() });
export type CapStep = z.infer<typeof capStepSchema>;
