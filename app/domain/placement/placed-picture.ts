import { preorderOf } from '#app/domain/tree/preorder.ts';
import { rollUp } from '#app/domain/tree/roll-up.ts';

/** Who stands where, by position; index 0 is the house account's. */
interface Places {
  readonly parent: Int32Array;
  readonly slot: Int32Array;
  readonly owner: Int32Array;
  readonly sinceMs: Float64Array;
}

/** A placement tree as a picture asks for it: everything by position. */
export interface PlacedPicture extends Places {
  /** Positions in force; of the others nothing is shown. */
  readonly isThere: Uint8Array;
  readonly depth: Int32Array;
  /** Positions below, and what was sold there and by the owner himself. */
  readonly below: Float64Array;
  readonly sales: Float64Array;
  readonly firstOf: ReadonlyMap<number, number>;
  childrenOf(position: number): readonly number[];
}

/**
 * The tree as of an instant (`atMs`, Infinity for now) with the sales of a run: those of an owner stand at his first position.
 * Nobody moves, so what was there at an instant is everything that has come by then.
 */
export function placedPicture(places: Places, salesOf: ReadonlyMap<number, number>, atMs: number): PlacedPicture {
  const { parent, owner, sinceMs, slot } = places;
  const isThere = Uint8Array.from(sinceMs, (since) => Number(since <= atMs));
  const firstOf = new Map<number, number>();
  const own = new Float64Array(parent.length);
  for (let position = parent.length - 1; position > 0; position--) firstOf.set(owner[position] as number, position);
  for (const [partner, position] of firstOf) if (isThere[position]) own[position] = salesOf.get(partner) ?? 0;
  const preorder = preorderOf(parent);
  const shown = [...parent.keys()].filter((position) => position > 0 && isThere[position] === 1);
  const children = Map.groupBy(shown, (position) => parent[position] as number);
  for (const siblings of children.values()) siblings.sort((a, b) => (slot[a] as number) - (slot[b] as number));
  const sums = rollUp(Float64Array.from(isThere), preorder, parent);
  return {
    ...places,
    isThere,
    depth: preorder.depth,
    below: sums.map((sum, position) => sum - (isThere[position] as number)),
    sales: rollUp(own, preorder, parent),
    firstOf,
    childrenOf: (position) => children.get(position) ?? [],
  };
}
