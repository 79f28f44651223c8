import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountText, parseAmountText } from '#app/domain/money/amount-text.ts';
import { currency } from '#app/domain/money/currency.ts';
import { minor, ppm } from '#app/domain/money/minor.ts';
import { parsePercent, percentText } from '#app/domain/plan/percent.ts';
import { brandingForm, moneyForm } from '#app/domain/settings/forms.ts';
import { handleField, handleFor } from '#app/domain/settings/handle.ts';
import { setUpForm } from '#app/domain/settings/set-up.ts';

// Goal: what people type is understood exactly or refused at its field. Method: round trips first, then the odd inputs.
const EUR = currency('EUR');
const signs = fc.constantFrom('.' as const, ',' as const);

test('every rate that a plan can hold survives the way through a field, in both languages', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), signs, (rate, sign) => {
      expect(parsePercent(percentText(ppm(rate), sign))).toBe(rate);
    }),
  );
});

test('every amount survives the way through a field, in both languages and every kind of currency', () => {
  const currencies = fc.constantFrom(EUR, currency('JPY'), currency('KWD'));
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n - 1n), currencies, signs, (amount, code, sign) => {
      const typed = amountText(minor(amount), code, sign);
      fc.pre(!/^\d{1,3}[.,]\d{3}$/.test(typed)); // three digits after one sign are read as thousands
      expect(parseAmountText(typed, code)).toBe(amount);
    }),
  );
});

test.each([
  ['7.5', 75_000],
  ['7,5 %', 75_000],
  ['100', 1_000_000],
  ['100.0001', null],
  ['0,00001', null],
  ['-1', null],
  ['abc', null],
  ['', null],
])('“%s” as a percentage is %s', (text, expected) => {
  expect(parsePercent(text)).toBe(expected);
});

test.each([
  ['25', 2500n],
  ['1.234,50', 123_450n],
  ['1,234.5', 123_450n],
  ['1.234', 123_400n],
  ['25,005', 2_500_500n],
  ['2500,005', null],
  ['1.23.4', null],
  ['-3', null],
])('“%s” as an amount of euros is %s', (text, expected) => {
  expect(parseAmountText(text, EUR)).toBe(expected);
});

test('a name for the portal’s address is always one that the field takes', () => {
  fc.assert(fc.property(fc.string(), (name) => handleField.safeParse(handleFor(name)).success));
  expect(handleFor('Grüne Küche & Söhne GmbH')).toBe('grune-kuche-sohne-gmbh');
});

test('the set-up form names every wrong field by its path', () => {
  const typed = {
    name: ' ',
    handle: 'Über uns',
    currency: 'EUR',
    timeZone: 'Europe/Atlantis',
    cadence: 'year',
    firstPeriodOn: '2026-02-30',
    returnDays: '366',
    deliveryDays: '',
    levels: ['10', '', '101'],
  };
  const issues = setUpForm.safeParse(typed).error?.issues ?? [];
  expect(Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]))).toEqual({
    name: 'required',
    handle: 'not-a-handle',
    timeZone: 'not-a-time-zone',
    cadence: 'not-offered',
    firstPeriodOn: 'not-a-day',
    returnDays: 'out-of-range',
    deliveryDays: 'not-a-number',
    'levels.1': 'required',
    'levels.2': 'not-a-rate',
  });
});

test('a rate of exchange may be left empty, and is written with a point', () => {
  const form = moneyForm('EUR').parse({ intent: 'money', minimum: '25,00', rates: { CHF: '1,0725', USD: '' } });
  expect(form).toEqual({ intent: 'money', minimum: '2500', rates: { CHF: '1.0725' } });
  expect(moneyForm('EUR').safeParse({ intent: 'money', minimum: '25', rates: { CHF: '0' } }).success).toBe(false);
});

test('links of the portal are https or none', () => {
  const look = { intent: 'branding', name: 'Lotus', colour: '#0F6B66', privacyUrl: '', logo: 'keep' };
  expect(brandingForm.parse({ ...look, imprintUrl: '' })).toMatchObject({ imprintUrl: null, colour: '#0f6b66' });
  for (const imprintUrl of ['javascript:alert(1)', 'http://lotus.example', 'lotus.example']) {
    expect(brandingForm.safeParse({ ...look, imprintUrl }).error?.issues[0]?.message).toBe('not-a-url');
  }
});
