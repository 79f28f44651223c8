import { expect, test } from 'vitest';
import { checkText } from '#app/domain/templates/check-document.ts';
import { practiceOf } from '#app/domain/templates/practice.ts';
import { TEMPLATE_NAMES, TEMPLATES } from '#app/domain/templates/templates.ts';

const request = { name: 'Lotus', currency: 'EUR', cadence: 'month' } as const;
const HOME = { currency: 'EUR', country: 'DE' };
const sumOf = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

test.each(TEMPLATE_NAMES)('in the small team every component of %s pays, and the rows are the sum', (name) => {
  for (const currency of ['EUR', 'JPY', 'KWD']) {
    const plan = TEMPLATES[name].plan({ ...request, currency });
    const { people, paidMinor, salesMinor } = practiceOf(plan);
    const earnings = people.flatMap((person) => person.earnings);
    const paid = new Set(earnings.map(({ component }) => component));
    expect(plan.components.map(({ id }) => id).filter((id) => !paid.has(id))).toEqual([]);
    expect(sumOf(earnings.map(({ amountMinor }) => amountMinor))).toBe(paidMinor);
    expect(sumOf(people.map((person) => person.salesMinor))).toBe(salesMinor);
  }
});

test('ranks are told by name', () => {
  const { people } = practiceOf(TEMPLATES.stairstep.plan(request));
  expect(people.map(({ name, rank }) => `${name} ${rank}`)).toEqual([
    'Anna Director',
    'Ben Director',
    'Cleo Manager',
    'Dora Manager',
    'Emil Manager',
  ]);
});

test('a plan of weeks is shown in a week', () => {
  expect(practiceOf(TEMPLATES.unilevel.plan({ ...request, cadence: 'week' }))).toMatchObject({ cadence: 'week' });
});

test('what is typed is checked; half a document is none', () => {
  const text = JSON.stringify(TEMPLATES.party.plan(request));
  expect(checkText(text, HOME)).toMatchObject({ isJson: true, practice: { cadence: 'month' } });
  expect(checkText(text.slice(0, 100), HOME)).toMatchObject({ isJson: false, findings: [], practice: null });
  expect(checkText('{}', HOME)).toMatchObject({ isJson: true, practice: null });
});
