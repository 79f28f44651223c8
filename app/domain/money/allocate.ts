import { assert } from '#app/domain/assert.ts';
import { minor, sum, type Minor } from '#app/domain/money/minor.ts';

/**
 * Splits `total` by `weights` so that the parts add up to it exactly: floor, then one unit each to the largest
 * remainders, ties to the earlier index (plans 4.18, POOL-04, CAP-03). A negative total is split like its positive twin.
 * Result: one part per weight, in the order of `weights`. @throws InvariantError on a negative weight, or on no weight for money
 */
export function allocate(total: Minor, weights: readonly bigint[]): Minor[] {
  assert(
    weights.every((weight) => weight >= 0n),
    'negative weight',
  );
  const whole = sum(weights);
  if (whole === 0n) {
    assert(total === 0n, 'nothing to allocate to');
    return weights.map(() => minor(0n));
  }
  const sign = total < 0n ? -1n : 1n;
  const magnitude = total * sign;
  const parts = weights.map((weight) => (magnitude * weight) / whole);
  const remainders = weights.map((weight, index) => ({ index, rest: (magnitude * weight) % whole }));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const units = Number(magnitude - sum(parts));
  for (const { index } of remainders.slice(0, units)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts.map((part) => minor(part * sign));
}
