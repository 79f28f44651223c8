import { z } from 'zod';
import { LevelBudget } from '#app/domain/engine/level-budget.ts';
import {
  dearestPpm,
  levelCell,
  levelRatesSchema,
  rankReferencesOf,
  taggedRatesSchema,
} from '#app/domain/engine/level-rates.ts';
import { firstNode, passReasonOf } from '#app/domain/engine/path.ts';
import type { Evaluator, OrderInHand, OrderPrimitive, RowSink, Workshop } from '#app/domain/engine/primitive.ts';
import { STATUS } from '#app/domain/engine/facts.ts';
import { conditionSchema } from '#app/domain/plan/condition.ts';
import { orderFields, physicalDepthSchema } from '#app/domain/plan/component.ts';
import { idSchema } from '#app/domain/plan/fields.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/**
 * Who takes no level on the way up (plans 1.4): nobody; who does not qualify; who has left; who is below a rank; or, level by
 * level, everybody who has no rate at it. Compression changes the counting, so it happens inside the walk.
 */
const compressionSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.enum(['none', 'standard', 'physical', 'dynamic']) }),
    z.strictObject({ kind: z.literal('below_rank'), rank: idSchema }),
  ],
  'not-offered',
);

const levelWalkSchema = z.strictObject({
  kind: z.literal('level_walk'),
  ...orderFields,
  rates: levelRatesSchema,
  tagged_rates: taggedRatesSchema,
  compression: compressionSchema,
  max_physical_depth: physicalDepthSchema,
  /** Levels that open with a condition, highest that is met; empty where all are open (UNI-07). Limits the earner, not the walk. */
  depth_unlock: z
    .array(
      z.strictObject({
        levels: z.int('not-a-count').min(0, 'not-a-count').max(100, 'not-a-count'),
        when: conditionSchema,
      }),
    )
    .max(40, 'too-long'),
  /** A partner's own order starts with himself instead of his sponsor (plans 4.5). */
  pay_buyer: z.boolean('wrong-type'),
});
export type LevelWalk = z.infer<typeof levelWalkSchema>;

/** Percent by pay level, upwards from the order (plans 2.1). Level 1 is the partner of a customer's order, the sponsor of an own one. */
export const levelWalk = {
  pays: 'orders',
  phase: 'tree',
  schema: levelWalkSchema,

  referencesOf(component) {
    const { compression } = component;
    const own = compression.kind === 'below_rank' ? [{ id: compression.rank, path: ['compression', 'rank'] }] : [];
    return { ranks: [...own, ...rankReferencesOf(component)], components: [] };
  },

  compile(component, workshop): Evaluator {
    const budget = new LevelBudget(component, component.rounding, workshop);
    const walk = new Walk(component, budget, workshop);
    return {
      pay(order, sink) {
        const levels = budget.of(order);
        if (levels === 0) return;
        sink.budget(budget.total);
        walk.pay(order, levels, sink);
      },
    };
  },

  cellOf: levelCell,

  worstCasePpm: dearestPpm,
} satisfies OrderPrimitive<LevelWalk>;

/** What the walk does with somebody: he may be paid, or he takes a level for nothing, or he takes none. */
const MEET = { pay: 0, keep: 1, skip: 2 } as const;

/** Upwards, nearest first. One object per component: the walk of an order makes nothing new. */
class Walk {
  readonly #component: LevelWalk;
  readonly #budget: LevelBudget;
  readonly #workshop: Workshop;
  readonly #leastRank: number;

  constructor(component: LevelWalk, budget: LevelBudget, workshop: Workshop) {
    const { compression } = component;
    this.#component = component;
    this.#budget = budget;
    this.#workshop = workshop;
    this.#leastRank = compression.kind === 'below_rank' ? workshop.rankOf(compression.rank) : 0;
  }

  pay(order: OrderInHand, levels: number, sink: RowSink): void {
    const { tree, index, status } = this.#workshop;
    const { parent, owner } = tree;
    const { reach } = order.standing;
    const reachOf = reach[index] as Uint8Array;
    const depthMax = this.#component.max_physical_depth;
    let node = firstNode(tree, order, this.#component.pay_buyer);
    let level = 0;
    for (let step = 0; step < depthMax && level < levels && node !== HOUSE; step++) {
      const partner = owner[node] as number;
      const qualifies = status[partner] === STATUS.active && (reachOf[partner] as number) > 0;
      const meets = this.#meet(partner, qualifies, level + 1, order);
      if (meets !== MEET.skip) level++;
      if (meets === MEET.pay) this.#take(partner, level, order, sink);
      else {
        if (meets === MEET.keep) this.#budget.leave(level, sink);
        const reason = qualifies
          ? this.#reasonOf(partner, level + (meets === MEET.skip ? 1 : 0), order)
          : passReasonOf(status[partner] as number);
        sink.passed(partner, reason, meets === MEET.keep ? level : 0);
      }
      node = parent[node] as number;
    }
    while (level < levels) this.#budget.leave(++level, sink);
  }

  #meet(partner: number, qualifies: boolean, level: number, order: OrderInHand): number {
    const { rank } = order.standing;
    switch (this.#component.compression.kind) {
      case 'none':
        return qualifies && this.#hasLevel(partner, level, order) ? MEET.pay : MEET.keep;
      case 'standard':
        if (!qualifies) return MEET.skip;
        return this.#hasLevel(partner, level, order) ? MEET.pay : MEET.keep;
      case 'physical':
        if (this.#hasLeft(partner)) return MEET.skip;
        return qualifies && this.#hasLevel(partner, level, order) ? MEET.pay : MEET.keep;
      case 'below_rank':
        if (!qualifies || (rank[partner] as number) < this.#leastRank) return MEET.skip;
        return this.#hasLevel(partner, level, order) ? MEET.pay : MEET.keep;
      case 'dynamic':
        return qualifies && this.#hasLevel(partner, level, order) ? MEET.pay : MEET.skip;
    }
  }

  #hasLeft(partner: number): boolean {
    const status = this.#workshop.status[partner];
    return status !== STATUS.active && status !== STATUS.suspended;
  }

  /** Open to him, and a rate for his rank. */
  #hasLevel(partner: number, level: number, { standing }: OrderInHand): boolean {
    const reach = standing.reach[this.#workshop.index] as Uint8Array;
    return level <= (reach[partner] as number) && this.#budget.hasRate(level, standing.rank[partner] as number);
  }

  #reasonOf(partner: number, level: number, { standing }: OrderInHand) {
    if ((standing.rank[partner] as number) < this.#leastRank) return 'below-rank';
    const reach = standing.reach[this.#workshop.index] as Uint8Array;
    return level > (reach[partner] as number) ? 'level-locked' : 'no-rate';
  }

  #take(partner: number, level: number, { standing }: OrderInHand, sink: RowSink): void {
    sink.reached(partner, level);
    this.#budget.pay(partner, level, standing.rank[partner] as number, sink);
  }
}
