import { z } from 'zod';
import { amountSchema, idSchema, namesOnce, rateSchema } from '#app/domain/plan/fields.ts';

const none = z.strictObject({ kind: z.literal('none') });

/** A limit on what one component pays one earner in a period: an amount, or one per paid-as rank (plans 2.5, CAP). */
export const componentCapSchema = z.discriminatedUnion(
  'kind',
  [
    none,
    z.strictObject({ kind: z.literal('amount'), amount: amountSchema }),
    /** Ranks that are not listed, and partners without one, get nothing above `otherwise`. */
    z.strictObject({
      kind: z.literal('by_rank'),
      ranks: z
        .array(z.strictObject({ rank: idSchema, amount: amountSchema }))
        .min(1, 'empty')
        .max(40, 'too-many-ranks')
        .refine(namesOnce, 'id-taken'),
      otherwise: amountSchema,
    }),
  ],
  'not-offered',
);
export type ComponentCap = z.infer<typeof componentCapSchema>;

/** Components whose rows a cap covers; by default everything but retail profit and customer commission (plans 4.19). */
const scope = z.array(idSchema).min(1, 'empty').max(50, 'too-long');

/** Caps by order, partner and company: applied last, in this order, pro rata, so that the rest equals the cap (plans 4.19). */
export const capsSchema = z.strictObject({
  /** All rows of one order, as a share of its base. */
  order: z.discriminatedUnion(
    'kind',
    [none, z.strictObject({ kind: z.literal('share'), rate: rateSchema })],
    'not-offered',
  ),
  /** Everything one partner earns in a period. */
  partner: z.discriminatedUnion(
    'kind',
    [none, z.strictObject({ kind: z.literal('amount'), amount: amountSchema, components: scope })],
    'not-offered',
  ),
  /** Everything that is paid in a period, as a share of its base. */
  company: z.discriminatedUnion(
    'kind',
    [none, z.strictObject({ kind: z.literal('share'), rate: rateSchema, components: scope })],
    'not-offered',
  ),
});
export type Caps = z.infer<typeof capsSchema>;
