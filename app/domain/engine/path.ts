import { STATUS } from '#app/domain/engine/facts.ts';
import type { OrderInHand, PassReason } from '#app/domain/engine/primitive.ts';
import type { TreeInForce } from '#app/domain/engine/scene.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/**
 * Where a walk begins (design 9.2): at the partner of a customer's order; of a partner's own order at the node above him, or
 * at himself where a plan pays the buyer. Whoever has no place in the tree yet counts for nobody there.
 */
export function firstNode({ parent, nodeOf, placedAtMs }: TreeInForce, order: OrderInHand, paysBuyer: boolean): number {
  const node = nodeOf[order.partner] as number;
  if (node < 0 || (placedAtMs !== null && (placedAtMs[node] as number) > order.paidAtMs)) return HOUSE;
  return order.isOwn && !paysBuyer ? (parent[node] as number) : node;
}

/** Why somebody who does not qualify earns nothing. */
export function passReasonOf(status: number): PassReason {
  if (status === STATUS.suspended) return 'suspended';
  if (status === STATUS.terminated) return 'terminated';
  return status === STATUS.active ? 'not-active' : 'not-a-partner-then';
}
