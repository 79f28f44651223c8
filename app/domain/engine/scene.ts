/**
 * A tree at an instant. Nodes are partners in the sponsor tree, positions in a placement tree; node 0 is the house account's.
 * The run moves `parent` forward from order to order: read it, keep nothing.
 */
export interface TreeInForce {
  /** By node: the node above it. */
  readonly parent: Int32Array;
  /** By node: the partner who holds it. */
  readonly owner: Int32Array;
  /** By partner: the node his orders count from, the first he got; -1 if he has none. */
  readonly nodeOf: Int32Array;
  /** By node: since when it has a place; null in the sponsor tree, where everybody has one from the start. */
  readonly placedAtMs: Float64Array | null;
}

/** A tree whose nodes are the partners themselves. */
export function treeOfPartners(parent: Int32Array): TreeInForce {
  const identity = Int32Array.from(parent, (_, index) => index);
  return { parent, owner: identity, nodeOf: identity, placedAtMs: null };
}
