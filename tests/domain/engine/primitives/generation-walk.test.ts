import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generationWalk, type GenerationWalk } from '#app/domain/engine/primitives/generation-walk.ts';
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

const WALK: GenerationWalk = {
  ...ORDER_FIELDS,
  kind: 'generation_walk',
  boundary: { kind: 'threshold_rank', rank: 'r2' },
  inactive_leader: 'boundary',
  leader_volume: 'closed_generation',
  generations: [
    { rank: 'r1', at_most: 3 },
    { rank: 'r2', at_most: 3 },
    { rank: 'r3', at_most: 3 },
  ],
  rates: { kind: 'by_level', levels: ['0.10', '0.06', '0.04'] },
  tagged_rates: [],
  pay_buyer: false,
  max_physical_depth: 1000,
};

const arbLevels = fc.array(fc.integer({ min: 1, max: 300_000 }).map(rateText), { minLength: 1, maxLength: 4 });
const arbRank = fc.constantFrom('r1', 'r2', 'r3');
const arbWalk: fc.Arbitrary<GenerationWalk> = fc
  .record({
    boundary: fc.oneof(
      fc.constant({ kind: 'same_rank' as const }),
      arbRank.map((rank) => ({ kind: 'threshold_rank' as const, rank })),
    ),
    inactive_leader: fc.constantFrom('boundary' as const, 'invisible' as const, 'invisible_consumes_number' as const),
    leader_volume: fc.constantFrom('closed_generation' as const, 'next_generation' as const),
    generations: fc.uniqueArray(fc.record({ rank: arbRank, at_most: fc.nat({ max: 5 }) }), {
      minLength: 1,
      selector: ({ rank }) => rank,
    }),
    rates: fc.oneof(
      arbLevels.map((levels) => ({ kind: 'by_level' as const, levels })),
      fc
        .uniqueArray(fc.record({ rank: arbRank, levels: arbLevels }), { minLength: 1, selector: ({ rank }) => rank })
        .map((ranks) => ({ kind: 'by_rank' as const, ranks })),
    ),
    pay_buyer: fc.boolean(),
    max_physical_depth: fc.integer({ min: 1, max: 14 }),
  })
  .map((fields) => ({ ...WALK, ...fields }));

/** From the rule alone: the generation of somebody is one more than the leaders between him and the order. */
function naive(world: World, walk: GenerationWalk, order: Order) {
  const { partner: source, own } = order;
  const { boundary } = walk;
  const rank = (partner: number) => rankOf(world, partner);
  const threshold = boundary.kind === 'threshold_rank' ? Number(boundary.rank.slice(1)) : 1;
  const closes = (partner: number, earner: number) =>
    rank(partner) >= (boundary.kind === 'threshold_rank' ? threshold : rank(earner)) && rank(partner) > 0;
  const line = lineOf(world, order, walk.pay_buyer).slice(0, walk.max_physical_depth);
  const countsSource =
    own &&
    !walk.pay_buyer &&
    walk.leader_volume === 'next_generation' &&
    (walk.inactive_leader === 'boundary' || qualifies(world, source));
  return line.flatMap((earner, place) => {
    if (!qualifies(world, earner) || rank(earner) < threshold) return [];
    const between = line
      .slice(0, place)
      .filter((partner) => qualifies(world, partner) || walk.inactive_leader !== 'invisible');
    const below = countsSource ? [source, ...between] : between;
    const generation = below.filter((partner) => closes(partner, earner)).length + 1;
    const most = walk.generations.find((limit) => limit.rank === `r${rank(earner)}`)?.at_most ?? 0;
    const levels =
      walk.rates.kind === 'by_level'
        ? walk.rates.levels
        : (walk.rates.ranks.find((row) => row.rank === `r${rank(earner)}`)?.levels ?? []);
    const rate = levels[generation - 1];
    return generation > most || rate === undefined ? [] : [{ earner, level: generation, ratePpm: ppmOfText(rate) }];
  });
}

test('a walk by generations pays what the rule says of every single order', () => {
  expectRule(arbWalk, naive, 150);
});

test('the budget is kept, whatever the boundaries, limits and refunds', () => {
  expectLaws(arbWalk, 60);
});

test('GEN-01: every leader closes a generation and is paid for it', () => {
  expect(rowsText(runWorld(chain([2, 1, 2, 1, 2, 1, 1], { net: 20_000 }), [WALK]))).toEqual([
    '1 5 1 0.1 20.00',
    '1 3 2 0.06 12.00',
    '1 1 3 0.04 8.00',
  ]);
});

test('GEN-03 to GEN-05: a leader who does not qualify closes, is not seen, or uses up a number', () => {
  const world = chain([2, 2, 1], { inactive: [2] });
  const rows = (['boundary', 'invisible', 'invisible_consumes_number'] as const).map((inactive) =>
    rowsText(
      runWorld(world, [{ ...WALK, inactive_leader: inactive, rates: { kind: 'by_level', levels: ['0.10', '0.05'] } }]),
    ),
  );
  expect(rows).toEqual([['1 1 2 0.05 5.00'], ['1 1 1 0.1 10.00'], ['1 1 2 0.05 5.00']]);
});

test('GEN-06: the order of a leader does not use up a generation, unless the plan says that it belongs above', () => {
  const world = chain([2, 2]);
  expect(rowsText(runWorld(world, [WALK]))).toEqual(['1 1 1 0.1 10.00']);
  expect(rowsText(runWorld(world, [{ ...WALK, leader_volume: 'next_generation' }]))).toEqual(['1 1 2 0.06 6.00']);
});

test('GEN-07: with the earner’s own rank as the boundary a higher rank sees fewer generations', () => {
  const walk: GenerationWalk = {
    ...WALK,
    boundary: { kind: 'same_rank' },
    rates: { kind: 'by_level', levels: ['0.10', '0.05', '0.03'] },
  };
  expect(rowsText(runWorld(chain([3, 2, 2, 1, 1], { net: 20_000 }), [walk]))).toEqual([
    '1 4 1 0.1 20.00',
    '1 3 1 0.1 20.00',
    '1 2 2 0.05 10.00',
    '1 1 1 0.1 20.00',
  ]);
});

test('the worst case is reached, and no rank below the boundary adds to it', () => {
  const { ranks } = planWith([]);
  const byRank: GenerationWalk = {
    ...WALK,
    rates: {
      kind: 'by_rank',
      ranks: [
        { rank: 'r1', levels: ['0.5', '0.5'] },
        { rank: 'r2', levels: ['0.01', '0.02'] },
        { rank: 'r3', levels: ['0.03'] },
      ],
    },
  };
  expect(generationWalk.worstCasePpm(byRank, ranks)).toBe(50_000);
  expect(rowsText(runWorld(chain([2, 3, 1]), [byRank]))).toEqual(['1 2 1 0.03 3.00', '1 1 2 0.02 2.00']);
  const same: GenerationWalk = { ...byRank, boundary: { kind: 'same_rank' } };
  expect(generationWalk.worstCasePpm(same, ranks)).toBe(1_060_000);
  const all = runWorld(chain([3, 2, 2, 1, 1, 0]), [same]);
  expect(all.totals).toMatchObject({ budget: '106.00', paid: '106.00', breakage: '0.00' });
});

test('products with a tag have their own rates, and products of one rate are one row', () => {
  const world = chain([2, 2, 1, 0]);
  const orders = world.orders.map((each) => ({ ...each, premium: 5_000 }));
  const walk: GenerationWalk = {
    ...WALK,
    boundary: { kind: 'same_rank' },
    generations: [
      { rank: 'r1', at_most: 1 },
      { rank: 'r2', at_most: 2 },
    ],
    tagged_rates: [{ match: 'tag', value: 'Premium', rates: { kind: 'by_level', levels: ['0.20', '0.06'] } }],
  };
  const result = runWorld({ ...world, orders }, [walk]);
  expect(rowsText(result)).toEqual([
    '1 3 1 0.1 10.00',
    '1 3 1 0.2 10.00',
    '1 2 1 0.1 10.00',
    '1 2 1 0.2 10.00',
    '1 1 2 0.06 9.00',
  ]);
  expect(result.totals).toMatchObject({ budget: '49.00', paid: '49.00' });
});

test('a rate is read by rank and generation, within the limit of the rank', () => {
  const productClass = { tags: [], collections: [] };
  const walk = { ...WALK, generations: [{ rank: 'r2', at_most: 2 }] };
  const at = (rank: string | null, level: number) => generationWalk.cellOf(walk, { productClass, rank, level }).ratePpm;
  expect([at('r2', 2), at('r2', 3), at('r1', 1), at(null, 1)]).toEqual([60_000, 0, 0, 0]);
});
