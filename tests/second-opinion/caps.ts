import type { Cap, Order } from '#tests/second-opinion/document.ts';
import { decimal, rounded, split, times, total, type Fraction } from '#tests/second-opinion/fraction.ts';
import { paidAs } from '#tests/second-opinion/ranks.ts';
import type { Row } from '#tests/second-opinion/row.ts';
import { earningVolumeOf, unitOf } from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** Lowers the rows that `covers` names to a limit together: largest remainder, the earlier row first; 0 is no row (plans 4.18). */
function scaledWhere(rows: readonly Row[], covers: (row: Row) => boolean, limit: bigint): Row[] {
  const lowered = new Map<Row, Row>();
  const covered = rows.filter(covers);
  const amounts = split(
    limit,
    covered.map(({ amount }) => amount),
  );
  if (covered.reduce((all, { amount }) => all + amount, 0n) <= limit) return [...rows];
  covered.forEach((row, index) => lowered.set(row, { ...row, amount: amounts[index] ?? 0n }));
  return rows.map((row) => lowered.get(row) ?? row).filter(({ amount }) => amount > 0n);
}

const cents = ({ plan }: World, amount: string) => rounded(times(decimal(amount), unitOf(plan, 'net')), 'floor');

/** The cap of a component: what one earner gets from it in a period (plans 2.5). */
export function componentCapped(world: World, cap: Cap, rows: readonly Row[]): Row[] {
  if (cap.kind === 'none') return [...rows];
  const limitOf = (earner: number) => {
    if (cap.kind === 'amount') return cents(world, cap.amount);
    const rank = cap.ranks.find((row) => world.place(row.rank) === paidAs(world, earner));
    return cents(world, rank?.amount ?? cap.otherwise);
  };
  return [...new Set(rows.map(({ earner }) => earner))].reduce<Row[]>(
    (kept, earner) => scaledWhere(kept, (row) => row.earner === earner, limitOf(earner)),
    [...rows],
  );
}

const shareOfNet = (world: World, orders: readonly Order[], rate: string) => {
  const net: Fraction = total(orders.map((order) => earningVolumeOf(world.plan, order, 'net')));
  if (net.over <= 0n) return 0n;
  return rounded(times(times(net, unitOf(world.plan, 'net')), decimal(rate)), 'floor');
};

/** Caps of the plan: by order, by partner, by company (plans 4.19, steps 16 and 17). */
export function planCapped(world: World, rows: readonly Row[]): Row[] {
  const { order, partner, company } = world.plan.caps;
  let kept = [...rows];
  if (order.kind === 'share') {
    kept = world.given.orders.reduce(
      (all, one) => scaledWhere(all, (row) => row.order === one.id, shareOfNet(world, [one], order.rate)),
      kept,
    );
  }
  if (partner.kind === 'amount') {
    const isCovered = (row: Row) => partner.components.includes(row.component);
    kept = [...new Set(kept.map(({ earner }) => earner))].reduce(
      (all, earner) => scaledWhere(all, (row) => row.earner === earner && isCovered(row), cents(world, partner.amount)),
      kept,
    );
  }
  if (company.kind === 'share') {
    const limit = shareOfNet(world, world.given.orders, company.rate);
    kept = scaledWhere(kept, (row) => company.components.includes(row.component), limit);
  }
  return kept;
}
