import { z } from 'zod';
import { countSchema, idSchema } from '#app/domain/plan/fields.ts';

const placement = {
  id: idSchema,
  /** Business centres that one partner may hold (plans 1.1). */
  positions_per_partner: countSchema(1),
  /** How long a newcomer may wait in the holding tank for a place by hand; 0 places at once. */
  holding_days: z.int('not-a-count').min(0, 'not-a-count').max(365, 'not-a-count'),
  /** What a termination leaves (plans 2.4): only a slot that stays is safe inside an open period. */
  gap: z.enum(['hold_slot', 'promote_earliest', 'holding_tank'], 'not-offered'),
};

/** The trees of a programme: who recommended whom, and where people stand if a plan places them. */
export const treeSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('sponsor'), id: z.literal('sponsor', 'not-an-id') }),
    z.strictObject({
      kind: z.literal('binary'),
      ...placement,
      /** Where a newcomer goes who was not placed by hand: down the outer edge, or to the leg with less. */
      spillover: z.enum(['left', 'right', 'weaker_leg', 'breadth_first'], 'not-offered'),
    }),
    z.strictObject({
      kind: z.literal('matrix'),
      ...placement,
      width: z.int('not-a-count').min(2, 'not-a-count').max(20, 'not-a-count'),
      height: z.int('not-a-count').min(1, 'not-a-count').max(30, 'not-a-count'),
      spillover: z.enum(['breadth_first', 'depth_first'], 'not-offered'),
    }),
  ],
  'not-offered',
);
export type Tree = z.infer<typeof treeSchema>;

/** The tree of recommendations: every plan has it, first in the list. */
export const SPONSOR_TREE = { kind: 'sponsor', id: 'sponsor' } as const;
