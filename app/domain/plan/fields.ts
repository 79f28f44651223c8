import { z } from 'zod';
import { assert } from '#app/domain/assert.ts';
import { PPM_ONE, ppm, type Ppm } from '#app/domain/money/minor.ts';

/** The messages below are codes: `parsePlan` hands them on, the language files hold their words. */

/** Most levels of a rate table. */
export const LEVELS_MAX = 100;

/** A rate as a fraction with at most 6 decimals, 0 to 1: "0.05" is 5 % (plans 0.3). */
export const rateSchema = z.string('not-a-rate').regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'not-a-rate');

/** An amount or a volume as a decimal string, never negative; that it fits the currency is checked on the whole plan. */
export const amountSchema = z.string('not-an-amount').regex(/^(0|[1-9]\d{0,11})(\.\d{1,3})?$/, 'not-an-amount');

/** Names a component for ever: rows, totals and other components refer to it. */
export const componentIdSchema = z.string('not-an-id').regex(/^[a-z][a-z0-9_]{0,39}$/, 'not-an-id');

export const roundingSchema = z.enum(['half_even', 'half_up', 'floor'], 'not-offered');

/** A rate of the document in parts per million. @throws InvariantError on anything that `rateSchema` refuses */
export function ppmOf(rate: string): Ppm {
  const match = /^([01])(?:\.(\d{1,6}))?$/.exec(rate);
  assert(match, `not a rate: ${rate}`);
  const [, whole, fraction = ''] = match;
  return ppm(Number(whole) * PPM_ONE + Number(fraction.padEnd(6, '0')));
}

/** The shortest decimal string of a rate, as the plan document holds it. */
export function rateOf(rate: Ppm): string {
  const fraction = String(rate % PPM_ONE)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const whole = String((rate - (rate % PPM_ONE)) / PPM_ONE);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
