import { assert } from '#app/domain/assert.ts';
import { minor, PPM_ONE, type Minor, type Ppm } from '#app/domain/money/minor.ts';

/** How a row is rounded to the minor unit; the plan names one (plans 4.18). `floor` goes towards minus infinity. */
export type RoundingMode = 'half_even' | 'half_up' | 'floor';

/** Every way to round that sources name (RND-01); a plan is offered those of `RoundingMode`. */
type AnyRounding = RoundingMode | 'toward_zero' | 'away_from_zero';

/**
 * `numerator / denominator`, rounded once. The one place of the product that rounds; `allocate` is the one that splits.
 * All but `floor` are symmetric around zero. @throws InvariantError on a denominator below 1
 */
export function divide(numerator: bigint, denominator: bigint, mode: AnyRounding): bigint {
  assert(denominator > 0n, `not a denominator: ${denominator}`);
  const towardsZero = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n || mode === 'toward_zero') return towardsZero;
  const away = numerator < 0n ? -1n : 1n;
  if (mode === 'away_from_zero') return towardsZero + away;
  if (mode === 'floor') return away < 0n ? towardsZero - 1n : towardsZero;
  const twice = 2n * (rest < 0n ? -rest : rest);
  if (twice > denominator) return towardsZero + away;
  if (twice < denominator) return towardsZero;
  return mode === 'half_up' || towardsZero % 2n !== 0n ? towardsZero + away : towardsZero;
}

/** `base` × `ratePpm`, rounded once to the minor unit by the plan's mode (plans 4.18, RND-01, RND-02). */
export function shareOf(base: Minor, ratePpm: Ppm, mode: RoundingMode): Minor {
  return minor(divide(base * BigInt(ratePpm), BigInt(PPM_ONE), mode));
}
