import { z } from 'zod';
import { capStepSchema } from '#app/domain/explain/cap-step.ts';
import {
  minorText,
  moneyStateSchema,
  passReasonSchema,
  periodSchema,
  personSchema,
  planSchema,
  roundingSchema,
} from '#app/domain/explain/explanation-parts.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import { volumeKindSchema } from '#app/domain/plan/volumes.ts';

/** A volume: minor units of the plan's currency for `net`, else smallest points of so many decimals. */
export const quantitySchema = z.strictObject({ volume: volumeKindSchema, units: minorText, decimals: z.int() });
export type Quantity = z.infer<typeof quantitySchema>;

/** What a row is about. */
const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('period') }),
  z.strictObject({ kind: z.literal('partner'), person: personSchema }),
  /** A position of a placement tree, and who holds it. */
  z.strictObject({ kind: z.literal('position'), tree: z.string(), position: z.int(), person: personSchema }),
]);
export type PeriodSource = z.infer<typeof sourceSchema>;

/** base × the share of it that counts × the worth of a point × rate, in money. */
const shareSchema = z.strictObject({
  base: quantitySchema,
  factorPpm: z.int(),
  /** What a point of CV is worth, in millionths of the currency's unit; null where the base is money. */
  pointMillionths: z.int().nullable(),
  ratePpm: z.int(),
});
export type Share = z.infer<typeof shareSchema>;

/** What became of one leg: carried in + new + given back = paired + expired + flushed + cut + carried on. */
const legSchema = z.strictObject({
  carriedIn: quantitySchema,
  fresh: quantitySchema,
  /** What of the new volume is the partner's own. */
  own: quantitySchema,
  returned: quantitySchema,
  consumed: quantitySchema,
  expired: quantitySchema,
  flushed: quantitySchema,
  cut: quantitySchema,
  carriedOut: quantitySchema,
});
export type Leg = z.infer<typeof legSchema>;

const pairsSchema = z.discriminatedUnion('kind', [
  /** Volume against volume; by ratio the rate shrinks with the weaker leg's share of the stronger. */
  z.strictObject({
    kind: z.literal('volume'),
    ratio: z.strictObject({ weak: quantitySchema, strong: quantitySchema }).nullable(),
  }),
  /** Whole cycles of so much left and right; in `turned` ones the legs changed sides. Without an amount each they pay a share. */
  z.strictObject({
    kind: z.literal('cycles'),
    cycles: z.int(),
    turned: z.int(),
    left: quantitySchema,
    right: quantitySchema,
    eachMinor: minorText.nullable(),
  }),
  /** The highest step that both legs reach. */
  z.strictObject({ kind: z.literal('step'), volume: quantitySchema, eachMinor: minorText }),
]);
export type Pairs = z.infer<typeof pairsSchema>;

const pairingSchema = z.strictObject({
  kind: z.literal('leg_pairing'),
  left: legSchema,
  right: legSchema,
  pairs: pairsSchema,
  /** The component's own limit: of what it covered it left the most, this row in proportion; pairs beyond it stay or are used up. */
  limit: z
    .strictObject({ mostMinor: minorText, coveredMinor: minorText, stays: z.boolean(), hasRest: z.boolean() })
    .nullable(),
  /** Taken off for pairs that a refund undid. */
  setOffMinor: minorText,
});
export type PairingPay = z.infer<typeof pairingSchema>;

/** Every kind of component, as texts name them. */
export const COMPONENT_KINDS = [
  'breakaway',
  'differential_walk',
  'fast_start',
  'generation_walk',
  'group_bracket',
  'infinity',
  'leg_bonus',
  'leg_pairing',
  'level_walk',
  'match_down',
  'matching',
  'one_time',
  'percent_of_order',
  'points_split',
  'pool',
  'retail_profit',
  'x_up',
] as const satisfies readonly Component['kind'][];

const earnedSchema = z.array(
  z.strictObject({ component: z.string(), componentKind: z.enum(COMPONENT_KINDS), amountMinor: minorText }),
);

const matchingSchema = z.strictObject({
  kind: z.literal('matching'),
  counts: z.enum(['levels', 'generations']),
  level: z.int(),
  /** What the source earned of each matched component; empty where the viewer may not know. */
  earned: earnedSchema,
  /** Those passed over on the way, nearest first, with the level that each used up; null for none. */
  passed: z.array(
    z.strictObject({ person: personSchema, reason: passReasonSchema.nullable(), level: z.int().nullable() }),
  ),
  /** How many more were passed over. */
  morePassed: z.int(),
});
export type MatchingPay = z.infer<typeof matchingSchema>;

/** `hasRest`: one of the smallest coins that do not divide fell to this row (largest remainder). */
const matchDownSchema = z.strictObject({
  kind: z.literal('match_down'),
  earned: earnedSchema,
  fundMinor: minorText,
  earners: z.int(),
  hasRest: z.boolean(),
});

const poolSchema = z.strictObject({
  kind: z.literal('pool'),
  /** With what earlier periods without anybody who qualified left. */
  fundMinor: minorText,
  carriedMinor: minorText,
  shares: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['equal', 'by_rank', 'points']), own: z.int(), all: z.int() }),
    z.strictObject({
      kind: z.literal('by_volume'),
      figure: z.enum(['own_volume', 'customer_volume', 'personal_volume', 'group_volume']),
      own: quantitySchema,
      all: quantitySchema,
    }),
  ]),
  earners: z.int(),
  /** Only so many with the most shares take part; null for all. */
  top: z.int().nullable(),
  hasRest: z.boolean(),
});
export type PoolPay = z.infer<typeof poolSchema>;

const eventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rank_advancement'),
    rank: z.string(),
    eventMinor: minorText,
    /** Periods after the promotion for which the rank had to be held, and was. */
    holdPeriods: z.int(),
    held: z.int(),
    /** More for whoever gets there within so many days of joining. */
    early: z.strictObject({ factorPpm: z.int(), days: z.int() }).nullable(),
  }),
  z.strictObject({
    kind: z.literal('sponsor_promotion'),
    rank: z.string(),
    eventMinor: minorText,
    /** From which to which rank the source rose; null for none. */
    fromRank: z.string().nullable(),
    toRank: z.string(),
  }),
  z.strictObject({
    kind: z.literal('lifestyle'),
    rank: z.string(),
    eventMinor: minorText,
    periods: z.int(),
    periodsNeeded: z.int(),
    ofLast: z.int(),
  }),
  z.strictObject({
    kind: z.literal('customers'),
    /** Customers that count now, and those of them that were paid for before. */
    now: z.int(),
    before: z.int(),
    /** What each must have bought. */
    each: quantitySchema,
    /** Orders of the first days since joining count; null: those of the period. */
    days: z.int().nullable(),
    /** The step that is paid; null where every customer is. */
    step: z.int().nullable(),
    eventMinor: minorText,
  }),
]);
export type EventPay = z.infer<typeof eventSchema>;

const legBonusSchema = z.strictObject({
  kind: z.literal('leg_bonus'),
  /** 1 is the strongest. */
  place: z.int(),
  legs: z.int(),
  /** How deep a leg is looked at; null for all of it. */
  levels: z.int().nullable(),
});

/** A group's volume, the bracket that it reaches and the rate of it. */
const bracketSchema = z.strictObject({
  group: quantitySchema.nullable(),
  atLeast: quantitySchema.nullable(),
  ratePpm: z.int(),
});
const groupBracketSchema = z.strictObject({
  kind: z.literal('group_bracket'),
  own: bracketSchema,
  /** The source's group; null for volume that is in no group below. */
  below: bracketSchema.nullable(),
});
export type GroupBracketPay = z.infer<typeof groupBracketSchema>;

/** Why a partner gets an amount that no single order decides: everything the texts say, and everything it is computed from. */
export const periodPaySchema = z.strictObject({
  kind: z.literal('period_pay'),
  currency: z.string(),
  amountMinor: minorText,
  earner: personSchema,
  source: sourceSchema,
  /** Null where a fixed amount is paid. */
  share: shareSchema.nullable(),
  pay: z.discriminatedUnion('kind', [
    pairingSchema,
    matchingSchema,
    matchDownSchema,
    poolSchema,
    z.strictObject({ kind: z.literal('one_time'), event: eventSchema }),
    legBonusSchema,
    groupBracketSchema,
  ]),
  /** The earner's paid-as rank by name where it decided; else null. */
  rank: z.string().nullable(),
  rounding: roundingSchema,
  /** What lowered the amount, in the run's order; a limit that a component keeps itself is part of its pay. */
  caps: z.array(capStepSchema),
  plan: planSchema,
  period: periodSchema,
  state: moneyStateSchema,
});
export type PeriodPay = z.infer<typeof periodPaySchema>;

/** Kinds of component that pay once per period. */
export const ONCE_KINDS = [
  'group_bracket',
  'leg_bonus',
  'leg_pairing',
  'match_down',
  'matching',
  'one_time',
  'pool',
] as const satisfies readonly PeriodPay['pay']['kind'][];
