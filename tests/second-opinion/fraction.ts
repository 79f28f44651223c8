/** An exact fraction; the denominator is above 0. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const whole = (value: bigint | number): Fraction => ({ over: BigInt(value), under: 1n });

export const times = (left: Fraction, right: Fraction): Fraction => ({
  over: left.over * right.over,
  under: left.under * right.under,
});

export const plus = (left: Fraction, right: Fraction): Fraction => ({
  over: left.over * right.under + right.over * left.under,
  under: left.under * right.under,
});

export const minus = (left: Fraction, right: Fraction): Fraction => plus(left, { ...right, over: -right.over });

/** Negative, 0 or positive, as `left` is less than, equal to or more than `right`. */
export function compare(left: Fraction, right: Fraction): number {
  const difference = left.over * right.under - right.over * left.under;
  return difference < 0n ? -1 : Number(difference > 0n);
}

export const isMore = (left: Fraction, right: Fraction) => compare(left, right) > 0;
export const largest = (values: readonly Fraction[]) =>
  values.reduce((most, value) => (isMore(value, most) ? value : most), whole(0));
export const least = (left: Fraction, right: Fraction) => (isMore(left, right) ? right : left);
export const total = (values: readonly Fraction[]) => values.reduce(plus, whole(0));

/** A decimal string as a fraction, e.g. "-0.05". */
export function decimal(text: string): Fraction {
  const [integer = '0', digits = ''] = text.replace('-', '').split('.');
  const over = BigInt(integer + digits);
  return { over: text.startsWith('-') ? -over : over, under: 10n ** BigInt(digits.length) };
}

export type Rounding = 'half_even' | 'half_up' | 'floor';

/** The whole number that a fraction of 0 or more is rounded to (plans 4.18). */
export function rounded({ over, under }: Fraction, mode: Rounding): bigint {
  const low = over / under;
  const twice = (over % under) * 2n;
  if (mode === 'floor' || twice < under) return low;
  if (twice > under || mode === 'half_up') return low + 1n;
  return low + (low % 2n);
}

/** `amount` in parts like `weights`: floors, then one each to the largest remainders, the earlier first (plans 4.18). */
export function split(amount: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((left, right) => left + right, 0n);
  if (sum === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight, index) => ({
    index,
    part: (amount * weight) / sum,
    rest: (amount * weight) % sum,
  }));
  const left = Number(amount - parts.reduce((all, { part }) => all + part, 0n));
  const lucky = new Set(
    parts
      .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
      .slice(0, left)
      .map(({ index }) => index),
  );
  return parts.map(({ index, part }) => part + (lucky.has(index) ? 1n : 0n));
}

/** The shortest decimal string of a rate in a plan. */
export function rateText(rate: Fraction): string {
  const millionths = String((rate.over * 1_000_000n) / rate.under).padStart(7, '0');
  return `${millionths.slice(0, -6)}.${millionths.slice(-6)}`.replace(/\.?0+$/, '');
}

/** Whole units as a decimal string with `decimals` digits after the point. */
export function unitsText(units: bigint, decimals: number): string {
  if (units < 0n) return `-${unitsText(-units, decimals)}`;
  const digits = String(units).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
