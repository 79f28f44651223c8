// Goal: what an older plan pays for late orders has totals and caps of its own. Method: two orders of one seller, worked by hand.
import { expect, test } from 'vitest';
import type { LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { at } from '#tests/domain/engine/arbitrary-network.ts';
import { planOf, rankOf, runSmall } from '#tests/domain/engine/small-case.ts';

const walk = (id: string, rate: string, changes: Partial<LevelWalk> = {}): LevelWalk => ({
  ...at(defaultPlan({ name: 'Late', currency: 'EUR', cadence: 'month' }).components, 0),
  ...{ id, rates: { kind: 'by_level', levels: [rate] }, qualification: { kind: 'none' } },
  ...changes,
});
const upTo = (amount: string) => ({ kind: 'amount' as const, amount });
const NO_CAPS = planOf({}).caps;

/** One order of March and a late one of February, of the same seller: 100 each. */
function paidBy(open: Partial<Plan>, before: Partial<Plan> | null, rank: string | null = null) {
  const plan = planOf(open);
  const older = before === null ? plan : planOf(before);
  const order = { partner: 1, lines: [{ net: '100.00' }] };
  const row = { partner: 1, is_active: true, rank, title: rank, reach: older.components.map(() => null) };
  const { rows, totals } = runSmall({
    plan,
    sponsors: { 1: 0 },
    more: {
      orders: [
        { ...order, id: 1, paid: '2026-03-10T10:00:00Z' },
        { ...order, id: 2, paid: '2026-02-10T10:00:00Z', late_period: 0 },
      ],
      prior: { plans: [before === null ? null : older], periods: [[row]] },
    },
  });
  return {
    rows: rows.map(({ component, order: id, amount }) => `${component} ${id} ${amount}`),
    own: totals.components.map(({ id, paid }) => `${id} ${paid}`),
    late: totals.late_components.map(({ period, id, paid }) => `${period} ${id} ${paid}`),
    paid: totals.paid,
  };
}

test('components of an older plan have names, totals and caps of their own', () => {
  const open = { components: [walk('new', '0.10', { cap: upTo('6') })] };
  const before = { components: [walk('gone', '0.30'), walk('old', '0.20', { cap: upTo('15') })] };
  expect(paidBy(open, before)).toEqual({
    rows: ['gone 2 30.00', 'old 2 15.00', 'new 1 6.00'],
    own: ['new 6.00'],
    late: ['0 gone 30.00', '0 old 15.00'],
    paid: '51.00',
  });
});

test('under the same plan late rows stand with those of the period, in totals and caps', () => {
  const open = { components: [walk('level', '0.10', { cap: upTo('15') })] };
  const together = { rows: ['level 2 7.50', 'level 1 7.50'], own: ['level 15.00'], late: [], paid: '15.00' };
  expect(paidBy(open, null)).toEqual(together);
  expect(paidBy(open, open)).toEqual(together);
});

test('a cap by rank of an older plan asks for the rank of its own period', () => {
  const ladder = [rankOf('gold', { kind: 'not', of: { kind: 'none' } })];
  const ranks = { ladder, breakaway_rank: null, breakaway_by: 'paid_as' as const };
  const cap = { kind: 'by_rank' as const, ranks: [{ rank: 'gold', amount: '9' }], otherwise: '4' };
  const before = { ranks, components: [walk('old', '0.20', { cap })] };
  const open = { ranks, components: [walk('new', '0.20', { cap })] };
  expect(paidBy(open, before, 'gold').rows).toEqual(['old 2 9.00', 'new 1 4.00']);
  expect(paidBy(open, before).rows).toEqual(['old 2 4.00', 'new 1 4.00']);
});

test('each plan’s own caps cover its own rows and nothing else', () => {
  const share = (rate: string) => ({ kind: 'share' as const, rate });
  const open = { components: [walk('new', '0.50')] };
  const before = { components: [walk('old', '0.50')] };
  const capped = (id: string, caps: Partial<Plan['caps']>) =>
    paidBy(
      { ...open, caps: { ...NO_CAPS, ...(id === 'new' ? caps : {}) } },
      { ...before, caps: { ...NO_CAPS, ...(id === 'old' ? caps : {}) } },
    ).rows;
  for (const id of ['new', 'old']) {
    const rows = id === 'new' ? ['old 2 50.00', 'new 1 20.00'] : ['old 2 20.00', 'new 1 50.00'];
    expect(capped(id, { order: share('0.20') })).toEqual(rows);
    expect(capped(id, { partner: { ...upTo('20'), components: [id] } })).toEqual(rows);
    // A fifth of the orders that the plan pays for, not of all.
    expect(capped(id, { company: { ...share('0.20'), components: [id] } })).toEqual(rows);
  }
});
