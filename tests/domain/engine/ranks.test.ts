import { expect, test } from 'vitest';
import type { CaseState } from '#app/domain/case/case-schema.ts';
import type { Condition } from '#app/domain/plan/condition.ts';
import type { Rank } from '#app/domain/plan/ranks.ts';
import {
  groupAtLeast,
  netAtLeast,
  NO_GRACE,
  paidAs,
  planOf,
  rankOf,
  runSmall,
  titles,
} from '#tests/domain/engine/small-case.ts';

const BRONZE = netAtLeast('customer_volume', '100');
const SILVER = netAtLeast('customer_volume', '200');

const ladderPlan = (...ladder: Rank[]) => planOf({ ranks: { ladder, breakaway_rank: null, breakaway_by: 'paid_as' } });
const twoRanks = (grace: Partial<Rank['grace']> = {}, maintain: Condition = SILVER) =>
  ladderPlan(
    rankOf('bronze', BRONZE),
    rankOf('silver', SILVER, {
      maintain,
      grace: { after_miss: 0, after_promotion: 0, renews_after: 0, ...grace },
    }),
  );

/** Paid-as rank, month after month, of one partner who sells so much in each. */
function monthsOf(plan: ReturnType<typeof twoRanks>, sold: readonly string[]): (string | null)[] {
  let state: CaseState | undefined;
  return sold.map((amount) => {
    const more = state === undefined ? {} : { prior: { state } };
    const result = runSmall({ plan, sponsors: { 1: 0 }, sold: { 1: amount }, more });
    state = result.state;
    return result.ranks[0]?.paid_as ?? null;
  });
}

test('the paid-as rank is this period’s, a title stays', () => {
  expect(monthsOf(twoRanks(), ['250', '150', '50', '200'])).toEqual(['silver', 'bronze', null, 'silver']);
  const state: CaseState = runSmall({ plan: twoRanks(), sponsors: { 1: 0 }, sold: { 1: '250' } }).state;
  const later = runSmall({ plan: twoRanks(), sponsors: { 1: 0 }, more: { prior: { state } } });
  expect([paidAs(later), titles(later)]).toEqual([{ 1: null }, { 1: 'silver' }]);
});

test('who held a rank keeps it by its milder rule, who never did must achieve it', () => {
  const plan = twoRanks({}, netAtLeast('customer_volume', '150'));
  expect(monthsOf(plan, ['150', '200', '150', '149', '150'])).toEqual([
    'bronze',
    'silver',
    'silver',
    'bronze',
    'silver',
  ]);
});

test('a rank that was missed stays for its periods of grace and falls then', () => {
  expect(monthsOf(twoRanks({ after_miss: 2 }), ['200', '0', '0', '0', '0'])).toEqual([
    'silver',
    'silver',
    'silver',
    null,
    null,
  ]);
});

test('nobody loses a rank in the periods after his promotion, and that uses up no other grace', () => {
  expect(monthsOf(twoRanks({ after_promotion: 3 }), ['200', '0', '0', '0'])).toEqual([
    'silver',
    'silver',
    'silver',
    null,
  ]);
  expect(monthsOf(twoRanks({ after_promotion: 2, after_miss: 1 }), ['200', '0', '0', '0'])).toEqual([
    'silver',
    'silver',
    'silver',
    null,
  ]);
});

test('a grace that was used is there again when enough periods have passed', () => {
  const plan = twoRanks({ after_miss: 1, renews_after: 2 });
  // Grace in the second month: in the fourth one period has passed, in the fifth two have.
  expect(monthsOf(plan, ['200', '0', '200', '0'])).toEqual(['silver', 'silver', 'silver', null]);
  expect(monthsOf(plan, ['200', '0', '200', '200', '0'])).toEqual(['silver', 'silver', 'silver', 'silver', 'silver']);
});

test('what is granted counts for its period alone', () => {
  const plan = twoRanks({ after_miss: 1 });
  const overrides = [{ kind: 'rank', partner: 1, rank: 'silver', reason: 'launch' }];
  const granted = runSmall({ plan, sponsors: { 1: 0 }, more: { overrides } });
  expect([paidAs(granted), titles(granted)]).toEqual([{ 1: 'silver' }, { 1: null }]);
  const after = runSmall({ plan, sponsors: { 1: 0 }, more: { prior: { state: granted.state } } });
  expect(paidAs(after)).toEqual({ 1: null });
});

test('a rank that is granted counts for the line above', () => {
  const leader = rankOf('leader', { kind: 'legs', tree: 'sponsor', at_least: 1, rank: 'bronze', within: 'leg' });
  const plan = ladderPlan(rankOf('bronze', BRONZE), leader);
  const overrides = [{ kind: 'rank', partner: 3, rank: 'bronze', reason: 'told by phone' }];
  expect(paidAs(runSmall({ plan, sponsors: { 1: 0, 2: 1, 3: 2 }, more: { overrides } }))).toEqual({
    1: 'leader',
    2: 'leader',
    3: 'bronze',
  });
});

test('a grant for nobody, of a rank that nobody has, or given twice ends the run', () => {
  const plan = twoRanks();
  const grant = { kind: 'rank', partner: 1, rank: 'silver', reason: 'x' };
  const granting = (overrides: unknown[]) => () => runSmall({ plan, sponsors: { 1: 0 }, more: { overrides } });
  expect(granting([{ ...grant, partner: 7 }])).toThrow('an override for nobody: 7');
  expect(granting([{ ...grant, rank: 'gold' }])).toThrow('no rank gold');
  expect(granting([grant, { ...grant, rank: 'bronze' }])).toThrow('two overrides of one kind for a partner: 1');
});

test('activity that was granted or taken counts in conditions, a status that is not active does not', () => {
  const led = rankOf('led', { kind: 'personally_sponsored', at_least: 1, rank: null, is_active: true });
  const plan = { ...ladderPlan(led), activity: BRONZE };
  const active = (isActive: boolean) => ({
    overrides: [{ kind: 'active', partner: 2, is_active: isActive, reason: 'ill' }],
  });
  const sponsors = { 1: 0, 2: 1 };
  expect(paidAs(runSmall({ plan, sponsors }))[1]).toBeNull();
  expect(paidAs(runSmall({ plan, sponsors, more: active(true) }))[1]).toBe('led');
  expect(paidAs(runSmall({ plan, sponsors, sold: { 2: '100' } }))[1]).toBe('led');
  expect(paidAs(runSmall({ plan, sponsors, sold: { 2: '100' }, more: active(false) }))[1]).toBeNull();
  expect(paidAs(runSmall({ plan, sponsors, sold: { 2: '100' }, statuses: { 2: 'suspended' } }))[1]).toBeNull();
});

test('legs of a rank count once each, at any depth, also where ranks between are jumped over', () => {
  const legs = (least: number, within: 'leg' | 'first_level'): Condition => ({
    kind: 'legs',
    tree: 'sponsor',
    at_least: least,
    rank: 'silver',
    within,
  });
  const sponsors = { 1: 0, 2: 1, 3: 2, 4: 3, 5: 1, 6: 3 };
  const sold = { 4: '200', 5: '200', 6: '200' }; // two silvers in the leg of 2, one in that of 5
  const leaders = (condition: Condition) => {
    const plan = ladderPlan(rankOf('bronze', BRONZE), rankOf('silver', SILVER), rankOf('leader', condition));
    const ranks = paidAs(runSmall({ plan, sponsors, sold }));
    return Object.keys(ranks).filter((number) => ranks[Number(number)] === 'leader');
  };
  expect(leaders(legs(2, 'leg'))).toEqual(['1', '3']);
  expect(leaders(legs(3, 'leg'))).toEqual([]);
  expect(leaders(legs(1, 'first_level'))).toEqual(['1', '2', '3']); // a leader is more than silver
  expect(leaders(legs(2, 'first_level'))).toEqual(['3']);
});

// RNK-01: at most 40 % of 4,350, which is 1,740, counts from one leg.
test('a leg counts for at most its share of the requirement, exact at the border', () => {
  const plan = ladderPlan(rankOf('star', groupAtLeast('4350', { max_leg_share: '0.4', includes_own: false })));
  const sponsors = { 1: 0, 2: 1, 3: 1, 4: 1 };
  const star = (sold: Record<number, string>) => paidAs(runSmall({ plan, sponsors, sold }))[1];
  expect(star({ 2: '9000', 3: '1740', 4: '870' })).toBe('star');
  expect(star({ 2: '9000', 3: '1740', 4: '869.99' })).toBeNull();
  expect(star({ 2: '1740', 3: '1740', 4: '870' })).toBe('star');
  expect(star({ 2: '1739.99', 3: '9000', 4: '870' })).toBeNull();
  expect(star({ 2: '9000', 3: '9000' })).toBeNull();
});

// RNK-02: half of the requirement from one leg; a third that is no whole cent is compared without rounding.
test('half from one leg, and a share that is no whole cent', () => {
  const plan = (amount: string, share: string) =>
    ladderPlan(rankOf('star', groupAtLeast(amount, { max_leg_share: share })));
  const star = (rule: ReturnType<typeof plan>, sold: Record<number, string>) =>
    paidAs(runSmall({ plan: rule, sponsors: { 1: 0, 2: 1, 3: 1 }, sold }))[1];
  expect(star(plan('1000', '0.5'), { 2: '5000', 3: '500' })).toBe('star');
  expect(star(plan('1000', '0.5'), { 2: '5000', 3: '499.99' })).toBeNull();
  expect(star(plan('1000', '0.5'), { 1: '0.01', 2: '5000', 3: '499.99' })).toBe('star');
  // 0.333333 of 0.10 is 0.0333333 each: two legs of 0.04 lack more than the 0.03 of the partner, and not the 0.04.
  expect(star(plan('0.10', '0.333333'), { 1: '0.03', 2: '0.04', 3: '0.04' })).toBeNull();
  expect(star(plan('0.10', '0.333333'), { 1: '0.04', 2: '0.04', 3: '0.04' })).toBe('star');
});

test('an own group ends where a breakaway rank begins, by the rank of the period or by title', () => {
  const group = groupAtLeast('300', { without_breakaway: true });
  const ladder = [rankOf('bronze', BRONZE), rankOf('head', SILVER), rankOf('star', group)];
  const plan = (by: 'paid_as' | 'title') => planOf({ ranks: { ladder, breakaway_rank: 'head', breakaway_by: by } });
  const sponsors = { 1: 0, 2: 1, 3: 2, 4: 1 };
  // 2 is a head: his 200 and the 150 below him are his own group's, so 1 lacks 300 until 4 sells enough.
  expect(
    paidAs(runSmall({ plan: plan('paid_as'), sponsors, sold: { 1: '100', 2: '200', 3: '150', 4: '150' } })),
  ).toEqual({ 1: 'bronze', 2: 'star', 3: 'bronze', 4: 'bronze' });
  expect(paidAs(runSmall({ plan: plan('paid_as'), sponsors, sold: { 1: '150', 2: '199', 3: '20', 4: '1' } }))[1]).toBe(
    'star',
  );
  const state: CaseState = runSmall({ plan: plan('title'), sponsors, sold: { 2: '200' } }).state;
  const later = (by: 'paid_as' | 'title') =>
    runSmall({ plan: plan(by), sponsors, sold: { 1: '150', 2: '150' }, more: { prior: { state } } });
  expect(paidAs(later('paid_as'))[1]).toBe('star');
  expect(paidAs(later('title'))[1]).toBe('bronze');
});

test('sponsored people count whatever their depth in ranks, and volume by levels ends where it is said', () => {
  const sponsors = { 1: 0, 2: 1, 3: 1, 4: 3 };
  const sold = { 2: '100', 3: '100', 4: '500' };
  const one = (condition: Condition) =>
    paidAs(runSmall({ plan: ladderPlan(rankOf('bronze', BRONZE), rankOf('top', condition)), sponsors, sold }))[1];
  expect(one({ kind: 'personally_sponsored', at_least: 2, rank: 'bronze', is_active: false })).toBe('top');
  expect(one({ kind: 'personally_sponsored', at_least: 3, rank: 'bronze', is_active: false })).toBeNull();
  expect(one(groupAtLeast('200', { levels: 1 }))).toBe('top');
  expect(one(groupAtLeast('200.01', { levels: 1 }))).toBeNull();
  expect(one(groupAtLeast('700', { levels: 2 }))).toBe('top');
});

const withGrace = (bronze: Partial<Rank['grace']>, silver: Partial<Rank['grace']>) =>
  ladderPlan(
    rankOf('bronze', BRONZE, { grace: { ...NO_GRACE, ...bronze } }),
    rankOf('silver', SILVER, { grace: { ...NO_GRACE, ...silver } }),
  );

test('grace counts per rank: what one rank has used up leaves the other its own', () => {
  const plan = withGrace({ after_miss: 1, renews_after: 9 }, { after_miss: 1, renews_after: 9 });
  // Silver is held once, then bronze, which was never missed before, is held once too.
  expect(monthsOf(plan, ['200', '100', '100', '0', '0'])).toEqual(['silver', 'silver', 'bronze', 'bronze', null]);
  // The grace of bronze is used up; that of silver is not.
  expect(monthsOf(plan, ['100', '0', '200', '0', '0'])).toEqual(['bronze', 'bronze', 'silver', 'silver', null]);
});

test('a grace rests while another rank is held', () => {
  const plan = withGrace({}, { after_miss: 1, renews_after: 2 });
  expect(monthsOf(plan, ['200', '100', '100', '100', '200', '100', '100'])).toEqual([
    ...['silver', 'silver', 'bronze', 'bronze', 'silver', 'silver', 'bronze'],
  ]);
  expect(monthsOf(plan, ['200', '100', '200', '100'])).toEqual(['silver', 'silver', 'silver', 'bronze']);
});

test('a promotion protects the rank that it reached, whatever higher one was reached since', () => {
  const plan = withGrace({ after_promotion: 4 }, {});
  expect(monthsOf(plan, ['100', '200', '100', '0', '0'])).toEqual(['bronze', 'silver', 'bronze', 'bronze', null]);
  // Who jumps reaches the ranks below at the same instant.
  expect(monthsOf(plan, ['200', '100', '0', '0', '0'])).toEqual(['silver', 'bronze', 'bronze', 'bronze', null]);
});

test('the state has the counters of every rank that was reached', () => {
  const plan = withGrace({}, { after_miss: 2 });
  const first = runSmall({ plan, sponsors: { 1: 0 }, sold: { 1: '200' } }).state;
  const second = runSmall({ plan, sponsors: { 1: 0 }, more: { prior: { state: first } } }).state;
  expect(second.ranks).toEqual([
    {
      ...{ partner: 1, title: 'silver', paid_as: 'silver' },
      reached: [
        { rank: 'bronze', since_promotion: 1, grace_used: 0, since_grace: null },
        { rank: 'silver', since_promotion: 1, grace_used: 1, since_grace: null },
      ],
    },
  ]);
});

test('a rank whose beginnings nobody knows has no grace of a promotion', () => {
  const plan = withGrace({}, { after_promotion: 9 });
  const state: CaseState = {
    ranks: [{ partner: 1, title: 'silver', paid_as: 'silver', reached: [] }],
    components: {},
  };
  const result = runSmall({ plan, sponsors: { 1: 0 }, more: { prior: { state } } });
  expect(paidAs(result)).toEqual({ 1: null });
  expect(result.state.ranks[0]?.reached[1]).toMatchObject({ rank: 'silver', since_promotion: null });
});

test('a ladder that lost a rank takes its history for none', () => {
  const GOLD = { rank: 'gold', since_promotion: 0, grace_used: 0, since_grace: null };
  const state: CaseState = {
    ranks: [
      { partner: 1, title: 'gold', paid_as: 'gold', reached: [GOLD] },
      { partner: 9, title: 'gold', paid_as: 'gold', reached: [GOLD] },
    ],
    components: {},
  };
  const result = runSmall({
    plan: twoRanks({ after_miss: 5, after_promotion: 5 }),
    sponsors: { 1: 0 },
    sold: { 1: '100' },
    more: { prior: { state } },
  });
  expect([paidAs(result), titles(result)]).toEqual([{ 1: 'bronze' }, { 1: 'bronze' }]);
});
