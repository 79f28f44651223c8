import { z } from 'zod';
import { pairingModeSchema } from '#app/domain/engine/pairing/pairing-mode.ts';
import { componentFields } from '#app/domain/plan/component.ts';
import { amountSchema, countSchema, idSchema } from '#app/domain/plan/fields.ts';
import { baseSchema } from '#app/domain/plan/volumes.ts';

export const legPairingSchema = z.strictObject({
  kind: z.literal('leg_pairing'),
  ...componentFields,
  tree: idSchema,
  base: baseSchema,
  mode: pairingModeSchema,
  /** What is left after the pay (plans 2.5). Where `carry_forward` and `net_off` differ: who does not qualify loses pairs or keeps them. */
  carry: z.enum(['carry_forward', 'net_off', 'flush'], 'not-offered'),
  /** The most volume that a leg may carry (BIN-04); null where nothing limits it. */
  carry_cap: amountSchema.nullable(),
  /** Periods after its own in which volume may still be paired; null where it never expires. */
  carry_expires_after: z.int('not-a-count').min(1, 'not-a-count').max(1000, 'not-a-count').nullable(),
  /** The leg in which the owner's own and his customers' volume counts at his first position. */
  personal_volume_to: z.enum(['none', 'weak', 'strong', 'left', 'right'], 'not-offered'),
  /** Volume of somebody who is not active: it is kept, or that of the period is lost, or after some periods everything. */
  inactive: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.enum(['accumulate', 'no_accumulate']) }),
      z.strictObject({ kind: z.literal('flush_on_inactive'), after_periods: countSchema(1) }),
    ],
    'not-offered',
  ),
  /** Whether `cap` limits each position or its owner. */
  cap_per: z.enum(['position', 'owner'], 'not-offered'),
  /** Pairs beyond the cap are used up all the same (BIN-09), or stay for later periods. */
  cap_consumes_volume: z.boolean('wrong-type'),
  /** A refund beyond what a leg carries: it undoes pairs of the last periods, or the leg owes volume (plans 4.4.7). */
  refund_of_paired: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('undo_pairs'), periods: countSchema(1) }),
      z.strictObject({ kind: z.literal('negative_leg') }),
    ],
    'not-offered',
  ),
});
export type LegPairing = z.infer<typeof legPairingSchema>;
