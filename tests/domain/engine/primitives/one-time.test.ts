import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseState } from '#app/domain/case/case-schema.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { PERIOD_FIELDS, runMonth, type PeriodWorld } from '#tests/domain/engine/primitives/period-world.ts';
import { planWith } from '#tests/domain/engine/primitives/world.ts';

const AMOUNTS = [
  { rank: 'r1', amount: '100.00' },
  { rank: 'r2', amount: '250.00' },
  { rank: 'r3', amount: '1000.00' },
];
const ONE_TIME = { ...PERIOD_FIELDS, kind: 'one_time' } as const;
const ADVANCEMENT = {
  kind: 'rank_advancement',
  amounts: AMOUNTS,
  jumps: 'all',
  hold_periods: 0,
  multiplier: { kind: 'none' },
} as const;

/** Ranks by own volume: 100, 200 and 300 of net goods. */
function ranks(): Plan['ranks'] {
  const { ranks: granted } = planWith([]);
  return {
    ...granted,
    ladder: granted.ladder.map((rank, index) => {
      const reached = { kind: 'own_volume' as const, volume: 'net' as const, at_least: `${index + 1}00` };
      return { ...rank, achieve: reached, maintain: reached };
    }),
  };
}

/** Runs months, each with the hundreds that partner 1 and 2 (sponsored by 1) bought, and says who was paid what in each. */
function months(
  event: object,
  volumes: readonly (readonly number[])[],
  people: PeriodWorld['people'] = [{ sponsor: 0 }, { sponsor: 1 }],
) {
  let state: CaseState | undefined;
  return volumes.map((hundreds, index) => {
    const bought = hundreds.map((net, partner) => ({ partner: partner + 1, net: net * 10_000, own: true }));
    const setting = { month: index + 1, plan: { ranks: ranks() }, ...(state ? { state } : {}) };
    const result = runMonth({ people, bought }, [{ ...ONE_TIME, event }], setting);
    state = result.state;
    return result.rows.map(({ earner, source, level, amount }) => `${earner} ${source} ${level} ${amount}`);
  });
}

test('a rank is paid once, a jump pays all ranks that it passes, or the highest', () => {
  expect(months(ADVANCEMENT, [[1], [0], [2], [1], [3]])).toEqual([
    ['1 0 1 100.00'],
    [],
    ['1 0 2 250.00'],
    [],
    ['1 0 3 1000.00'],
  ]);
  expect(months(ADVANCEMENT, [[3]])).toEqual([['1 0 1 100.00', '1 0 2 250.00', '1 0 3 1000.00']]);
  expect(months({ ...ADVANCEMENT, jumps: 'top' }, [[2], [3]])).toEqual([['1 0 2 250.00'], ['1 0 3 1000.00']]);
});

test('a rank that must be held is paid when it was, and a miss starts anew', () => {
  const held = { ...ADVANCEMENT, hold_periods: 2 };
  expect(months(held, [[1], [1], [1], [1]])).toEqual([[], [], ['1 0 1 100.00'], []]);
  expect(months(held, [[1], [1], [0], [2], [2], [2]])).toEqual([[], [], [], [], ['1 0 1 100.00'], ['1 0 2 250.00']]);
});

test('who gets there soon after joining is paid more (RNK-03)', () => {
  const soon = { ...ADVANCEMENT, multiplier: { kind: 'within_days_of_joining', days: 40, factor: '1.5' } };
  const joined = (on: string) => months(soon, [[1]], [{ sponsor: 0, joined: `${on}T00:00:00Z` }]);
  expect(joined('2026-02-20')).toEqual([['1 0 1 150.00']]);
  expect(joined('2026-02-19')).toEqual([['1 0 1 100.00']]);
});

test('who does not qualify when a rank is due gets nothing for it, later neither', () => {
  const run = (isActive: boolean, state?: CaseState) =>
    runMonth(
      { people: [{ sponsor: 0, isActive }], bought: [{ partner: 1, net: 10_000, own: true }] },
      [{ ...ONE_TIME, event: ADVANCEMENT }],
      { plan: { ranks: ranks() }, ...(state ? { month: 2, state } : {}) },
    );
  const first = run(false);
  expect(first.totals).toMatchObject({ budget: '100.00', paid: '0.00', breakage: '100.00' });
  expect(run(true, first.state).rows).toEqual([]);
});

test('no rank is paid again because a ladder lost it for a while', () => {
  const run = (ladder: Plan['ranks']['ladder'], amounts: object[], month: number, state?: CaseState) =>
    runMonth(
      { people: [{ sponsor: 0 }], bought: [{ partner: 1, net: 10_000, own: true }] },
      [{ ...ONE_TIME, event: { ...ADVANCEMENT, amounts } }],
      { month, plan: { ranks: { ...ranks(), ladder } }, ...(state ? { state } : {}) },
    );
  const { ladder } = ranks();
  const first = run(ladder, AMOUNTS, 1);
  const without = run(ladder.slice(1), AMOUNTS.slice(1), 2, first.state);
  expect([first, without, run(ladder, AMOUNTS, 3, without.state)].map(({ rows }) => rows.length)).toEqual([1, 0, 0]);
});

test('a sponsor is paid once for each rank of each person he sponsored', () => {
  const promotion = { kind: 'sponsor_promotion', amounts: AMOUNTS.slice(0, 2), jumps: 'all' };
  expect(
    months(promotion, [
      [0, 1],
      [0, 0],
      [3, 2],
    ]),
  ).toEqual([['1 2 1 100.00'], [], ['1 2 2 250.00']]);
  expect(months({ ...promotion, jumps: 'top' }, [[0, 3]])).toEqual([['1 2 2 250.00']]);
});

test('an allowance is paid while the rank was reached in enough of the last periods', () => {
  const lifestyle = { kind: 'lifestyle', amounts: AMOUNTS.slice(0, 2), periods: 2, of_last: 3 };
  expect(months(lifestyle, [[1], [2], [0], [2], [0], [0]])).toEqual([
    [],
    ['1 0 1 100.00'],
    ['1 0 1 100.00'],
    ['1 0 2 250.00'],
    [],
    [],
  ]);
});

const ACQUISITION = {
  kind: 'customer_acquisition',
  volume: 'net',
  volume_each: '50',
  window: { kind: 'period' },
  pay: { kind: 'per_customer', amount: '5.00' },
} as const;

/** Runs months of customers' orders as `customer: net` for partner 1, who joined at the start of the first. */
function acquired(event: object, orders: readonly (readonly (readonly [number, number])[])[]) {
  let state: CaseState | undefined;
  return orders.map((list, index) => {
    const bought = list.map(([customer, net]) => ({
      partner: 1,
      net: net * 100,
      ...(customer > 0 ? { customer } : {}),
    }));
    const people = [{ sponsor: 0, joined: '2026-03-01T00:00:00Z' }];
    const setting = { month: index + 1, ...(state ? { state } : {}) };
    const result = runMonth({ people, bought }, [{ ...ONE_TIME, event }], setting);
    state = result.state;
    return result.rows.map(({ level, amount }) => `${level} ${amount}`);
  });
}

test('new customers with enough volume are paid for, each once; guests are nobody', () => {
  expect(
    acquired(ACQUISITION, [
      [
        [7, 30],
        [8, 60],
        [7, 30],
        [9, 20],
        [0, 90],
      ],
      [
        [7, 90],
        [9, 90],
        [10, 50],
      ],
    ]),
  ).toEqual([['2 10.00'], ['1 5.00']]);
  expect(
    acquired(ACQUISITION, [
      [
        [7, 60],
        [7, -20],
      ],
    ]),
  ).toEqual([[]]);
});

test('steps are paid as they are reached, once in the window, and orders after it do not count', () => {
  const steps = {
    kind: 'steps',
    steps: [
      { customers: 2, amount: '20.00' },
      { customers: 3, amount: '50.00' },
    ],
  };
  const window = { kind: 'days_since_joining', days: 60 };
  const event = { ...ACQUISITION, pay: steps, window };
  expect(
    acquired(event, [
      [
        [7, 60],
        [8, 30],
      ],
      [
        [8, 30],
        [9, 50],
      ],
      [
        [10, 90],
        [11, 90],
      ],
    ]),
  ).toEqual([[], ['2 20.00', '3 50.00'], []]);
  // A refund takes a customer out of the count; the step that was paid is not paid again.
  expect(
    acquired(event, [
      [
        [7, 60],
        [8, 60],
      ],
      [
        [7, -60],
        [9, 60],
        [10, 60],
      ],
    ]),
  ).toEqual([['2 20.00'], ['3 50.00']]);
  expect(
    acquired({ ...event, window: { kind: 'period' } }, [
      [
        [7, 60],
        [8, 60],
      ],
      [
        [9, 60],
        [10, 60],
      ],
    ]),
  ).toEqual([['2 20.00'], ['2 20.00']]);
});

test('over any months nobody is paid twice for a rank, and never for one he did not reach', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('all' as const, 'top' as const),
      fc.nat({ max: 2 }),
      (volumes, jumps, hold) => {
        const rows = months({ ...ADVANCEMENT, jumps, hold_periods: hold }, volumes).flat();
        expect(new Set(rows).size).toBe(rows.length);
        for (const row of rows) {
          const [earner = 0, , level = 0] = row.split(' ').map(Number);
          const reached = volumes.map((hundreds) => (hundreds[earner - 1] ?? 0) >= level);
          const longest = reached
            .join('')
            .split('false')
            .reduce((most, run) => Math.max(most, run.length / 4), 0);
          expect(longest).toBeGreaterThanOrEqual(Math.max(1, hold));
        }
      },
    ),
    { numRuns: 30 },
  );
});
