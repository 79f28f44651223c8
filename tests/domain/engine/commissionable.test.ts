// Goal: fees and own purchases beyond the limit pay nobody, and only what pays nobody. Method: small cases worked by hand.
import { expect, test } from 'vitest';
import type { CaseResult } from '#app/domain/case/run-case.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { Rules } from '#app/domain/plan/rules.ts';
import { groupAtLeast, netAtLeast, paidAs, planOf, rankOf, runSmall } from '#tests/domain/engine/small-case.ts';

type Limit = Rules['self_volume_limit'];
const upTo = (at_most: string, volume: 'net' | 'pv' = 'net'): Limit => ({ kind: 'volume', volume, at_most });
const limited = (limit: Limit, changes: Partial<Plan> = {}): Plan => {
  const plan = planOf(changes);
  return { ...plan, rules: { ...plan.rules, self_volume_limit: limit } };
};
const excluding = (...tags: string[]): Plan => {
  const plan = planOf({});
  return { ...plan, volumes: { ...plan.volumes, excluded_tags: tags } };
};
const bought = (id: number, day: number, net: string, more: object = {}) => ({
  ...{ id, partner: 2, own: true, paid: `2026-03-${day}T10:00:00Z`, lines: [{ net }] },
  ...more,
});
const sponsors = { 1: 0, 2: 1 };
const rowsOf = ({ rows }: CaseResult) => rows.map(({ order, earner, base, amount }) => [order, earner, base, amount]);

test('own purchases pay up to the limit, in the order in which they were paid', () => {
  const orders = [bought(1, 20, '150.00'), bought(2, 10, '120.00'), bought(3, 25, '10.00')];
  const result = runSmall({ plan: limited(upTo('200')), sponsors, more: { orders } });
  // Of 120 all, of 150 the 80 that are left, of 10 nothing.
  expect(rowsOf(result)).toEqual([
    [2, 1, '120.00', '12.00'],
    [1, 1, '80.00', '8.00'],
  ]);
  expect(runSmall({ plan: limited(upTo('200')), sponsors, more: { orders: orders.toReversed() } }).rows).toEqual(
    result.rows,
  );
});

test('orders of customers know no limit, and everybody has a limit of his own', () => {
  const orders = [
    bought(1, 10, '90.00', { own: false }),
    bought(2, 11, '60.00'),
    bought(3, 12, '60.00', { partner: 1 }),
    bought(4, 13, '60.00'),
  ];
  const result = runSmall({ plan: limited(upTo('60')), sponsors, more: { orders } });
  expect(rowsOf(result).map(([order]) => order)).toEqual([1, 1, 2]);
});

test('what is beyond the limit still counts for activity, ranks and the line above', () => {
  const ladder = [rankOf('bronze', groupAtLeast('500')), rankOf('silver', netAtLeast('own_volume', '500'))];
  const ranks = { ladder, breakaway_rank: null, breakaway_by: 'paid_as' as const };
  const plan = limited(upTo('200'), { ranks, activity: netAtLeast('personal_volume', '500') });
  const result = runSmall({ plan, sponsors, more: { orders: [bought(1, 10, '500.00')] } });
  expect(paidAs(result)).toEqual({ 1: 'bronze', 2: 'silver' });
  expect(result.ranks.map(({ is_active: isActive }) => isActive)).toEqual([false, true]);
});

test('a refund before acceptance gives the limit back; lines keep their part down to the cent', () => {
  const lines = [{ net: '100.00' }, { net: '50.01' }];
  const orders = [
    bought(1, 10, '', { lines, refunds: [{ line: 0, net: '50.00' }] }),
    bought(2, 11, '100.00', { refunds: [{ line: 0, net: '100.00' }] }),
    bought(3, 12, '20.00'),
  ];
  const result = runSmall({ plan: limited(upTo('110.01')), sponsors, more: { orders } });
  expect(rowsOf(result)).toEqual([
    [1, 1, '100.01', '10.00'],
    [3, 1, '10.00', '1.00'],
  ]);
});

test('the limit may be points of the product', () => {
  const plan = limited(upTo('10', 'pv'));
  const volumes = { ...plan.volumes, pv: { source: 'product' as const } };
  const orders = [bought(1, 10, '', { lines: [{ net: '100.00', pv: '40' }] })];
  expect(rowsOf(runSmall({ plan: { ...plan, volumes }, sponsors, more: { orders } }))).toEqual([
    [1, 1, '25.00', '2.50'],
  ]);
});

test('a late own order counts in the period in which it is paid', () => {
  const row = { is_active: true, rank: null, title: null, reach: [null] };
  const orders = [bought(1, 10, '60.00'), { ...bought(2, 11, '60.00'), paid: '2026-02-20T10:00:00Z', late_period: 0 }];
  const prior = { periods: [[{ partner: 1, ...row }]] };
  const result = runSmall({ plan: limited(upTo('100')), sponsors, more: { orders, prior } });
  expect(rowsOf(result)).toEqual([
    [2, 1, '60.00', '6.00'],
    [1, 1, '40.00', '4.00'],
  ]);
});

test('components of a period are paid for what is within the limit, and qualify by all', () => {
  const { components } = defaultPlan({ name: 'Pool', currency: 'EUR', cadence: 'month' });
  const [{ id, cadence, qualification, cap, rounding }] = components as [(typeof components)[number]];
  const fields = { id, cadence, qualification, cap, rounding, base: { volume: 'net' as const, factor: '1' } };
  const pool = { ...fields, kind: 'pool', rate: '0.1', shares: { kind: 'equal' }, top: null } as const;
  const brackets = [{ at_least: '500', rate: '0.1' }];
  const group = { ...fields, kind: 'group_bracket', tree: 'sponsor', bracket_volume: 'pv', brackets } as const;
  const legs = { ...fields, kind: 'leg_bonus', tree: 'sponsor', legs: { kind: 'all' }, levels: null } as const;
  const paid = (component: Plan['components'][number]) =>
    runSmall({
      plan: limited(upTo('200'), { components: [component] }),
      sponsors,
      more: { orders: [bought(1, 10, '500.00')] },
    }).totals.paid;
  expect(paid({ ...pool, no_qualifiers: 'company_keeps' })).toBe('20.00');
  expect(paid({ ...group, unqualified_blocks: false, pay_buyer: true })).toBe('20.00');
  expect(paid({ ...legs, rates: { kind: 'same', rate: '0.1' } })).toBe('20.00');
});

test('products with an excluded tag pay nobody and qualify nobody, in any spelling', () => {
  const order = (tags: string[]) => [bought(1, 10, '', { own: false, lines: [{ net: '100.00', tags }] })];
  const plan = { ...excluding('Starter-Kit', 'fee'), activity: { kind: 'customer_orders' as const, at_least: 1 } };
  const result = runSmall({ plan, sponsors, more: { orders: order(['tea', 'starter-kit']) } });
  expect([result.rows, result.totals]).toMatchObject([[], { orders: 0, budget: '0.00' }]);
  expect(result.ranks.map(({ is_active: isActive }) => isActive)).toEqual([false, false]);
  expect(rowsOf(runSmall({ plan, sponsors, more: { orders: order(['tea']) } }))).toEqual([[1, 2, '100.00', '10.00']]);
});

test('of an order with a fee the goods are paid; its margin is none', () => {
  const lines = [
    { net: '30.00', margin: '10.00' },
    { net: '49.00', margin: '20.00', tags: ['FEE'] },
  ];
  const plan = excluding('fee');
  const [walk] = plan.components;
  const profit = {
    ...walk,
    ...{ kind: 'retail_profit', id: 'profit', base: { volume: 'margin', factor: '1' }, orders: 'customers' },
    rates: { kind: 'flat', rate: '1' },
  };
  const fields = ['compression', 'depth_unlock', 'max_physical_depth', 'pay_buyer', 'stops_at_breakaway'];
  const retail = Object.fromEntries(Object.entries(profit).filter(([field]) => !fields.includes(field)));
  const parsed = parsePlan({ ...plan, components: [retail, walk] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  const orders = [bought(1, 10, '', { own: false, lines })];
  expect(rowsOf(runSmall({ plan: parsed.plan, sponsors, more: { orders } }))).toEqual([
    [1, 2, '10.00', '10.00'],
    [1, 2, '30.00', '3.00'],
    [1, 1, '30.00', '1.50'],
  ]);
});
