import type { OneTime, Order } from '#tests/second-opinion/document.ts';
import { compare, decimal, rounded, times, total, whole, type Fraction } from '#tests/second-opinion/fraction.ts';
import { isPaidForPeriod } from '#tests/second-opinion/order-standing.ts';
import { paidAs, priorTitle, title } from '#tests/second-opinion/ranks.ts';
import { periodRow, type Row } from '#tests/second-opinion/row.ts';
import { lastInstant, sponsorAt } from '#tests/second-opinion/trees.ts';
import { unitOf, volumeOf } from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

const DAY = 86_400_000;

interface Due {
  readonly earner: number;
  readonly source: number;
  readonly level: number;
  /** Exact, in the currency's smallest unit. */
  readonly amount: Fraction;
}
type Event<K> = Extract<OneTime['event'], { kind: K }>;

/** Amounts for events (plans 3), for a programme of which no earlier period is known. */
export function oneTime(world: World, component: OneTime): Row[] {
  return duesOf(world, component.event)
    .filter(({ earner }) => isPaidForPeriod(world, component, earner))
    .flatMap((due) => {
      const amount = rounded(due.amount, component.rounding);
      const base = { over: amount, under: unitOf(world.plan, 'net').over };
      const share = { earner: due.earner, source: due.source, level: due.level, rate: whole(1), base };
      return amount === 0n ? [] : [periodRow(world, { ...component, base: MONEY }, share, amount)];
    });
}

const MONEY = { volume: 'net', factor: '1' } as const;
const cents = ({ plan }: World, amount: string) => times(decimal(amount), unitOf(plan, 'net'));

function duesOf(world: World, event: OneTime['event']): Due[] {
  const partners = world.given.partners.map(({ number }) => number);
  switch (event.kind) {
    case 'rank_advancement':
      return event.hold_periods > 0 ? [] : partners.flatMap((partner) => advancements(world, event, partner));
    case 'sponsor_promotion':
      return partners.flatMap((recruit) => {
        const sponsor = sponsorAt(world.given, recruit, lastInstant(world.given));
        const reached = reachedBy(world, event, recruit);
        return reached.map(({ level, amount }) => ({ earner: sponsor, source: recruit, level, amount }));
      });
    case 'lifestyle':
      return partners.flatMap((earner) => allowances(world, event, earner));
    case 'customer_acquisition':
      return partners.flatMap((earner) => acquisitions(world, event, earner));
  }
}

/** Ranks that a promotion of this period passed, and what they pay. */
function reachedBy(world: World, { amounts, jumps }: Event<'sponsor_promotion' | 'rank_advancement'>, partner: number) {
  const all = amounts
    .map(({ rank, amount }) => ({ level: world.place(rank), amount: cents(world, amount) }))
    .filter(({ level }) => level > priorTitle(world, partner) && level <= title(world, partner))
    .toSorted((a, b) => a.level - b.level);
  return jumps === 'all' ? all : all.slice(-1);
}

function advancements(world: World, event: Event<'rank_advancement'>, partner: number): Due[] {
  const { multiplier } = event;
  const joined = world.given.partners.find(({ number }) => number === partner)?.joined ?? '';
  const isSoon =
    multiplier.kind !== 'none' && Date.parse(world.given.period.end) <= Date.parse(joined) + multiplier.days * DAY;
  const factor = multiplier.kind !== 'none' && isSoon ? decimal(multiplier.factor) : whole(1);
  return reachedBy(world, event, partner).map(({ level, amount }) => {
    return { earner: partner, source: 0, level, amount: times(amount, factor) };
  });
}

/** Nothing is known of earlier periods: one period of the last ones is all there can be. */
function allowances(world: World, { amounts, periods }: Event<'lifestyle'>, earner: number): Due[] {
  if (periods > 1) return [];
  return amounts
    .map(({ rank, amount }) => ({ earner, source: 0, level: world.place(rank), amount: cents(world, amount) }))
    .filter(({ level }) => level <= paidAs(world, earner))
    .toSorted((a, b) => a.level - b.level)
    .slice(-1);
}

/** New customers whose first order was of the earner; guests are nobody's. */
function acquisitions(world: World, event: Event<'customer_acquisition'>, earner: number): Due[] {
  const { window, pay, volume: kind, volume_each: each } = event;
  const orders = world.given.orders
    .filter(({ own, partner, customer }) => own !== true && partner !== 0 && customer !== undefined)
    .toSorted((a, b) => Date.parse(a.paid) - Date.parse(b.paid) || a.id - b.id);
  const joined = Date.parse(world.given.partners.find(({ number }) => number === earner)?.joined ?? '');
  const isInTime = ({ paid }: Order) => window.kind === 'period' || Date.parse(paid) < joined + window.days * DAY;
  const now = [...new Set(orders.map(({ customer }) => customer))].filter((customer) => {
    const his = orders.filter((order) => order.customer === customer);
    if (his[0]?.partner !== earner) return false;
    const bought = total(his.filter(isInTime).map((order) => volumeOf(world.plan, order, kind)));
    return bought.over > 0n && compare(bought, decimal(each)) >= 0;
  }).length;
  if (now === 0) return [];
  if (pay.kind === 'per_customer') {
    return [{ earner, source: 0, level: now, amount: times(cents(world, pay.amount), whole(now)) }];
  }
  return pay.steps
    .filter(({ customers }) => customers <= now)
    .toSorted((a, b) => a.customers - b.customers)
    .map(({ customers, amount }) => ({ earner, source: 0, level: customers, amount: cents(world, amount) }));
}
