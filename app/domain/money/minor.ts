import { assert } from '#app/domain/assert.ts';

/** An amount in minor units (cents) of a currency that the context names. Never a float. */
export type Minor = bigint & { readonly __unit: 'minor' };

/** A rate in parts per million: 50,000 is 5 %. */
export type Ppm = number & { readonly __unit: 'ppm' };

export const PPM_ONE = 1_000_000;

export const minor = (value: bigint): Minor => value as Minor;

/** Any whole number of millionths; negative rates do not exist. @throws InvariantError */
export function ppm(value: number): Ppm {
  assert(Number.isSafeInteger(value) && value >= 0, `not a rate: ${value}`);
  return value as Ppm;
}

/** The sum of amounts in one currency; 0 for none. */
export function sum(amounts: readonly bigint[]): Minor {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return minor(total);
}
