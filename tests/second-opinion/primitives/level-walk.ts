import type { LevelRates, LevelWalk, Order, Tagged } from '#tests/second-opinion/document.ts';
import { decimal, total, type Fraction } from '#tests/second-opinion/fraction.ts';
import { partsOf, tableRates, type Part } from '#tests/second-opinion/order-base.ts';
import { walkFrom } from '#tests/second-opinion/order-path.ts';
import { standingFor, type Standing } from '#tests/second-opinion/order-standing.ts';
import { shareRow, type Row } from '#tests/second-opinion/row.ts';
import { statusAt, type Node } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** The rate of a level for a rank; 0 where the table has none. */
export function levelRate(world: World, rates: LevelRates, paidAs: number, level: number): Fraction {
  const list =
    rates.kind === 'by_level' ? rates.levels : rates.ranks.find(({ rank }) => world.place(rank) === paidAs)?.levels;
  return decimal(list?.[level - 1] ?? '0');
}

export const levelsOf = (rates: LevelRates) =>
  rates.kind === 'by_level' ? rates.levels.length : Math.max(...rates.ranks.map(({ levels }) => levels.length));

/** Bases of an order by the rate that an earner has for them at a level: parts with the same rate are added first (design 9.17). */
export function sharesAt(
  world: World,
  component: Tagged,
  parts: readonly Part[],
  { paidAs, level }: { paidAs: number; level: number },
): { rate: Fraction; base: Fraction }[] {
  const rated = parts
    .map(({ table, base }) => ({ rate: levelRate(world, tableRates(component, table), paidAs, level), base }))
    .filter(({ rate }) => rate.over > 0n);
  const rates = [...new Map(rated.map(({ rate }) => [rate.over * (1_000_000n / rate.under), rate])).entries()];
  return rates.map(([key, rate]) => ({
    rate,
    base: total(rated.filter((one) => one.rate.over * (1_000_000n / one.rate.under) === key).map(({ base }) => base)),
  }));
}

/** Level pay of one order (plans 2.1, compression 1.4). */
export function levelWalk(world: World, component: LevelWalk, order: Order): Row[] {
  const parts = partsOf(world, component, order);
  const depth = Math.max(0, ...parts.map(({ table }) => levelsOf(tableRates(component, table))));
  const standing = standingFor(world, component, order);
  const up = ([first, ...above]: Node[], level: number): Row[] => {
    if (first === undefined || level > depth) return [];
    const partner = first.owner;
    const shares = sharesAt(world, component, parts, { paidAs: standing.paidAs(partner), level });
    const earns = standing.qualifies(partner) && level <= standing.levels(partner);
    const rows = earns
      ? shares.flatMap((share) => shareRow(world, component, order, { earner: partner, level, ...share }))
      : [];
    const isPassed = takesNoLevel(world, component, { order, partner, standing, hasRate: earns && shares.length > 0 });
    return [...rows, ...up(above, isPassed ? level : level + 1)];
  };
  return up(walkFrom(world, component, order).slice(0, component.max_physical_depth), 1);
}

interface Met {
  readonly order: Order;
  readonly partner: number;
  readonly standing: Standing;
  readonly hasRate: boolean;
}

function takesNoLevel(world: World, { compression }: LevelWalk, { order, partner, standing, hasRate }: Met): boolean {
  switch (compression.kind) {
    case 'none':
      return false;
    case 'standard':
      return !standing.qualifies(partner);
    case 'physical':
      return statusAt(world.given, partner, Date.parse(order.paid)) === 'terminated';
    case 'below_rank':
      return standing.paidAs(partner) < world.place(compression.rank);
    case 'dynamic':
      return !hasRate;
  }
}
