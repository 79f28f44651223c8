import { z } from 'zod';
import { BasisOrder } from '#app/domain/engine/basis.ts';
import { compressionSchema } from '#app/domain/engine/level-path.ts';
import { levelRatesSchema } from '#app/domain/engine/level-rates.ts';
import {
  matchedEarnings,
  matchedFields,
  matchedReferences,
  type MatchedEarnings,
} from '#app/domain/engine/matching/matched-earnings.ts';
import {
  PASS_REASONS,
  type OrderInHand,
  type PassReason,
  type PeriodPrimitive,
  type PeriodSink,
  type PeriodWorkshop,
  type RowSink,
} from '#app/domain/engine/primitive.ts';
import { generationWalk, type GenerationWalk } from '#app/domain/engine/primitives/generation-walk.ts';
import { levelWalk, type LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import { componentFields, physicalDepthSchema } from '#app/domain/plan/component.ts';

const generationFields = generationWalk.schema.shape;

const matchingSchema = z.strictObject({
  kind: z.literal('matching'),
  ...componentFields,
  tree: z.literal('sponsor', 'not-offered'),
  ...matchedFields,
  /** Up the sponsor tree from whoever earned: level by level, or generation by generation (MAT-01, MAT-02). */
  path: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('levels'), rates: levelRatesSchema, compression: compressionSchema }),
      z.strictObject({
        kind: z.literal('generations'),
        rates: levelRatesSchema,
        boundary: generationFields.boundary,
        inactive_leader: generationFields.inactive_leader,
        /** Whether a leader's own earnings belong to the generation he closes, or to the one above. */
        leader_earnings: generationFields.leader_volume,
        generations: generationFields.generations,
      }),
    ],
    'not-offered',
  ),
  max_physical_depth: physicalDepthSchema,
});
export type Matching = z.infer<typeof matchingSchema>;

/**
 * What a row tells beside its columns: the earner's place on the ladder, how many were passed over on the way to him, and how many
 * components are matched; then what the source earned of each, and for those passed over, nearest first, their numbers, the
 * places of the reasons, and the levels they used up (0 for none).
 */
export const MATCHING_BASIS = new BasisOrder(['rank', 'passed', 'components']);

/** So many of those passed over are told one by one: a long line of them is no more to the point. */
const PASSED_TOLD_MAX = 20;

/**
 * A share of what the downline earned from earlier components, one row per earner, partner and level (plans 3, MAT-02). It walks as
 * orders are walked: what somebody earned in the period is like one own order of his at its end.
 */
export const matching = {
  pays: 'period',
  phase: 'matching',
  schema: matchingSchema,

  referencesOf(component) {
    const walk = walkOf(component);
    const { ranks } = walk.kind === 'level_walk' ? levelWalk.referencesOf(walk) : generationWalk.referencesOf(walk);
    return {
      ranks: ranks.map(({ id, path }) => ({ id, path: ['path', ...path] })),
      components: matchedReferences(component),
    };
  },

  evaluate(component, workshop, sink) {
    const earnings = matchedEarnings(component, workshop);
    const walk = walkOf(component);
    const ground = { ...workshop, classes: [{ tags: [], collections: [] }] };
    const evaluator =
      walk.kind === 'level_walk' ? levelWalk.compile(walk, ground) : generationWalk.compile(walk, ground);
    const order = orderOf(workshop);
    const rows = new MatchSink(sink, workshop, earnings);
    for (let partner = 1; partner < earnings.sums.length; partner++) {
      const earned = earnings.sums[partner] as number;
      if (earned <= 0) continue;
      order.partner = partner;
      order.lines.base[0] = earned;
      rows.start(partner);
      evaluator.pay(order, rows);
    }
    return {};
  },

  worstCasePpm(component, ranks) {
    const walk = walkOf(component);
    return walk.kind === 'level_walk' ? levelWalk.worstCasePpm(walk) : generationWalk.worstCasePpm(walk, ranks);
  },
} satisfies PeriodPrimitive<Matching>;

/** The walk of orders that a match is: what it does not say itself does not exist for earnings. */
function walkOf({ path, ...component }: Matching): LevelWalk | GenerationWalk {
  const { id, cadence, qualification, cap, rounding, max_physical_depth } = component;
  const common: Pick<LevelWalk, Exclude<keyof LevelWalk & keyof GenerationWalk, 'kind'>> = {
    ...{ id, cadence, qualification, cap, rounding, max_physical_depth },
    tree: 'sponsor',
    base: { volume: 'net', factor: '1' },
    orders: 'all',
    tree_as_of: 'period_end',
    pays_consumed: true,
    consumes: false,
    rates: path.rates,
    tagged_rates: [],
    pay_buyer: false,
  };
  if (path.kind === 'levels') {
    const { compression } = path;
    return { ...common, kind: 'level_walk', compression, depth_unlock: [], stops_at_breakaway: false };
  }
  const { boundary, inactive_leader, generations, leader_earnings: leaderVolume } = path;
  return { ...common, kind: 'generation_walk', boundary, inactive_leader, generations, leader_volume: leaderVolume };
}

function orderOf({ standing, prepared }: PeriodWorkshop): OrderInHand {
  const lines = { count: 1, productClass: new Int32Array(1), base: new Float64Array(1) };
  return { place: 0, partner: 0, isOwn: true, paidAtMs: prepared.facts.period.endMs - 1, standing, lines };
}

/** Turns the rows of a walk into rows of the period about whoever earned. */
class MatchSink implements RowSink {
  readonly #sink: PeriodSink;
  readonly #numbers: Int32Array;
  readonly #rank: Uint8Array;
  readonly #earnings: MatchedEarnings;
  readonly #passed: number[] = [];
  #source = 0;
  #passedCount = 0;

  constructor(sink: PeriodSink, { partners, standing }: PeriodWorkshop, earnings: MatchedEarnings) {
    this.#sink = sink;
    this.#numbers = partners.number;
    this.#rank = standing.rank;
    this.#earnings = earnings;
  }

  /** The next partner whose earnings are matched. */
  start(source: number): void {
    this.#source = source;
    this.#passed.length = 0;
    this.#passedCount = 0;
  }

  budget(amountMinor: number): void {
    this.#sink.budget(amountMinor);
  }

  row(earner: number, level: number, ratePpm: number, base: number, amountMinor: number): void {
    const earned = this.#earnings.of(this.#source);
    const basis = MATCHING_BASIS.write(
      { rank: this.#rank[earner] as number, passed: this.#passedCount, components: earned.length },
      [...earned, ...this.#passed],
    );
    const source = this.#numbers[this.#source] as number;
    this.#sink.row({ earner, source, level, ratePpm, base, amountMinor, basis });
  }

  unpaid(_level: number, amountMinor: number): void {
    this.#sink.unpaid(amountMinor);
  }

  difference(): void {
    // Matches pay the rate of their level.
  }

  reached(): void {
    // Who else took a level of these earnings has a row of his own.
  }

  passed(partner: number, reason: PassReason, level: number): void {
    if (this.#passedCount++ < PASSED_TOLD_MAX)
      this.#passed.push(this.#numbers[partner] as number, PASS_REASONS.indexOf(reason), level);
  }
}
