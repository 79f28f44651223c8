import { z } from 'zod';
import { STATUS } from '#app/domain/engine/facts.ts';
import { LevelBudget } from '#app/domain/engine/level-budget.ts';
import type { RateTables } from '#app/domain/engine/level-rates.ts';
import { firstNode, headsGroup, isBelowPath, nodeAbove, passReasonOf } from '#app/domain/engine/path.ts';
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

/** What the walk does with somebody: he may be paid, or he takes a level for nothing, or he takes none. */
const MEET = { pay: 0, keep: 1, skip: 2 } as const;

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
    const { parent, owner } = tree;
    const { reach } = order.standing;
    const reachOf = reach[index] as Uint8Array;
    const { max_physical_depth: depthMax, stops_at_breakaway: stops } = this.#terms;
    let node = this.#startsAt(order);
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

  #meet(partner: number, qualifies: boolean, level: number, order: OrderInHand): number {
    const { rank } = order.standing;
    switch (this.#terms.compression.kind) {
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
    return level <= this.#openTo(partner, standing) && this.#budget.hasRate(level, standing.rank[partner] as number);
  }

  #openTo(partner: number, standing: OrderInHand['standing']): number {
    const reach = (standing.reach[this.#workshop.index] as Uint8Array)[partner] as number;
    return reach === REACH_NO_LEVEL ? 0 : reach;
  }

  #reasonOf(partner: number, level: number, { standing }: OrderInHand) {
    if ((standing.rank[partner] as number) < this.#leastRank) return 'below-rank';
    return level > this.#openTo(partner, standing) ? 'level-locked' : 'no-rate';
  }

  #take(partner: number, level: number, { standing }: OrderInHand, sink: RowSink): void {
    sink.reached(partner, level);
    this.#budget.pay(partner, level, standing.rank[partner] as number, sink);
  }
}
