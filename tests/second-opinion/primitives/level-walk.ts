import type { FastStart, LevelRates, LevelWalk, Order, Tagged } from '#tests/second-opinion/document.ts';
import { decimal, type Fraction } from '#tests/second-opinion/fraction.ts';
import { partsOf, tableRates, type Part } from '#tests/second-opinion/order-base.ts';
import { pathOf } from '#tests/second-opinion/order-path.ts';
import { standingFor, type Standing } from '#tests/second-opinion/order-standing.ts';
import { byRate } from '#tests/second-opinion/primitives/rate-groups.ts';
import { shareRow, type Row } from '#tests/second-opinion/row.ts';
import { statusAt, type Node } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** The rate of a level for a rank; 0 where the table has none. */
export function levelRate(world: World, rates: LevelRates, paidAs: number, level: number): Fraction {
  return decimal(listFor(world, rates, paidAs)?.[level - 1] ?? '0');
}

function listFor(world: World, rates: LevelRates, paidAs: number): string[] | undefined {
  if (rates.kind === 'by_level') return rates.levels;
  return rates.ranks.find(({ rank }) => world.place(rank) === paidAs)?.levels;
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
  return byRate(
    parts.map(({ table, base }) => ({ rate: levelRate(world, tableRates(component, table), paidAs, level), base })),
  );
}

/** Whether somebody of a rank may take a level: it pays him, or it pays nobody, so that nobody is passed for it. */
function isRated(
  world: World,
  component: Tagged,
  parts: readonly Part[],
  { paidAs, level }: { paidAs: number; level: number },
): boolean {
  const places = [0, ...world.plan.ranks.ladder.map((_, index) => index + 1)];
  const pays = (place: number) => sharesAt(world, component, parts, { paidAs: place, level }).length > 0;
  return pays(paidAs) || !places.some(pays);
}

/** Level pay of one order (plans 2.1, compression 1.4). */
export function levelWalk(world: World, component: LevelWalk | FastStart, order: Order): Row[] {
  const parts = partsOf(world, component, order);
  const depth = Math.max(0, ...parts.map(({ table }) => levelsOf(tableRates(component, table))));
  const standing = standingFor(world, component, order);
  const up = ([first, ...above]: Node[], level: number): Row[] => {
    if (first === undefined || level > depth) return [];
    const partner = first.owner;
    const shares = sharesAt(world, component, parts, { paidAs: standing.paidAs(partner), level });
    const isBelow =
      component.compression.kind === 'below_rank' &&
      takesNoLevel(world, component, { order, partner, standing, hasRate: true });
    const earns = standing.qualifies(partner) && level <= standing.levels(partner) && !isBelow;
    const rows = earns
      ? shares.flatMap((share) => shareRow(world, component, order, { earner: partner, level, ...share }))
      : [];
    const isPassed = takesNoLevel(world, component, {
      order,
      partner,
      standing,
      hasRate: earns && isRated(world, component, parts, { paidAs: standing.paidAs(partner), level }),
    });
    return [...rows, ...up(above, isPassed ? level : level + 1)];
  };
  return up(pathOf(world, component, order, standing), 1);
}

interface Met {
  readonly order: Order;
  readonly partner: number;
  readonly standing: Standing;
  readonly hasRate: boolean;
}

function takesNoLevel(
  world: World,
  { compression }: Pick<LevelWalk, 'compression'>,
  { order, partner, standing, hasRate }: Met,
): boolean {
  switch (compression.kind) {
    case 'none':
      return false;
    case 'standard':
      return !standing.qualifies(partner);
    case 'physical':
      return ['terminated', 'unknown'].includes(statusAt(world.given, partner, Date.parse(order.paid)));
    case 'below_rank':
      return !standing.qualifies(partner) || standing.paidAs(partner) < world.place(compression.rank);
    case 'dynamic':
      return !hasRate;
  }
}
