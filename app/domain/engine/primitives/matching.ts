import { z } from 'zod';
import { compressionSchema } from '#app/domain/engine/level-path.ts';
import { levelRatesSchema } from '#app/domain/engine/level-rates.ts';
import { matchedEarnings, matchedFields, matchedReferences } from '#app/domain/engine/matching/matched-earnings.ts';
import type {
  OrderInHand,
  PeriodPrimitive,
  PeriodSink,
  PeriodWorkshop,
  RowSink,
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
    const rows = new MatchSink(sink, workshop.partners.number);
    for (let partner = 1; partner < earnings.length; partner++) {
      const earned = earnings[partner] as number;
      if (earned <= 0) continue;
      order.partner = partner;
      order.lines.base[0] = earned;
      rows.source = partner;
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
  source = 0;
  readonly #sink: PeriodSink;
  readonly #numbers: Int32Array;

  constructor(sink: PeriodSink, numbers: Int32Array) {
    this.#sink = sink;
    this.#numbers = numbers;
  }

  budget(amountMinor: number): void {
    this.#sink.budget(amountMinor);
  }

  row(earner: number, level: number, ratePpm: number, base: number, amountMinor: number): void {
    this.#sink.row({
      earner,
      source: this.#numbers[this.source] as number,
      level,
      ratePpm,
      base,
      amountMinor,
      basis: [],
    });
  }

  unpaid(_level: number, amountMinor: number): void {
    this.#sink.unpaid(amountMinor);
  }

  difference(): void {
    // Matches pay the rate of their level.
  }

  reached(): void {
    // Rows of a period are explained by their figures.
  }

  passed(): void {
    // As above: nobody is told by order.
  }
}
