import { assert } from '#app/domain/assert.ts';

/**
 * `allocate` for many weights: the same integers in doubles, the same part for everybody (a property test compares the two). The
 * largest remainders are found by one sort of numbers instead of one of objects.
 * @throws InvariantError on a negative total or weight, or on no weight for money
 */
export function allocateExact(total: number, weights: Float64Array): Float64Array {
  let whole = 0;
  for (const weight of weights) {
    if (!(weight >= 0)) assert(false, 'negative weight');
    whole += weight;
  }
  assert(total >= 0 && Number.isSafeInteger(total) && Number.isSafeInteger(whole), 'no integers to allocate');
  const parts = new Float64Array(weights.length);
  if (whole === 0) {
    assert(total === 0, 'nothing to allocate to');
    return parts;
  }
  const rests = new Float64Array(weights.length);
  let left = total;
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] as number;
    const product = total * weight;
    if (product <= Number.MAX_SAFE_INTEGER) {
      const rest = product % whole;
      rests[index] = rest;
      parts[index] = (product - rest) / whole;
    } else {
      const exact = BigInt(total) * BigInt(weight);
      rests[index] = Number(exact % BigInt(whole));
      parts[index] = Number(exact / BigInt(whole));
    }
    left -= parts[index] as number;
  }
  if (left > 0) giveUnits(parts, rests, left);
  return parts;
}

/** One unit each to the largest remainders, ties to the earlier index. */
function giveUnits(parts: Float64Array, rests: Float64Array, units: number): void {
  const sorted = rests.slice().sort();
  const least = sorted[sorted.length - units] as number;
  let ties = units;
  for (const rest of rests) if (rest > least) ties--;
  for (let index = 0; index < parts.length; index++) {
    const rest = rests[index] as number;
    if (rest < least) continue;
    if (rest === least && ties-- <= 0) continue;
    parts[index] = (parts[index] as number) + 1;
  }
}

/** What `weight` has of `total` before what does not divide is given out: total × weight / whole, rounded down. Integers below 2^53. */
export function floorShare(total: number, weight: number, whole: number): number {
  const product = total * weight;
  if (product <= Number.MAX_SAFE_INTEGER) return (product - (product % whole)) / whole;
  return Number((BigInt(total) * BigInt(weight)) / BigInt(whole));
}
