import type { Preorder } from '#app/domain/tree/preorder.ts';

/**
 * The sum over each node and its whole downline: one pass from below (plans 5, step 5).
 * `values` are integers by index; the sums stay below 2^53 where the facts were checked. The house account's sum is the network's.
 */
export function rollUp(values: Float64Array, { fromBelow }: Preorder, parent: Int32Array): Float64Array {
  const sums = values.slice();
  for (const node of fromBelow) {
    const above = parent[node] as number;
    sums[above] = (sums[above] as number) + (sums[node] as number);
  }
  return sums;
}
