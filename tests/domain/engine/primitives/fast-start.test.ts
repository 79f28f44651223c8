import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FastStart } from '#app/domain/engine/primitives/fast-start.ts';
import {
  arbWorld,
  expectLawful,
  lineFrom,
  naiveRows,
  ORDER_FIELDS,
  ppmOfText,
  qualifies,
  rateText,
  rowsText,
  runWorld,
  type Order,
  type World,
} from '#tests/domain/engine/primitives/world.ts';

const START: FastStart = {
  ...ORDER_FIELDS,
  kind: 'fast_start',
  tree: 'sponsor',
  window_days: 60,
  rates: { kind: 'by_level', levels: ['0.20', '0.10', '0.05'] },
  tagged_rates: [],
  compression: { kind: 'none' },
  max_physical_depth: 1000,
};

const arbStart: fc.Arbitrary<FastStart> = fc
  .record({
    window_days: fc.integer({ min: 1, max: 90 }),
    levels: fc.array(fc.integer({ min: 1, max: 300_000 }).map(rateText), { minLength: 1, maxLength: 4 }),
    compression: fc.constantFrom('none' as const, 'standard' as const),
  })
  .map(({ window_days, levels, compression }) => ({
    ...START,
    window_days,
    rates: { kind: 'by_level', levels },
    compression: { kind: compression },
  }));

/** Days before the first of March on which people join, by partner number. */
const arbJoined = fc
  .array(fc.integer({ min: -20, max: 59 }), { minLength: 14, maxLength: 14 })
  .map((days) =>
    Object.fromEntries(days.map((day, index) => [index + 1, new Date(Date.UTC(2026, 2, 1 - day, 10)).toISOString()])),
  );

function naive(world: World, start: FastStart, joinedOn: Readonly<Record<number, string>>, order: Order) {
  const paidMs = Date.parse(`2026-03-${String(order.day).padStart(2, '0')}T10:00:00Z`);
  const joined = (partner: number) => Date.parse(joinedOn[partner] ?? '');
  const age = paidMs - joined(order.partner);
  if (age < 0 || age >= start.window_days * 86_400_000) return [];
  const earns = (partner: number) => qualifies(world, partner) && joined(partner) <= paidMs;
  const above = lineFrom(world, order.partner).slice(1);
  const line = start.compression.kind === 'standard' ? above.filter(earns) : above;
  const levels = start.rates.kind === 'by_level' ? start.rates.levels : [];
  return line
    .slice(0, levels.length)
    .map((earner, place) => ({ earner, level: place + 1, ratePpm: ppmOfText(levels[place] ?? '0') }))
    .filter(({ earner }) => earns(earner));
}

test('fast start pays the sponsors of newcomers inside their window, and nobody else', () => {
  fc.assert(
    fc.property(arbWorld, arbStart, arbJoined, (world, start, joinedOn) => {
      expect(rowsText(runWorld(world, [start], { joinedOn }))).toEqual(
        naiveRows(world, (order) => naive(world, start, joinedOn, order)),
      );
    }),
    { numRuns: 100 },
  );
});

test('the budget is kept, and an order outside the window has none', () => {
  fc.assert(
    fc.property(arbWorld, arbStart, arbJoined, (world, start, joinedOn) => expectLawful(world, start, { joinedOn })),
    { numRuns: 50 },
  );
  const late = runWorld(newcomer([13_200]), [{ ...START, window_days: 1 }]);
  expect(late.totals).toMatchObject({ budget: '0.00', rows: 0 });
});

const newcomer = (nets: number[], own = true): World => ({
  people: [0, 1, 2, 3].map((sponsor) => ({ sponsor, rank: 0, isActive: true, status: 'active' })),
  orders: nets.map((net) => ({ partner: 4, own, net, refunded: 0, margin: 0, day: 3 })),
});

test('FST-01: 20 % of each order of a newcomer’s first days', () => {
  const start: FastStart = { ...START, rates: { kind: 'by_level', levels: ['0.20'] } };
  const rows = rowsText(
    runWorld(newcomer([13_200, 7_800, 14_700]), [start], { joinedOn: { 4: '2026-02-01T00:00:00Z' } }),
  );
  expect(rows).toEqual(['1 3 1 0.2 26.40', '2 3 1 0.2 15.60', '3 3 1 0.2 29.40']);
});

test('FST-03: three levels of sponsors, of orders of the newcomer and of his customers alike', () => {
  const expected = ['1 3 1 0.2 20.00', '1 2 2 0.1 10.00', '1 1 3 0.05 5.00'];
  for (const own of [true, false]) {
    expect(rowsText(runWorld(newcomer([10_000], own), [START], { joinedOn: { 4: '2026-02-01T00:00:00Z' } }))).toEqual(
      expected,
    );
  }
});

test('the window ends with its last instant', () => {
  const joinedOn = { 4: '2026-03-01T10:00:00Z' };
  const paid = (windowDays: number) =>
    runWorld(newcomer([10_000]), [{ ...START, window_days: windowDays }], { joinedOn }).totals.rows;
  expect([paid(2), paid(3)]).toEqual([0, 3]);
});

test('what fast start pays it may take away from later components', () => {
  const walk = {
    ...START,
    kind: 'level_walk',
    id: 'walk',
    pays_consumed: false,
    depth_unlock: [],
    pay_buyer: false,
    stops_at_breakaway: false,
  };
  const { window_days: _, ...level } = walk;
  const { rows } = runWorld(newcomer([10_000]), [{ ...START, consumes: true }, level], {
    joinedOn: { 4: '2026-02-01T00:00:00Z' },
  });
  expect(new Set(rows.map(({ component }) => component))).toEqual(new Set(['tested']));
});
