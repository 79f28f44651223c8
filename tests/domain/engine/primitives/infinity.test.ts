import fc from 'fast-check';
import { expect, test } from 'vitest';
import { infinity, type Infinity } from '#app/domain/engine/primitives/infinity.ts';
import { expectLaws, expectRule } from '#tests/domain/engine/primitives/laws.ts';
import {
  chain,
  lineOf,
  ORDER_FIELDS,
  planWith,
  ppmOfText,
  qualifies,
  rankOf,
  rateText,
  rowsText,
  runWorld,
  type Order,
  type World,
} from '#tests/domain/engine/primitives/world.ts';

const INFINITY: Infinity = {
  ...ORDER_FIELDS,
  kind: 'infinity',
  from_level: 2,
  rates: [
    { rank: 'r2', rate: '0.01' },
    { rank: 'r3', rate: '0.02' },
  ],
  mode: { kind: 'differential', equal_rank: { kind: 'none' }, max_total_rate: '1' },
  pay_buyer: false,
  max_physical_depth: 1000,
};

const arbRate = fc.integer({ min: 0, max: 300_000 }).map(rateText);
const arbInfinity: fc.Arbitrary<Infinity> = fc
  .record({
    from_level: fc.integer({ min: 1, max: 4 }),
    rates: fc.uniqueArray(fc.record({ rank: fc.constantFrom('r1', 'r2', 'r3'), rate: arbRate }), {
      minLength: 1,
      selector: ({ rank }) => rank,
    }),
    mode: fc.oneof(
      fc.record({ floor: fc.option(arbRate), max_total_rate: arbRate }).map(({ floor, max_total_rate }) => ({
        kind: 'differential' as const,
        equal_rank: floor === null ? { kind: 'none' as const } : { kind: 'min_override' as const, rate: floor },
        max_total_rate,
      })),
      fc.constantFrom('inclusive' as const, 'exclusive' as const).map((blocker) => ({
        kind: 'until_blocked' as const,
        blocker,
      })),
    ),
    pay_buyer: fc.boolean(),
    max_physical_depth: fc.integer({ min: 1, max: 14 }),
  })
  .map((fields) => ({ ...INFINITY, ...fields }));

function naive(world: World, component: Infinity, order: Order) {
  const { mode, from_level: fromLevel } = component;
  const rank = (partner: number) => rankOf(world, partner);
  const rate = (partner: number) =>
    ppmOfText(component.rates.find((row) => row.rank === `r${rank(partner)}`)?.rate ?? '0');
  const line = lineOf(world, order, component.pay_buyer).slice(0, component.max_physical_depth);
  if (mode.kind === 'until_blocked') {
    return line.flatMap((earner, place) => {
      const below = new Set([order.partner, ...line.slice(0, place)]);
      if (mode.blocker === 'inclusive' || earner === order.partner) below.delete(order.partner);
      const isBlocked = [...below].some((partner) => qualifies(world, partner) && rank(partner) >= rank(earner));
      const earns = place + 1 >= fromLevel && qualifies(world, earner) && rate(earner) > 0 && !isBlocked;
      return earns ? [{ earner, level: place + 1, ratePpm: rate(earner) }] : [];
    });
  }
  const floor = mode.equal_rank.kind === 'none' ? 0 : ppmOfText(mode.equal_rank.rate);
  const highest = Math.max(...component.rates.map((row) => ppmOfText(row.rate)));
  const cap = floor > 0 ? ppmOfText(mode.max_total_rate) : Math.min(highest, ppmOfText(mode.max_total_rate));
  const rows: { earner: number; level: number; ratePpm: number }[] = [];
  line.forEach((earner, place) => {
    const below = line.slice(fromLevel - 1, place).filter((partner) => qualifies(world, partner));
    const most = Math.max(0, ...below.map(rate));
    if (place + 1 < fromLevel || !qualifies(world, earner) || rate(earner) === 0 || rate(earner) < most) return;
    const paid = rows.reduce((sum, { ratePpm }) => sum + ratePpm, 0);
    const due = Math.min(Math.max(rate(earner) - most, floor), cap - paid);
    if (due > 0) rows.push({ earner, level: place + 1, ratePpm: due });
  });
  return rows;
}

test('infinity pays what the rule says of every single order', () => {
  expectRule(arbInfinity, naive, 150);
});

test('the budget is kept, whatever the mode, the first level and refunds', () => {
  expectLaws(arbInfinity, 60);
});

test('INF-01: the first level is left out, equal rank gets nothing, the next higher one the difference', () => {
  expect(rowsText(runWorld(chain([3, 3, 2, 2, 2, 0]), [INFINITY]))).toEqual(['1 4 2 0.01 1.00', '1 2 4 0.01 1.00']);
});

test('until blocked, everybody gets his whole rate, and equal rank below ends it', () => {
  const mode = { kind: 'until_blocked' as const, blocker: 'exclusive' as const };
  const rows = rowsText(runWorld(chain([3, 3, 2, 2, 0, 0]), [{ ...INFINITY, from_level: 1, mode }]));
  expect(rows).toEqual(['1 4 2 0.01 1.00', '1 2 4 0.02 2.00']);
});

test('the order of a blocker counts above him where the plan includes it', () => {
  const rows = (['inclusive', 'exclusive'] as const).map((blocker) =>
    rowsText(runWorld(chain([2, 2]), [{ ...INFINITY, from_level: 1, mode: { kind: 'until_blocked', blocker } }])),
  );
  expect(rows).toEqual([['1 1 1 0.01 1.00'], []]);
});

test('the worst case is reached', () => {
  const mode = { kind: 'until_blocked' as const, blocker: 'inclusive' as const };
  const component = { ...INFINITY, from_level: 1, mode };
  expect(infinity.worstCasePpm(component)).toBe(50_000);
  expect(runWorld(chain([3, 2, 3], { own: false }), [component]).totals).toMatchObject({
    budget: '5.00',
    paid: '5.00',
  });
  expect(infinity.worstCasePpm({ ...component, from_level: 2 })).toBe(30_000);
  expect(infinity.worstCasePpm({ ...component, orders: 'own' })).toBe(30_000);
  expect(planWith([component]).components).toHaveLength(1);
});
