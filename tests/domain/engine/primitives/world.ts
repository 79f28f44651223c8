import fc from 'fast-check';
import { expect } from 'vitest';
import { caseSchema, type CaseState } from '#app/domain/case/case-schema.ts';
import { runCase, type CaseResult } from '#app/domain/case/run-case.ts';
import { primitiveOf, type Component } from '#app/domain/engine/registry.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** A person of a test: partner numbers count from 1, sponsor 0 is the house account; rank 0 is none, else `r1`, `r2`, `r3`. */
export interface Person {
  readonly sponsor: number;
  readonly rank: number;
  readonly isActive: boolean;
  readonly status: 'active' | 'suspended' | 'terminated';
}

export interface Order {
  readonly partner: number;
  readonly own: boolean;
  /** Minor units. */
  readonly net: number;
  readonly refunded: number;
  readonly margin: number;
  /** A second line, of a product with the tag `premium`. */
  readonly premium?: number;
  /** Day of the period, 1 to 28; orders of one day stand in the order of the list. */
  readonly day: number;
}

export interface World {
  readonly people: readonly Person[];
  readonly orders: readonly Order[];
}

/** What every order component has, for a test to change. */
export const ORDER_FIELDS = {
  id: 'tested',
  cadence: 'month',
  tree: 'sponsor',
  base: { volume: 'net', factor: '1' },
  orders: 'all',
  qualification: { kind: 'active' },
  tree_as_of: 'order_time',
  pays_consumed: true,
  consumes: false,
  cap: { kind: 'none' },
  rounding: 'half_even',
} as const;

const rank = (id: string) => ({
  id,
  name: id,
  achieve: { kind: 'not' as const, of: { kind: 'none' as const } },
  maintain: { kind: 'not' as const, of: { kind: 'none' as const } },
  grace: { after_miss: 0, after_promotion: 0, renews_after: 0 },
});

/** A plan with three ranks that are granted, groups breaking away from `r2` on, and the given components. */
export function planWith(components: readonly unknown[]): Plan {
  return {
    ...defaultPlan({ name: 'Test', currency: 'EUR', cadence: 'month' }),
    profile: 'none',
    ranks: { ladder: [rank('r1'), rank('r2'), rank('r3')], breakaway_rank: 'r2', breakaway_by: 'paid_as' },
    components: components as Plan['components'],
  };
}

export const money = (minor: number): string => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
const minorOf = (text: string): number => Number(text.replace('.', ''));
const paidOn = (day: number) => `2026-03-${String(day).padStart(2, '0')}T10:00:00Z`;

export interface Setting {
  readonly state?: CaseState;
  /** Days before the period's start; by partner number, 0 for all others. */
  readonly joinedOn?: Readonly<Record<number, string>>;
  readonly reversed?: boolean;
}

/** One line of sponsors with these ranks, from the top down; the last one's order, or that of a customer of his, is all. */
export function chain(
  ranks: readonly number[],
  { net = 10_000, own = true, inactive = [] }: { net?: number; own?: boolean; inactive?: readonly number[] } = {},
): World {
  return {
    people: ranks.map((rank, index) => ({
      sponsor: index,
      rank,
      isActive: !inactive.includes(index + 1),
      status: 'active',
    })),
    orders: [{ partner: ranks.length, own, net, refunded: 0, margin: 0, day: 3 }],
  };
}

/** Runs a month of a world under components. */
export function runWorld(
  { people, orders }: World,
  components: readonly unknown[],
  { state, joinedOn = {}, reversed = false }: Setting = {},
): CaseResult {
  const inOrder = <T>(list: T[]): T[] => (reversed ? list.reverse() : list);
  const joined = (number: number) => joinedOn[number] ?? '2026-01-01T00:00:00Z';
  const from = '2026-01-01T00:00:00Z';
  return runCase(
    caseSchema.parse({
      period: { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z', cadence: 'month' },
      plan: planWith(components),
      partners: inOrder(
        people.map(({ sponsor, status }, index) => ({
          number: index + 1,
          joined: joined(index + 1),
          sponsors: [{ from, sponsor }],
          statuses: [{ from: joined(index + 1), status }],
        })),
      ),
      overrides: people.flatMap((person, index) => [
        { kind: 'active', partner: index + 1, is_active: person.isActive, reason: 'test' },
        ...(person.rank > 0 ? [{ kind: 'rank', partner: index + 1, rank: `r${person.rank}`, reason: 'test' }] : []),
      ]),
      orders: inOrder(
        orders.map(({ partner, own, net, refunded, margin, premium, day }, index) => ({
          id: index + 1,
          partner,
          own,
          paid: paidOn(day),
          lines: [
            { net: money(net), margin: money(margin) },
            ...(premium === undefined ? [] : [{ net: money(premium), tags: ['premium'] }]),
          ],
          ...(refunded > 0
            ? { refunds: [{ line: 0, net: money(refunded), margin: money(Math.min(refunded, margin)) }] }
            : {}),
        })),
      ),
      ...(state ? { prior: { state } } : {}),
    }),
  );
}

/** Rows as text: order, earner, level, rate, amount. */
export function rowsText(result: CaseResult): string[] {
  return result.rows.map((row) => `${row.order} ${row.earner} ${row.level} ${row.rate} ${row.amount}`);
}

/** Sponsors may be anybody before: no circle, and lines of every length. */
export const arbWorld: fc.Arbitrary<World> = fc
  .record({
    people: fc.array(
      fc.record({
        pick: fc.nat({ max: 5 }),
        rank: fc.nat({ max: 3 }),
        isActive: fc.integer({ min: 0, max: 4 }).map((figure) => figure > 0),
        status: fc.constantFrom(
          'active' as const,
          'active' as const,
          'active' as const,
          'suspended' as const,
          'terminated' as const,
        ),
      }),
      { minLength: 1, maxLength: 14 },
    ),
    orders: fc.array(
      fc.record({
        pick: fc.nat(),
        own: fc.boolean(),
        net: fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 60 })),
        part: fc.constantFrom(0, 0, 0, 0.5, 1),
        margin: fc.integer({ min: 0, max: 9_000 }),
        day: fc.integer({ min: 1, max: 28 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ people, orders }) => ({
    people: people.map(({ pick, ...person }, index) => ({
      ...person,
      sponsor: Math.max(0, index - Math.max(0, pick - 2)),
    })),
    orders: orders.map(({ pick, part, ...order }) => ({
      ...order,
      refunded: Math.floor(order.net * part),
      partner: 1 + (pick % people.length),
    })),
  }));

/** Partner numbers from `partner` himself to the top. */
export function lineFrom({ people }: World, partner: number): number[] {
  const person = people[partner - 1];
  return person === undefined ? [] : [partner, ...lineFrom({ people, orders: [] }, person.sponsor)];
}

/** The line that an order is paid in (design 9.2). */
export function lineOf(world: World, { partner, own }: Order, paysBuyer: boolean): number[] {
  return lineFrom(world, partner).slice(own && !paysBuyer ? 1 : 0);
}

export function rankOf({ people }: World, partner: number): number {
  return people[partner - 1]?.rank ?? 0;
}

export function qualifies({ people }: World, partner: number): boolean {
  const person = people[partner - 1];
  return person?.status === 'active' && person.isActive;
}

/** Half-even share of an amount, with bigints. */
export function share(base: number, ratePpm: number): number {
  const product = BigInt(base) * BigInt(ratePpm);
  const whole = product / 1_000_000n;
  const twice = (product % 1_000_000n) * 2n;
  const up = twice > 1_000_000n || (twice === 1_000_000n && whole % 2n === 1n);
  return Number(up ? whole + 1n : whole);
}

/** A rate of a plan in parts per million, and back. */
export const ppmOfText = (rate: string): number =>
  Number((rate.split('.')[1] ?? '').padEnd(6, '0')) + Number(rate.split('.')[0]) * 1_000_000;
export const rateText = (ratePpm: number): string => {
  const digits = String(ratePpm).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -6) : `${digits.slice(0, -6)}.${fraction}`;
};

/** A row of a naive computation; `rowsText` of those that come to something. */
export interface NaiveRow {
  readonly order: number;
  readonly earner: number;
  readonly level: number;
  readonly ratePpm: number;
}

/** Every order on its own, by day and place in the list, with a naive rule for one order. */
export function naiveRows(
  world: World,
  rule: (order: Order) => Omit<NaiveRow, 'order'>[],
  baseOf: (order: Order) => number = ({ net, refunded }) => net - refunded,
): string[] {
  return world.orders
    .map((order, index) => ({ order, id: index + 1 }))
    .sort((a, b) => a.order.day - b.order.day || a.id - b.id)
    .flatMap(({ order, id }) =>
      baseOf(order) <= 0
        ? []
        : rule(order).flatMap(({ earner, level, ratePpm }) => {
            const amount = share(baseOf(order), ratePpm);
            return amount === 0 ? [] : [`${id} ${earner} ${level} ${rateText(ratePpm)} ${money(amount)}`];
          }),
    );
}

/**
 * What holds for every order component: the budget is paid or breakage, no order pays more than the worst case (in rates, and in
 * minor units but for the rounding of its rows), reading the facts in another order changes nothing, and orders that are refunded in
 * full before acceptance pay nothing.
 */
export function expectLawful(world: World, component: unknown, setting: Setting = {}): void {
  const result = runWorld(world, [component], setting);
  const { totals } = result;
  expect(minorOf(totals.paid) + minorOf(totals.breakage)).toBe(minorOf(totals.budget));
  expect(result.rows.reduce((sum, { amount }) => sum + minorOf(amount), 0)).toBe(minorOf(totals.paid));
  const worst = primitiveOf(component as Component).worstCasePpm(component as Component, planWith([]).ranks);
  for (const order of new Set(result.rows.map((row) => row.order))) {
    const own = result.rows.filter((row) => row.order === order);
    expect(own.reduce((sum, { rate }) => sum + ppmOfText(rate), 0)).toBeLessThanOrEqual(worst);
    const paid = own.reduce((sum, { amount }) => sum + minorOf(amount), 0);
    expect(paid).toBeLessThanOrEqual((minorOf(own[0]?.base ?? '0') * worst) / 1_000_000 + own.length / 2);
  }
  expect(rowsText(runWorld(world, [component], { ...setting, reversed: true }))).toEqual(rowsText(result));
  const refunded = { ...world, orders: world.orders.map((order) => ({ ...order, refunded: order.net, margin: 0 })) };
  expect(runWorld(refunded, [component], setting).totals.budget).toBe('0.00');
}
