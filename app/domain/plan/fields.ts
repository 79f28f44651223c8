import { z } from 'zod';
import { assert } from '#app/domain/assert.ts';
import { PPM_ONE, ppm, type Ppm } from '#app/domain/money/minor.ts';

/** The messages below are codes: `parsePlan` hands them on, the language files hold their words. */

/** Most levels of a rate table. */
export const LEVELS_MAX = 100;

/** A rate as a fraction with at most 6 decimals, 0 to 1: "0.05" is 5 % (plans 0.3). */
export const rateSchema = z.string('not-a-rate').regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'not-a-rate');

/** A factor with at most 6 decimals, above 0 and at most 100: what a unit of volume is worth, or the share of it that earns. */
export const factorSchema = z
  .string('not-a-factor')
  .regex(/^(100|\d{1,2})(\.\d{1,6})?$/, 'not-a-factor')
  .refine((factor) => /[1-9]/.test(factor) && fractionPpm(factor) <= 100 * PPM_ONE, 'not-a-factor');

/** An amount or a volume as a decimal string, never negative; that it fits currency or scale is checked on the whole plan. */
export const amountSchema = z.string('not-an-amount').regex(/^(0|[1-9]\d{0,11})(\.\d{1,4})?$/, 'not-an-amount');

/** A count from `min` to a million. */
export const countSchema = (min: number) => z.int('not-a-count').min(min, 'not-a-count').max(1_000_000, 'not-a-count');

/** Names a component, a rank or a tree for ever: rows, totals and other parts of the plan refer to it. */
export const idSchema = z.string('not-an-id').regex(/^[a-z][a-z0-9_]{0,39}$/, 'not-an-id');

/** A list that says something of ranks names each of them once: `id-taken` where it does not. */
export const namesOnce = (rows: readonly { readonly rank: string }[]): boolean =>
  new Set(rows.map(({ rank }) => rank)).size === rows.length;

export const roundingSchema = z.enum(['half_even', 'half_up', 'floor'], 'not-offered');

/** A rate of the document in parts per million. @throws InvariantError on anything that `rateSchema` refuses */
export function ppmOf(rate: string): Ppm {
  const value = fractionPpm(rate);
  assert(value <= PPM_ONE, `not a rate: ${rate}`);
  return ppm(value);
}

/** A factor of the document in parts per million, e.g. "2.5" is 2,500,000. @throws InvariantError on what is no decimal */
export function fractionPpm(factor: string): number {
  const match = /^(\d{1,3})(?:\.(\d{1,6}))?$/.exec(factor);
  assert(match, `not a factor: ${factor}`);
  const [, whole, fraction = ''] = match;
  return Number(whole) * PPM_ONE + Number(fraction.padEnd(6, '0'));
}

/** The shortest decimal string of a rate, as the plan document holds it. */
export function rateOf(rate: Ppm): string {
  const fraction = String(rate % PPM_ONE)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const whole = String((rate - (rate % PPM_ONE)) / PPM_ONE);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
