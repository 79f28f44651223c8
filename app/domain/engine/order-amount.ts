import { Fraction } from '#app/domain/engine/fraction.ts';
import type { OrderInHand, RowSink, Workshop } from '#app/domain/engine/primitive.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import type { RoundingMode } from '#app/domain/money/share.ts';

/**
 * The money of one order for components with one base for all its products: shares of it, what was paid, and what is left.
 * One object per component, filled again for every order.
 */
export class OrderAmount {
  base = 0;
  #paid = 0;
  readonly #unit: Fraction;
  readonly #shares = new Map<number, Fraction>();
  readonly #rounding: RoundingMode;

  constructor(rounding: RoundingMode, workshop: Workshop) {
    this.#unit = workshop.share('1');
    this.#rounding = rounding;
  }

  /** Takes the next order. Result: whether it has anything to pay a share of. */
  of({ lines }: OrderInHand): boolean {
    let base = 0;
    for (let index = 0; index < lines.count; index++) base += lines.base[index] as number;
    this.base = base;
    this.#paid = 0;
    return base > 0;
  }

  /** A share of the order in minor units, rounded. */
  at(ratePpm: number): number {
    let share = this.#shares.get(ratePpm);
    if (share === undefined) {
      share = this.#unit.times(new Fraction(BigInt(ratePpm), BigInt(PPM_ONE)));
      this.#shares.set(ratePpm, share);
    }
    return share.of(this.base, this.#rounding);
  }

  /** Somebody earns a share. Rows that round to 0 are not written; he counts as paid all the same (plans 4.18). */
  pay(earner: number, level: number, ratePpm: number, sink: RowSink): void {
    const amount = this.at(ratePpm);
    sink.reached(earner, level);
    if (amount === 0) return;
    sink.row(earner, level, ratePpm, this.base, amount);
    this.#paid += amount;
  }

  /**
   * Closes the order: it could have paid `mostPpm` in all. Each row is rounded alone, so that together they may come to some
   * minor units more than the whole; the budget is then what they come to.
   */
  settle(mostPpm: number, sink: RowSink): void {
    const budget = Math.max(this.at(mostPpm), this.#paid);
    if (budget === 0) return;
    sink.budget(budget);
    if (budget > this.#paid) sink.unpaid(0, budget - this.#paid);
  }
}
