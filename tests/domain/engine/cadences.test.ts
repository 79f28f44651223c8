// Goal: a month matches what its weeks paid. Method: each week is run, and what it leaves goes into the month's case.
import { expect, test } from 'vitest';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { runCase } from '#app/domain/case/run-case.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { planOf } from '#tests/domain/engine/small-case.ts';

const JOINED = '2026-01-01T00:00:00Z';
const [walk] = planOf({}).components;
const FIELDS = { qualification: { kind: 'none' }, cap: { kind: 'none' }, rounding: 'half_even' } as const;

/** Weekly tenth to the seller, capped at 15; monthly half of it to his sponsor, and a monthly twentieth of every order. */
function planWith(match: object): Plan {
  const parsed = parsePlan({
    ...planOf({}),
    components: [
      {
        ...walk,
        ...FIELDS,
        ...{ id: 'weekly', cadence: 'week', rates: { kind: 'by_level', levels: ['0.10'] } },
        cap: { kind: 'amount', amount: '15.00' },
      },
      { ...walk, ...FIELDS, id: 'monthly', rates: { kind: 'by_level', levels: ['0.05'] } },
      { ...FIELDS, kind: 'match_down', id: 'down', tree: 'sponsor', cadence: 'month', of: ['weekly'], ...match },
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.plan;
}

const DOWN = { earnings: 'net', rate: '0.5' };
const order = (id: number, day: string, net: string) => ({
  ...{ id, partner: 1, paid: `2026-03-${day}T10:00:00Z`, lines: [{ net }] },
});
/** 1 sells, 2 was sponsored by him. */
const periodOf = (plan: Plan, cadence: 'week' | 'month', [start, end]: [string, string], more: object) =>
  runCase(
    caseSchema.parse({
      period: { start: `2026-${start}T00:00:00Z`, end: `2026-${end}T00:00:00Z`, cadence },
      plan,
      partners: [0, 1].map((sponsor, index) => ({
        ...{ number: index + 1, joined: JOINED, sponsors: [{ from: JOINED, sponsor }] },
      })),
      ...more,
    }),
  );

test('a month matches what weekly components paid, after their own cap or before', () => {
  const orders = [order(1, '03', '100.00'), order(2, '10', '200.00')];
  const paid = (match: object) => {
    const plan = planWith(match);
    const weeks: [string, string][] = [
      ['03-01', '03-08'],
      ['03-08', '03-15'],
    ];
    const results = weeks.map((week, index) =>
      periodOf(plan, 'week', week, { orders: orders.slice(index, index + 1) }),
    );
    expect(results.map(({ totals }) => totals.paid)).toEqual(['10.00', '15.00']);
    const earnings = results.flatMap((result) => result.earnings);
    const month = periodOf(plan, 'month', ['03-01', '04-01'], { orders, prior: { earnings } });
    return month.rows.map(({ component, earner, base, amount }) => `${component} ${earner} ${base} ${amount}`);
  };
  const monthly = ['monthly 1 100.00 5.00', 'monthly 1 200.00 10.00'];
  expect(paid(DOWN)).toEqual([...monthly, 'down 2 25.00 12.50']);
  expect(paid({ ...DOWN, earnings: 'gross' })).toEqual([...monthly, 'down 2 30.00 15.00']);
});

test('a week leaves what it paid by earner, and a month nothing that nobody matches', () => {
  const plan = planWith(DOWN);
  const orders = [order(1, '10', '200.00')];
  const week = periodOf(plan, 'week', ['03-08', '03-15'], { orders });
  expect(week.earnings).toEqual([{ component: 'weekly', partner: 1, net: '15.00', gross: '20.00' }]);
  const month = periodOf(plan, 'month', ['03-01', '04-01'], { orders, prior: { earnings: week.earnings } });
  expect(month.earnings).toEqual([]);
});

test('a month is not run as if its weeks had paid nothing', () => {
  const run = (prior: object) => periodOf(planWith(DOWN), 'month', ['03-01', '04-01'], { orders: [], prior });
  expect(() => run({})).toThrow('a match of weekly, which pays in another cadence, without what it paid');
  expect(run({ earnings: [] }).rows).toEqual([]);
  const stranger = { component: 'weekly', partner: 9, net: '1.00', gross: '1.00' };
  expect(() => run({ earnings: [stranger] })).toThrow('earnings of nobody: 9');
});

test('what weeks paid is part of what was read, in whatever order', () => {
  const row = (partner: number, net: string) => ({ component: 'weekly', partner, net, gross: '20.00' });
  const hash = (...earnings: object[]) =>
    periodOf(planWith(DOWN), 'month', ['03-01', '04-01'], { orders: [], prior: { earnings } }).input_hash;
  const read = hash(row(1, '15.00'), row(2, '1.00'));
  expect(hash(row(2, '1.00'), row(1, '15.00'))).toBe(read);
  expect(hash(row(1, '15.01'), row(2, '1.00'))).not.toBe(read);
});

test('a week does not know what its month will pay', () => {
  const plan = planWith(DOWN);
  const turned = plan.components.map((component) => ({
    ...component,
    cadence: component.cadence === 'week' ? 'month' : 'week',
  }));
  const parsed = parsePlan({ ...plan, components: turned });
  expect(parsed.ok ? [] : parsed.findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'not-here components[2].of[0]',
  ]);
});
