import { STATUS } from '#app/domain/engine/facts.ts';
import type { OrderInHand, PassReason, References, Workshop } from '#app/domain/engine/primitive.ts';
import type { TreeInForce } from '#app/domain/engine/scene.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/**
 * Where a walk begins (design 9.2): at the partner of a customer's order; of a partner's own order at the node above him, or
 * at himself where a plan pays the buyer. Whoever has no place in the tree yet counts for nobody there.
 */
export function firstNode(tree: TreeInForce, order: OrderInHand, paysBuyer: boolean): number {
  return isBelowPath(order, paysBuyer) ? nodeAbove(tree, order) : sourceNode(tree, order);
}

/** The node above the partner of an order, or above its buyer. */
export function nodeAbove(tree: TreeInForce, order: OrderInHand): number {
  return tree.parent[sourceNode(tree, order)] as number;
}

/** The node of the partner of an order, or of its buyer; the house account's where he has none yet. */
export function sourceNode({ nodeOf, placedAtMs }: TreeInForce, { partner, paidAtMs }: OrderInHand): number {
  if (placedAtMs === null) return partner;
  const node = nodeOf[partner] as number;
  return node < 0 || (placedAtMs[node] as number) > paidAtMs ? HOUSE : node;
}

/** Who holds a node. In the sponsor tree everybody is his own node: walks of millions of orders need not look it up. */
export function ownerOf({ owner, placedAtMs }: TreeInForce, node: number): number {
  return placedAtMs === null ? node : (owner[node] as number);
}

/** Why somebody who does not qualify earns nothing. */
export function passReasonOf(status: number): PassReason {
  if (status === STATUS.suspended) return 'suspended';
  if (status === STATUS.terminated) return 'terminated';
  return status === STATUS.active ? 'not-active' : 'not-a-partner-then';
}

/** Whether a component may pay somebody for an order: an active status at its paid instant, and qualified in its period. */
export function qualifiesFor({ status, index }: Workshop, { standing }: OrderInHand, partner: number): boolean {
  return status[partner] === STATUS.active && ((standing.reach[index] as Uint8Array)[partner] as number) > 0;
}

/** Whether a partner heads a breakaway group: his rank alone says so, whoever earns (plans 2.3). */
export function headsGroup(
  { breakawayRank, breakawayBy }: Workshop,
  { standing }: OrderInHand,
  partner: number,
): boolean {
  const places = breakawayBy === 'title' ? standing.title : standing.rank;
  return (places[partner] as number) >= breakawayRank;
}

/** A buyer who is not on the way up himself: nobody pays him for his own order. */
export function isBelowPath(order: OrderInHand, paysBuyer: boolean): boolean {
  return order.isOwn && !paysBuyer;
}

/** What `referencesOf` says of a walk that may end with the head of a group. */
export function breakawayReference(stops: boolean): Pick<References, 'breakaway'> {
  return stops ? { breakaway: ['stops_at_breakaway'] } : {};
}
