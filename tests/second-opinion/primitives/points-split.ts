import type { Order, PointsSplit } from '#tests/second-opinion/document.ts';
import { decimal, times, whole } from '#tests/second-opinion/fraction.ts';
import { baseOf } from '#tests/second-opinion/order-base.ts';
import { pathOf } from '#tests/second-opinion/order-path.ts';
import { standingFor } from '#tests/second-opinion/order-standing.ts';
import { shareRow, type Row } from '#tests/second-opinion/row.ts';
import type { Node } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** A fixed number of points per order, taken upwards until none is left (plans 2.9). */
export function pointsSplit(world: World, component: PointsSplit, order: Order): Row[] {
  const base = baseOf(world, component, order);
  if (base.over <= 0n) return [];
  const standing = standingFor(world, component, order);
  const wanted = (partner: number) =>
    standing.qualifies(partner)
      ? (component.points_by_rank.find(({ rank }) => world.place(rank) === standing.paidAs(partner))?.points ?? 0)
      : 0;
  const up = ([first, ...above]: Node[], step: number, left: number): Row[] => {
    if (first === undefined || left === 0) return [];
    const taken = Math.min(left, wanted(first.owner));
    const rate = times(decimal(component.rate_per_point), whole(taken));
    const rows = taken > 0 ? shareRow(world, component, order, { earner: first.owner, level: step, rate, base }) : [];
    return [...rows, ...up(above, step + 1, left - taken)];
  };
  return up(pathOf(world, component, order, standing), 1, component.points);
}
