import { isHead } from '#tests/second-opinion/conditions.ts';
import type { Breakaway, Order } from '#tests/second-opinion/document.ts';
import { decimal, largest, minus, whole, type Fraction } from '#tests/second-opinion/fraction.ts';
import { baseOf } from '#tests/second-opinion/order-base.ts';
import { pathOf } from '#tests/second-opinion/order-path.ts';
import { standingFor } from '#tests/second-opinion/order-standing.ts';
import { rankRate } from '#tests/second-opinion/primitives/differential-walk.ts';
import { levelRate } from '#tests/second-opinion/primitives/level-walk.ts';
import { shareRow, type Row } from '#tests/second-opinion/row.ts';
import type { World } from '#tests/second-opinion/world.ts';

interface Below {
  /** The highest rate among the heads below. */
  readonly rate: Fraction;
  readonly generation: number;
}

/** The override of heads on the groups that broke away below them (plans 2.3, phase 2). */
export function breakaway(world: World, component: Breakaway, order: Order): Row[] {
  const base = baseOf(world, component, order);
  if (base.over <= 0n) return [];
  const { override } = component;
  const standing = standingFor(world, component, order);
  const heads = pathOf(world, component, order, standing)
    .map(({ owner }) => owner)
    .filter((partner) => isHead(world, partner, standing));
  const up = ([earner, ...above]: number[], below: Below): Row[] => {
    if (earner === undefined) return [];
    if (!standing.qualifies(earner)) return up(above, below);
    const level = below.generation + 1;
    const paidAs = standing.paidAs(earner);
    if (override.kind === 'fixed') {
      const rate = levelRate(world, override.rates, paidAs, level);
      const rows = rate.over > 0n ? shareRow(world, component, order, { earner, level, rate, base }) : [];
      return [...rows, ...up(above, { ...below, generation: level })];
    }
    const own = rankRate(world, override.rates, paidAs);
    if (own.over === 0n) return up(above, below);
    if (level > override.generations) return [];
    const floor = override.equal_rank.kind === 'none' ? whole(0) : decimal(override.equal_rank.rate);
    const rate = largest([minus(own, below.rate), floor]);
    const rows = rate.over > 0n ? shareRow(world, component, order, { earner, level, rate, base }) : [];
    return [...rows, ...up(above, { rate: largest([own, below.rate]), generation: level })];
  };
  const [first, ...above] = heads;
  if (first === undefined) return [];
  const rate = override.kind === 'differential' ? rankRate(world, override.rates, standing.paidAs(first)) : whole(0);
  return up(above, { rate, generation: 0 });
}
