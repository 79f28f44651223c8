import { z } from 'zod';
import { dearestDifferencePpm, DifferenceWalk } from '#app/domain/engine/difference-walk.ts';
import { OrderAmount } from '#app/domain/engine/order-amount.ts';
import { firstNode, isBelowPath, ownerOf, passReasonOf, qualifiesFor } from '#app/domain/engine/path.ts';
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
  highestPpm,
  rankRatePpm,
  rankRatesSchema,
  rankReferences,
  ratesByPlace,
} from '#app/domain/engine/rank-rates.ts';
import { orderFields, physicalDepthSchema } from '#app/domain/plan/component.ts';
import { ppmOf, rateSchema } from '#app/domain/plan/fields.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

const infinitySchema = z.strictObject({
  kind: z.literal('infinity'),
  ...orderFields,
  /** Steps from the order at which it begins, 1 for the nearest. */
  from_level: z.int('not-a-count').min(1, 'not-a-count').max(1000, 'not-a-count'),
  /** By paid-as rank. */
  rates: rankRatesSchema,
  mode: z.discriminatedUnion(
    'kind',
    [
      /** Only the difference to what was paid below (INF-01). */
      z.strictObject({
        kind: z.literal('differential'),
        equal_rank: equalRankSchema,
        max_total_rate: rateSchema,
      }),
      /** The whole rate, until the next qualified partner of the same rank or a higher one (plans 3). */
      z.strictObject({
        kind: z.literal('until_blocked'),
        /** Whether orders of the blocker himself and of his customers still count above him. */
        blocker: z.enum(['inclusive', 'exclusive'], 'not-offered'),
      }),
    ],
    'not-offered',
  ),
  /** A partner's own order starts with himself instead of his sponsor (plans 4.5). */
  pay_buyer: z.boolean('wrong-type'),
  max_physical_depth: physicalDepthSchema,
});
export type Infinity = z.infer<typeof infinitySchema>;

/** Percent to unlimited depth, by rank (plans 3). The level of a row counts steps from the order. */
export const infinity = {
  pays: 'orders',
  phase: 'leadership',
  counts: 'steps',
  schema: infinitySchema,

  referencesOf({ rates }) {
    return { ranks: rankReferences(rates, ['rates']), components: [] };
  },

  compile(component, workshop): Evaluator {
    const { mode } = component;
    if (mode.kind === 'until_blocked') return new BlockedWalk(component, mode.blocker === 'inclusive', workshop);
    return new DifferenceWalk(
      { ...component, ...mode, unqualified_blocks: false, stops_at_breakaway: false },
      workshop,
    );
  },

  cellOf({ rates }, { rank }) {
    return { table: { kind: 'default' }, ratePpm: rankRatePpm(rates, rank) };
  },

  rateUseOf({ mode }) {
    return mode.kind === 'differential' ? { kind: 'difference', floorPpm: floorPpm(mode.equal_rank) } : WHOLE_RATE;
  },

  worstCasePpm(component) {
    const { mode, rates } = component;
    return mode.kind === 'differential' ? dearestDifferencePpm({ ...mode, rates }) : dearestBlockedPpm(component);
  },
} satisfies OrderPrimitive<Infinity>;

/** Each rank earns once on the way up; a blocker whose own orders count above him earns beside them. */
function dearestBlockedPpm({ mode, rates, orders, pay_buyer: paysBuyer, from_level: fromLevel }: Infinity): number {
  const all = rates.reduce((sum, { rate }) => sum + ppmOf(rate), 0);
  const isOnPath = orders !== 'own' || paysBuyer;
  const isInclusive = mode.kind === 'until_blocked' && mode.blocker === 'inclusive';
  return isInclusive && isOnPath && fromLevel === 1 ? all + highestPpm(rates) : all;
}

/** Everybody whose rank is above all qualified partners between him and the order. */
class BlockedWalk {
  readonly #component: Infinity;
  readonly #isInclusive: boolean;
  readonly #workshop: Workshop;
  readonly #amount: OrderAmount;
  readonly #rateOf: Int32Array;
  readonly #most: number;
  /** The highest place on the ladder that has a rate: above it nobody earns any more. */
  readonly #top: number;

  constructor(component: Infinity, isInclusive: boolean, workshop: Workshop) {
    this.#component = component;
    this.#isInclusive = isInclusive;
    this.#workshop = workshop;
    this.#amount = new OrderAmount(component.rounding, workshop);
    this.#rateOf = ratesByPlace(component.rates, workshop);
    this.#most = dearestBlockedPpm(component);
    this.#top = this.#rateOf.reduce((top, rate, place) => (rate > 0 ? place : top), 0);
  }

  pay(order: OrderInHand, sink: RowSink): void {
    if (!this.#amount.of(order)) return;
    const { tree } = this.#workshop;
    const { pay_buyer: paysBuyer, max_physical_depth: depthMax } = this.#component;
    const { rank } = order.standing;
    const isBelow = isBelowPath(order, paysBuyer);
    let blocked = isBelow && this.#blocks(order.partner, order) ? (rank[order.partner] as number) : 0;
    let node = firstNode(tree, order, paysBuyer);
    for (let step = 1; step <= depthMax && node !== HOUSE && blocked < this.#top; step++) {
      const partner = ownerOf(tree, node);
      this.#meet(partner, { step, blocked }, order, sink);
      const isSource = step === 1 && !isBelow;
      const blocks = isSource ? this.#blocks(partner, order) : qualifiesFor(this.#workshop, order, partner);
      if (blocks) blocked = Math.max(blocked, rank[partner] as number);
      node = tree.parent[node] as number;
    }
    this.#amount.settle(this.#most, sink);
  }

  /** Whether the one whose order it is stands in the way of those above. */
  #blocks(partner: number, order: OrderInHand): boolean {
    return !this.#isInclusive && qualifiesFor(this.#workshop, order, partner);
  }

  #meet(partner: number, at: { step: number; blocked: number }, order: OrderInHand, sink: RowSink): void {
    const rank = order.standing.rank[partner] as number;
    const rate = this.#rateOf[rank] as number;
    if (!qualifiesFor(this.#workshop, order, partner)) {
      sink.passed(partner, passReasonOf(this.#workshop.status[partner] as number), 0);
    } else if (at.step < this.#component.from_level) sink.passed(partner, 'level-locked', at.step);
    else if (rate === 0) sink.passed(partner, 'no-rate', 0);
    else if (rank <= at.blocked) sink.passed(partner, 'no-difference', 0);
    else this.#amount.pay(partner, at.step, rate, sink);
  }
}
