import { BracketGroups } from '#app/domain/engine/bracket/bracket-groups.ts';
import type { PeriodPrimitive } from '#app/domain/engine/primitive.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';
import { groupBracketSchema, type GroupBracket } from '#app/domain/engine/bracket/bracket-schema.ts';

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
