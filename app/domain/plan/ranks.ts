import { z } from 'zod';
import { conditionSchema } from '#app/domain/plan/condition.ts';
import { idSchema } from '#app/domain/plan/fields.ts';

const periods = z.int('not-a-count').min(0, 'not-a-count').max(100, 'not-a-count');

/** One rank. Who never held it must achieve it, who did must maintain it: the second rule may be milder (plans 1.3). */
export const rankSchema = z.strictObject({
  id: idSchema,
  name: z.string().trim().min(1, 'empty').max(80, 'too-long'),
  achieve: conditionSchema,
  maintain: conditionSchema,
  grace: z.strictObject({
    /** Periods for which the paid-as rank stays after a miss. */
    after_miss: periods,
    /** Periods from the promotion on, that one included, in which it cannot be lost. */
    after_promotion: periods,
    /** Periods that must pass after a grace before it may be used again. */
    renews_after: periods,
  }),
});
export type Rank = z.infer<typeof rankSchema>;

/** The ladder, lowest first; empty for a plan without ranks. The ranks of others count along the sponsor tree (plans 1.1). */
export const ranksSchema = z.strictObject({
  ladder: z.array(rankSchema).max(40, 'too-many-ranks'),
  /** From this rank on a partner heads a breakaway group; null where groups never break away. */
  breakaway_rank: idSchema.nullable(),
  /** Which rank makes the head of a group: that of the period, or the best ever reached. */
  breakaway_by: z.enum(['paid_as', 'title'], 'not-offered'),
});
export type Ranks = z.infer<typeof ranksSchema>;
