import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DifferentialWalk } from '#app/domain/engine/primitives/differential-walk.ts';
import { differentialWalk } from '#app/domain/engine/primitives/differential-walk.ts';
import { expectLaws, expectRule } from '#tests/domain/engine/primitives/laws.ts';
import {
  lineOf,
  ORDER_FIELDS,
  ppmOfText,
  qualifies,
  rankOf,
  rateText,
  rowsText,
  runWorld,
  type Order,
  type World,
} from '#tests/domain/engine/primitives/world.ts';

const WALK: DifferentialWalk = {
  ...ORDER_FIELDS,
  kind: 'differential_walk',
  rates: [
    { rank: 'r1', rate: '0.05' },
    { rank: 'r2', rate: '0.10' },
    { rank: 'r3', rate: '0.15' },
  ],
  unqualified_blocks: false,
  equal_rank: { kind: 'none' },
  max_total_rate: '0.15',
  pay_buyer: true,
  stops_at_breakaway: false,
  max_physical_depth: 1000,
};

const arbRate = fc.integer({ min: 0, max: 300_000 }).map(rateText);
const arbWalk: fc.Arbitrary<DifferentialWalk> = fc
  .record({
    rates: fc.uniqueArray(fc.record({ rank: fc.constantFrom('r1', 'r2', 'r3'), rate: arbRate }), {
      minLength: 1,
      selector: ({ rank }) => rank,
    }),
    unqualified_blocks: fc.boolean(),
    equal_rank: fc.oneof(
      fc.constant({ kind: 'none' as const }),
      arbRate.map((rate) => ({ kind: 'min_override' as const, rate })),
    ),
    max_total_rate: fc.oneof(arbRate, fc.constant('1')),
    pay_buyer: fc.boolean(),
    stops_at_breakaway: fc.boolean(),
    max_physical_depth: fc.integer({ min: 1, max: 9 }),
  })
  .map((fields) => ({ ...WALK, ...fields }));

/** From the rule alone: who is above whom, and what the highest rate below is. */
function naive(world: World, walk: DifferentialWalk, order: Order) {
  const rate = (partner: number) =>
    ppmOfText(walk.rates.find(({ rank }) => rank === `r${rankOf(world, partner)}`)?.rate ?? '0');
  const floor = walk.equal_rank.kind === 'none' ? 0 : ppmOfText(walk.equal_rank.rate);
  const highest = Math.max(...walk.rates.map((row) => ppmOfText(row.rate)));
  const cap = floor > 0 ? ppmOfText(walk.max_total_rate) : Math.min(highest, ppmOfText(walk.max_total_rate));
  const rows: { earner: number; level: number; ratePpm: number }[] = [];
  const isHead = (partner: number) => walk.stops_at_breakaway && rankOf(world, partner) >= 2;
  if (order.own && !walk.pay_buyer && isHead(order.partner)) return rows;
  const line = lineOf(world, order, walk.pay_buyer).slice(0, walk.max_physical_depth);
  const end = line.findIndex(isHead);
  (end < 0 ? line : line.slice(0, end + 1)).forEach((partner, place, seen) => {
    const below = seen.slice(0, place).filter((other) => walk.unqualified_blocks || qualifies(world, other));
    const most = Math.max(0, ...below.map(rate));
    if (!qualifies(world, partner) || rate(partner) === 0 || rate(partner) < most) return;
    const paid = rows.reduce((sum, { ratePpm }) => sum + ratePpm, 0);
    const due = Math.min(Math.max(rate(partner) - most, floor), cap - paid);
    if (due > 0) rows.push({ earner: partner, level: place + 1, ratePpm: due });
  });
  return rows;
}

test('a walk by differences pays what the rule says of every single order', () => {
  expectRule(arbWalk, naive, 150);
});

test('the budget is kept, whatever the rates, floors and refunds', () => {
  expectLaws(arbWalk, 60);
});

const person = (sponsor: number, rank: number) => ({ sponsor, rank, isActive: true, status: 'active' as const });
const order = (partner: number, net: number, own = true): Order => ({
  partner,
  own,
  net,
  refunded: 0,
  margin: 0,
  day: 3,
});

test('DIF-03: each gets his rate, and above him only the difference', () => {
  const world = {
    people: [person(0, 3), person(1, 1), person(1, 2), person(1, 3)],
    orders: [order(1, 10_000), order(2, 10_000), order(3, 10_000), order(4, 10_000)],
  };
  expect(rowsText(runWorld(world, [WALK]))).toEqual([
    '1 1 1 0.15 15.00',
    '2 2 1 0.05 5.00',
    '2 1 2 0.1 10.00',
    '3 3 1 0.1 10.00',
    '3 1 2 0.05 5.00',
    '4 4 1 0.15 15.00',
  ]);
});

test('a lower rank further up does not open the difference again for whoever is above both', () => {
  const world = { people: [person(0, 3), person(1, 1), person(2, 2)], orders: [order(3, 10_000)] };
  expect(rowsText(runWorld(world, [WALK]))).toEqual(['1 3 1 0.1 10.00', '1 1 3 0.05 5.00']);
});

test('DIF-04: the same rank above gets no row, or the floor where the plan has one', () => {
  const rates = [
    { rank: 'r1', rate: '0.05' },
    { rank: 'r2', rate: '0.08' },
  ];
  const world = {
    people: [person(0, 2), person(1, 1), person(1, 2)],
    orders: [order(2, 100_000), order(3, 100_000)],
  };
  expect(rowsText(runWorld(world, [{ ...WALK, rates }]))).toEqual([
    '1 2 1 0.05 50.00',
    '1 1 2 0.03 30.00',
    '2 3 1 0.08 80.00',
  ]);
  const floor = { kind: 'min_override' as const, rate: '0.01' };
  const rows = rowsText(runWorld(world, [{ ...WALK, rates, equal_rank: floor, max_total_rate: '0.20' }]));
  expect(rows.at(-1)).toBe('2 1 2 0.01 10.00');
});

test('rows that round up together raise the budget instead of changing a row', () => {
  const world = { people: [person(0, 2), person(1, 1)], orders: [order(2, 30)] };
  const { rows, totals } = runWorld(world, [{ ...WALK, max_total_rate: '0.10' }]);
  expect(rows.map(({ amount }) => amount)).toEqual(['0.02', '0.02']);
  expect(totals).toMatchObject({ budget: '0.04', paid: '0.04', breakage: '0.00' });
});

test('a line of three thousand equal partners pays the first and costs nobody a stack', () => {
  const people = Array.from({ length: 3_000 }, (_, index) => person(index, 1));
  const { rows } = runWorld({ people, orders: [order(3_000, 10_000)] }, [{ ...WALK, max_physical_depth: 1_000_000 }]);
  expect(rows.map(({ earner, rate }) => [earner, rate])).toEqual([[3_000, '0.05']]);
});

test('a rate is read by rank, and nobody without a rank has one', () => {
  const at = (rank: string | null) =>
    differentialWalk.cellOf(WALK, { productClass: { tags: [], collections: [] }, rank, level: 1 });
  expect([at('r2'), at(null)].map(({ ratePpm }) => ratePpm)).toEqual([100_000, 0]);
});
