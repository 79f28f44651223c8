import { expect, test } from 'vitest';
import { fieldKey, planFields, planFromFields, type FieldValues } from '#app/domain/plan/form-fields.ts';
import { planSchema, type Plan } from '#app/domain/plan/plan.ts';
import { messagesOf } from '#app/locales/catalogue.ts';
import { TEMPLATE_NAMES, TEMPLATES } from '#app/domain/templates/templates.ts';
import { fullPlan } from '#tests/domain/plan/full-plan.ts';

// Goal: form and document are one thing. Method: every template is read into the form and back.
const REQUEST = { name: 'Lotus', currency: 'EUR', cadence: 'month' } as const;
const valuesOf = (plan: Plan, sign: '.' | ','): FieldValues =>
  Object.fromEntries(
    planFields(plan, sign)
      .flatMap(({ fields }) => fields)
      .map(({ path, value }) => [fieldKey(path), value]),
  );
const stairstep = TEMPLATES.stairstep.plan(REQUEST);

test.each(TEMPLATE_NAMES)('what the form shows of %s means the same plan, in both languages', (name) => {
  const plan = TEMPLATES[name].plan(REQUEST);
  for (const sign of ['.', ','] as const) {
    const made = planFromFields(valuesOf(plan, sign), plan);
    if ('problems' in made) throw new Error(JSON.stringify(made.problems));
    const [again, before] = [planSchema.parse(made.document), planSchema.parse(plan)];
    expect(planFields(again, '.')).toEqual(planFields(before, '.'));
    expect({ ...again, ranks: null, components: null, activity: null }).toEqual({
      ...before,
      ...{ ranks: null, components: null, activity: null },
    });
  }
});

test('every kind of component has its figures, and every field its words', () => {
  const groups = planFields(fullPlan(), '.');
  const { field, kind } = messagesOf('de').plan;
  for (const { about, fields } of groups) {
    if (about.kind === 'component') expect(Object.keys(kind)).toContain(about.component);
    for (const { label } of fields) expect(Object.keys(field), label).toContain(label);
  }
});

test('a rate by rank is called by the name of the rank', () => {
  const rates = planFields(stairstep, '.')
    .flatMap(({ fields }) => fields)
    .filter(({ label }) => label === 'rate');
  expect(rates.map(({ rank, value }) => `${rank} ${String(value)}`)).toEqual([
    'Consultant 10',
    'Manager 15',
    'Director 20',
  ]);
});

test('the threshold of a rank is what keeps it too, where both said the same', () => {
  const made = planFromFields({ 'ranks/ladder/1/achieve/of/1/at_least': '1.500,00' }, stairstep);
  const plan = planSchema.parse('document' in made ? made.document : null);
  const asked = { of: [{}, { at_least: '1500.00' }] };
  expect(plan.ranks.ladder[1]).toMatchObject({ achieve: asked, maintain: asked });
});

test('what a field cannot hold is said with its key, and places that are no field are left alone', () => {
  const level = TEMPLATES.generations.plan(REQUEST);
  const values = {
    name: ' ',
    'activity/at_least': 'much',
    'components/0/rates/levels': ['15', 'x'],
    'components/1/rates/levels': ['101'],
    currency: 'CHF',
  };
  expect(planFromFields(values, level)).toEqual({
    problems: {
      name: 'required',
      'activity/at_least': 'not-an-amount',
      'components/0/rates/levels.1': 'not-a-rate',
      'components/1/rates/levels.0': 'not-a-rate',
    },
  });
  expect(planFromFields({ currency: 'CHF' }, level)).toEqual({ document: level });
});
