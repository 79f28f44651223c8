import { expect, test } from 'vitest';
import { addDays, dayIn, periodsThrough, startOfDay } from '#app/adapters/time/calendar-days.ts';

const HOUR_MS = 3_600_000;
const berlin = { timeZone: 'Europe/Berlin' };

test('months follow each other without a gap, from the one that holds the first day, summer time included', () => {
  const calendar = { ...berlin, cadence: 'month', firstOn: '2026-03-15' } as const;
  const periods = periodsThrough(calendar, new Date('2026-11-01T00:00:00Z'));
  expect(periods).toHaveLength(9);
  expect(periods[0]).toEqual({
    startsAt: new Date('2026-02-28T23:00:00Z'),
    endsAt: new Date('2026-03-31T22:00:00Z'),
  });
  periods.slice(1).forEach(({ startsAt }, index) => expect(startsAt).toEqual(periods[index]?.endsAt));
  const [march] = periods;
  expect(((march?.endsAt.getTime() ?? 0) - (march?.startsAt.getTime() ?? 0)) / HOUR_MS).toBe(31 * 24 - 1);
});

test('an instant at the boundary belongs to the period that begins', () => {
  const calendar = { ...berlin, cadence: 'month', firstOn: '2026-10-01' } as const;
  expect(periodsThrough(calendar, new Date('2026-10-31T22:59:59.999Z'))).toHaveLength(1);
  expect(periodsThrough(calendar, new Date('2026-10-31T23:00:00Z'))).toHaveLength(2);
  expect(periodsThrough(calendar, new Date('2026-09-01T00:00:00Z'))).toEqual([]);
});

test('weeks begin on Monday; the one in which the clock goes back has an hour more', () => {
  const calendar = { ...berlin, cadence: 'week', firstOn: '2026-10-22' } as const;
  const [week] = periodsThrough(calendar, new Date('2026-10-22T12:00:00Z'));
  expect(week?.startsAt).toEqual(new Date('2026-10-18T22:00:00Z'));
  expect(((week?.endsAt.getTime() ?? 0) - (week?.startsAt.getTime() ?? 0)) / HOUR_MS).toBe(7 * 24 + 1);
});

test('days are those of the zone', () => {
  expect(dayIn('Europe/Berlin', new Date('2026-10-31T23:00:00Z'))).toBe('2026-11-01');
  expect(startOfDay('America/Sao_Paulo', '2026-11-01')).toEqual(new Date('2026-11-01T03:00:00Z'));
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});
