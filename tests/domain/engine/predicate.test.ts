import { expect, test } from 'vitest';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { runCase } from '#app/domain/case/run-case.ts';
import type { Condition } from '#app/domain/plan/condition.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { groupAtLeast, netAtLeast, planOf, rankOf } from '#tests/domain/engine/small-case.ts';

const JOINED = '2026-01-01T00:00:00Z';
const paid = '2026-03-10T10:00:00Z';

/** 1 sponsors 2 and 3, who stand the other way round in the binary tree: 3 below 1, 2 below 3 on the left, 4 on the right. */
const WORLD = {
  period: { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z', cadence: 'month' },
  partners: [0, 1, 1, 2].map((sponsor, index) => ({
    number: index + 1,
    joined: JOINED,
    sponsors: [{ from: JOINED, sponsor }],
  })),
  positions: [
    { tree: 'legs', number: 1, owner: 1, slot: 0, edges: [{ from: JOINED, parent: 0 }] },
    { tree: 'legs', number: 2, owner: 3, slot: 0, edges: [{ from: JOINED, parent: 1 }] },
    { tree: 'legs', number: 3, owner: 2, slot: 0, edges: [{ from: JOINED, parent: 2 }] },
    { tree: 'legs', number: 4, owner: 4, slot: 1, edges: [{ from: JOINED, parent: 2 }] },
    { tree: 'legs', number: 5, owner: 4, slot: 1, edges: [{ from: JOINED, parent: 1 }] },
  ],
  orders: [
    { id: 1, partner: 1, customer: 70, paid, lines: [{ net: '30', pv: '3' }] },
    { id: 2, partner: 1, customer: 70, paid, lines: [{ net: '20', pv: '2' }] },
    { id: 3, partner: 1, paid, lines: [{ net: '50', pv: '5' }] },
    { id: 4, partner: 1, paid, lines: [{ net: '50', pv: '5' }], refunds: [{ line: 0, net: '50', pv: '5' }] },
    { id: 5, partner: 1, own: true, customer: 71, paid, lines: [{ net: '40', pv: '4' }] },
    { id: 6, partner: 2, customer: 70, paid, lines: [{ net: '200', pv: '20' }] },
    { id: 7, partner: 4, customer: 72, paid, lines: [{ net: '10', pv: '1' }] },
  ],
};

const PLAN = (condition: Condition): Plan => {
  const ground = planOf({ activity: { kind: 'customer_orders', at_least: 1 } });
  return {
    ...ground,
    volumes: { ...ground.volumes, pv: { source: 'product' } },
    trees: [
      ...ground.trees,
      {
        ...{ kind: 'binary', id: 'legs', positions_per_partner: 3, holding_days: 0, gap: 'hold_slot' },
        spillover: 'left',
      },
    ],
    ranks: { ladder: [rankOf('met', condition)], breakaway_rank: null, breakaway_by: 'paid_as' },
  };
};

/** The numbers of those who meet a condition. */
const whoMeets = (condition: Condition, changes: Partial<typeof WORLD> = {}): number[] =>
  runCase(caseSchema.parse({ ...WORLD, ...changes, plan: PLAN(condition) })).ranks.flatMap((row) =>
    row.paid_as === 'met' ? [row.partner] : [],
  );
const customers = (least: number, each: string): Condition => ({
  kind: 'customers',
  at_least: least,
  volume: 'net',
  volume_each: each,
});
const legs = (tree: string, least: number, within: 'leg' | 'first_level' = 'leg'): Condition => ({
  kind: 'legs',
  tree,
  at_least: least,
  rank: null,
  within,
});

test.each<[string, Condition, number[]]>([
  ['no condition is met by all', { kind: 'none' }, [1, 2, 3, 4]],
  ['its opposite by nobody', { kind: 'not', of: { kind: 'none' } }, []],
  ['activity by those with an order of a customer', { kind: 'active' }, [1, 2, 4]],
  ['own orders count for own volume', netAtLeast('own_volume', '40'), [1]],
  ['not for that of customers', netAtLeast('customer_volume', '100.01'), [2]],
  ['refunds do not count', netAtLeast('customer_volume', '100'), [1, 2]],
  ['both count for personal volume', netAtLeast('personal_volume', '140'), [1, 2]],
  ['orders refunded in full are no orders', { kind: 'customer_orders', at_least: 3 }, [1]],
  ['and a fourth is not there', { kind: 'customer_orders', at_least: 4 }, []],
  ['a customer of two orders is one, a guest another', customers(2, '50'), [1]],
  ['one who got everything back is none', customers(3, '0'), []],
  ['each needs his volume', customers(2, '50.01'), []],
  ['the same person is a customer of each partner', customers(1, '50'), [1, 2]],
  ['volume of the sponsor line', groupAtLeast('210', { includes_own: false }), [1]],
  ['points are apart from money', groupAtLeast('35', { volume: 'pv' }), [1]],
  ['to the point', groupAtLeast('35.01', { volume: 'pv' }), []],
  ['volume of a tree of places', groupAtLeast('210', { tree: 'legs', includes_own: false }), [1, 3]],
  ['one level of it', groupAtLeast('200', { tree: 'legs', includes_own: false, levels: 1 }), [3]],
  [
    'volume stands at the first place of who has two',
    groupAtLeast('10', { tree: 'legs', levels: 1, includes_own: false }),
    [3],
  ],
  ['legs with somebody active', legs('sponsor', 1), [1, 2]],
  ['each leg once', legs('sponsor', 2), []],
  ['legs of places, with a second place of 4', legs('legs', 2), [1, 3]],
  ['whose first is active', legs('legs', 2, 'first_level'), [3]],
  ['all of several', { kind: 'all', of: [{ kind: 'active' }, netAtLeast('own_volume', '1')] }, [1]],
  [
    'any of several',
    { kind: 'any', of: [netAtLeast('own_volume', '1'), netAtLeast('customer_volume', '200')] },
    [1, 2],
  ],
])('%s', (_, condition, numbers) => {
  expect(whoMeets(condition)).toEqual(numbers);
});

test('a condition of volume 0 is met by all, without a place in the tree by nobody', () => {
  const everywhere = groupAtLeast('0', { tree: 'legs' });
  expect(whoMeets(everywhere)).toEqual([1, 2, 3, 4]);
  const positions = WORLD.positions.slice(0, 3);
  const ranks = runCase(caseSchema.parse({ ...WORLD, positions, plan: PLAN(everywhere) })).ranks;
  expect(ranks.filter((row) => row.paid_as === 'met').map(({ partner }) => partner)).toEqual([1, 2, 3]);
});

test('people he sponsored himself count by leg, wherever in it they stand', () => {
  const own = (tree: string, legs: number, least: number, isActive: boolean) =>
    whoMeets({ kind: 'sponsored_in_legs', tree, legs, at_least: least, rank: null, is_active: isActive });
  // Both recruits of 1 stand in his left leg; on the right is somebody else's.
  expect(own('legs', 1, 1, false)).toEqual([1]);
  expect(own('legs', 2, 1, false)).toEqual([]);
  expect(own('legs', 1, 2, false)).toEqual([1]);
  expect(own('legs', 1, 1, true)).toEqual([1]);
  expect(own('legs', 1, 2, true)).toEqual([]);
  // In the sponsor tree everybody he sponsored is a leg.
  expect(own('sponsor', 2, 1, false)).toEqual([1]);
  expect(own('sponsor', 2, 1, true)).toEqual([]);
  expect(own('sponsor', 1, 1, true)).toEqual([1, 2]);
  expect(own('sponsor', 1, 2, false)).toEqual([]);
});

test('a leg without people of his own is none, whoever stands in the next one', () => {
  const seat = (number: number, owner: number, parent: number, slot: number) => {
    return { tree: 'legs', number, owner, slot, edges: [{ from: JOINED, parent }] };
  };
  // 4 on the left is a recruit of 2; both recruits of 1 stand on the right.
  const positions = [seat(1, 1, 0, 0), seat(2, 4, 1, 0), seat(3, 2, 1, 1), seat(4, 3, 3, 0)];
  const own = (legs: number): Condition => {
    return { kind: 'sponsored_in_legs', tree: 'legs', legs, at_least: 1, rank: null, is_active: false };
  };
  expect([whoMeets(own(1), { positions }), whoMeets(own(2), { positions })]).toEqual([[1], []]);
});
