import { z } from 'zod';
import { BracketGroups } from '#app/domain/engine/bracket/bracket-groups.ts';
import type { PeriodPrimitive } from '#app/domain/engine/primitive.ts';
import { componentFields } from '#app/domain/plan/component.ts';
import { amountSchema, ppmOf, rateSchema } from '#app/domain/plan/fields.ts';
import { baseSchema, volumeKindSchema } from '#app/domain/plan/volumes.ts';

const groupBracketSchema = z.strictObject({
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

/**
 * Stairstep by groups (plans 2.2, DIF-01): a group has the rate of its volume, and its head is paid the difference to the groups
 * below. One row for his own volume and one per group below, so that each has a base and a rate; their sum is the group form's.
 */
export const groupBracket = {
  pays: 'period',
  phase: 'tree',
  schema: groupBracketSchema,

  referencesOf: ({ brackets, bracket_volume: volume }) => ({
    ranks: [],
    components: [],
    amounts: brackets.map(({ at_least: amount }, index) => ({ amount, volume, path: ['brackets', index, 'at_least'] })),
  }),

  evaluate(component, workshop, sink) {
    new BracketGroups(component, workshop, sink).run();
    return {};
  },

  worstCasePpm: ({ brackets }) => Math.max(...brackets.map(({ rate }) => ppmOf(rate))),
} satisfies PeriodPrimitive<GroupBracket>;
