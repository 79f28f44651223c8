/** Amounts are whole minor units (cents) as bigint; the stand-in has its own arithmetic, so that it can contradict the app's. */

const ZERO_DECIMALS = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
const PPM = 1_000_000n;

const decimalsOf = (currency: string) => (ZERO_DECIMALS.has(currency) ? 0 : 2);

/** `-12.50` for -1250n EUR: what Shopify writes into its JSON. */
export function decimal(amount: bigint, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const sign = amount < 0n ? '-' : '';
  return decimals === 0 ? `${sign}${digits}.0` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The minor units of a typed amount; a comma is taken as a point. @throws Error on anything else */
export function parseAmount(text: string, currency: string): bigint {
  const match = /^(-?)(\d+)(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) throw new Error(`not an amount: ${text}`);
  const decimals = decimalsOf(currency);
  const value = BigInt((match[2] ?? '') + (match[3] ?? '').padEnd(decimals, '0').slice(0, decimals));
  return match[1] ? -value : value;
}

/** `numerator / denominator`, half away from zero; both at least 0. */
export const rounded = (numerator: bigint, denominator: bigint) => (2n * numerator + denominator) / (2n * denominator);

/** The tax of an amount: part of it when prices include tax, on top of it when they do not. */
export function taxOf(net: bigint, ratePpm: number, included: boolean): bigint {
  const rate = BigInt(ratePpm);
  return included ? rounded(net * rate, PPM + rate) : rounded(net * rate, PPM);
}

/** `amount` × `ratePpm`, rounded to the minor unit. */
export const shareOf = (amount: bigint, ratePpm: number) =>
  amount < 0n ? -rounded(-amount * BigInt(ratePpm), PPM) : rounded(amount * BigInt(ratePpm), PPM);

export const total = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);

/** Splits `amount` by `weights` without losing a cent: floors first, then the rest from the front. */
export function split(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = total(weights);
  if (whole === 0n) return weights.map(() => 0n);
  const parts = weights.map((weight) => (amount * weight) / whole);
  let rest = amount - total(parts);
  return parts.map((part, index) => {
    if (rest === 0n || weights[index] === 0n) return part;
    rest -= 1n;
    return part + 1n;
  });
}
