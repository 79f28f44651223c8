import { assert } from '#app/domain/assert.ts';
import { minor, type Minor } from '#app/domain/money/minor.ts';

/** ISO 4217 code, e.g. `EUR`. */
export type Currency = string & { readonly __unit: 'currency' };

const ZERO_DECIMALS = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
const THREE_DECIMALS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** Three capital letters. @throws InvariantError */
export function currency(code: string): Currency {
  assert(/^[A-Z]{3}$/.test(code), `not a currency code: ${code}`);
  return code as Currency;
}

/** Digits after the point in this currency's minor unit (ISO 4217). */
export function decimalsOf(code: Currency): 0 | 2 | 3 {
  if (ZERO_DECIMALS.has(code)) return 0;
  return THREE_DECIMALS.has(code) ? 3 : 2;
}

/**
 * A decimal string as Shopify and forms write it (`-12.5`) in minor units, exactly. Further zeros are fine,
 * further digits are not: they would be a fraction of a cent. @throws InvariantError
 */
export function parseMinor(text: string, code: Currency): Minor {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  assert(match, `not an amount: ${text}`);
  const [, sign, whole = '', fraction = ''] = match;
  const decimals = decimalsOf(code);
  assert(/^0*$/.test(fraction.slice(decimals)), `a fraction of the minor unit: ${text} ${code}`);
  const digits = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return minor(sign === '-' ? -digits : digits);
}

/** The plain decimal string of an amount (`-12.50`): for JSON, CSV and exact formatting, never for arithmetic. */
export function toDecimal(amount: Minor, code: Currency): string {
  const decimals = decimalsOf(code);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const sign = amount < 0n ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
