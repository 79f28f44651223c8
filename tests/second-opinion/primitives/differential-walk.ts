import type { DifferentialWalk, Order, OrderPaying, RankRate } from '#tests/second-opinion/document.ts';
import { decimal, isMore, largest, least, minus, plus, whole, type Fraction } from '#tests/second-opinion/fraction.ts';
import { baseOf } from '#tests/second-opinion/order-base.ts';
import { pathOf } from '#tests/second-opinion/order-path.ts';
import { standingFor, type Standing } from '#tests/second-opinion/order-standing.ts';
import { shareRow, type Row } from '#tests/second-opinion/row.ts';
import type { Node } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** The rate of a paid-as rank, 0 for none. */
export function rankRate(world: World, rates: readonly RankRate[], paidAs: number): Fraction {
  return decimal(rates.find(({ rank }) => world.place(rank) === paidAs)?.rate ?? '0');
}

interface Hand {
  readonly world: World;
  readonly component: OrderPaying;
  readonly order: Order;
  readonly base: Fraction;
  readonly standing: Standing;
  readonly walk: Pick<DifferentialWalk, 'rates' | 'unqualified_blocks' | 'equal_rank' | 'max_total_rate'>;
}

interface Below {
  /** The highest rate on the line so far. */
  readonly rate: Fraction;
  readonly paid: Fraction;
}

/** The differences of one order, from below (plans 2.2, path form); the first node of the path stands `step` above the order. */
export function differences(
  hand: Hand,
  path: readonly Node[],
  step: number,
  below: Below = { rate: whole(0), paid: whole(0) },
): Row[] {
  const { world, component, order, base, standing, walk } = hand;
  const [first, ...above] = path;
  if (first === undefined) return [];
  const earner = first.owner;
  const own = rankRate(world, walk.rates, standing.paidAs(earner));
  const rate = largest([own, below.rate]);
  if (!standing.qualifies(earner)) {
    return differences(hand, above, step + 1, walk.unqualified_blocks ? { ...below, rate } : below);
  }
  const floor = walk.equal_rank.kind === 'none' ? whole(0) : decimal(walk.equal_rank.rate);
  const isLower = own.over === 0n || isMore(below.rate, own);
  const due = isLower ? whole(0) : largest([minus(own, below.rate), floor]);
  const paid = least(due, minus(decimal(walk.max_total_rate), below.paid));
  const rows = paid.over > 0n ? shareRow(world, component, order, { earner, level: step, rate: paid, base }) : [];
  return [...rows, ...differences(hand, above, step + 1, { rate, paid: plus(below.paid, paid) })];
}

export function differentialWalk(world: World, component: DifferentialWalk, order: Order): Row[] {
  const base = baseOf(world, component, order);
  if (base.over <= 0n) return [];
  const standing = standingFor(world, component, order);
  const path = pathOf(world, component, order, standing);
  return differences({ world, component, order, base, standing, walk: component }, path, 1);
}
