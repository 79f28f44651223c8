import { OrderAmount } from '#app/domain/engine/order-amount.ts';
import { firstNode, headsGroup, isBelowPath, ownerOf, passReasonOf, qualifiesFor } from '#app/domain/engine/path.ts';
import type { OrderInHand, RowSink, Workshop } from '#app/domain/engine/primitive.ts';
import { floorPpm, highestPpm, ratesByPlace, type EqualRank, type RankRates } from '#app/domain/engine/rank-rates.ts';
import type { RoundingMode } from '#app/domain/money/share.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/** What a walk by differences needs to know of its component. */
export interface DifferenceTerms {
  readonly rates: RankRates;
  readonly equal_rank: EqualRank;
  readonly max_total_rate: string;
  readonly unqualified_blocks: boolean;
  readonly pay_buyer: boolean;
  readonly stops_at_breakaway: boolean;
  readonly max_physical_depth: number;
  readonly rounding: RoundingMode;
  /** Steps from the order at which the first may earn, 1 for the nearest; whoever is nearer counts for nothing. */
  readonly from_level: number;
}

/** The most that an order pays, in parts per million: the highest rate, or what floors may add to it. */
export function dearestDifferencePpm(terms: Pick<DifferenceTerms, 'rates' | 'equal_rank' | 'max_total_rate'>): number {
  const highest = highestPpm(terms.rates);
  const limit = ppmOf(terms.max_total_rate);
  const hasFloor = floorPpm(terms.equal_rank) > 0 && highest > 0;
  return hasFloor ? limit : Math.min(highest, limit);
}

/**
 * Upwards, everybody gets his rate less the highest rate below him in the line (plans 2.2, path form). Each row refers to one
 * order, and the rates of an order's rows add up to the highest rate that was met, floors apart.
 */
export class DifferenceWalk {
  readonly #terms: DifferenceTerms;
  readonly #workshop: Workshop;
  readonly #amount: OrderAmount;
  readonly #rateOf: Int32Array;
  readonly #floor: number;
  readonly #highest: number;
  readonly #most: number;
  /** Of the order in hand: the highest rate so far, and the sum of the rates paid. */
  #below = 0;
  #total = 0;

  constructor(terms: DifferenceTerms, workshop: Workshop) {
    this.#terms = terms;
    this.#workshop = workshop;
    this.#amount = new OrderAmount(terms.rounding, workshop);
    this.#rateOf = ratesByPlace(terms.rates, workshop);
    this.#floor = floorPpm(terms.equal_rank);
    this.#highest = highestPpm(terms.rates);
    this.#most = dearestDifferencePpm(terms);
  }

  pay(order: OrderInHand, sink: RowSink): void {
    if (!this.#amount.of(order)) return;
    const { tree } = this.#workshop;
    const { from_level: fromLevel, max_physical_depth: depthMax } = this.#terms;
    this.#below = 0;
    this.#total = 0;
    let node = this.#startsAt(order);
    for (let step = 1; step <= depthMax && node !== HOUSE && !this.#isSpent(); step++) {
      const partner = ownerOf(tree, node);
      if (step < fromLevel) sink.passed(partner, 'level-locked', step);
      else this.#meet(partner, step, order, sink);
      if (this.#isBoundary(partner, order)) break;
      node = tree.parent[node] as number;
    }
    this.#amount.settle(this.#most, sink);
  }

  /** A head's own order belongs to his group: nobody above him is part of it. */
  #startsAt(order: OrderInHand): number {
    const { pay_buyer: paysBuyer } = this.#terms;
    if (isBelowPath(order, paysBuyer) && this.#isBoundary(order.partner, order)) return HOUSE;
    return firstNode(this.#workshop.tree, order, paysBuyer);
  }

  #isBoundary(partner: number, order: OrderInHand): boolean {
    return this.#terms.stops_at_breakaway && headsGroup(this.#workshop, order, partner);
  }

  /** Nothing is left for anybody above. */
  #isSpent(): boolean {
    return this.#total >= this.#most || (this.#floor === 0 && this.#below >= this.#highest);
  }

  #meet(partner: number, step: number, order: OrderInHand, sink: RowSink): void {
    const rate = this.#rateOf[order.standing.rank[partner] as number] as number;
    if (!qualifiesFor(this.#workshop, order, partner)) {
      sink.passed(partner, passReasonOf(this.#workshop.status[partner] as number), 0);
      if (this.#terms.unqualified_blocks) this.#below = Math.max(this.#below, rate);
      return;
    }
    const due = Math.min(this.#dueAt(rate), this.#most - this.#total);
    if (due > 0) {
      sink.difference(rate, this.#below);
      this.#amount.pay(partner, step, due, sink);
      this.#total += due;
    } else sink.passed(partner, rate === 0 ? 'no-rate' : 'no-difference', 0);
    this.#below = Math.max(this.#below, rate);
  }

  #dueAt(rate: number): number {
    return rate === 0 || rate < this.#below ? 0 : Math.max(rate - this.#below, this.#floor);
  }
}
