import { assert } from '#app/domain/assert.ts';
import { decimalsOf, type Currency } from '#app/domain/money/currency.ts';
import { minor, type Minor } from '#app/domain/money/minor.ts';
import { divide } from '#app/domain/money/share.ts';

/** How shop money becomes the network's: the rate of the paid instant, stored with the line (design 9.14). */
export interface Exchange {
  from: Currency;
  to: Currency;
  /** Units of `to` for one unit of `from`, as a plain decimal: `1.0825`. */
  rate: string;
}

/**
 * An amount in the network's currency, rounded once, half to even. The rate is exact: its decimals are a fraction over a
 * power of ten. @throws InvariantError on a rate that is not a positive decimal, or not 1 within one currency
 */
export function convert(amount: Minor, { from, to, rate }: Exchange): Minor {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(rate);
  assert(match, `not a rate: ${rate}`);
  const [, whole = '', fraction = ''] = match;
  const numerator = BigInt(whole + fraction);
  assert(numerator > 0n, `not a rate: ${rate}`);
  const denominator = 10n ** BigInt(fraction.length);
  assert(from !== to || numerator === denominator, `a rate of ${rate} within ${from}`);
  const scaled = amount * numerator * 10n ** BigInt(decimalsOf(to));
  return minor(divide(scaled, denominator * 10n ** BigInt(decimalsOf(from)), 'half_even'));
}
