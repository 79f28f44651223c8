import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#app/domain/money/minor.ts';
import { addDays, localDate } from '#app/domain/ledger/local-date.ts';
import { payableOf } from '#app/domain/ledger/payable.ts';
import { periodRowsOn, releaseOn } from '#app/domain/ledger/release-on.ts';
import { rowState } from '#app/domain/ledger/row-state.ts';

const arbDay = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays(localDate('2000-01-01'), days));

test('days are counted on the calendar, there and back', () => {
  fc.assert(
    fc.property(arbDay, fc.integer({ min: -800, max: 800 }), (day, days) => {
      expect(addDays(addDays(day, days), -days)).toBe(day);
      expect(addDays(day, days) > day).toBe(days > 0);
    }),
  );
  expect(addDays(localDate('2028-02-28'), 1)).toBe('2028-02-29');
  expect(() => localDate('2026-02-30')).toThrow('not a day');
  expect(() => localDate('30.03.2026')).toThrow('not a day');
});

test('a hold lasts its days and never ends before tomorrow', () => {
  fc.assert(
    fc.property(arbDay, arbDay, fc.nat(60), fc.nat(60), (startsOn, today, deliveryDays, returnDays) => {
      const day = releaseOn({ startsOn, deliveryDays, returnDays, today });
      expect(day >= addDays(startsOn, deliveryDays + returnDays) && day > today).toBe(true);
      expect([addDays(startsOn, deliveryDays + returnDays), addDays(today, 1)]).toContain(day);
    }),
  );
  // Clocks change on 29 March 2026 in Berlin; the calendar does not mind.
  const hold = { startsOn: localDate('2026-03-20'), deliveryDays: 3, returnDays: 14, today: localDate('2026-03-20') };
  expect(releaseOn(hold)).toBe('2026-04-06');
  expect(releaseOn({ ...hold, today: localDate('2026-05-01') })).toBe('2026-05-02');
});

test('rows of a period wait from its last day on, and for its acceptance', () => {
  fc.assert(
    fc.property(arbDay, arbDay, fc.nat(60), fc.nat(60), (lastDay, acceptedOn, deliveryDays, returnDays) => {
      const day = periodRowsOn({ lastDay, deliveryDays, returnDays, acceptedOn });
      const over = addDays(lastDay, deliveryDays + returnDays);
      expect(day).toBe(over < acceptedOn ? acceptedOn : over);
    }),
  );
  const october = { lastDay: localDate('2026-10-31'), deliveryDays: 3, returnDays: 14 };
  expect(periodRowsOn({ ...october, acceptedOn: localDate('2026-11-02') })).toBe('2026-11-17');
  expect(periodRowsOn({ ...october, acceptedOn: localDate('2026-12-02') })).toBe('2026-12-02');
});

test('a row is estimated, held, available, paid', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 3, day));
  const released = { isAccepted: true, releasedAt: at(5) };
  expect(rowState({ isAccepted: false, releasedAt: null, paidUpTo: at(9) })).toBe('estimated');
  expect(rowState({ isAccepted: true, releasedAt: null, paidUpTo: at(9) })).toBe('held');
  expect(rowState({ ...released, paidUpTo: null })).toBe('available');
  expect(rowState({ ...released, paidUpTo: at(4) })).toBe('available');
  expect(rowState({ ...released, paidUpTo: at(5) })).toBe('paid');
});

test.each([
  [2500n, 0n, 2500n, { kind: 'payable', amountMinor: 2500n }],
  [2499n, 0n, 2500n, { kind: 'nothing', reason: 'below-minimum' }],
  [5000n, 3000n, 0n, { kind: 'payable', amountMinor: 2000n }],
  [3000n, 3000n, 0n, { kind: 'nothing', reason: 'in-open-batch' }],
  [-1n, 0n, 0n, { kind: 'nothing', reason: 'nothing-available' }],
])('of %s available, %s in open batches and at least %s, a batch takes %o', (available, open, minimum, expected) => {
  const payables = { availableMinor: minor(available), openBatchMinor: minor(open), minimumMinor: minor(minimum) };
  expect(payableOf(payables)).toEqual(expected);
});
