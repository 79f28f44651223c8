import { z } from 'zod';
import type { StateColumns } from '#app/domain/engine/facts.ts';
import { LevelBudget } from '#app/domain/engine/level-budget.ts';
import {
  dearestPpm,
  levelCell,
  levelRatesSchema,
  rankReferencesOf,
  taggedRatesSchema,
} from '#app/domain/engine/level-rates.ts';
import { passReasonOf, qualifiesFor } from '#app/domain/engine/path.ts';
import { PayLinks } from '#app/domain/engine/pay-links.ts';
import {
  WHOLE_RATE,
  type OrderInHand,
  type OrderPrimitive,
  type RowSink,
  type Workshop,
} from '#app/domain/engine/primitive.ts';
import { orderFields } from '#app/domain/plan/component.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

const xUpSchema = z.strictObject({
  kind: z.literal('x_up'),
  ...orderFields,
  tree: z.literal('sponsor', 'not-offered'),
  /** How many recruits everybody passes up, the first ones; whoever stands at the top keeps all. */
  x: z.int('not-a-count').min(1, 'not-a-count').max(100, 'not-a-count'),
  /** Above the first level: whether the pay follows the passed links, or the sponsors as they are. */
  passes_up: z.enum(['own_volume', 'downline'], 'not-offered'),
  /** A refund of the order that made somebody a recruit does not bring his place back. */
  reopens_on_refund: z.literal(false, 'not-offered'),
  /** By level: 1 is the pay sponsor of whoever bought or sold. */
  rates: levelRatesSchema,
  tagged_rates: taggedRatesSchema,
});
export type XUp = z.infer<typeof xUpSchema>;

/**
 * Australian x-up (plans 2.8): the first x recruits of a partner are credited to his own pay sponsor, for good. A recruit counts
 * from his first order that the component pays for. State: the pay sponsor of every recruit.
 */
export const xUp = {
  pays: 'orders',
  phase: 'tree',
  counts: 'levels',
  schema: xUpSchema,

  referencesOf(component) {
    return { ranks: rankReferencesOf(component), components: [] };
  },

  compile(component, workshop, prior) {
    return new XUpWalk(component, workshop, prior);
  },

  cellOf: levelCell,

  rateUseOf: () => WHOLE_RATE,

  worstCasePpm: dearestPpm,
} satisfies OrderPrimitive<XUp>;

/** The walk of one component along pay links. */
class XUpWalk {
  readonly #followsLinks: boolean;
  readonly #workshop: Workshop;
  readonly #budget: LevelBudget;
  readonly #links: PayLinks;

  constructor(component: XUp, workshop: Workshop, prior: StateColumns) {
    this.#followsLinks = component.passes_up === 'downline';
    this.#workshop = workshop;
    this.#budget = new LevelBudget(component, component.rounding, workshop);
    this.#links = new PayLinks(component.x, workshop, prior);
  }

  pay(order: OrderInHand, sink: RowSink): void {
    const levels = this.#budget.of(order);
    if (levels === 0) return;
    sink.budget(this.#budget.total);
    this.#links.count(order.partner);
    let partner = this.#links.of(order.partner);
    let level = 0;
    while (level < levels && partner !== HOUSE) {
      this.#take(partner, ++level, order, sink);
      partner = this.#followsLinks ? this.#links.of(partner) : (this.#workshop.tree.parent[partner] as number);
    }
    while (level < levels) this.#budget.leave(++level, sink);
  }

  state(): StateColumns {
    return this.#links.state();
  }

  #take(partner: number, level: number, order: OrderInHand, sink: RowSink): void {
    const rank = order.standing.rank[partner] as number;
    const qualifies = qualifiesFor(this.#workshop, order, partner);
    if (qualifies && this.#budget.hasRate(level, rank)) {
      sink.reached(partner, level);
      this.#budget.pay(partner, level, rank, sink);
      return;
    }
    this.#budget.leave(level, sink);
    sink.passed(partner, qualifies ? 'no-rate' : passReasonOf(this.#workshop.status[partner] as number), level);
  }
}
