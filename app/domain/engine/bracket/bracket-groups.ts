import { assert } from '#app/domain/assert.ts';
import { BasisOrder } from '#app/domain/engine/basis.ts';
import type { Fraction } from '#app/domain/engine/fraction.ts';
import type { PeriodSink, PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import type { GroupBracket } from '#app/domain/engine/bracket/bracket-schema.ts';
import { qualifiedOf } from '#app/domain/engine/qualified.ts';
import { ppm } from '#app/domain/money/minor.ts';
import { ppmOf, rateOf } from '#app/domain/plan/fields.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/**
 * What a row tells beside its columns: volume and rate of the earner's group, then those of the group below; of a row for
 * volume without a group below, the latter are 0.
 */
export const GROUP_BRACKET_BASIS = new BasisOrder(['volume', 'ratePpm', 'volumeBelow', 'ratePpmBelow']);

/**
 * Pays groups from below: each head takes the volume that nobody below was paid for at his own rate, and of each group below the
 * difference of the rates; then his group goes up as one, at his rate. Every unit of volume is so paid the rates of its line in
 * steps, up to the highest: what the path form pays order by order.
 */
export class BracketGroups {
  readonly #workshop: PeriodWorkshop;
  readonly #sink: PeriodSink;
  readonly #component: GroupBracket;
  readonly #qualified: Uint8Array;
  /** By partner: what decides the bracket of his group, and its rate in parts per million. */
  readonly #volume: Float64Array;
  readonly #rate: Int32Array;
  /** By partner: the nearest one above who stops a group, and the nearest above with a higher rate. */
  readonly #above: Int32Array;
  readonly #higher: Int32Array;
  /** By partner: volume of nobody's group yet, and of his group. */
  readonly #loose: Float64Array;
  readonly #group: Float64Array;
  readonly #highest: number;
  readonly #shares = new Map<number, Fraction>();

  constructor(component: GroupBracket, workshop: PeriodWorkshop, sink: PeriodSink) {
    const { figures, rewarded } = workshop;
    const { bracket_volume: volume, brackets, pay_buyer: paysBuyer, base } = component;
    this.#component = component;
    this.#workshop = workshop;
    this.#sink = sink;
    this.#qualified = qualifiedOf(workshop);
    const steps = brackets
      .map(({ at_least: least, rate }) => ({ least: figures.units(volume, least), rate: ppmOf(rate) }))
      .sort((a, b) => b.least - a.least);
    this.#volume = figures.group('sponsor', volume);
    this.#rate = Int32Array.from(this.#volume, (sum) => steps.find(({ least }) => sum >= least)?.rate ?? 0);
    this.#highest = Math.max(...steps.map(({ rate }) => rate));
    const { own, customer } = rewarded.volumes.by[base.volume];
    this.#loose = customer.slice();
    this.#group = new Float64Array(own.length);
    this.#above = new Int32Array(own.length);
    this.#higher = new Int32Array(own.length);
    const { parent } = figures.tree('sponsor').tree;
    for (let partner = 1; partner < own.length; partner++) {
      const payer = paysBuyer ? partner : (parent[partner] as number);
      this.#loose[payer] = (this.#loose[payer] as number) + (own[partner] as number);
    }
  }

  run(): void {
    const { preorder, tree } = this.#workshop.figures.tree('sponsor');
    const { order } = preorder;
    for (let place = 1; place < order.length; place++) {
      const partner = order[place] as number;
      const parent = tree.parent[partner] as number;
      const above = parent === HOUSE || this.#stops(parent) ? parent : (this.#above[parent] as number);
      this.#above[partner] = above;
      this.#higher[partner] = this.#nextAtLeast(above, (this.#rate[partner] as number) + 1);
    }
    for (let place = order.length - 1; place > 0; place--) {
      const partner = order[place] as number;
      if (this.#stops(partner)) this.#pay(partner);
      else this.#passLoose(partner);
    }
    this.#leave(0, this.#loose[HOUSE] as number);
  }

  /** Whoever qualifies heads a group; who does not only where the plan lets him block (plans 2.2). */
  #stops(partner: number): boolean {
    return this.#qualified[partner] === 1 || this.#component.unqualified_blocks;
  }

  /** The nearest head from `head` on upwards with a rate of at least that; each step finds a higher one, so there are few. */
  #nextAtLeast(head: number, least: number): number {
    let next = head;
    while (next !== HOUSE && (this.#rate[next] as number) < least) next = this.#higher[next] as number;
    return next;
  }

  #passLoose(partner: number): void {
    const above = this.#above[partner] as number;
    this.#loose[above] = (this.#loose[above] as number) + (this.#loose[partner] as number);
  }

  #pay(partner: number): void {
    const rate = this.#rate[partner] as number;
    this.#give(partner, partner, rate, this.#loose[partner] as number);
    const volume = (this.#group[partner] as number) + (this.#loose[partner] as number);
    // The next group of the same rate takes this one in; a lower one, possible after refunds, has no part in it.
    const next = this.#nextAtLeast(this.#above[partner] as number, rate);
    if (next === HOUSE) {
      this.#leave(rate, volume);
      return;
    }
    this.#give(next, partner, (this.#rate[next] as number) - rate, volume);
    this.#group[next] = (this.#group[next] as number) + volume;
  }

  #give(earner: number, source: number, ratePpm: number, volume: number): void {
    const amountMinor = this.#amount(ratePpm, volume);
    if (amountMinor === 0) return;
    this.#sink.budget(amountMinor);
    if (this.#qualified[earner] === 0) {
      this.#sink.unpaid(amountMinor);
      return;
    }
    const { number } = this.#workshop.partners;
    const level = source === earner ? 0 : 1;
    const basis = this.#basisOf(earner, source);
    this.#sink.row({ earner, source: number[source] as number, level, ratePpm, base: volume, amountMinor, basis });
  }

  #basisOf(earner: number, source: number): number[] {
    const isOwn = source === earner;
    return GROUP_BRACKET_BASIS.write({
      volume: this.#volume[earner] as number,
      ratePpm: this.#rate[earner] as number,
      volumeBelow: isOwn ? 0 : (this.#volume[source] as number),
      ratePpmBelow: isOwn ? 0 : (this.#rate[source] as number),
    });
  }

  /** What the highest bracket would have paid beyond the line's highest rate. */
  #leave(ratePpm: number, volume: number): void {
    const amountMinor = this.#amount(this.#highest - ratePpm, volume);
    this.#sink.budget(amountMinor);
    this.#sink.unpaid(amountMinor);
  }

  #amount(ratePpm: number, volume: number): number {
    if (ratePpm <= 0 || volume <= 0) return 0;
    const share = this.#shares.get(ratePpm) ?? this.#workshop.share(rateOf(ppm(ratePpm)));
    this.#shares.set(ratePpm, share);
    const amount = share.of(volume, this.#component.rounding);
    assert(Number.isSafeInteger(amount), 'a group beyond what integers below 2^53 hold');
    return amount;
  }
}
