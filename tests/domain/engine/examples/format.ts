import { z } from 'zod';

/** Amounts, volumes and rates are decimal strings in the examples. */
const decimal = z.string();
const byLevel = z.record(z.string(), decimal);
const ranks = z.array(z.string());

const levels = { max_depth: z.int(), compression: z.enum(['none', 'skip_inactive', 'dynamic']) };
const money = { broad_pct: decimal.optional(), multiplier: decimal.optional() };
const share = z.strictObject({ partner: z.string(), amount: decimal });

const walks = [
  z.strictObject({
    evaluator: z.literal('level_walk'),
    ...money,
    ...levels,
    ranks: ranks.optional(),
    rates: z.record(z.string(), byLevel).optional(),
    rates_by_level: byLevel.optional(),
    level_min_rank: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({
    evaluator: z.literal('differential_path'),
    pay_buyer: z.boolean(),
    rate_by_rank: z.record(z.string(), decimal),
  }),
  z.strictObject({
    evaluator: z.literal('breakaway'),
    ...money,
    ranks,
    threshold_rank: z.string(),
    mode: z.literal('differential'),
    min_override: decimal,
    rank_rates: z.record(z.string(), decimal),
    level: z.strictObject({ ...levels, rates: z.record(z.string(), byLevel) }).optional(),
  }),
  z.strictObject({
    evaluator: z.literal('matrix'),
    ...money,
    ...levels,
    width: z.int(),
    height: z.int(),
    spillover: z.enum(['breadth_first', 'depth_first']),
    tree_used: z.literal('placement'),
    rates: z.record(z.string(), byLevel),
  }),
  z.strictObject({
    evaluator: z.literal('generation'),
    ranks,
    boundary_mode: z.enum(['threshold_rank', 'same_rank']),
    boundary_rank: z.string().optional(),
    max_generations: z.int(),
    generation_rates: byLevel,
    ineligible_creates_boundary: z.boolean().optional(),
    empty_generation_consumes_number: z.boolean().optional(),
  }),
  z.strictObject({
    evaluator: z.literal('infinity'),
    from_level: z.int(),
    rate_by_rank: z.record(z.string(), decimal),
  }),
  z.strictObject({ evaluator: z.literal('x_up'), x: z.int(), rate: decimal }),
  z.strictObject({
    evaluator: z.literal('moved'),
    rates_by_level: byLevel,
    moves: z.array(z.strictObject({ partner: z.string(), sponsor: z.string(), day: z.int() })),
    attribution: z.enum(['order_time', 'period_end']),
  }),
  z.strictObject({ evaluator: z.literal('percent'), bonus: z.string(), rate: decimal }),
  z.strictObject({ evaluator: z.literal('margin') }),
] as const;

const ofPeriods = [
  z.strictObject({
    evaluator: z.literal('differential_group'),
    brackets: z.array(z.tuple([decimal, decimal])),
    retail_margin: z.array(z.strictObject({ partner: z.string(), sales: decimal, rate: decimal })),
  }),
  z.strictObject({
    evaluator: z.literal('binary'),
    mode: z.enum(['percent', 'cycle', 'step']),
    calculation: z.literal('weaker_leg').optional(),
    rate: decimal.optional(),
    multiplier: decimal.optional(),
    unit: decimal.optional(),
    pay_per_cycle: decimal.optional(),
    steps: z.array(z.strictObject({ volume: decimal, pay: decimal })).optional(),
    carry: z.enum(['carry_forward', 'net_off', 'flush']),
    carry_cap: decimal.optional(),
    cap: decimal.optional(),
  }),
  z.strictObject({ evaluator: z.literal('matching_level'), rates_by_level: byLevel }),
  z.strictObject({
    evaluator: z.literal('match_down'),
    match_up_earned: decimal,
    rate: decimal,
    children: z.array(z.string()),
  }),
  z.strictObject({
    evaluator: z.literal('points_pool'),
    pool_rate: decimal,
    points: z.array(z.strictObject({ partner: z.string(), points: decimal })),
  }),
  z.strictObject({
    evaluator: z.literal('share_pool'),
    volume: decimal,
    pool_rate: decimal,
    participants: z.array(z.strictObject({ partner: z.string(), shares: decimal })),
  }),
  z.strictObject({
    evaluator: z.literal('payout_cap'),
    volume: decimal.optional(),
    cap_rate: decimal.optional(),
    raw_total: decimal.optional(),
    reduction: decimal.optional(),
    raw: z.array(share),
  }),
] as const;

const dated = z.strictObject({ period: z.string(), volume: decimal, commission: decimal });

const noPlans = [
  z.strictObject({
    evaluator: z.literal('volume_to_money'),
    partner: z.string(),
    cv: decimal,
    multiplier: decimal,
    rate: decimal,
  }),
  z.strictObject({ evaluator: z.literal('matrix_capacity'), width: z.int(), height: z.int() }),
  z.strictObject({
    evaluator: z.literal('gv_after_refund'),
    partner: z.string(),
    orders: z.tuple([dated]),
    refunds: z.array(dated),
  }),
  z.strictObject({
    evaluator: z.literal('clawback_apportion'),
    partner: z.string(),
    paid: decimal,
    base_quantity: decimal,
    refunds: z.array(decimal),
    places: z.literal(2),
  }),
  z.strictObject({ evaluator: z.literal('ledger'), partner: z.string(), minimum_payout: decimal }),
  z.strictObject({
    evaluator: z.literal('leg_cap'),
    requirement: decimal,
    max_leg_share: decimal,
    legs: z.record(z.string(), decimal),
  }),
  z.strictObject({
    evaluator: z.literal('rounding'),
    value: decimal,
    places: z.int(),
    modes: z.array(z.enum(['toward_zero', 'away_from_zero', 'half_up', 'half_even'])),
  }),
] as const;

const personSchema = z.strictObject({
  id: z.string(),
  sponsor: z.string().nullable(),
  rank: z.string().nullable().optional(),
  active: z.boolean().optional(),
  placement: z.string().nullable().optional(),
  leg: z.enum(['L', 'R']).optional(),
});
export type Person = z.infer<typeof personSchema>;

const volumeSchema = z.strictObject({
  partner: z.string().optional(),
  earner: z.string().optional(),
  amount: decimal.optional(),
  pv: decimal.optional(),
  bv: decimal.optional(),
  retail: decimal.optional(),
  wholesale: decimal.optional(),
  rate: decimal.optional(),
  bonus: z.string().optional(),
  order: z.string().optional(),
  day: z.int().optional(),
});
export type Volume = z.infer<typeof volumeSchema>;

/**
 * What an example describes. Its id, what it expects and what it says about itself are left out, so nobody below can read them;
 * a field of the description that is not named here is refused, so none is overlooked.
 */
export const describedSchema = z.object({
  plan: z.discriminatedUnion('evaluator', [...walks, ...ofPeriods, ...noPlans]),
  tree: z.array(personSchema),
  volumes: z.array(volumeSchema).default([]),
  earnings: z.array(z.strictObject({ partner: z.string(), bonus: z.string(), amount: decimal })).default([]),
  periods: z
    .array(z.strictObject({ volumes: z.array(volumeSchema).default([]), entries: z.array(decimal).default([]) }))
    .default([]),
  state_in: z.record(z.string(), z.strictObject({ left: decimal, right: decimal })).default({}),
});
export type Described = z.infer<typeof describedSchema>;

export type PlanOf<Evaluator extends Described['plan']['evaluator']> = Extract<
  Described['plan'],
  { evaluator: Evaluator }
>;

/** One line of what an example comes to, with the fields by which it may be found. */
export interface OutcomeRow {
  readonly partner: string;
  readonly bonus: string;
  readonly amount: string;
  readonly level?: number;
  /** Whose order or earnings it is about. */
  readonly from?: string | null;
  readonly order?: string | null;
  readonly period?: number | string;
}

export interface Outcome {
  readonly rows: readonly OutcomeRow[];
  /** Carry, placement, factor and the like. */
  readonly state?: Readonly<Record<string, unknown>>;
}
