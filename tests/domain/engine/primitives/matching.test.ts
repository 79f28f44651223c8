import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import { PERIOD_FIELDS, periodRows, runMonth, type Somebody } from '#tests/domain/engine/primitives/period-world.ts';
import { ORDER_FIELDS, planWith } from '#tests/domain/engine/primitives/world.ts';

/** Whoever an order is attributed to has a tenth of it: what is matched. */
const DIRECT = {
  ...ORDER_FIELDS,
  kind: 'level_walk',
  id: 'direct',
  rates: { kind: 'by_level', levels: ['0.10'] },
  tagged_rates: [],
  compression: { kind: 'none' },
  max_physical_depth: 100,
  depth_unlock: [],
  pay_buyer: false,
  stops_at_breakaway: false,
} as const;

const MATCHING = {
  ...PERIOD_FIELDS,
  kind: 'matching',
  tree: 'sponsor',
  of: ['direct'],
  earnings: 'net',
  path: { kind: 'levels', rates: { kind: 'by_level', levels: ['0.20', '0.15'] }, compression: { kind: 'none' } },
  max_physical_depth: 100,
} as const;

const rowsOf = (result: ReturnType<typeof runMonth>, id = 'tested') =>
  periodRows({ ...result, rows: result.rows.filter(({ component }) => component === id) });

const line = (...people: Partial<Somebody>[]): Somebody[] =>
  people.map((somebody, index) => ({ sponsor: index, ...somebody }));

test('the people above have their share of what somebody earned, level by level (MAT-02)', () => {
  const result = runMonth({ people: line({}, {}, {}), bought: [{ partner: 3, net: 10_000 }] }, [DIRECT, MATCHING]);
  expect(rowsOf(result)).toEqual(['2 3 1 0.2 10.00 2.00', '1 3 2 0.15 10.00 1.50']);
});

test('a match is of what is left after the component’s cap, or before it (MAT-04)', () => {
  const capped = { ...DIRECT, cap: { kind: 'amount', amount: '6.00' } };
  const given = { people: line({}, {}), bought: [{ partner: 2, net: 10_000 }] };
  expect(rowsOf(runMonth(given, [capped, MATCHING]))).toEqual(['1 2 1 0.2 6.00 1.20']);
  expect(rowsOf(runMonth(given, [capped, { ...MATCHING, earnings: 'gross' }]))).toEqual(['1 2 1 0.2 10.00 2.00']);
});

test('generations of leaders: a leader’s earnings belong to the one he closes, or to the next (MAT-01)', () => {
  const path = {
    kind: 'generations',
    rates: { kind: 'by_level', levels: ['0.10', '0.05'] },
    boundary: { kind: 'threshold_rank', rank: 'r2' },
    inactive_leader: 'boundary',
    leader_earnings: 'closed_generation',
    generations: [{ rank: 'r2', at_most: 2 }],
  };
  const given = {
    people: line({ rank: 2 }, { rank: 0 }, { rank: 2 }, {}),
    bought: [
      { partner: 4, net: 100_000 },
      { partner: 3, net: 50_000 },
    ],
  };
  expect(rowsOf(runMonth(given, [DIRECT, { ...MATCHING, path }]))).toEqual([
    '1 3 1 0.1 50.00 5.00',
    '3 4 1 0.1 100.00 10.00',
    '1 4 2 0.05 100.00 5.00',
  ]);
  const next = { ...path, leader_earnings: 'next_generation' };
  expect(rowsOf(runMonth(given, [DIRECT, { ...MATCHING, path: next }]))).toContain('1 3 2 0.05 50.00 2.50');
});

test('a match of a match, of something later or of nothing is no plan', () => {
  const findings = (components: readonly unknown[]) => {
    const parsed = parsePlan(planWith(components));
    return parsed.ok ? [] : parsed.findings.map(({ code, path }) => `${code} ${path}`);
  };
  expect(findings([DIRECT, MATCHING])).toEqual([]);
  expect(findings([DIRECT, MATCHING, { ...MATCHING, id: 'again', of: ['direct', 'tested'] }])).toEqual([
    'looks-ahead components[2].of[1]',
  ]);
  expect(findings([MATCHING, DIRECT])).toContain('looks-ahead components[0].of[0]');
  expect(findings([DIRECT, { ...MATCHING, cadence: 'week' }])).toEqual(['not-here components[1].of[0]']);
  expect(findings([{ ...DIRECT, cadence: 'week' }, MATCHING])).toEqual([]);
  expect(findings([DIRECT, { ...MATCHING, of: ['nothing'] }])).toEqual(['unknown-component components[1].of[0]']);
});

const arbPeople = fc.array(
  fc.record({
    pick: fc.nat(),
    isActive: fc.integer({ min: 0, max: 3 }).map((figure) => figure > 0),
    net: fc.nat({ max: 50_000 }),
  }),
  { minLength: 1, maxLength: 12 },
);
const worldOf = (people: readonly { pick: number; isActive: boolean; net: number }[]) => ({
  people: people.map(({ pick, isActive }, index) => ({ sponsor: pick % (index + 1), isActive })),
  bought: people.map(({ net }, index) => ({ partner: index + 1, net })),
});

// Goal: the same rows as a recursion over people. Method: two levels, with and without compression, both kinds of earnings.
test('matching pays what a naive walk from each earner pays, and leaves the rest as breakage', () => {
  fc.assert(
    fc.property(arbPeople, fc.constantFrom('none' as const, 'standard' as const), (drawn, compression) => {
      const given = worldOf(drawn);
      const cap = { kind: 'amount', amount: '30.00' };
      const path = { ...MATCHING.path, compression: { kind: compression } };
      const result = runMonth(given, [
        { ...DIRECT, cap },
        { ...MATCHING, path, rounding: 'floor' },
      ]);
      const expected: string[] = [];
      const direct = new Map(
        result.rows
          .filter(({ component }) => component === 'direct')
          .map((row) => [row.earner, Number(row.amount.replace('.', ''))]),
      );
      given.people.forEach((_, index) => {
        const base = direct.get(index + 1) ?? 0;
        let level = 1;
        for (
          let above = given.people[index]?.sponsor ?? 0;
          above > 0 && level <= 2;
          above = given.people[above - 1]?.sponsor ?? 0
        ) {
          const isActive = given.people[above - 1]?.isActive ?? false;
          const amount = Math.floor((base * (level === 1 ? 20 : 15)) / 100);
          if (isActive && amount > 0) expected.push(`${above} ${index + 1} ${level} ${amount}`);
          if (isActive || compression === 'none') level++;
        }
      });
      const rows = result.rows.filter(({ component }) => component === 'tested');
      expect(
        rows.map((row) => `${row.earner} ${row.source} ${row.level} ${Number(row.amount.replace('.', ''))}`),
      ).toEqual(expected);
      expect(
        runMonth(
          given,
          [
            { ...DIRECT, cap },
            { ...MATCHING, path, rounding: 'floor' },
          ],
          { reversed: true },
        ).row_hash,
      ).toBe(result.row_hash);
    }),
    { numRuns: 30 },
  );
});

const DOWN = {
  ...PERIOD_FIELDS,
  kind: 'match_down',
  tree: 'sponsor',
  of: ['direct'],
  earnings: 'net',
  rate: '0.25',
} as const;

test('a quarter of ten is split among five people who were sponsored (MAT-03)', () => {
  const people = [{ sponsor: 0 }, ...Array.from({ length: 5 }, () => ({ sponsor: 1 }))];
  const result = runMonth({ people, bought: [{ partner: 1, net: 10_000 }] }, [DIRECT, DOWN]);
  expect(rowsOf(result)).toEqual([2, 3, 4, 5, 6].map((child) => `${child} 1 1 0.25 10.00 0.50`));
});

test('a downward match gives all of its share to those who qualify, to a cent alike, and nothing where nobody does', () => {
  fc.assert(
    fc.property(arbPeople, (drawn) => {
      const given = worldOf(drawn);
      const result = runMonth(given, [DIRECT, { ...DOWN, rounding: 'floor' }]);
      given.people.forEach((_, index) => {
        const direct = result.rows.find(({ component, earner }) => component === 'direct' && earner === index + 1);
        const fund = Math.floor(Number((direct?.amount ?? '0.00').replace('.', '')) / 4);
        const count = given.people.filter(({ sponsor, isActive }) => sponsor === index + 1 && isActive).length;
        const parts = result.rows
          .filter(({ component, source }) => component === 'tested' && source === index + 1)
          .map(({ amount }) => Number(amount.replace('.', '')));
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(count === 0 ? 0 : fund);
        if (parts.length > 0) expect(Math.max(...parts) - Math.floor(fund / count)).toBeLessThanOrEqual(1);
        expect([...parts].sort((a, b) => b - a)).toEqual(parts);
      });
    }),
    { numRuns: 30 },
  );
});
