import type { GenerationWalk, LevelWalk, MatchDown, Matching, Order } from '#tests/second-opinion/document.ts';
import { decimal, rounded, split, times, unitsText, whole } from '#tests/second-opinion/fraction.ts';
import { isPaidForPeriod } from '#tests/second-opinion/order-standing.ts';
import { generationWalk } from '#tests/second-opinion/primitives/generation-walk.ts';
import { levelWalk } from '#tests/second-opinion/primitives/level-walk.ts';
import { periodRow, type Row } from '#tests/second-opinion/row.ts';
import { lastInstant } from '#tests/second-opinion/trees.ts';
import { moneyDecimals, unitOf } from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** What earlier components paid, before and after their own caps. */
export interface Paid {
  readonly gross: readonly Row[];
  readonly net: readonly Row[];
}

/** Who earned something from the named components, and how much; lower numbers first. */
function earnedFrom(world: World, { of, earnings }: Pick<Matching, 'of' | 'earnings'>, paid: Paid): [number, bigint][] {
  const own = paid[earnings].filter(({ component }) => of.includes(component));
  const rows = [...own, ...ofOtherCadence(world, of, earnings)];
  const earners = [...new Set(rows.map(({ earner }) => earner))].toSorted((a, b) => a - b);
  return earners.map((earner) => [
    earner,
    rows.filter((row) => row.earner === earner).reduce((sum, { amount }) => sum + amount, 0n),
  ]);
}

/** What the weeks of the month paid (plans 0.1: components of different cadence in one programme). */
function ofOtherCadence({ given, plan }: World, of: readonly string[], earnings: 'net' | 'gross') {
  return (given.prior?.earnings ?? [])
    .filter(({ component }) => of.includes(component))
    .map((row) => ({
      earner: row.partner,
      amount: rounded(times(decimal(row[earnings]), unitOf(plan, 'net')), 'floor'),
    }));
}

const MONEY = { volume: 'net', factor: '1' } as const;

/** A share of what people below earned: their earnings walk up like one own order at the period's end (plans 3, MAT). */
export function matching(world: World, component: Matching, paid: Paid): Row[] {
  return earnedFrom(world, component, paid).flatMap(([earner, amount]) => {
    const order: Order = {
      id: 0,
      partner: earner,
      own: true,
      paid: new Date(lastInstant(world.given)).toISOString(),
      lines: [{ net: unitsText(amount, moneyDecimals(world.plan)) }],
    };
    return walked(world, component, order).map((row) => ({ ...row, order: null, source: earner }));
  });
}

function walked(world: World, { path, of: _of, earnings: _earnings, ...component }: Matching, order: Order): Row[] {
  const common = {
    ...component,
    base: MONEY,
    orders: 'all' as const,
    tree_as_of: 'period_end' as const,
    pays_consumed: true,
    consumes: false,
    tagged_rates: [],
    pay_buyer: false,
  };
  if (path.kind === 'levels') {
    const walk: LevelWalk = { ...common, ...path, kind: 'level_walk', depth_unlock: [], stops_at_breakaway: false };
    return levelWalk(world, walk, order);
  }
  const { leader_earnings: leader_volume, ...generations } = path;
  const walk: GenerationWalk = { ...common, ...generations, leader_volume, kind: 'generation_walk' };
  return generationWalk(world, walk, order);
}

/** A share of what a sponsor earned, split equally among those whom he sponsored and who qualify (MAT-03). */
export function matchDown(world: World, component: MatchDown, paid: Paid): Row[] {
  const based = { ...component, base: MONEY };
  return earnedFrom(world, component, paid).flatMap(([sponsor, amount]) => {
    const rate = decimal(component.rate);
    const fund = rounded(times(whole(amount), rate), component.rounding);
    const children = world
      .children('sponsor', { node: sponsor, owner: sponsor })
      .map(({ owner }) => owner)
      .filter((partner) => isPaidForPeriod(world, component, partner))
      .toSorted((a, b) => a - b);
    const base = { over: amount, under: 10n ** BigInt(moneyDecimals(world.plan)) };
    return split(
      fund,
      children.map(() => 1n),
    ).flatMap((part, index) => {
      const earner = children[index];
      if (part === 0n || earner === undefined) return [];
      return [periodRow(world, based, { earner, source: sponsor, level: 1, rate, base }, part)];
    });
  });
}
