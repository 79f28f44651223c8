import { expect, test } from 'vitest';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import { fullPlan } from '#tests/domain/plan/full-plan.ts';

type Path = readonly (string | number)[];

/** What is found wrong when one place of the full plan says something else: `code path`. */
function found(...changes: [Path, unknown][]): string[] {
  const document: unknown = JSON.parse(JSON.stringify(fullPlan()));
  for (const [path, value] of changes) {
    const holder = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], document);
    (holder as Record<string | number, unknown>)[path.at(-1) ?? ''] = value;
  }
  const parsed = parsePlan(document);
  return parsed.ok ? [] : parsed.findings.map(({ code, path }) => `${code} ${path}`);
}

const ACHIEVE = ['ranks', 'ladder', 0, 'achieve'] as const;
const GROUP = {
  ...{ kind: 'group_volume', tree: 'sponsor', volume: 'pv', at_least: '10', levels: null },
  ...{ includes_own: true, without_breakaway: true, max_leg_share: '1' },
};

test('the full plan fits', () => {
  expect(found()).toEqual([]);
});

test.each<[string, Path, unknown, string[]]>([
  ['an unknown breakaway rank', ['ranks', 'breakaway_rank'], 'diamond', ['unknown-rank ranks.breakaway_rank']],
  [
    'an unknown rank in a condition',
    ['components', 1, 'qualification', 'at_least'],
    'diamond',
    ['unknown-rank components[1].qualification.at_least'],
  ],
  [
    'an unknown rank that opens levels',
    ['components', 1, 'depth_unlock', 0, 'when', 'at_least'],
    'diamond',
    ['unknown-rank components[1].depth_unlock[0].when.at_least'],
  ],
  [
    'an unknown rank in a rate table',
    ['components', 1, 'rates', 'ranks', 0, 'rank'],
    'diamond',
    ['unknown-rank components[1].rates.ranks[0].rank'],
  ],
  [
    'an unknown rank in a cap',
    ['components', 1, 'cap', 'ranks', 0, 'rank'],
    'diamond',
    ['unknown-rank components[1].cap.ranks[0].rank'],
  ],
  [
    'a rank twice in a cap',
    ['components', 1, 'cap', 'ranks'],
    [
      { rank: 'gold', amount: '1' },
      { rank: 'gold', amount: '2' },
    ],
    ['id-taken components[1].cap.ranks'],
  ],
  [
    'a rank twice in a rate table',
    ['components', 1, 'rates', 'ranks'],
    [
      { rank: 'gold', levels: ['0.1'] },
      { rank: 'gold', levels: ['0.2'] },
    ],
    ['id-taken components[1].rates.ranks'],
  ],
  ['an unknown tree', ['components', 0, 'tree'], 'forest', ['unknown-tree components[0].tree']],
  [
    'an unknown tree in a condition',
    [...ACHIEVE, 'of', 8, 'tree'],
    'forest',
    ['unknown-tree ranks.ladder[0].achieve.of[8].tree'],
  ],
  [
    'an unknown component under a cap',
    ['caps', 'company', 'components', 1],
    'retail',
    ['unknown-component caps.company.components[1]'],
  ],
  ['a cap finer than the currency', ['caps', 'partner', 'amount'], '1.001', ['not-an-amount caps.partner.amount']],
  [
    'a rank’s cap finer than the currency',
    ['components', 1, 'cap', 'otherwise'],
    '1.001',
    ['not-an-amount components[1].cap.otherwise'],
  ],
  [
    'an activity finer than the currency',
    ['activity', 'of', 0, 'at_least'],
    '1.001',
    ['not-an-amount activity.of[0].at_least'],
  ],
  [
    'a customer’s volume finer than the currency',
    [...ACHIEVE, 'of', 4, 'volume_each'],
    '1.001',
    ['not-an-amount ranks.ladder[0].achieve.of[4].volume_each'],
  ],
  [
    'a limit of own volume finer than its points',
    ['rules', 'self_volume_limit', 'at_most'],
    '1.001',
    ['not-an-amount rules.self_volume_limit.at_most'],
  ],
  ['activity that asks for activity', ['activity', 'of', 0], { kind: 'active' }, ['looks-ahead activity.of[0].kind']],
  [
    'activity that asks for a rank',
    ['activity', 'of', 0],
    { kind: 'rank', at_least: 'gold' },
    ['looks-ahead activity.of[0].kind'],
  ],
  ['activity that asks for own groups', ['activity', 'of', 0], GROUP, ['looks-ahead activity.of[0].kind']],
  [
    'activity that asks for active people',
    ['activity', 'of', 0],
    { kind: 'personally_sponsored', at_least: 1, rank: null, is_active: true },
    ['looks-ahead activity.of[0].kind'],
  ],
  [
    'activity that asks for active people by leg',
    ['activity', 'of', 0],
    { kind: 'sponsored_in_legs', tree: 'legs', legs: 2, at_least: 1, rank: null, is_active: true },
    ['looks-ahead activity.of[0].kind'],
  ],
  [
    'a rank that asks for a higher one by leg',
    [...ACHIEVE, 'of', 10, 'rank'],
    'gold',
    ['looks-ahead ranks.ladder[0].achieve.of[10].rank'],
  ],
  [
    'a rank that asks for its own',
    [...ACHIEVE],
    { kind: 'rank', at_least: 'bronze' },
    ['looks-ahead ranks.ladder[0].achieve.kind'],
  ],
  [
    'a rank that asks for a higher one',
    [...ACHIEVE, 'of', 7, 'rank'],
    'gold',
    ['looks-ahead ranks.ladder[0].achieve.of[7].rank'],
  ],
  [
    'ranks of legs outside the sponsor tree',
    [...ACHIEVE, 'of', 7, 'tree'],
    'places',
    ['not-here ranks.ladder[0].achieve.of[7].tree'],
  ],
  [
    'own groups outside the sponsor tree',
    [...ACHIEVE, 'of', 5, 'tree'],
    'legs',
    ['not-here ranks.ladder[0].achieve.of[5].tree'],
  ],
  ['own groups by level', [...ACHIEVE, 'of', 5, 'levels'], 2, ['not-here ranks.ladder[0].achieve.of[5].levels']],
])('%s does not fit', (_, path, value, findings) => {
  expect(found([path, value])).toEqual(findings);
});

test.each<[string, Path, string]>([
  ['rank', ['ranks', 'ladder', 1, 'id'], 'bronze'],
  ['component', ['components', 1, 'id'], 'level'],
  ['tree', ['trees', 2, 'id'], 'legs'],
])('the id of a %s is its own', (_, path, value) => {
  // Whatever named the old id is found too.
  expect(found([path, value])[0]).toMatch(/^id-taken .*\[[12]\]\.id$/);
});

test('components stand in the order of their phases', () => {
  const { components } = fullPlan();
  expect(found([['components'], components.toReversed()])).toEqual([
    'wrong-order components[1].kind',
    'wrong-order components[2].kind',
  ]);
});

test('the sponsor tree is the first', () => {
  const { trees } = fullPlan();
  expect(found([['trees'], trees.toReversed()])).toEqual(['unknown-tree trees[0]']);
});

test('points that follow net goods are not coarser than the currency', () => {
  const changes: [Path, unknown][] = [
    [['volumes', 'scale'], 0],
    [['volumes', 'cv', 'source'], 'product'],
    [[...ACHIEVE, 'of', 2, 'at_least'], '10'],
  ];
  expect(found(...changes)).toEqual(['not-offered volumes.pv.source']);
});

test('what is wrong in itself is told before what does not fit', () => {
  expect(found([['currency'], 'euro'], [['ranks', 'breakaway_rank'], 'diamond'])).toEqual(['not-a-currency currency']);
});
