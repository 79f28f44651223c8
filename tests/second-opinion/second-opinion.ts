import { componentCapped, planCapped } from '#tests/second-opinion/caps.ts';
import type {
  CaseDocument,
  Component,
  Order,
  OrderPaying,
  PeriodPaying,
  RankState,
} from '#tests/second-opinion/document.ts';
import { unitsText } from '#tests/second-opinion/fraction.ts';
import { differentialWalk } from '#tests/second-opinion/primitives/differential-walk.ts';
import { generationWalk } from '#tests/second-opinion/primitives/generation-walk.ts';
import { levelWalk } from '#tests/second-opinion/primitives/level-walk.ts';
import { breakaway } from '#tests/second-opinion/primitives/breakaway.ts';
import { fastStart } from '#tests/second-opinion/primitives/fast-start.ts';
import { flatShare } from '#tests/second-opinion/primitives/flat-share.ts';
import { infinity } from '#tests/second-opinion/primitives/infinity.ts';
import { pointsSplit } from '#tests/second-opinion/primitives/points-split.ts';
import { groupBracket } from '#tests/second-opinion/primitives/group-bracket.ts';
import { legBonus } from '#tests/second-opinion/primitives/leg-bonus.ts';
import { legPairing } from '#tests/second-opinion/primitives/leg-pairing.ts';
import { oneTime } from '#tests/second-opinion/primitives/one-time.ts';
import { pool } from '#tests/second-opinion/primitives/pool.ts';
import { matchDown, matching, type Paid } from '#tests/second-opinion/primitives/matching.ts';
import { xUp } from '#tests/second-opinion/primitives/x-up.ts';
import { isActiveAtEnd, paidAs, rankStateOf, title } from '#tests/second-opinion/ranks.ts';
import { rowText, type Row } from '#tests/second-opinion/row.ts';
import { moneyDecimals } from '#tests/second-opinion/volumes.ts';
import { World } from '#tests/second-opinion/world.ts';

export interface Opinion {
  readonly rankState: readonly RankState[];
  /** `component earner order source level rate base amount`, sorted. */
  readonly rows: readonly string[];
  /** `component rows paid`, in the order of the plan. */
  readonly paid: readonly string[];
  readonly ranks: readonly {
    partner: number;
    is_active: boolean;
    paid_as: string | null;
    title: string | null;
  }[];
}

/**
 * What a case comes to, said a second time: recursion, exact fractions, a search for everything, written from the rules and
 * importing nothing of the engine. Slow on purpose.
 */
export function secondOpinion(given: CaseDocument): Opinion {
  const world = new World(given);
  const own = planCapped(world.own, componentRows(world, ownOrders(world)));
  const late = (given.prior?.plans ?? []).map((_, period) => lateRows(world, period));
  const rows = [...own, ...late.flat()];
  return {
    rows: rows.map((row) => rowText(world, row)).toSorted(),
    paid: [
      ...given.plan.components.map(({ id }) => paidText(world, id, own)),
      ...late.flatMap((rowsOfPeriod, period) =>
        (given.prior?.plans?.[period]?.components ?? []).map(
          ({ id }) => `late ${period} ${paidText(world, id, rowsOfPeriod)}`,
        ),
      ),
    ],
    rankState: rankStateOf(world),
    ranks: given.partners
      .map(({ number }) => number)
      .toSorted((a, b) => a - b)
      .map((partner) => ({
        partner,
        is_active: isActiveAtEnd(world, partner),
        paid_as: world.rankAt(paidAs(world, partner)),
        title: world.rankAt(title(world, partner)),
      })),
  };
}

function paidText({ plan }: World, id: string, rows: readonly Row[]): string {
  const own = rows.filter(({ component }) => component === id);
  const sum = own.reduce((all, { amount }) => all + amount, 0n);
  return `${id} ${own.length} ${unitsText(sum, moneyDecimals(plan))}`;
}

/** Orders that the period's own plan pays, as far as anybody is paid for them. */
function ownOrders(world: World): Order[] {
  const own = new Set(world.own.given.orders.map(({ id }) => id));
  return ordersInTime(world.rewarded.given).filter(({ id }) => own.has(id));
}

/** What an older plan pays for late orders of its period, capped by its own caps (plans 4.14). */
function lateRows(world: World, period: number): Row[] {
  const older = world.under(period);
  if (older === null) return [];
  const components = older.plan.components.filter(({ cadence }) => cadence === older.given.period.cadence);
  const raw = ordersInTime(older.rewarded.given).flatMap((order) =>
    orderRows(older, components.filter(paysOrders), order),
  );
  const capped = components.reduce((rows, component) => componentCapped(older, component, rows), raw);
  return planCapped(older, capped);
}

/** Rows of all components of the period's cadence, capped one by one; those of orders first, order by order. */
function componentRows(world: World, orders: readonly Order[]): readonly Row[] {
  const { cadence } = world.given.period;
  const components = world.plan.components.filter((component) => component.cadence === cadence);
  const ofOrders = orders.flatMap((order) => orderRows(world, components.filter(paysOrders), order));
  const capped = components.reduce((rows, component) => componentCapped(world, component, rows), ofOrders);
  return components.filter(paysPeriod).reduce<Paid>(
    ({ gross, net }, component) => {
      const rows = periodRows(world, component, { gross, net });
      const paid = component.kind === 'leg_pairing' ? legPairing(world, component, true) : rows;
      return { gross: [...gross, ...rows], net: componentCapped(world, component, [...net, ...paid]) };
    },
    { gross: ofOrders, net: capped },
  ).net;
}

const PERIOD_KINDS = ['matching', 'match_down', 'pool', 'leg_bonus', 'group_bracket', 'one_time', 'leg_pairing'];
const paysPeriod = (component: Component): component is PeriodPaying => PERIOD_KINDS.includes(component.kind);
const paysOrders = (component: Component): component is OrderPaying => !paysPeriod(component);

/** An order that a component has taken is kept from those that pay only what is left (plans 2.7). */
function orderRows(world: World, components: OrderPaying[], order: Order): Row[] {
  const pay = ([component, ...later]: OrderPaying[], isTaken: boolean): Row[] => {
    if (component === undefined) return [];
    const isPaid = isFor(component, order) && (component.pays_consumed || !isTaken);
    const rows = isPaid ? rowsOf(world, component, order) : [];
    return [...rows, ...pay(later, isTaken || (component.consumes && rows.length > 0))];
  };
  return pay(components, false);
}

function periodRows(world: World, component: PeriodPaying, paid: Paid): Row[] {
  switch (component.kind) {
    case 'matching':
      return matching(world, component, paid);
    case 'match_down':
      return matchDown(world, component, paid);
    case 'pool':
      return pool(world, component);
    case 'leg_bonus':
      return legBonus(world, component);
    case 'group_bracket':
      return groupBracket(world, component);
    case 'one_time':
      return oneTime(world, component);
    case 'leg_pairing':
      return legPairing(world, component, false);
  }
}

export const ordersInTime = ({ orders }: CaseDocument) =>
  orders.toSorted((a, b) => Date.parse(a.paid) - Date.parse(b.paid) || a.id - b.id);

function isFor({ orders }: OrderPaying, { own, partner }: Order): boolean {
  return partner !== 0 && (orders === 'all' || (orders === 'own') === (own === true));
}

function rowsOf(world: World, component: OrderPaying, order: Order): Row[] {
  switch (component.kind) {
    case 'level_walk':
      return levelWalk(world, component, order);
    case 'differential_walk':
      return differentialWalk(world, component, order);
    case 'generation_walk':
      return generationWalk(world, component, order);
    case 'percent_of_order':
    case 'retail_profit':
      return flatShare(world, component, order);
    case 'fast_start':
      return fastStart(world, component, order);
    case 'infinity':
      return infinity(world, component, order);
    case 'points_split':
      return pointsSplit(world, component, order);
    case 'x_up':
      return xUp(world, component, order);
    case 'breakaway':
      return breakaway(world, component, order);
  }
}
