import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pointsSplit, type PointsSplit } from '#app/domain/engine/primitives/points-split.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
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

const SPLIT: PointsSplit = {
  ...ORDER_FIELDS,
  kind: 'points_split',
  points: 8,
  rate_per_point: '0.05',
  points_by_rank: [
    { rank: 'r1', points: 1 },
    { rank: 'r2', points: 3 },
    { rank: 'r3', points: 6 },
  ],
  pay_buyer: false,
  max_physical_depth: 1000,
};

const arbSplit: fc.Arbitrary<PointsSplit> = fc
  .record({
    points: fc.integer({ min: 1, max: 10 }),
    rate_per_point: fc.integer({ min: 0, max: 100_000 }).map(rateText),
    points_by_rank: fc.uniqueArray(
      fc.record({ rank: fc.constantFrom('r1', 'r2', 'r3'), points: fc.integer({ min: 1, max: 8 }) }),
      { minLength: 1, selector: ({ rank }) => rank },
    ),
    pay_buyer: fc.boolean(),
    max_physical_depth: fc.integer({ min: 1, max: 14 }),
  })
  .map((fields) => ({ ...SPLIT, ...fields }));

function naive(world: World, split: PointsSplit, order: Order) {
  let left = split.points;
  return lineOf(world, order, split.pay_buyer)
    .slice(0, split.max_physical_depth)
    .flatMap((earner, place) => {
      const own = split.points_by_rank.find(({ rank }) => rank === `r${rankOf(world, earner)}`)?.points ?? 0;
      const taken = qualifies(world, earner) ? Math.min(left, own) : 0;
      left -= taken;
      return taken === 0 ? [] : [{ earner, level: place + 1, ratePpm: taken * ppmOfText(split.rate_per_point) }];
    });
}

test('points go up the line until none is left', () => {
  expectRule(arbSplit, naive, 120);
});

test('the budget is kept, whatever the points and refunds', () => {
  expectLaws(arbSplit, 50);
});

test('everybody takes up to his rank’s points, the last one what is left', () => {
  const world = chain([3, 3, 2, 0, 1], { own: false });
  expect(rowsText(runWorld(world, [SPLIT]))).toEqual(['1 5 1 0.05 5.00', '1 3 3 0.15 15.00', '1 2 4 0.2 20.00']);
  expect(pointsSplit.worstCasePpm(SPLIT)).toBe(400_000);
});

test('points cannot be worth more than the order', () => {
  const parsed = parsePlan(planWith([{ ...SPLIT, rate_per_point: '0.126' }]));
  expect(parsed.ok ? [] : parsed.findings).toMatchObject([
    { code: 'not-a-rate', path: 'components[0].rate_per_point' },
  ]);
});

test('a rank’s cell is the rate of all its points', () => {
  const at = (rank: string | null) =>
    pointsSplit.cellOf(SPLIT, { productClass: { tags: [], collections: [] }, rank, level: 1 }).ratePpm;
  expect([at('r2'), at(null)]).toEqual([150_000, 0]);
});
