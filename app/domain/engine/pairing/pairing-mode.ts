import { z } from 'zod';
import type { Reference } from '#app/domain/engine/primitive.ts';
import { amountSchema, rateSchema } from '#app/domain/plan/fields.ts';
import type { VolumeKind } from '#app/domain/plan/volumes.ts';

const aboveZero = amountSchema.refine((amount) => /[1-9]/.test(amount), 'not-an-amount');

/** How the volume of two legs becomes money (plans 2.5). */
export const pairingModeSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('percent'),
      rate: rateSchema,
      /** A share of the weaker leg (BIN-01); by ratio it shrinks with the weaker leg's share of the stronger (BIN-02). */
      of: z.enum(['weaker_leg', 'volume_ratio'], 'not-offered'),
    }),
    z.strictObject({
      kind: z.literal('cycles'),
      /** The volume of a cycle by leg: 1:1, 1:2, … (BIN-08). */
      left: aboveZero,
      right: aboveZero,
      /** Whether the legs may change sides in a cycle: the stronger one may then be either. */
      sides: z.enum(['as_written', 'either'], 'not-offered'),
      /** A fixed amount per cycle (BIN-13), or a share of its lesser volume (BIN-08). */
      pay: z.discriminatedUnion(
        'kind',
        [
          z.strictObject({ kind: z.literal('amount'), amount: aboveZero }),
          z.strictObject({ kind: z.literal('rate'), rate: rateSchema }),
        ],
        'not-offered',
      ),
    }),
    z.strictObject({
      kind: z.literal('steps'),
      /** The highest step that both legs reach is paid and taken from both (BIN-11). */
      steps: z
        .array(z.strictObject({ volume: aboveZero, amount: aboveZero }))
        .min(1, 'empty')
        .max(100, 'too-long'),
    }),
  ],
  'not-offered',
);
export type PairingMode = z.infer<typeof pairingModeSchema>;

interface PlacedAmount {
  readonly amount: string;
  readonly volume: VolumeKind;
  readonly path: Reference['path'];
}

/** The amounts that a mode names: volumes of the component's base, and money. */
export function amountsOf(mode: PairingMode, volume: VolumeKind): PlacedAmount[] {
  if (mode.kind === 'percent') return [];
  if (mode.kind === 'steps') {
    return mode.steps.flatMap((step, index) => [
      { amount: step.volume, volume, path: ['mode', 'steps', index, 'volume'] },
      { amount: step.amount, volume: 'net', path: ['mode', 'steps', index, 'amount'] },
    ]);
  }
  const { left, right, pay } = mode;
  return [
    { amount: left, volume, path: ['mode', 'left'] },
    { amount: right, volume, path: ['mode', 'right'] },
    ...(pay.kind === 'amount' ? [{ amount: pay.amount, volume: 'net' as const, path: ['mode', 'pay', 'amount'] }] : []),
  ];
}
