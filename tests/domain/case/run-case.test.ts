import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseSchema, caseStateSchema } from '#app/domain/case/case-schema.ts';
import { runCase } from '#app/domain/case/run-case.ts';
import { netAtLeast, planOf, rankOf, runSmall, titles } from '#tests/domain/engine/small-case.ts';

const LADDER = ['bronze', 'silver'] as const;
const plan = planOf({
  ranks: {
    ladder: LADDER.map((id, index) =>
      rankOf(id, netAtLeast('customer_volume', String(100 * (index + 1))), {
        grace: { after_miss: 2, after_promotion: 1, renews_after: 3 },
      }),
    ),
    breakaway_rank: null,
    breakaway_by: 'paid_as',
  },
});

const wholeCase = (orders: unknown[], more: Record<string, unknown> = {}) => ({
  period: { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z', cadence: 'month' },
  plan,
  partners: [1, 2].map((number) => ({
    number,
    joined: '2026-01-01T00:00:00Z',
    sponsors: [{ from: '2026-01-01T00:00:00Z', sponsor: number - 1 }],
  })),
  orders,
  ...more,
});
const order = { id: 1, partner: 2, paid: '2026-03-10T10:00:00Z', lines: [{ net: '100.00' }] };
const runOf = (given: unknown) => runCase(caseSchema.parse(given));

const arbMonths = fc.array(fc.tuple(fc.constantFrom('0', '100', '250'), fc.constantFrom('0', '150', '200')), {
  minLength: 1,
  maxLength: 5,
});

// Goal: periods can be run one from another's document. Method: what a month leaves goes through JSON, unread by others.
test('a state that goes out comes in again unchanged, through JSON and over several periods', () => {
  fc.assert(
    fc.property(arbMonths, (months) => {
      let state = caseStateSchema.parse({ ranks: [], components: {} });
      for (const [first, second] of months) {
        const facts = { plan, sponsors: { 1: 0, 2: 1 }, sold: { 1: first, 2: second } };
        const before = titles(runSmall({ ...facts, sold: {}, more: { prior: { state } } }));
        const result = runSmall({ ...facts, more: { prior: { state } } });
        const copied = caseStateSchema.parse(JSON.parse(JSON.stringify(result.state)));
        expect(copied).toEqual(result.state);
        const [direct, copy] = [result.state, copied].map((prior) =>
          runSmall({ ...facts, more: { prior: { state: prior } } }),
        );
        expect(copy).toEqual(direct);
        for (const row of result.state.ranks) {
          const had = before[row.partner];
          expect(LADDER.indexOf(row.title as 'bronze')).toBeGreaterThanOrEqual(LADDER.indexOf(had as 'bronze'));
        }
        state = copied;
      }
    }),
    { numRuns: 40 },
  );
});

test('what another cadence left to its components stays as it is', () => {
  const weekly = {
    ...plan,
    components: plan.components.map((component) => ({ ...component, cadence: 'week' as const })),
  };
  const state = { ranks: [], components: { level: { carried: [1, 2, 3] }, gone: { carried: [4] } } };
  const result = runOf(wholeCase([order], { plan: weekly, prior: { state } }));
  expect(result.state.components).toEqual({ level: { carried: [1, 2, 3] } });
  expect(result.rows).toEqual([]);
});

test('a refund before acceptance lowers rows and volume, one of an accepted order volume alone', () => {
  const refund = { line: 0, net: '40.00' };
  const rows = (refunds: unknown[]) =>
    runOf(wholeCase([{ ...order, refunds }])).rows.map(({ earner, base, amount }) => `${earner} ${base} ${amount}`);
  expect(rows([])).toEqual(['2 100.00 10.00', '1 100.00 5.00']);
  expect(rows([refund])).toEqual(['2 60.00 6.00', '1 60.00 3.00']);
  expect(rows([{ ...refund, accepted: true }])).toEqual(['2 100.00 10.00', '1 100.00 5.00']);
  expect(rows([{ ...refund, net: '100.00' }])).toEqual([]);
  const rank = (refunds: unknown[]) => runOf(wholeCase([{ ...order, refunds }])).ranks[1]?.paid_as;
  expect([rank([]), rank([refund]), rank([{ ...refund, accepted: true }])]).toEqual(['bronze', null, null]);
});

test('a late order is paid to those whom its own period saw', () => {
  const late = { ...order, paid: '2026-02-10T10:00:00Z', late_period: 0 };
  const seen = (partner: number, isActive: boolean) => {
    return { partner, is_active: isActive, rank: null, title: 'silver', reach: [isActive ? null : 0] };
  };
  const earners = (periods: unknown) =>
    runOf(wholeCase([late], { prior: { periods } })).rows.map(({ earner }) => earner);
  expect(earners([[seen(1, true), seen(2, true)]])).toEqual([2, 1]);
  expect(earners([[seen(1, true), seen(2, false)]])).toEqual([1]);
  expect(earners([[]])).toEqual([]);
  expect(() => earners([[{ ...seen(1, true), reach: [] }]])).toThrow('without a reach for every component');
});

test('what a case gets wrong is said', () => {
  const wrong =
    (orders: unknown[], more = {}) =>
    () =>
      runOf(wholeCase(orders, more));
  expect(wrong([{ ...order, refunds: [{ line: 1, net: '1' }] }])).toThrow(
    'a refund of line 1 of order 1, which has none',
  );
  expect(wrong([{ ...order, lines: [{ net: '1.005' }] }])).toThrow('an amount finer than its unit: 1.005');
  expect(wrong([order, order])).toThrow('an order twice');
  expect(wrong([{ ...order, partner: 7 }])).toThrow('an unknown partner in order: 7');
});
