import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelWalk, type LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import { expectLaws, expectRule } from '#tests/domain/engine/primitives/laws.ts';
import {
  chain,
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

const WALK: LevelWalk = {
  ...ORDER_FIELDS,
  kind: 'level_walk',
  rates: { kind: 'by_level', levels: ['0.10', '0.05', '0.03'] },
  tagged_rates: [],
  compression: { kind: 'none' },
  max_physical_depth: 1000,
  depth_unlock: [],
  pay_buyer: false,
  stops_at_breakaway: false,
};

const arbLevels = fc.array(fc.integer({ min: 1, max: 300_000 }).map(rateText), { minLength: 1, maxLength: 4 });
const arbRank = fc.constantFrom('r1', 'r2', 'r3');
const arbWalk: fc.Arbitrary<LevelWalk> = fc
  .record({
    rates: fc.oneof(
      arbLevels.map((levels) => ({ kind: 'by_level' as const, levels })),
      fc
        .uniqueArray(fc.record({ rank: arbRank, levels: arbLevels }), { minLength: 1, selector: ({ rank }) => rank })
        .map((ranks) => ({ kind: 'by_rank' as const, ranks })),
    ),
    compression: fc.oneof(
      fc
        .constantFrom('none' as const, 'standard' as const, 'physical' as const, 'dynamic' as const)
        .map((kind) => ({ kind })),
      arbRank.map((rank) => ({ kind: 'below_rank' as const, rank })),
    ),
    pay_buyer: fc.boolean(),
    stops_at_breakaway: fc.boolean(),
    max_physical_depth: fc.integer({ min: 1, max: 14 }),
  })
  .map((fields) => ({ ...WALK, ...fields }));

function naive(world: World, walk: LevelWalk, order: Order) {
  const rank = (partner: number) => rankOf(world, partner);
  const levelsOf = (partner: number): readonly string[] =>
    walk.rates.kind === 'by_level'
      ? walk.rates.levels
      : (walk.rates.ranks.find((row) => row.rank === `r${rank(partner)}`)?.levels ?? []);
  const lists = walk.rates.kind === 'by_level' ? [walk.rates.levels] : walk.rates.ranks.map(({ levels }) => levels);
  const most = Math.max(...lists.map((list) => list.length));
  const { compression } = walk;
  const takesNone = (partner: number, level: number) => {
    const hasLeft = world.people[partner - 1]?.status === 'terminated';
    switch (compression.kind) {
      case 'none':
        return false;
      case 'standard':
        return !qualifies(world, partner);
      case 'physical':
        return hasLeft;
      case 'below_rank':
        return !qualifies(world, partner) || rank(partner) < Number(compression.rank.slice(1));
      case 'dynamic':
        return !qualifies(world, partner) || levelsOf(partner)[level - 1] === undefined;
    }
  };
  const isHead = (partner: number) => walk.stops_at_breakaway && rank(partner) >= 2;
  const rows: { earner: number; level: number; ratePpm: number }[] = [];
  if (order.own && !walk.pay_buyer && isHead(order.partner)) return rows;
  let level = 0;
  for (const partner of lineOf(world, order, walk.pay_buyer).slice(0, walk.max_physical_depth)) {
    if (level === most) break;
    if (!takesNone(partner, level + 1)) {
      level++;
      const rate = levelsOf(partner)[level - 1];
      if (qualifies(world, partner) && rate !== undefined) {
        rows.push({ earner: partner, level, ratePpm: ppmOfText(rate) });
      }
    }
    if (isHead(partner)) break;
  }
  return rows;
}

test('a walk by levels pays what the rule says, in every compression, within a breakaway group or beyond it', () => {
  expectRule(arbWalk, naive, 200);
});

test('the budget is kept, whatever the compression and refunds', () => {
  expectLaws(arbWalk, 50);
});

test('UNI-04 and UNI-05: who is inactive takes no level, or takes it for nothing', () => {
  const rows = (['standard', 'none'] as const).map((kind) =>
    rowsText(runWorld(chain([1, 1, 0], { inactive: [2] }), [{ ...WALK, compression: { kind } }])),
  );
  expect(rows).toEqual([['1 1 1 0.1 10.00'], ['1 1 2 0.05 5.00']]);
});

test('a group’s own levels end with its head, who may be the buyer himself', () => {
  const walk: LevelWalk = { ...WALK, stops_at_breakaway: true };
  expect(rowsText(runWorld(chain([3, 2, 1, 0]), [walk]))).toEqual(['1 3 1 0.1 10.00', '1 2 2 0.05 5.00']);
  expect(rowsText(runWorld(chain([3, 1, 2]), [walk]))).toEqual([]);
  expect(rowsText(runWorld(chain([3, 1, 2]), [{ ...walk, pay_buyer: true }]))).toEqual(['1 3 1 0.1 10.00']);
});

test('the worst case is the dearest rank at every level', () => {
  const rates: LevelWalk['rates'] = {
    kind: 'by_rank',
    ranks: [
      { rank: 'r1', levels: ['0.1', '0.01'] },
      { rank: 'r2', levels: ['0.05', '0.2', '0.03'] },
    ],
  };
  expect(levelWalk.worstCasePpm({ ...WALK, rates })).toBe(330_000);
});
