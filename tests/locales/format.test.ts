import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor, ppm } from '#app/domain/money/minor.ts';
import { formatFor } from '#app/locales/format.ts';

const en = formatFor('en', 'Europe/Berlin');
const de = formatFor('de', 'Europe/Berlin');
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test.each([
  ['en', 123_450n, 'EUR', '€1,234.50'],
  ['en', -375n, 'EUR', '−€3.75'],
  ['en', 0n, 'EUR', '€0.00'],
  ['en', 1_230n, 'USD', '$12.30'],
  ['de', 123_450n, 'EUR', '1.234,50 €'],
  ['de', -375n, 'EUR', '−3,75 €'],
  ['de-AT', 123_450n, 'EUR', '€ 1.234,50'],
  ['de', 1_234n, 'JPY', '1.234 ¥'],
  ['de', 1_234_567n, 'KWD', '1.234,567 KWD'],
])('%s writes %s %s as %s', (locale, amount, currency, expected) => {
  expect(plain(formatFor(locale, 'UTC').money(minor(amount), currency))).toBe(expected);
});

test('no digit of an amount is lost, however large it is', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (amount) => {
      const digits = (text: string) => text.replace(/\D/g, '');
      const expected = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
      expect(digits(en.money(minor(amount), 'EUR'))).toBe(expected);
      expect(digits(de.money(minor(amount), 'EUR'))).toBe(expected);
      expect(en.money(minor(amount), 'EUR').startsWith('−')).toBe(amount < 0n);
    }),
  );
});

test('an amount before rounding shows the parts of a cent that decided', () => {
  expect(en.exactMoney(400_500_000n, 'EUR')).toBe('€4.005');
  expect(plain(de.exactMoney(400_499_999n, 'EUR'))).toBe('4,00499999 €');
  expect(en.exactMoney(400_000_000n, 'EUR')).toBe('€4.00');
});

test('a rate is exact to a millionth', () => {
  expect([en.percent(ppm(75_000)), plain(de.percent(ppm(75_000)))]).toEqual(['7.5%', '7,5 %']);
  expect([en.percent(ppm(1)), en.percent(ppm(333_333)), en.percent(ppm(1_000_000))]).toEqual([
    '0.0001%',
    '33.3333%',
    '100%',
  ]);
});

test('days, months and instants follow language and zone', () => {
  expect([en.day('2026-11-03'), de.day('2026-11-03')]).toEqual(['3 Nov 2026', '03.11.2026']);
  expect(formatFor('en-US', 'UTC').day('2026-11-03')).toBe('Nov 3, 2026');
  expect([en.longDay('2026-11-03'), de.longDay('2026-11-03')]).toEqual(['3 November 2026', '3. November 2026']);
  expect([en.span('2026-10-01', '2026-10-31'), de.span('2026-10-01', '2026-10-31')]).toEqual([
    'October 2026',
    'Oktober 2026',
  ]);
  expect(en.span('2026-10-05', '2026-10-11')).toBe('5 Oct 2026 – 11 Oct 2026');
  expect(en.span('2024-02-01', '2024-02-28')).toBe('1 Feb 2024 – 28 Feb 2024');
  const night = new Date('2026-11-02T23:30:00Z');
  expect([en.date(night), formatFor('en', 'UTC').date(night)]).toEqual(['3 Nov 2026', '2 Nov 2026']);
  expect([en.time(night), de.time(night)]).toEqual(['00:30', '00:30']);
  expect(de.instant(night)).toBe('03.11.2026, 00:30 MEZ');
});

test('whole numbers are grouped', () => {
  expect([en.integer(100_000), de.integer(100_000n), en.integer(-5)]).toEqual(['100,000', '100.000', '−5']);
});
