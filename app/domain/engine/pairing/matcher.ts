import { Fraction } from '#app/domain/engine/fraction.ts';
import type { PairingMode } from '#app/domain/engine/pairing/pairing-mode.ts';
import type { RoundingMode } from '#app/domain/money/share.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';

/** What two legs come to. The matcher fills the same object again and again. */
export interface Match {
  /** Pairs as written, and pairs with the legs changed over. */
  pairs: number;
  turned: number;
  /** Volume of one pair by leg, as written. */
  left: number;
  right: number;
  /** Minor units, before caps. */
  amountMinor: number;
  /** 0 where the pay is a fixed amount. */
  ratePpm: number;
  /** What was matched, as the volume of the lesser leg. */
  base: number;
}

export interface MatchUnits {
  /** An amount of volume of the document in the base's units, and one of money in minor units. */
  volume(amount: string): number;
  money(amount: string): number;
  share(rate: string): Fraction;
  readonly rounding: RoundingMode;
}

/**
 * Finds the pairs of two legs. `of` takes all there are; `within` as many as an amount pays for in full: pairs that are not paid
 * are not consumed either (plans 2.5, `cap_consumes_volume`).
 */
export interface Matcher {
  readonly match: Match;
  of(left: number, right: number): void;
  within(left: number, right: number, mostMinor: number): void;
}

export function matcherOf(mode: PairingMode, units: MatchUnits): Matcher {
  switch (mode.kind) {
    case 'percent':
      return new PercentMatcher(mode, units);
    case 'cycles':
      return new CycleMatcher(mode, units);
    case 'steps':
      return new StepMatcher(mode, units);
  }
}

const nothing = (): Match => ({ pairs: 0, turned: 0, left: 1, right: 1, amountMinor: 0, ratePpm: 0, base: 0 });

/** The most of something that costs at most `most`; `costOf` never falls. */
function mostWithin(count: number, most: number, costOf: (count: number) => number): number {
  let [fits, over] = [0, count + 1];
  while (over - fits > 1) {
    const middle = fits + Math.floor((over - fits) / 2);
    if (costOf(middle) <= most) fits = middle;
    else over = middle;
  }
  return fits;
}

class PercentMatcher implements Matcher {
  readonly match = nothing();
  readonly #share: Fraction;
  readonly #isRatio: boolean;
  readonly #rounding: RoundingMode;

  constructor(mode: Extract<PairingMode, { kind: 'percent' }>, { share, rounding }: MatchUnits) {
    this.match.ratePpm = ppmOf(mode.rate);
    this.#share = share(mode.rate);
    this.#isRatio = mode.of === 'volume_ratio';
    this.#rounding = rounding;
  }

  of(left: number, right: number): void {
    const weak = Math.min(left, right);
    this.#take(weak, this.#shareFor(left, right).of(weak, this.#rounding));
  }

  within(left: number, right: number, mostMinor: number): void {
    const share = this.#shareFor(left, right);
    const costOf = (volume: number) => share.of(volume, this.#rounding);
    const volume = mostWithin(Math.min(left, right), mostMinor, costOf);
    this.#take(volume, costOf(volume));
  }

  #shareFor(left: number, right: number): Fraction {
    const [weak, strong] = left < right ? [left, right] : [right, left];
    if (!this.#isRatio || weak === strong) return this.#share;
    return this.#share.times(new Fraction(BigInt(weak), BigInt(strong)));
  }

  #take(volume: number, amountMinor: number): void {
    this.match.pairs = volume;
    this.match.base = volume;
    this.match.amountMinor = amountMinor;
  }
}

class CycleMatcher implements Matcher {
  readonly match = nothing();
  readonly #pay: { readonly amount: number } | { readonly share: Fraction };
  readonly #either: boolean;
  readonly #rounding: RoundingMode;

  constructor(mode: Extract<PairingMode, { kind: 'cycles' }>, { volume, money, share, rounding }: MatchUnits) {
    this.match.left = volume(mode.left);
    this.match.right = volume(mode.right);
    this.match.ratePpm = mode.pay.kind === 'rate' ? ppmOf(mode.pay.rate) : 0;
    this.#pay = mode.pay.kind === 'rate' ? { share: share(mode.pay.rate) } : { amount: money(mode.pay.amount) };
    this.#either = mode.sides === 'either' && this.match.left !== this.match.right;
    this.#rounding = rounding;
  }

  of(left: number, right: number): void {
    this.#take(left, right, this.#cycles(left, right));
  }

  within(left: number, right: number, mostMinor: number): void {
    this.#take(
      left,
      right,
      mostWithin(this.#cycles(left, right), mostMinor, (cycles) => this.#costOf(cycles)),
    );
  }

  #costOf(cycles: number): number {
    if ('amount' in this.#pay) return cycles * this.#pay.amount;
    return this.#pay.share.of(cycles * Math.min(this.match.left, this.match.right), this.#rounding);
  }

  #cycles(left: number, right: number): number {
    const { match } = this;
    if (!this.#either) return Math.min(Math.floor(left / match.left), Math.floor(right / match.right));
    const [small, big] = [Math.min(match.left, match.right), Math.max(match.left, match.right)];
    const most = Math.min(Math.floor((left + right) / (small + big)), Math.floor(Math.min(left, right) / small));
    // Cycles of both kinds come in whole numbers: if they do not fit, one less does, as that leaves room for more than one kind.
    const { least, greatest } = this.#bigOnLeft(left, right, most);
    return least <= greatest ? most : most - 1;
  }

  /** In how many of `cycles` the left leg may give the greater part. */
  #bigOnLeft(left: number, right: number, cycles: number): { least: number; greatest: number } {
    const [small, big] = [Math.min(this.match.left, this.match.right), Math.max(this.match.left, this.match.right)];
    return {
      least: Math.max(0, Math.ceil((cycles * big - right) / (big - small))),
      greatest: Math.min(cycles, Math.floor((left - cycles * small) / (big - small))),
    };
  }

  /** Where either leg may be the stronger one, the one with more volume gives the greater part as often as possible. */
  #take(left: number, right: number, cycles: number): void {
    const { match } = this;
    match.amountMinor = this.#costOf(cycles);
    match.base = cycles * Math.min(match.left, match.right);
    match.turned = 0;
    if (this.#either) {
      const { least, greatest } = this.#bigOnLeft(left, right, cycles);
      const bigOnLeft = left >= right ? greatest : least;
      match.turned = match.left > match.right ? cycles - bigOnLeft : bigOnLeft;
    }
    match.pairs = cycles - match.turned;
  }
}

class StepMatcher implements Matcher {
  readonly match = nothing();
  /** Highest first. */
  readonly #steps: readonly { readonly volume: number; readonly amountMinor: number }[];

  constructor({ steps }: Extract<PairingMode, { kind: 'steps' }>, { volume, money }: MatchUnits) {
    this.#steps = steps
      .map((step) => ({ volume: volume(step.volume), amountMinor: money(step.amount) }))
      .sort((a, b) => b.volume - a.volume);
  }

  of(left: number, right: number): void {
    this.within(left, right, Infinity);
  }

  within(left: number, right: number, mostMinor: number): void {
    const weak = Math.min(left, right);
    const step = this.#steps.find(({ volume, amountMinor }) => volume <= weak && amountMinor <= mostMinor);
    const { match } = this;
    match.pairs = step === undefined ? 0 : 1;
    match.left = match.right = step?.volume ?? 1;
    match.base = step?.volume ?? 0;
    match.amountMinor = step?.amountMinor ?? 0;
  }
}
