import { z } from 'zod';
import { OrderAmount } from '#app/domain/engine/order-amount.ts';
import { firstNode, ownerOf, passReasonOf, qualifiesFor } from '#app/domain/engine/path.ts';
import type { OrderInHand, OrderPrimitive, RowSink, Workshop } from '#app/domain/engine/primitive.ts';
import { rankReferences } from '#app/domain/engine/rank-rates.ts';
import { orderFields, physicalDepthSchema } from '#app/domain/plan/component.ts';
import { idSchema, namesOnce, ppmOf, rateSchema } from '#app/domain/plan/fields.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

const points = z.int('not-a-count').min(1, 'not-a-count').max(1000, 'not-a-count');

const pointsSplitSchema = z
  .strictObject({
    kind: z.literal('points_split'),
    ...orderFields,
    /** Of every order. */
    points,
    /** What a point is worth, as a share of the order's base. */
    rate_per_point: rateSchema,
    /** The most points that a paid-as rank takes of one order; ranks that are not listed take none. */
    points_by_rank: z
      .array(z.strictObject({ rank: idSchema, points }))
      .min(1, 'empty')
      .max(40, 'too-many-ranks')
      .refine(namesOnce, 'id-taken'),
    /** A partner's own order starts with himself instead of his sponsor (plans 4.5). */
    pay_buyer: z.boolean('wrong-type'),
    max_physical_depth: physicalDepthSchema,
  })
  .refine((split) => split.points * ppmOf(split.rate_per_point) <= PPM_ONE, {
    message: 'not-a-rate',
    path: ['rate_per_point'],
  });
export type PointsSplit = z.infer<typeof pointsSplitSchema>;

/** A fixed number of points per order: upwards, everybody takes his rank's points until none is left (plans 2.9). */
export const pointsSplit = {
  pays: 'orders',
  phase: 'tree',
  counts: 'steps',
  schema: pointsSplitSchema,

  referencesOf(component) {
    return { ranks: rankReferences(component.points_by_rank, ['points_by_rank']), components: [] };
  },

  compile(component, workshop) {
    return new Split(component, workshop);
  },

  /** The rate of all points of the rank; the last one in the line may have taken what was left. */
  cellOf(component, { rank }) {
    const most = component.points_by_rank.find((row) => row.rank === rank)?.points ?? 0;
    return {
      table: { kind: 'default' },
      ratePpm: Math.min(most, component.points) * ppmOf(component.rate_per_point),
    };
  },

  rateUseOf({ rate_per_point: rate }) {
    return { kind: 'points', pointPpm: ppmOf(rate) };
  },

  worstCasePpm: dearestSplitPpm,
} satisfies OrderPrimitive<PointsSplit>;

function dearestSplitPpm(split: PointsSplit): number {
  return split.points * ppmOf(split.rate_per_point);
}

/** The walk of one component, filled again for every order. */
class Split {
  readonly #component: PointsSplit;
  readonly #workshop: Workshop;
  readonly #amount: OrderAmount;
  readonly #pointsOf: Int32Array;
  readonly #pointPpm: number;

  constructor(component: PointsSplit, workshop: Workshop) {
    this.#component = component;
    this.#workshop = workshop;
    this.#amount = new OrderAmount(component.rounding, workshop);
    this.#pointsOf = new Int32Array(workshop.ranks + 1);
    for (const row of component.points_by_rank) this.#pointsOf[workshop.rankOf(row.rank)] = row.points;
    this.#pointPpm = ppmOf(component.rate_per_point);
  }

  pay(order: OrderInHand, sink: RowSink): void {
    if (!this.#amount.of(order)) return;
    const { tree } = this.#workshop;
    const { points: all, pay_buyer: paysBuyer, max_physical_depth: depthMax } = this.#component;
    let left = all;
    let node = firstNode(tree, order, paysBuyer);
    for (let step = 1; step <= depthMax && left > 0 && node !== HOUSE; step++) {
      const partner = ownerOf(tree, node);
      const taken = Math.min(left, this.#pointsFor(partner, order, sink));
      if (taken > 0) this.#amount.pay(partner, step, taken * this.#pointPpm, sink);
      left -= taken;
      node = tree.parent[node] as number;
    }
    this.#amount.settle(all * this.#pointPpm, sink);
  }

  #pointsFor(partner: number, order: OrderInHand, sink: RowSink): number {
    if (!qualifiesFor(this.#workshop, order, partner)) {
      sink.passed(partner, passReasonOf(this.#workshop.status[partner] as number), 0);
      return 0;
    }
    const most = this.#pointsOf[order.standing.rank[partner] as number] as number;
    if (most === 0) sink.passed(partner, 'no-rate', 0);
    return most;
  }
}
