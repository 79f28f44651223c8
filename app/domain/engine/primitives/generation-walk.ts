import { z } from 'zod';
import { LevelBudget } from '#app/domain/engine/level-budget.ts';
import {
  dearestPpm,
  levelCell,
  levelRatesSchema,
  levelsFor,
  listsOf,
  rankReferencesOf,
  taggedRatesSchema,
  tablesOf,
  type LevelRates,
  type RateTables,
} from '#app/domain/engine/level-rates.ts';
import { firstNode, isBelowPath, ownerOf, passReasonOf, qualifiesFor } from '#app/domain/engine/path.ts';
import {
  WHOLE_RATE,
  type Evaluator,
  type OrderInHand,
  type OrderPrimitive,
  type RowSink,
  type Workshop,
} from '#app/domain/engine/primitive.ts';
import { rankReferences } from '#app/domain/engine/rank-rates.ts';
import { orderFields, physicalDepthSchema } from '#app/domain/plan/component.ts';
import { idSchema, LEVELS_MAX, namesOnce, ppmOf } from '#app/domain/plan/fields.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

const generationWalkSchema = z.strictObject({
  kind: z.literal('generation_walk'),
  ...orderFields,
  /** Who closes a generation: everybody from a rank on, for all earners; or whoever has the earner's own rank or a higher one. */
  boundary: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('threshold_rank'), rank: idSchema }),
      z.strictObject({ kind: z.literal('same_rank') }),
    ],
    'not-offered',
  ),
  /** A leader who does not qualify (GEN-03 to GEN-05). */
  inactive_leader: z.enum(['boundary', 'invisible', 'invisible_consumes_number'], 'not-offered'),
  /** Where an own order of a leader belongs who is not paid for it: to the generation that he closes, or to the one above. */
  leader_volume: z.enum(['closed_generation', 'next_generation'], 'not-offered'),
  /** How many generations each rank is paid; ranks that are not listed get none. */
  generations: z
    .array(
      z.strictObject({
        rank: idSchema,
        at_most: z.int('not-a-count').min(0, 'not-a-count').max(LEVELS_MAX, 'not-a-count'),
      }),
    )
    .min(1, 'empty')
    .max(40, 'too-many-ranks')
    .refine(namesOnce, 'id-taken'),
  /** By generation, or by rank and generation. */
  rates: levelRatesSchema,
  tagged_rates: taggedRatesSchema,
  /** A partner's own order starts with himself instead of his sponsor (plans 4.5). */
  pay_buyer: z.boolean('wrong-type'),
  max_physical_depth: physicalDepthSchema,
});
export type GenerationWalk = z.infer<typeof generationWalkSchema>;

/** Percent by generation: a generation is a group between two leaders (plans 2.6). The level of a row is the generation. */
export const generationWalk = {
  pays: 'orders',
  phase: 'leadership',
  counts: 'generations',
  schema: generationWalkSchema,

  referencesOf(component) {
    const { boundary, generations } = component;
    const own = boundary.kind === 'threshold_rank' ? [{ id: boundary.rank, path: ['boundary', 'rank'] }] : [];
    return {
      ranks: [...own, ...rankReferences(generations, ['generations']), ...rankReferencesOf(component)],
      components: [],
    };
  },

  compile(component, workshop): Evaluator {
    const { boundary } = component;
    const least = boundary.kind === 'threshold_rank' ? workshop.rankOf(boundary.rank) : 1;
    const tables = withinLimits(component, (rank) => workshop.rankOf(rank) >= least);
    const budget = new LevelBudget(tables, component.rounding, workshop);
    const walk =
      boundary.kind === 'threshold_rank'
        ? new ThresholdWalk(component, workshop, budget, least)
        : new SameRankWalk(component, workshop, budget);
    return {
      pay(order, sink) {
        const levels = budget.of(order);
        if (levels > 0) walk.pay(order, levels, sink);
      },
    };
  },

  cellOf(component, at) {
    return levelCell(
      withinLimits(component, () => true),
      at,
    );
  },

  rateUseOf: () => WHOLE_RATE,

  worstCasePpm(component, ranks) {
    const { boundary } = component;
    if (boundary.kind === 'threshold_rank') {
      const places = ranks.ladder.map(({ id }) => id);
      const least = places.indexOf(boundary.rank);
      return dearestPpm(withinLimits(component, (rank) => places.indexOf(rank) >= least));
    }
    const sums = tablesOf(withinLimits(component, () => true)).map((table) =>
      listsOf(table)
        .flat()
        .reduce((sum, rate) => sum + ppmOf(rate), 0),
    );
    return Math.max(...sums);
  },
} satisfies OrderPrimitive<GenerationWalk>;

/** The tables with one list per rank, cut where its generations end. */
function withinLimits(
  { rates, tagged_rates, generations }: GenerationWalk,
  earns: (rank: string) => boolean,
): RateTables {
  const cut = (table: LevelRates): LevelRates => ({
    kind: 'by_rank',
    ranks: generations
      .filter(({ rank }) => earns(rank))
      .map(({ rank, at_most: most }) => ({ rank, levels: levelsFor(table, rank).slice(0, most) })),
  });
  return { rates: cut(rates), tagged_rates: tagged_rates.map((table) => ({ ...table, rates: cut(table.rates) })) };
}

/** What both boundaries share: the way up, and who counts as a leader in passing. */
class GenerationPath {
  protected readonly component: GenerationWalk;
  protected readonly workshop: Workshop;
  protected readonly budget: LevelBudget;

  constructor(component: GenerationWalk, workshop: Workshop, budget: LevelBudget) {
    this.component = component;
    this.workshop = workshop;
    this.budget = budget;
  }

  /** A buyer outside the path whose own order already belongs to the generation above him. */
  protected closesBelow(order: OrderInHand): boolean {
    const { leader_volume: volume, inactive_leader: inactive, pay_buyer: paysBuyer } = this.component;
    if (volume === 'closed_generation' || !isBelowPath(order, paysBuyer)) return false;
    return inactive === 'boundary' || qualifiesFor(this.workshop, order, order.partner);
  }

  /** Nobody in the way may be paid, but he may use up a number. */
  protected get countsInactive(): boolean {
    return this.component.inactive_leader !== 'invisible';
  }

  protected reasonOf(partner: number) {
    return passReasonOf(this.workshop.status[partner] as number);
  }
}

/** Every leader from a rank on closes a generation and is paid for it: each generation once. */
class ThresholdWalk extends GenerationPath {
  readonly #least: number;

  constructor(component: GenerationWalk, workshop: Workshop, budget: LevelBudget, least: number) {
    super(component, workshop, budget);
    this.#least = least;
  }

  pay(order: OrderInHand, levels: number, sink: RowSink): void {
    sink.budget(this.budget.total);
    const { tree } = this.workshop;
    const { rank } = order.standing;
    let generation = 0;
    if (this.closesBelow(order) && (rank[order.partner] as number) >= this.#least)
      this.budget.leave(++generation, sink);
    let node = firstNode(tree, order, this.component.pay_buyer);
    for (let step = 0; step < this.component.max_physical_depth && generation < levels && node !== HOUSE; step++) {
      const partner = ownerOf(tree, node);
      if (this.#counts(partner, order, sink)) this.#close(partner, ++generation, order, sink);
      node = tree.parent[node] as number;
    }
    while (generation < levels) this.budget.leave(++generation, sink);
  }

  /** Whether somebody takes a number. */
  #counts(partner: number, order: OrderInHand, sink: RowSink): boolean {
    const isLeader = (order.standing.rank[partner] as number) >= this.#least;
    const qualifies = qualifiesFor(this.workshop, order, partner);
    if (isLeader && (qualifies || this.countsInactive)) return true;
    sink.passed(partner, qualifies ? 'below-rank' : this.reasonOf(partner), 0);
    return false;
  }

  #close(partner: number, generation: number, order: OrderInHand, sink: RowSink): void {
    const rank = order.standing.rank[partner] as number;
    const qualifies = qualifiesFor(this.workshop, order, partner);
    if (qualifies && this.budget.hasRate(generation, rank)) {
      sink.reached(partner, generation);
      this.budget.pay(partner, generation, rank, sink);
      return;
    }
    this.budget.leave(generation, sink);
    sink.passed(partner, qualifies ? 'level-locked' : this.reasonOf(partner), generation);
  }
}

/** Every earner counts the people of his rank or above between him and the order: each rank has its own generations. */
class SameRankWalk extends GenerationPath {
  /** By rank: how many of this rank or above were met, and how many generations end its pay. */
  readonly #met: Int32Array;
  readonly #limit: Int32Array;
  #open = 0;

  constructor(component: GenerationWalk, workshop: Workshop, budget: LevelBudget) {
    super(component, workshop, budget);
    this.#met = new Int32Array(workshop.ranks + 1);
    this.#limit = new Int32Array(workshop.ranks + 1);
    for (const { rank, at_most: most } of component.generations) this.#limit[workshop.rankOf(rank)] = most;
  }

  pay(order: OrderInHand, levels: number, sink: RowSink): void {
    const { tree } = this.workshop;
    const budget = this.#start(levels);
    sink.budget(budget);
    if (this.closesBelow(order)) this.#count(order.standing.rank[order.partner] as number);
    let paid = 0;
    let node = firstNode(tree, order, this.component.pay_buyer);
    for (let step = 0; step < this.component.max_physical_depth && this.#open > 0 && node !== HOUSE; step++) {
      paid += this.#meet(ownerOf(tree, node), levels, order, sink);
      node = tree.parent[node] as number;
    }
    if (budget > paid) sink.unpaid(0, budget - paid);
  }

  /** Forgets the last order. Result: what this one pays if every rank takes all its generations. */
  #start(levels: number): number {
    this.#met.fill(0);
    this.#open = 0;
    let budget = 0;
    for (let rank = 1; rank < this.#limit.length; rank++) {
      const most = Math.min(levels, this.#limit[rank] as number);
      if (most > 0) this.#open++;
      for (let level = 1; level <= most; level++) budget += this.budget.amountFor(level, rank);
    }
    return budget;
  }

  #count(rank: number): void {
    for (let each = 1; each <= rank; each++) {
      const met = (this.#met[each] as number) + 1;
      this.#met[each] = met;
      if (met === this.#limit[each]) this.#open--;
    }
  }

  /** Result: what somebody is paid. */
  #meet(partner: number, levels: number, order: OrderInHand, sink: RowSink): number {
    const rank = order.standing.rank[partner] as number;
    const generation = (this.#met[rank] as number) + 1;
    if (!qualifiesFor(this.workshop, order, partner)) {
      sink.passed(partner, this.reasonOf(partner), 0);
      if (this.countsInactive) this.#count(rank);
      return 0;
    }
    this.#count(rank);
    if (generation > Math.min(levels, this.#limit[rank] as number) || !this.budget.hasRate(generation, rank)) {
      sink.passed(partner, rank === 0 ? 'below-rank' : 'level-locked', 0);
      return 0;
    }
    sink.reached(partner, generation);
    return this.budget.rows(partner, generation, rank, sink);
  }
}
