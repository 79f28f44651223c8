import type { InfinityBonus, Order } from '#tests/second-opinion/document.ts';
import { baseOf } from '#tests/second-opinion/order-base.ts';
import { pathOf } from '#tests/second-opinion/order-path.ts';
import { standingFor } from '#tests/second-opinion/order-standing.ts';
import { differences, rankRate } from '#tests/second-opinion/primitives/differential-walk.ts';
import { shareRow, type Row } from '#tests/second-opinion/row.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** Pay to unlimited depth: by differences, or until somebody of the same rank or a higher one stands below (plans 3). */
export function infinity(world: World, component: InfinityBonus, order: Order): Row[] {
  const base = baseOf(world, component, order);
  if (base.over <= 0n) return [];
  const { mode, from_level: from, rates } = component;
  const standing = standingFor(world, component, order);
  const path = pathOf(world, component, order, standing);
  if (mode.kind === 'differential') {
    const walk = { rates, unqualified_blocks: false, equal_rank: mode.equal_rank, max_total_rate: mode.max_total_rate };
    return differences({ world, component, order, base, standing, walk }, path.slice(from - 1), from);
  }
  const blocks = (partner: number, rank: number) => standing.qualifies(partner) && standing.paidAs(partner) >= rank;
  const isBlocked = (place: number, rank: number) => {
    const below = path.slice(0, place).map(({ owner }) => owner);
    const all = order.own === true && !component.pay_buyer ? [order.partner, ...below] : below;
    return all.some((partner) => (mode.blocker === 'exclusive' || partner !== order.partner) && blocks(partner, rank));
  };
  return path.flatMap(({ owner: earner }, place) => {
    const rank = standing.paidAs(earner);
    const rate = rankRate(world, rates, rank);
    if (place + 1 < from || rate.over === 0n || !standing.qualifies(earner)) return [];
    return isBlocked(place, rank) ? [] : shareRow(world, component, order, { earner, level: place + 1, rate, base });
  });
}
