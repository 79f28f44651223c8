import { assert } from '#app/domain/assert.ts';

/** The house account: the one root, at index and number 0. */
export const HOUSE = 0;

/**
 * The circle that a new sponsor would close, e.g. `[Ben, Cleo, Ben]` read upwards: Ben would get Cleo, whose line leads to Ben.
 * `parentOf` answers with the sponsor in force, undefined or 0 at the top. Result: null where the move is legal (plans 4.8).
 */
export function cyclePath(
  parentOf: (partner: number) => number | undefined,
  partner: number,
  newSponsor: number,
): readonly number[] | null {
  const path = [partner];
  const seen = new Set<number>();
  let node: number | undefined = newSponsor;
  while (node !== undefined && node !== HOUSE && !seen.has(node)) {
    path.push(node);
    if (node === partner) return path;
    seen.add(node);
    node = parentOf(node);
  }
  return null;
}

/**
 * Some circle in a whole tree, or null: every line must end at the house account. `parent[i]` is the index of i's parent,
 * `parent[0]` is ignored. Linear, without recursion, for chains of any length.
 */
export function findCycle(parent: Int32Array): readonly number[] | null {
  const visit = new Int32Array(parent.length); // 0: not seen, else the number of the walk that saw it first
  visit[HOUSE] = -1;
  for (let start = 1; start < parent.length; start++) {
    let node = start;
    while (visit[node] === 0) {
      visit[node] = start;
      node = parent[node] as number;
      assert(node >= 0 && node < parent.length, `a parent outside the tree: ${node}`);
    }
    if (node !== HOUSE && visit[node] === start) {
      return cyclePath((index) => parent[index], node, parent[node] as number);
    }
  }
  return null;
}
