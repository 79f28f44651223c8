import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakaway, type Breakaway } from '#app/domain/engine/primitives/breakaway.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import { expectLaws, expectRule } from '#tests/domain/engine/primitives/laws.ts';
import {
  chain,
  lineFrom,
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

const RATES = [
  { rank: 'r2', rate: '0.05' },
  { rank: 'r3', rate: '0.07' },
];
const BREAKAWAY: Breakaway = {
  ...ORDER_FIELDS,
  kind: 'breakaway',
  override: { kind: 'differential', rates: RATES, equal_rank: { kind: 'min_override', rate: '0.01' }, generations: 1 },
  max_physical_depth: 1000,
};

const arbRate = fc.integer({ min: 0, max: 300_000 }).map(rateText);
const arbRank = fc.constantFrom('r1', 'r2', 'r3');
const arbOverride: fc.Arbitrary<Breakaway['override']> = fc.oneof(
  fc
    .record({
      rates: fc.uniqueArray(fc.record({ rank: arbRank, rate: arbRate }), {
        minLength: 1,
        selector: ({ rank }) => rank,
      }),
      floor: fc.option(arbRate),
      generations: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ rates, floor, generations }) => ({
      kind: 'differential' as const,
      rates,
      equal_rank: floor === null ? { kind: 'none' as const } : { kind: 'min_override' as const, rate: floor },
      generations,
    })),
  fc
    .array(fc.integer({ min: 1, max: 300_000 }).map(rateText), { minLength: 1, maxLength: 4 })
    .map((levels) => ({ kind: 'fixed' as const, rates: { kind: 'by_level' as const, levels } })),
);
const arbBreakaway: fc.Arbitrary<Breakaway> = fc
  .record({ override: arbOverride, max_physical_depth: fc.integer({ min: 1, max: 14 }) })
  .map((fields) => ({ ...BREAKAWAY, ...fields }));

function naive(world: World, { override, max_physical_depth: depth }: Breakaway, order: Order) {
  const line = lineFrom(world, order.partner).slice(0, depth);
  const [head, ...above] = line.filter((partner) => rankOf(world, partner) >= 2);
  if (head === undefined) return [];
  const heads = above.filter((partner) => qualifies(world, partner));
  if (override.kind === 'fixed') {
    const levels = override.rates.kind === 'by_level' ? override.rates.levels : [];
    return levels.flatMap((rate, place) => {
      const earner = heads[place];
      return earner === undefined ? [] : [{ earner, level: place + 1, ratePpm: ppmOfText(rate) }];
    });
  }
  const rate = (partner: number) =>
    ppmOfText(override.rates.find(({ rank }) => rank === `r${rankOf(world, partner)}`)?.rate ?? '0');
  const floor = override.equal_rank.kind === 'none' ? 0 : ppmOfText(override.equal_rank.rate);
  return heads
    .filter((partner) => rate(partner) > 0)
    .slice(0, override.generations)
    .map((earner, place, all) => {
      const below = Math.max(...[head, ...all.slice(0, place)].map(rate));
      return { earner, level: place + 1, ratePpm: Math.max(rate(earner) - below, floor) };
    })
    .filter(({ ratePpm }) => ratePpm > 0);
}

test('an override pays what the rule says of every single order', () => {
  expectRule(arbBreakaway, naive, 150);
});

test('the budget is kept, whatever the override and refunds', () => {
  expectLaws(arbBreakaway, 60);
});

const half = { volume: 'net', factor: '0.4' } as const;
const LEVELS = {
  ...ORDER_FIELDS,
  id: 'levels',
  kind: 'level_walk',
  base: half,
  rates: { kind: 'by_level', levels: ['0.05', '0.05', '0.05', '0.05'] },
  tagged_rates: [],
  compression: { kind: 'none' },
  max_physical_depth: 1000,
  depth_unlock: [],
  pay_buyer: false,
  stops_at_breakaway: true,
};

test('BRK-01: levels stop with the head of the group, and the next head gets the difference', () => {
  const world = chain([3, 3, 2, 1, 1, 0], { net: 30_000 });
  const orders = [...world.orders, { ...world.orders[0], partner: 4, own: true, net: 20_000 }] as World['orders'];
  const { rows } = runWorld({ ...world, orders }, [LEVELS, { ...BREAKAWAY, base: half }]);
  expect(rows.map((row) => `${row.component} ${row.order} ${row.earner} ${row.level} ${row.amount}`)).toEqual([
    'levels 1 5 1 6.00',
    'levels 1 4 2 6.00',
    'levels 1 3 3 6.00',
    'tested 1 2 1 2.40',
    'levels 2 3 1 4.00',
    'tested 2 2 1 1.60',
  ]);
});

test('a head’s own order belongs to his group: no level above him, but the override', () => {
  const { rows } = runWorld(chain([3, 1, 2]), [LEVELS, BREAKAWAY]);
  expect(rows.map((row) => `${row.component} ${row.earner} ${row.amount}`)).toEqual(['tested 1 2.00']);
});

test('BRK-03 and BRK-04: equal rank gets no row without a floor, the floor with one', () => {
  const world = chain([2, 2, 0]);
  const none = { ...BREAKAWAY, override: { ...BREAKAWAY.override, equal_rank: { kind: 'none' } } };
  expect(rowsText(runWorld(world, [none]))).toEqual([]);
  expect(rowsText(runWorld(world, [BREAKAWAY]))).toEqual(['1 1 1 0.01 1.00']);
});

test('BRK-05: who is inactive and under-ranked between two heads does not block', () => {
  const rates = [
    { rank: 'r2', rate: '0.10' },
    { rank: 'r3', rate: '0.15' },
  ];
  const component = { ...BREAKAWAY, base: half, override: { ...BREAKAWAY.override, rates } };
  expect(rowsText(runWorld(chain([3, 1, 2, 1], { net: 30_000, inactive: [2] }), [component]))).toEqual([
    '1 1 1 0.05 6.00',
  ]);
});

test('the worst case is reached: the floor counts for every generation that no difference fills', () => {
  const { ranks } = planWith([]);
  const three = { ...BREAKAWAY, override: { ...BREAKAWAY.override, generations: 3 } } as Breakaway;
  // A head of the lower rank, then the difference once and the floor twice.
  expect(breakaway.worstCasePpm(three, ranks)).toBe(40_000);
  expect(runWorld(chain([3, 3, 3, 2]), [three]).totals).toMatchObject({ budget: '4.00', paid: '4.00' });
  expect(breakaway.worstCasePpm(three, { ...ranks, breakaway_by: 'title' })).toBe(90_000);
  expect(breakaway.worstCasePpm(three, { ...ranks, breakaway_rank: null })).toBe(0);
});

test('the difference is to the highest head below, not to the nearest', () => {
  const component = { ...BREAKAWAY, override: { ...BREAKAWAY.override, generations: 3 } } as Breakaway;
  expect(rowsText(runWorld(chain([3, 2, 3, 2]), [component]))).toEqual([
    '1 3 1 0.02 2.00',
    '1 2 2 0.01 1.00',
    '1 1 3 0.01 1.00',
  ]);
});

test('a head whose rank has no rate uses up a fixed generation, and none of a difference', () => {
  const only = (override: Breakaway['override']) => rowsText(runWorld(chain([3, 2, 2]), [{ ...BREAKAWAY, override }]));
  const ranks = [{ rank: 'r3', levels: ['0.05', '0.02'] }];
  expect(only({ kind: 'fixed', rates: { kind: 'by_rank', ranks } })).toEqual(['1 1 2 0.02 2.00']);
  const rates = [{ rank: 'r3', rate: '0.07' }];
  expect(only({ kind: 'differential', rates, equal_rank: { kind: 'none' }, generations: 1 })).toEqual([
    '1 1 1 0.07 7.00',
  ]);
});

test('an order below no head has no budget', () => {
  expect(runWorld(chain([1, 1]), [BREAKAWAY]).totals.budget).toBe('0.00');
});

test('a plan that asks for groups says from which rank on they break away', () => {
  const { ranks, ...plan } = planWith([LEVELS, BREAKAWAY]);
  const parsed = parsePlan({ ...plan, ranks: { ...ranks, breakaway_rank: null } });
  expect(parsed.ok ? [] : parsed.findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'not-here components[0].stops_at_breakaway',
    'not-here components[1].kind',
  ]);
});
