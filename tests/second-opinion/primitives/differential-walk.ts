import { isHead } from '#tests/second-opinion/conditions.ts';
import type { DifferentialWalk, Order, RankRate } from '#tests/second-opinion/document.ts';
import { decimal, isMore, largest, least, minus, plus, whole, type Fraction } from '#tests/second-opinion/fraction.ts';
import { baseOf } from '#tests/second-opinion/order-base.ts';
import { walkFrom } from '#tests/second-opinion/order-path.ts';
import { standingFor, type Standing } from '#tests/second-opinion/order-standing.ts';
import { shareRow, type Row } from '#tests/second-opinion/row.ts';
import type { Node } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** The rate of a paid-as rank, 0 for none. */
export function rankRate(world: World, rates: readonly RankRate[], paidAs: number): Fraction {
  return decimal(rates.find(({ rank }) => world.place(rank) === paidAs)?.rate ?? '0');
}

/** Where the walk ends: with the first head of a breakaway group, be it the buyer who is not paid himself (plans 2.3). */
export function untilHead(world: World, order: Order, path: readonly Node[], standing: Standing): Node[] {
  const heads = (partner: number) => isHead(world, partner, { isActive: () => false, ...standing });
  if (order.own === true && heads(order.partner) && path[0]?.owner !== order.partner) return [];
  const end = path.findIndex(({ owner }) => heads(owner));
  return end < 0 ? [...path] : path.slice(0, end + 1);
}

interface Below {
  /** The highest rate on the line so far. */
  readonly rate: Fraction;
  readonly paid: Fraction;
  readonly step: number;
}

/** The differences of one order, from below (plans 2.2, path form). */
export function differentialWalk(world: World, component: DifferentialWalk, order: Order): Row[] {
  const base = baseOf(world, component, order);
  if (base.over <= 0n) return [];
  const standing = standingFor(world, component, order);
  const most = decimal(component.max_total_rate);
  const floor = component.equal_rank.kind === 'none' ? whole(0) : decimal(component.equal_rank.rate);
  const up = ([first, ...above]: Node[], below: Below): Row[] => {
    if (first === undefined) return [];
    const earner = first.owner;
    const own = rankRate(world, component.rates, standing.paidAs(earner));
    const step = below.step + 1;
    if (!standing.qualifies(earner)) {
      const rate = component.unqualified_blocks ? largest([own, below.rate]) : below.rate;
      return up(above, { ...below, rate, step });
    }
    const isLower = own.over === 0n || isMore(below.rate, own);
    const due = isLower ? whole(0) : largest([minus(own, below.rate), floor]);
    const rate = least(due, minus(most, below.paid));
    const rows = rate.over > 0n ? shareRow(world, component, order, { earner, level: step, rate, base }) : [];
    return [...rows, ...up(above, { rate: largest([own, below.rate]), paid: plus(below.paid, rate), step })];
  };
  const path = walkFrom(world, component, order).slice(0, component.max_physical_depth);
  const walked = component.stops_at_breakaway ? untilHead(world, order, path, standing) : path;
  return up(walked, { rate: whole(0), paid: whole(0), step: 0 });
}
