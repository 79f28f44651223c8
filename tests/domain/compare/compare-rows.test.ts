import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRows, type ComparedRow } from '#app/domain/compare/compare-rows.ts';

const row: fc.Arbitrary<ComparedRow> = fc.record({
  shopId: fc.constantFrom(0, 1, 2),
  orderId: fc.constantFrom(0n, 11n, 12n),
  source: fc.constantFrom(0, 5),
  earner: fc.integer({ min: 1001, max: 1006 }),
  component: fc.constantFrom('unilevel', 'pool'),
  level: fc.integer({ min: 0, max: 2 }),
  baseMinor: fc.integer({ min: 1, max: 90_000 }),
  amountMinor: fc.integer({ min: 1, max: 9_000 }),
});
const rows = fc.array(row, { maxLength: 30 });
const ALL = { earners: 1_000, rows: 1_000 };

const amountOf = (list: readonly ComparedRow[]): number => list.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

test('a run does not differ from itself, in whatever order its rows come', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const found = compareRows(list, list.toReversed(), ALL);
      expect(found.rows).toEqual([]);
      expect(found.earners).toEqual([]);
      expect([found.added, found.removed, found.changed]).toEqual(Array(3).fill({ rows: 0, amountMinor: 0 }));
      expect(found.before).toEqual({ rows: list.length, amountMinor: amountOf(list) });
    }),
  );
});

test('what is told leads from one run to the other, to the cent: in all, by row and by earner', () => {
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const found = compareRows(before, after, ALL);
      const difference = amountOf(after) - amountOf(before);
      expect(found.after.amountMinor - found.before.amountMinor).toBe(difference);
      expect(found.added.amountMinor + found.removed.amountMinor + found.changed.amountMinor).toBe(difference);
      expect(found.gain.amountMinor + found.loss.amountMinor).toBe(difference);
      const byRow = found.rows.map((each) => (each.after?.amountMinor ?? 0) - (each.before?.amountMinor ?? 0));
      expect(byRow.reduce((sum, each) => sum + each, 0)).toBe(difference);
      const byEarner = found.earners.map(({ beforeMinor, afterMinor }) => afterMinor - beforeMinor);
      expect(byEarner.reduce((sum, each) => sum + each, 0)).toBe(difference);
      expect(byEarner.map(Math.abs)).toEqual(byEarner.map(Math.abs).toSorted((a, b) => b - a));
    }),
  );
});

test('the other way round everything is told the other way round', () => {
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const there = compareRows(before, after, ALL);
      const back = compareRows(after, before, ALL);
      expect(back.added.rows).toBe(there.removed.rows);
      expect(back.changed.amountMinor + there.changed.amountMinor).toBe(0);
      expect(back.gain.earners).toBe(there.loss.earners);
      expect(back.rows.length).toBe(there.rows.length);
    }),
  );
});

test('a level that moved to another component is one row less and one more, and only the largest are named', () => {
  const old: ComparedRow = {
    ...{ shopId: 1, orderId: 11n, source: 0, earner: 1001, component: 'unilevel' },
    ...{ level: 1, baseMinor: 1000, amountMinor: 100 },
  };
  const found = compareRows([old], [{ ...old, component: 'infinity', amountMinor: 120 }], { earners: 1, rows: 1 });
  expect(found.removed).toEqual({ rows: 1, amountMinor: -100 });
  expect(found.added).toEqual({ rows: 1, amountMinor: 120 });
  expect(found.rows).toHaveLength(1);
  expect(found.rows[0]).toMatchObject({ component: 'infinity', before: null, after: { amountMinor: 120 } });
  expect(found.earners).toEqual([{ earner: 1001, beforeMinor: 100, afterMinor: 120 }]);
});
