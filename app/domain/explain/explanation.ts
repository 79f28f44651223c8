import { z } from 'zod';
import { PASS_REASONS } from '#app/domain/engine/primitive.ts';
import { capSchema, capStepSchema } from '#app/domain/explain/cap-step.ts';
import {
  day,
  minorText,
  moneyStateSchema,
  periodSchema,
  personSchema,
  planSchema,
  roundingSchema,
} from '#app/domain/explain/explanation-parts.ts';
import { oncePerPeriodSchema } from '#app/domain/explain/once-schema.ts';
import { periodPaySchema } from '#app/domain/explain/period-pay.ts';
import { needSchema } from '#app/domain/explain/need-schema.ts';

export type { MoneyState, Period, Person } from '#app/domain/explain/explanation-parts.ts';

export const rateTableSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('default') }),
  z.strictObject({ kind: z.literal('tag'), value: z.string() }),
  z.strictObject({ kind: z.literal('collection'), value: z.string() }),
]);

/** What the rate of a row is made of; rates in parts per million. */
const rateSourceSchema = z.discriminatedUnion('kind', [
  /** It stands in a table of the plan. */
  z.strictObject({ kind: z.literal('cell'), table: rateTableSchema }),
  /** What the own rate is above the highest below; a floor may raise it, or the most that an order pays in all lower it. */
  z.strictObject({
    kind: z.literal('difference'),
    ownPpm: z.int(),
    belowPpm: z.int(),
    bound: z.enum(['floor', 'limit']).nullable(),
  }),
  z.strictObject({ kind: z.literal('points'), points: z.int(), pointPpm: z.int() }),
]);
export type RateSource = z.infer<typeof rateSourceSchema>;

/** One partner above an order, nearest first: who took a level, and who was passed over and why. */
const stepSchema = z.strictObject({
  person: personSchema,
  /** `skipped` took no level (compression), `unpaid` used one up and got nothing. */
  outcome: z.enum(['paid', 'skipped', 'unpaid']),
  level: z.int().nullable(),
  /** `not-qualified`: an active status, and something else than activity is lacking. */
  reason: z.enum([...PASS_REASONS, 'not-qualified']).nullable(),
  /** What he lacked; null where that is not the reason, and where the viewer may not know. */
  need: needSchema.nullable(),
  /** What he gets of this order; null for nothing, and where the viewer may not know. */
  amountMinor: minorText.nullable(),
});
export type PathStep = z.infer<typeof stepSchema>;

/** How the base of a row came about: goods - discount - taxes inside the price - refunded = base. */
const baseSchema = z.strictObject({
  goodsMinor: minorText,
  discountMinor: minorText,
  /** Taxes that the prices contain, by rate; empty where tax comes on top. */
  taxes: z.array(z.strictObject({ ratePpm: z.int().nullable(), amountMinor: minorText })),
  /** Net base taken back before acceptance. */
  refundedMinor: minorText,
  baseMinor: minorText,
  /** Net base of the order's goods that have another rate, and so a row of their own or none. */
  otherGoodsMinor: minorText,
  notCounted: z.array(z.strictObject({ what: z.enum(['shipping', 'gift_card', 'tip']), amountMinor: minorText })),
});

const orderSchema = z.strictObject({ name: z.string(), paidOn: day, isOwn: z.boolean() });

/** Why a partner gets an amount from an order: everything the texts say, and everything the amount is computed from. */
export const levelPaySchema = z.strictObject({
  kind: z.literal('level_pay'),
  currency: z.string(),
  amountMinor: minorText,
  earner: personSchema,
  order: orderSchema,
  /** Who recommended the order; of a partner's own order the buyer. */
  source: personSchema,
  base: baseSchema,
  /** The share of the base that the rate is paid on. */
  factorPpm: z.int(),
  ratePpm: z.int(),
  rate: rateSourceSchema,
  /** The earner's paid-as rank by name; null without one, and in plans without ranks. */
  rank: z.string().nullable(),
  level: z.int(),
  /** Whose line was walked: as at the paid instant, or as at the period's end (plans 4.6). */
  treeAsOf: z.enum(['order_time', 'period_end']),
  /** What `level` counts. */
  counts: z.enum(['levels', 'generations', 'steps', 'nothing']),
  /** The kind of tree whose line the path is: who recommended whom, or who stands below whom. */
  tree: z.enum(['sponsor', 'binary', 'matrix']),
  path: z.array(stepSchema),
  rounding: roundingSchema,
  /** What lowered the rounded amount, in the run's order. */
  caps: z.array(capStepSchema),
  plan: planSchema,
  period: periodSchema,
  state: moneyStateSchema,
  /** Later shares that were taken back, oldest first; negative amounts. */
  reversals: z.array(z.strictObject({ on: day, amountMinor: minorText })),
});
export type LevelPay = z.infer<typeof levelPaySchema>;

/** Why a row shrinks: the refund's share of the stored amount (plans 4.4.4). */
export const reversalSchema = z.strictObject({
  kind: z.literal('reversal'),
  currency: z.string(),
  /** Negative, or 0 as a proof that the refund was looked at. */
  amountMinor: minorText,
  earner: personSchema,
  order: orderSchema,
  original: z.strictObject({ amountMinor: minorText, baseMinor: minorText, period: periodSchema }),
  /** Net base taken back by earlier refunds, and by this one. */
  refundedBeforeMinor: minorText,
  refundedMinor: minorText,
  refundedOn: day,
  /** The period in whose statement it appears. */
  period: periodSchema,
});
export type Reversal = z.infer<typeof reversalSchema>;

/** Every reason for which a partner gets nothing from an order (faces 5); each has one sentence per language. */
export const NOTHING_REASONS = [
  'not-active',
  'not-qualified',
  'below-rank',
  'no-difference',
  'plan-ends',
  'no-rate-at-level',
  'too-far',
  'not-in-path',
  'not-placed',
  'not-attributed',
  'attributed-elsewhere',
  'own-order',
  'own-orders-not-paid',
  'customer-orders-not-paid',
  'no-commission-product',
  'refunded',
  'not-a-partner-then',
  'suspended',
  'terminated',
  'paid-by-other-component',
  'limit-reached',
  'rounded-to-zero',
  'test-order',
  'paid-once-per-period',
] as const;
export type NothingReason = (typeof NOTHING_REASONS)[number];

export const nothingSchema = z.strictObject({
  kind: z.literal('nothing'),
  currency: z.string(),
  earner: personSchema,
  order: orderSchema,
  source: personSchema.nullable(),
  reason: z.enum(NOTHING_REASONS),
  /** Steps from the order to the partner, 1 for whoever recommended it; null if he is not above it. */
  steps: z.int().nullable(),
  /** Pay levels of the plan for this order. */
  levels: z.int(),
  /** What he lacked; null where that is not the reason, and where the viewer may not know. */
  need: needSchema.nullable(),
  /** Of a limit that left nothing: every cap that covered the row. */
  caps: z.array(capSchema),
  /** In an open period: the row there would be with the condition met. */
  wouldBe: z
    .strictObject({ level: z.int(), ratePpm: z.int(), baseMinor: minorText, amountMinor: minorText })
    .nullable(),
  /** What the plan pays once per period, and what of it was lacking for the partner: no order decides that. */
  once: z.array(oncePerPeriodSchema),
  plan: planSchema,
  period: periodSchema,
});
export type Nothing = z.infer<typeof nothingSchema>;

export const explanationSchema = z.discriminatedUnion('kind', [
  levelPaySchema,
  periodPaySchema,
  reversalSchema,
  nothingSchema,
]);
export type Explanation = z.infer<typeof explanationSchema>;
