import { z } from 'zod';
import type { References } from '#app/domain/engine/primitive.ts';
import { amountSchema, countSchema, factorSchema, idSchema, namesOnce } from '#app/domain/plan/fields.ts';
import { volumeKindSchema, type VolumeKind } from '#app/domain/plan/volumes.ts';

/** One amount per rank; ranks that are not listed pay nothing. */
const rankAmounts = z
  .array(z.strictObject({ rank: idSchema, amount: amountSchema }))
  .min(1, 'empty')
  .max(40, 'too-many-ranks')
  .refine(namesOnce, 'id-taken');
export type RankAmounts = z.infer<typeof rankAmounts>;

/** Somebody who jumps over ranks is paid for all of them, or for the highest one only. */
const jumps = z.enum(['all', 'top'], 'not-offered');
const days = countSchema(1);

/** What is paid once, and then never again for the same (plans 3). */
export const eventSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('rank_advancement'),
      amounts: rankAmounts,
      jumps,
      /** Periods after the promotion in which the paid-as rank must be held, one after the other, before it is paid. */
      hold_periods: z.int('not-a-count').min(0, 'not-a-count').max(100, 'not-a-count'),
      /** More for whoever gets there soon after joining (RNK-03). */
      multiplier: z.discriminatedUnion(
        'kind',
        [
          z.strictObject({ kind: z.literal('none') }),
          z.strictObject({ kind: z.literal('within_days_of_joining'), days, factor: factorSchema }),
        ],
        'not-offered',
      ),
    }),
    /** Somebody personally sponsored reaches a rank: once per sponsor, recruit and rank. */
    z.strictObject({ kind: z.literal('sponsor_promotion'), amounts: rankAmounts, jumps }),
    /** Every period, while the paid-as rank is reached in `periods` of the last `of_last` ones: the highest such amount. */
    z.strictObject({
      kind: z.literal('lifestyle'),
      amounts: rankAmounts,
      periods: z.int('not-a-count').min(1, 'not-a-count').max(60, 'not-a-count'),
      of_last: z.int('not-a-count').min(1, 'not-a-count').max(60, 'not-a-count'),
    }),
    /** New customers with enough volume: a refund of it takes them out of the count, not back what was paid. */
    z.strictObject({
      kind: z.literal('customer_acquisition'),
      volume: volumeKindSchema,
      volume_each: amountSchema,
      /** Counted in each period anew, or from the day of joining on, for orders of the first days. */
      window: z.discriminatedUnion(
        'kind',
        [
          z.strictObject({ kind: z.literal('period') }),
          z.strictObject({ kind: z.literal('days_since_joining'), days }),
        ],
        'not-offered',
      ),
      pay: z.discriminatedUnion(
        'kind',
        [
          z.strictObject({ kind: z.literal('per_customer'), amount: amountSchema }),
          /** Every step that is reached pays its amount, once in the window. */
          z.strictObject({
            kind: z.literal('steps'),
            steps: z
              .array(z.strictObject({ customers: countSchema(1), amount: amountSchema }))
              .min(1, 'empty')
              .max(100, 'too-long'),
          }),
        ],
        'not-offered',
      ),
    }),
  ],
  'not-offered',
);
export type OneTimeEvent = z.infer<typeof eventSchema>;
export type EventOf<K extends OneTimeEvent['kind']> = Extract<OneTimeEvent, { kind: K }>;

export function eventReferences(event: OneTimeEvent): Pick<References, 'ranks' | 'amounts'> {
  const money = (amount: string, path: readonly PropertyKey[], volume: VolumeKind = 'net') => ({
    amount,
    volume,
    path,
  });
  if (event.kind !== 'customer_acquisition') {
    const { amounts } = event;
    return {
      ranks: amounts.map(({ rank }, index) => ({ id: rank, path: ['event', 'amounts', index, 'rank'] })),
      amounts: amounts.map(({ amount }, index) => money(amount, ['event', 'amounts', index, 'amount'])),
    };
  }
  const { pay, volume_each: each, volume } = event;
  const paid =
    pay.kind === 'per_customer'
      ? [money(pay.amount, ['event', 'pay', 'amount'])]
      : pay.steps.map(({ amount }, index) => money(amount, ['event', 'pay', 'steps', index, 'amount']));
  return { ranks: [], amounts: [money(each, ['event', 'volume_each'], volume), ...paid] };
}
