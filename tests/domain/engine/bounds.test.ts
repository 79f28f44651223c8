import { expect, test } from 'vitest';
import { assertBounded } from '#app/domain/engine/bounds.ts';
import { FactsColumns, type EntryFact } from '#app/domain/engine/facts-columns.ts';
import type { Facts } from '#app/domain/engine/facts.ts';
import { PERIOD } from '#tests/domain/engine/arbitrary-network.ts';
import { planOf } from '#tests/domain/engine/small-case.ts';

const MOST = Math.floor(Number.MAX_SAFE_INTEGER / 100);
const points = (changes: { scale?: number; money_per_point?: string } = {}) => ({
  scale: changes.scale ?? 2,
  pv: { source: 'product' as const },
  cv: { source: 'product' as const, money_per_point: changes.money_per_point ?? '1' },
  excluded_tags: [],
  unattributed_counts: false,
});

/** One order whose entries come to so much. */
function factsWith(...entries: Partial<EntryFact>[]): Facts {
  const columns = new FactsColumns();
  columns.partner(1, 0);
  columns.order({ key: 1, partner: 1, customer: 0, isOwn: false, asOfMs: PERIOD.startMs, activityOf: -1 });
  const productClass = columns.productClass('', () => ({ tags: [], collections: [] }));
  for (const entry of entries)
    columns.entry({ productClass, baseMinor: 0, pv: 0, cv: 0, marginMinor: 0, earns: true, ...entry });
  return columns.done(PERIOD);
}

const bounded =
  (plan: ReturnType<typeof planOf>, ...entries: Partial<EntryFact>[]) =>
  () =>
    assertBounded(factsWith(...entries), plan);

test('points and margins that nobody is paid for may be a hundredth of what integers hold, not more', () => {
  const plan = planOf({ volumes: points() });
  for (const kind of ['pv', 'cv', 'marginMinor'] as const) {
    expect(bounded(plan, { [kind]: MOST })).not.toThrow();
    expect(bounded(plan, { [kind]: -MOST })).not.toThrow();
    expect(bounded(plan, { [kind]: MOST }, { [kind]: -1 })).toThrow('beyond what integers below 2^53 hold');
  }
});

test('what is no integer is named', () => {
  const plan = planOf({ volumes: points() });
  expect(bounded(plan, { baseMinor: 0.5 })).toThrow('net that is no integer');
  expect(bounded(plan, { pv: NaN })).toThrow('pv that is no integer');
  expect(bounded(plan, { cv: Infinity })).toThrow('cv that is no integer');
  expect(bounded(plan, { marginMinor: 2 ** 53 })).toThrow('margin that is no integer');
});

test('points that are worth much money are bounded by that money', () => {
  const plan = planOf({ volumes: points({ scale: 0, money_per_point: '100' }) });
  const components = plan.components.map((component) => ({
    ...component,
    base: { volume: 'cv' as const, factor: '1' },
  }));
  // 18 % of 10,000 cents a point, and one more for rounding.
  const most = Math.floor(MOST / 1801);
  const paying = { ...plan, components } as typeof plan;
  expect(bounded(paying, { cv: most })).not.toThrow();
  expect(bounded(paying, { cv: most + 1 })).toThrow('beyond what integers below 2^53 hold');
  expect(bounded(plan, { cv: most + 1 })).not.toThrow();
});

test('points that follow net goods are bounded at their own scale', () => {
  const plan = planOf({
    volumes: { ...points({ scale: 4 }), pv: { source: 'net' }, cv: { source: 'net', money_per_point: '1' } },
  });
  expect(bounded(plan, { baseMinor: Math.floor(MOST / 100) })).not.toThrow();
  expect(bounded(plan, { baseMinor: Math.floor(MOST / 100) + 1 })).toThrow('beyond what integers below 2^53 hold');
});

test('a product class that nobody described ends the run', () => {
  expect(bounded(planOf({}), { productClass: 1 })).toThrow('an unknown product class');
});
