import type { ProductClass } from '#app/domain/engine/facts.ts';

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

/** What never changes about partners, by partner index. */
export interface PartnerColumns {
  readonly number: Int32Array;
  /** The instant of joining. */
  readonly joinedMs: Float64Array;
}

/** What stands around an order: a run has it of a whole network, an explanation or an example of one line. */
export interface Ground {
  readonly classes: readonly ProductClass[];
  readonly partners: PartnerColumns;
  /** Every tree that some plan names: as of the order in hand, and as at the period's end. */
  readonly trees: readonly { readonly id: string; readonly inForce: TreeInForce; readonly atEnd: TreeInForce }[];
  /** By partner: one of `STATUS`, as of the order in hand. */
  readonly status: Uint8Array;
}

/** Partners as one period sees them, by partner index (plans 5, steps 4 to 7). */
export interface Standing {
  /** 1: the plan's activity is met. A status is dated and looked at order by order. */
  readonly isActive: Uint8Array;
  /** Paid-as and title rank: 0 for none, else the place on the ladder from 1. */
  readonly rank: Uint8Array;
  readonly title: Uint8Array;
  /** By component: 0 does not qualify, else the highest level it may be paid at; see `REACH_ALL`, `REACH_NO_LEVEL`. */
  readonly reach: readonly Uint8Array[];
}

/** Nothing limits the levels of somebody who qualifies. */
export const REACH_ALL = 255;
/** He qualifies, and no level is open to him yet: he takes his level like anybody, unpaid (UNI-07). */
export const REACH_NO_LEVEL = 254;

/** A tree whose nodes are the partners themselves. */
export function treeOfPartners(parent: Int32Array): TreeInForce {
  const identity = Int32Array.from(parent, (_, index) => index);
  return { parent, owner: identity, nodeOf: identity, placedAtMs: null };
}
