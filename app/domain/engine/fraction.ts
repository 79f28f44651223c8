import { assert } from '#app/domain/assert.ts';
import { divide, type RoundingMode } from '#app/domain/money/share.ts';

/**
 * `value × numerator / denominator`, rounded once (plans 4.18): a rate with everything that turns a volume into money.
 * Reduced when it is made, so that nearly every product stays below 2^53 and needs no bigint; the others are exact all the same.
 */
export class Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly #n: number;
  readonly #d: number;
  readonly #most: number;

  /** @throws InvariantError on a negative numerator or a denominator below 1 */
  constructor(numerator: bigint, denominator: bigint) {
    assert(numerator >= 0n && denominator > 0n, `not a fraction: ${numerator}/${denominator}`);
    const divisor = greatestCommonDivisor(numerator, denominator);
    this.numerator = numerator / divisor;
    this.denominator = denominator / divisor;
    this.#n = Number(this.numerator);
    this.#d = Number(this.denominator);
    const fits = this.denominator < 2n ** 52n && this.numerator < 2n ** 53n;
    this.#most = fits ? Math.floor(Number.MAX_SAFE_INTEGER / Math.max(1, this.#n)) : -1;
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  get isZero(): boolean {
    return this.#n === 0;
  }

  /** The share of a non-negative integer. `half_up` and `half_even` differ at exact halves only. */
  of(value: number, mode: RoundingMode): number {
    if (value > this.#most) return Number(divide(BigInt(value) * this.numerator, this.denominator, mode));
    const product = value * this.#n;
    const divisor = this.#d;
    let whole = Math.floor(product / divisor);
    // The quotient of two integers below 2^53 can round up to the next whole number.
    if (whole * divisor > product) whole--;
    const twice = (product - whole * divisor) * 2;
    if (mode === 'floor' || twice < divisor) return whole;
    return twice > divisor || mode === 'half_up' || whole % 2 !== 0 ? whole + 1 : whole;
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [greater, less] = [a, b];
  while (less > 0n) [greater, less] = [less, greater % less];
  return greater === 0n ? 1n : greater;
}
