import { z } from 'zod';
import { STATUS } from '#app/domain/engine/facts.ts';
import { LevelBudget } from '#app/domain/engine/level-budget.ts';
import type { RateTables } from '#app/domain/engine/level-rates.ts';
import { firstNode, headsGroup, isBelowPath, nodeAbove, ownerOf, passReasonOf } from '#app/domain/engine/path.ts';
import type { OrderInHand, Reference, RowSink, Workshop } from '#app/domain/engine/primitive.ts';
import { REACH_NO_LEVEL } from '#app/domain/engine/scene.ts';
import type { RoundingMode } from '#app/domain/money/share.ts';
import { idSchema } from '#app/domain/plan/fields.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/**
 * Who takes no level on the way up (plans 1.4): nobody; who does not qualify; who has left; who is below a rank; or, level by
 * level, everybody who has no rate at it. Compression changes the counting, so it happens inside the walk.
 */
export const compressionSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.enum(['none', 'standard', 'physical', 'dynamic']) }),
    z.strictObject({ kind: z.literal('below_rank'), rank: idSchema }),
  ],
  'not-offered',
);
export type Compression = z.infer<typeof compressionSchema>;

/** The rank that a compression names. */
export function compressionReferences(compression: Compression): Reference[] {
  return compression.kind === 'below_rank' ? [{ id: compression.rank, path: ['compression', 'rank'] }] : [];
}

/** What a walk by levels needs to know of its component. */
export interface LevelTerms extends RateTables {
  readonly compression: Compression;
  readonly max_physical_depth: number;
  readonly pay_buyer: boolean;
  readonly stops_at_breakaway: boolean;
  /** Level 1 is always the one above whoever bought or sold, of customers' orders too. */
  readonly starts_above: boolean;
  readonly rounding: RoundingMode;
}

/** Pays levels upwards, nearest first. One object per component: the walk of an order makes nothing new. */
export class LevelPath {
  readonly #terms: LevelTerms;
  readonly #budget: LevelBudget;
  readonly #workshop: Workshop;
  readonly #leastRank: number;

  constructor(terms: LevelTerms, workshop: Workshop) {
    const { compression } = terms;
    this.#terms = terms;
    this.#budget = new LevelBudget(terms, terms.rounding, workshop);
    this.#workshop = workshop;
    this.#leastRank = compression.kind === 'below_rank' ? workshop.rankOf(compression.rank) : 0;
  }

  pay(order: OrderInHand, sink: RowSink): void {
    const levels = this.#budget.of(order);
    if (levels === 0) return;
    sink.budget(this.#budget.total);
    const { tree, index, status } = this.#workshop;
    const { parent } = tree;
    const { reach, rank } = order.standing;
    const reachOf = reach[index] as Uint8Array;
    const { max_physical_depth: depthMax, stops_at_breakaway: stops } = this.#terms;
    let node = this.#startsAt(order);
    let level = 0;
    for (let step = 0; step < depthMax && level < levels && node !== HOUSE; step++) {
      const partner = ownerOf(tree, node);
      const reached = status[partner] === STATUS.active ? (reachOf[partner] as number) : 0;
      const ranked = rank[partner] as number;
      if (this.#mayTake(level + 1, reached, ranked)) {
        sink.reached(partner, ++level);
        this.#budget.pay(partner, level, ranked, sink);
      } else {
        const keeps = this.#keepsLevel(partner, reached, ranked);
        const reason =
          reached > 0 ? this.#reasonOf(level + 1, reached, ranked) : passReasonOf(status[partner] as number);
        if (keeps) this.#budget.leave(++level, sink);
        sink.passed(partner, reason, keeps ? level : 0);
      }
      if (stops && headsGroup(this.#workshop, order, partner)) break;
      node = parent[node] as number;
    }
    while (level < levels) this.#budget.leave(++level, sink);
  }

  /** A head's own order belongs to his group: nobody above him is part of it. */
  #startsAt(order: OrderInHand): number {
    const { pay_buyer: paysBuyer, stops_at_breakaway: stops, starts_above: startsAbove } = this.#terms;
    const { tree } = this.#workshop;
    if (startsAbove) return nodeAbove(tree, order);
    if (stops && isBelowPath(order, paysBuyer) && headsGroup(this.#workshop, order, order.partner)) return HOUSE;
    return firstNode(tree, order, paysBuyer);
  }

  /** Open to somebody of a reach, with a rate for his rank. */
  #mayTake(level: number, reached: number, rank: number): boolean {
    if (level > openTo(reached) || rank < this.#leastRank) return false;
    return this.#budget.hasRate(level, rank);
  }

  /** Whether somebody who may not take a level stands in it all the same, or is passed over. */
  #keepsLevel(partner: number, reached: number, rank: number): boolean {
    switch (this.#terms.compression.kind) {
      case 'none':
        return true;
      case 'standard':
        return reached > 0;
      case 'physical':
        return !this.#hasLeft(partner);
      case 'below_rank':
        return reached > 0 && rank >= this.#leastRank;
      case 'dynamic':
        return false;
    }
  }

  #hasLeft(partner: number): boolean {
    const status = this.#workshop.status[partner];
    return status !== STATUS.active && status !== STATUS.suspended;
  }

  #reasonOf(level: number, reached: number, rank: number) {
    if (rank < this.#leastRank) return 'below-rank';
    return level > openTo(reached) ? 'level-locked' : 'no-rate';
  }
}

/** The levels that a reach opens: whoever does not qualify has none, nor has whoever qualifies for the component alone. */
const openTo = (reached: number): number => (reached === REACH_NO_LEVEL ? 0 : reached);
