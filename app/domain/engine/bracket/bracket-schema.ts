import { z } from 'zod';
import { componentFields } from '#app/domain/plan/component.ts';
import { amountSchema, rateSchema } from '#app/domain/plan/fields.ts';
import { baseSchema, volumeKindSchema } from '#app/domain/plan/volumes.ts';

export const groupBracketSchema = z.strictObject({
  kind: z.literal('group_bracket'),
  ...componentFields,
  tree: z.literal('sponsor', 'not-offered'),
  /** What is paid: a share of group volume in this. */
  base: baseSchema,
  /** What decides the bracket: PV where BV is paid (DIF-01). */
  bracket_volume: volumeKindSchema,
  /** The rate of a group from a volume on, lowest first; below the first one there is none. */
  brackets: z
    .array(z.strictObject({ at_least: amountSchema, rate: rateSchema }))
    .min(1, 'empty')
    .max(100, 'too-long'),
  /** Somebody who does not qualify keeps his difference from those above, or lets it pass up (plans 2.2). */
  unqualified_blocks: z.boolean('wrong-type'),
  /** Own purchases are paid to the buyer too, instead of in full to those above him (plans 4.5). */
  pay_buyer: z.boolean('wrong-type'),
});
export type GroupBracket = z.infer<typeof groupBracketSchema>;
