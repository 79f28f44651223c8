import { z } from 'zod';
import { LevelBudget } from '#app/domain/engine/level-budget.ts';
import {
  dearestPpm,
  levelRatesSchema,
  levelCell,
  rankReferencesOf,
  type LevelRates,
} from '#app/domain/engine/level-rates.ts';
import { OrderAmount } from '#app/domain/engine/order-amount.ts';
import { headsGroup, ownerOf, passReasonOf, qualifiesFor, sourceNode } from '#app/domain/engine/path.ts';
import {
  WHOLE_RATE,
  type Evaluator,
  type OrderInHand,
  type OrderPrimitive,
  type RowSink,
  type Workshop,
} from '#app/domain/engine/primitive.ts';
import {
  equalRankSchema,
  floorPpm,
  rankRatePpm,
  rankRatesSchema,
  rankReferences,
  ratesByPlace,
} from '#app/domain/engine/rank-rates.ts';
import { orderFields, physicalDepthSchema } from '#app/domain/plan/component.ts';
import { LEVELS_MAX } from '#app/domain/plan/fields.ts';
import type { Ranks } from '#app/domain/plan/ranks.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

const breakawaySchema = z.strictObject({
  kind: z.literal('breakaway'),
  ...orderFields,
  override: z.discriminatedUnion(
    'kind',
    [
      /** The rate of the earner's rank less the highest rate among the heads below him; at least the floor. */
      z.strictObject({
        kind: z.literal('differential'),
        rates: rankRatesSchema,
        equal_rank: equalRankSchema,
        /** How many heads above the group are paid. */
        generations: z.int('not-a-count').min(1, 'not-a-count').max(LEVELS_MAX, 'not-a-count'),
      }),
      /** By generation of heads, or by the earner's rank and generation. */
      z.strictObject({ kind: z.literal('fixed'), rates: levelRatesSchema }),
    ],
    'not-offered',
  ),
  max_physical_depth: physicalDepthSchema,
});
export type Breakaway = z.infer<typeof breakawaySchema>;
type Differential = Extract<Breakaway['override'], { kind: 'differential' }>;

/**
 * The override on groups that broke away (plans 2.3, phase 2), order by order: from the head of the order's group upwards, heads of
 * other groups are paid; the level of a row is the generation of heads. Orders below no head have no budget.
 */
export const breakaway = {
  pays: 'orders',
  phase: 'tree',
  counts: 'generations',
  schema: breakawaySchema,

  referencesOf({ override }) {
    const ranks =
      override.kind === 'differential'
        ? rankReferences(override.rates, ['override', 'rates'])
        : rankReferencesOf(tablesFor(override.rates)).map(({ id, path }) => ({ id, path: ['override', ...path] }));
    return { ranks, components: [], breakaway: ['kind'] };
  },

  compile(component, workshop): Evaluator {
    const { override } = component;
    const pay =
      override.kind === 'differential'
        ? new ByDifference(component, override, workshop)
        : new ByGeneration(component, override.rates, workshop);
    return new HeadWalk(component, workshop, pay);
  },

  cellOf({ override }, at) {
    return override.kind === 'differential'
      ? { table: { kind: 'default' }, ratePpm: rankRatePpm(override.rates, at.rank) }
      : levelCell(tablesFor(override.rates), at);
  },

  rateUseOf({ override }) {
    return override.kind === 'differential'
      ? { kind: 'difference', floorPpm: floorPpm(override.equal_rank) }
      : WHOLE_RATE;
  },

  worstCasePpm({ override }, ranks) {
    if (ranks.breakaway_rank === null) return 0;
    if (override.kind === 'fixed') return dearestPpm(tablesFor(override.rates));
    const rates = headRates(override, ranks);
    return Math.max(...dearestFrom(override, rates));
  },
} satisfies OrderPrimitive<Breakaway>;

const tablesFor = (rates: LevelRates) => ({ rates, tagged_rates: [] });

/** Rates that a head may have; none is 0. Where a title makes the head, he may be paid as any rank. */
function headRates({ rates }: Differential, { ladder, breakaway_rank: least, breakaway_by: by }: Ranks): number[] {
  const ids = ladder.map(({ id }) => id);
  const heads = by === 'title' ? [null, ...ids] : ids.slice(Math.max(0, ids.indexOf(least ?? '')));
  return heads.map((id) => rankRatePpm(rates, id));
}

/** By rate of a group's head: the most that all generations above can come to. */
function dearestFrom({ equal_rank: equalRank, generations }: Differential, rates: readonly number[]): number[] {
  const floor = floorPpm(equalRank);
  const paid = rates.filter((rate) => rate > 0);
  let most: Map<number, number> = new Map(rates.map((rate) => [rate, 0]));
  for (let generation = 0; generation < generations; generation++) {
    most = new Map(
      rates.map((below) => {
        const choices = paid.map((rate) => Math.max(rate - below, floor) + (most.get(Math.max(below, rate)) ?? 0));
        return [below, Math.max(0, ...choices)];
      }),
    );
  }
  return rates.map((rate) => most.get(rate) ?? 0);
}

/** What the heads above a group get. */
interface Override {
  /** Takes an order whose group has this head. Result: how many generations are paid. */
  start(order: OrderInHand, head: number, sink: RowSink): number;
  /** Pays a qualified head. Result: whether he is a generation at all. */
  pay(earner: number, generation: number, order: OrderInHand, sink: RowSink): boolean;
  /** Closes the order after some generations. */
  settle(generations: number, sink: RowSink): void;
}

/** From the order up to the head of its group, then from head to head. Whoever stands between does not block (BRK-05). */
class HeadWalk {
  readonly #depthMax: number;
  readonly #workshop: Workshop;
  readonly #override: Override;

  constructor(component: Breakaway, workshop: Workshop, override: Override) {
    this.#depthMax = component.max_physical_depth;
    this.#workshop = workshop;
    this.#override = override;
  }

  pay(order: OrderInHand, sink: RowSink): void {
    const { tree } = this.#workshop;
    let node = sourceNode(tree, order);
    let step = 0;
    for (; step < this.#depthMax && node !== HOUSE; step++) {
      if (headsGroup(this.#workshop, order, ownerOf(tree, node))) break;
      node = tree.parent[node] as number;
    }
    if (step === this.#depthMax || node === HOUSE) return;
    const generations = this.#override.start(order, ownerOf(tree, node), sink);
    if (generations === 0) return;
    let generation = 0;
    for (step++; step < this.#depthMax && generation < generations; step++) {
      node = tree.parent[node] as number;
      if (node === HOUSE) break;
      if (this.#meet(ownerOf(tree, node), generation + 1, order, sink)) generation++;
    }
    this.#override.settle(generation, sink);
  }

  /** Result: whether somebody is the next generation. */
  #meet(partner: number, generation: number, order: OrderInHand, sink: RowSink): boolean {
    const isHead = headsGroup(this.#workshop, order, partner);
    if (isHead && qualifiesFor(this.#workshop, order, partner)) {
      return this.#override.pay(partner, generation, order, sink);
    }
    const isQualified = qualifiesFor(this.#workshop, order, partner);
    sink.passed(partner, isQualified ? 'below-rank' : passReasonOf(this.#workshop.status[partner] as number), 0);
    return false;
  }
}

/** max(own rate - highest rate of the heads below, floor). */
class ByDifference implements Override {
  readonly #amount: OrderAmount;
  readonly #rateOf: Int32Array;
  /** The lowest place on the ladder that a head may have, and from it on the most that all above him can come to. */
  readonly #lowest: number;
  readonly #mostOf: Int32Array;
  readonly #floor: number;
  readonly #generations: number;
  #below = 0;
  #most = 0;

  constructor({ rounding }: Breakaway, override: Differential, workshop: Workshop) {
    this.#amount = new OrderAmount(rounding, workshop);
    this.#rateOf = ratesByPlace(override.rates, workshop);
    // Where a title makes the head, he may be paid as any rank.
    this.#lowest = workshop.breakawayBy === 'title' ? 0 : workshop.breakawayRank;
    this.#mostOf = Int32Array.from(dearestFrom(override, [...this.#rateOf.slice(this.#lowest)]));
    this.#floor = floorPpm(override.equal_rank);
    this.#generations = override.generations;
  }

  start(order: OrderInHand, head: number): number {
    if (!this.#amount.of(order)) return 0;
    const place = order.standing.rank[head] as number;
    this.#below = this.#rateOf[place] as number;
    this.#most = this.#mostOf[place - this.#lowest] as number;
    return this.#generations;
  }

  pay(earner: number, generation: number, { standing }: OrderInHand, sink: RowSink): boolean {
    const rate = this.#rateOf[standing.rank[earner] as number] as number;
    if (rate === 0) {
      sink.passed(earner, 'no-rate', 0);
      return false;
    }
    const due = Math.max(rate - this.#below, this.#floor);
    if (due > 0) {
      sink.difference(rate, this.#below);
      this.#amount.pay(earner, generation, due, sink);
    } else sink.passed(earner, 'no-difference', generation);
    this.#below = Math.max(this.#below, rate);
    return true;
  }

  settle(_generations: number, sink: RowSink): void {
    this.#amount.settle(this.#most, sink);
  }
}

/** A fixed rate by generation, or by rank and generation. */
class ByGeneration implements Override {
  readonly #budget: LevelBudget;
  #levels = 0;

  constructor({ rounding }: Breakaway, rates: LevelRates, workshop: Workshop) {
    this.#budget = new LevelBudget(tablesFor(rates), rounding, workshop);
  }

  start(order: OrderInHand, _head: number, sink: RowSink): number {
    this.#levels = this.#budget.of(order);
    if (this.#levels > 0) sink.budget(this.#budget.total);
    return this.#levels;
  }

  pay(earner: number, generation: number, { standing }: OrderInHand, sink: RowSink): boolean {
    const rank = standing.rank[earner] as number;
    if (this.#budget.hasRate(generation, rank)) {
      sink.reached(earner, generation);
      this.#budget.pay(earner, generation, rank, sink);
    } else {
      this.#budget.leave(generation, sink);
      sink.passed(earner, 'no-rate', generation);
    }
    return true;
  }

  settle(generations: number, sink: RowSink): void {
    for (let level = generations + 1; level <= this.#levels; level++) this.#budget.leave(level, sink);
  }
}
