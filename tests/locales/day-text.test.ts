import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayFrom } from '#app/locales/day-text.ts';

const days = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

const written = (locale: string, day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));

test('a day is read as the pages write it, in both languages, in figures and in words', () => {
  fc.assert(
    fc.property(days, (day) => {
      expect(dayFrom(day, 'en')).toBe(day);
      expect(dayFrom(written('de', day, { day: '2-digit', month: '2-digit', year: 'numeric' }), 'de')).toBe(day);
      expect(dayFrom(written('en-GB', day, { day: 'numeric', month: 'short', year: 'numeric' }), 'en')).toBe(day);
      expect(dayFrom(written('de', day, { day: 'numeric', month: 'long', year: 'numeric' }), 'de')).toBe(day);
    }),
  );
});

test.each(['', '31.02.2026', '3 Foo 2026', '2026-13-01', '03.11.26', 'tomorrow'])('"%s" is no day', (text) => {
  expect(dayFrom(text, 'en')).toBeNull();
});
