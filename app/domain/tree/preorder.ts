import { HOUSE } from '#app/domain/tree/cycle.ts';

/**
 * A tree as one line: everybody's downline is the range `(position, subtreeEnd)` of positions, so it has
 * `subtreeEnd - position - 1` people. Siblings stand in the order of their index; the house account is position 0, depth 0.
 */
export interface Preorder {
  /** Indexes by position: parents before children. */
  readonly order: Int32Array;
  /** All indexes but the house account's, children before parents. */
  readonly fromBelow: Int32Array;
  readonly position: Int32Array;
  readonly subtreeEnd: Int32Array;
  readonly depth: Int32Array;
}

/** Numbers a forest under the house account. `parent` must be free of cycles (`findCycle`). Linear, no recursion. */
export function preorderOf(parent: Int32Array): Preorder {
  const { firstChild, nextSibling } = childLists(parent);
  const count = parent.length;
  const order = new Int32Array(count);
  const position = new Int32Array(count);
  const subtreeEnd = new Int32Array(count);
  const depth = new Int32Array(count);
  let node = HOUSE;
  for (let next = 0; next < count; next++) {
    order[next] = node;
    position[node] = next;
    const child = firstChild[node] as number;
    if (child >= 0) {
      depth[child] = (depth[node] as number) + 1;
      node = child;
      continue;
    }
    while (node !== HOUSE && (nextSibling[node] as number) < 0) {
      subtreeEnd[node] = next + 1;
      node = parent[node] as number;
    }
    subtreeEnd[node] = next + 1;
    if (node === HOUSE) break;
    const sibling = nextSibling[node] as number;
    depth[sibling] = depth[node] as number;
    node = sibling;
  }
  return { order, fromBelow: fromBelow(parent, order), position, subtreeEnd, depth };
}

/**
 * Sponsors are nearly always older than those they sponsored: where everybody stands behind his own, falling indexes will do, and
 * memory is read from one end to the other. Otherwise it is the line backwards.
 */
function fromBelow(parent: Int32Array, order: Int32Array): Int32Array {
  const last = parent.length - 1;
  const isByAge = parent.every((above, node) => above < node || node === HOUSE);
  return Int32Array.from({ length: last }, (_, place) => (isByAge ? last - place : (order[last - place] as number)));
}

/** Children of each node as linked lists in ascending order of their index: two integers a node, no array per node. */
function childLists(parent: Int32Array): { firstChild: Int32Array; nextSibling: Int32Array } {
  const firstChild = new Int32Array(parent.length).fill(-1);
  const nextSibling = new Int32Array(parent.length).fill(-1);
  for (let node = parent.length - 1; node > HOUSE; node--) {
    const above = parent[node] as number;
    nextSibling[node] = firstChild[above] as number;
    firstChild[above] = node;
  }
  return { firstChild, nextSibling };
}
