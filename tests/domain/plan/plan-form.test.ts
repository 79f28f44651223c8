import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ceilingPpm } from '#app/domain/compliance/check-compliance.ts';
import { minor, ppm, sum } from '#app/domain/money/minor.ts';
import { shareOf } from '#app/domain/money/share.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { exampleOf } from '#app/domain/plan/example.ts';
import { ppmOf, rateOf } from '#app/domain/plan/fields.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import { planFormOf, planFormSchema, planFromForm } from '#app/domain/plan/plan-form.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { SimpleActivity } from '#app/domain/plan/simple-plan.ts';
import { changedSentences, planSentences } from '#app/domain/plan/sentences.ts';

// Goal: form, sentences and example say what the document says, no more and no less. Method: arbitrary plans.
const rates = (min: number) =>
  fc.array(
    fc.integer({ min: 0, max: 1_000_000 }).map((value) => rateOf(ppm(value))),
    { minLength: min, maxLength: 6 },
  );
const activity: fc.Arbitrary<SimpleActivity> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.integer({ min: 1, max: 10_000 }).map((at_least) => ({ kind: 'customer_orders' as const, at_least })),
  fc.integer({ min: 0, max: 99_999 }).map((euros) => ({
    kind: 'customer_volume' as const,
    volume: 'net' as const,
    at_least: `${euros}.50`,
  })),
);
const byLevel = (levels: string[]) => ({ kind: 'by_level' as const, levels });
const plans = fc
  .record({
    rates: rates(1),
    tables: fc.uniqueArray(fc.record({ value: fc.constantFrom('care', 'tea', 'face'), rates: rates(0) }), {
      selector: ({ value }) => value,
    }),
    activity,
    compression: fc.constantFrom('none' as const, 'standard' as const),
  })
  .map((parts) => {
    const plan = defaultPlan({ name: 'Plan', currency: 'EUR', cadence: 'month' });
    const tagged_rates = parts.tables.map(({ value, rates: levels }) => {
      return { match: 'tag' as const, value, rates: byLevel(levels) };
    });
    const components = plan.components.map((component) => {
      return { ...component, rates: byLevel(parts.rates), tagged_rates, compression: { kind: parts.compression } };
    });
    return { ...plan, activity: parts.activity, components };
  });

test('a plan that goes through the form untouched is the same plan, in both languages', () => {
  fc.assert(
    fc.property(plans, fc.constantFrom('.' as const, ',' as const), (plan, sign) => {
      const made = planFromForm(planFormSchema.parse(planFormOf(plan, sign)), plan);
      expect(made).toEqual({ plan });
      expect(parsePlan('plan' in made && made.plan).ok).toBe(true);
    }),
  );
});

test('nothing is said to have changed exactly where the sentences are the same', () => {
  fc.assert(
    fc.property(plans, plans, (before, after) => {
      expect(changedSentences(before, before)).toEqual([]);
      const told = changedSentences(before, after).length;
      const order = (plan: Plan) =>
        planSentences(plan)
          .map((each) => JSON.stringify(each))
          .toSorted();
      expect(told === 0).toBe(JSON.stringify(order(before)) === JSON.stringify(order(after)));
    }),
  );
});

test('the example pays each level once, up to the worst case, and what nobody earns is left', () => {
  fc.assert(
    fc.property(plans, fc.bigInt(1n, 10_000_000n), (plan, base) => {
      const [component] = plan.components;
      const levels = component?.rates.levels ?? [];
      const { rows, paidMinor, unpaidMinor } = exampleOf(plan, minor(base), { length: levels.length, inactive: [] });
      const whole = sum(levels.map((rate) => shareOf(minor(base), ppmOf(rate), 'half_even')));
      expect(BigInt(paidMinor)).toBe(whole);
      expect(unpaidMinor).toBe(0);
      expect(rows.every(({ earner, level }) => earner === level - 1)).toBe(true);
      expect(levels.reduce((total, rate) => total + ppmOf(rate), 0)).toBeLessThanOrEqual(ceilingPpm(plan) ?? 0);
    }),
  );
});

test('who is not active is passed over, or leaves the level unpaid', () => {
  const plan = {
    ...defaultPlan({ name: 'Plan', currency: 'EUR', cadence: 'month' }),
    activity: { kind: 'customer_orders', at_least: 1 },
  } as Plan;
  const line = { length: 3, inactive: [1] };
  const skipped = exampleOf(plan, minor(8000n), line);
  expect(skipped.rows.map(({ earner, amountMinor }) => [earner, amountMinor])).toEqual([
    [0, 800],
    [2, 400],
  ]);
  const components = plan.components.map((component) => ({ ...component, compression: { kind: 'none' as const } }));
  const unpaid = exampleOf({ ...plan, components }, minor(8000n), line);
  expect(unpaid.rows.map(({ earner, amountMinor }) => [earner, amountMinor])).toEqual([
    [0, 800],
    [2, 240],
  ]);
  expect([skipped.unpaidMinor, unpaid.unpaidMinor]).toEqual([240, 400]);
});

test('two tables for one tag, and a condition without its figure, are wrong at their field', () => {
  const values = planFormOf(defaultPlan({ name: 'Plan', currency: 'EUR', cadence: 'month' }), '.');
  const table = (value: string) => ({ match: 'tag' as const, value, rates: [] });
  const twice = planFormSchema.safeParse({ ...values, tables: [table('Tea'), table('tea')] });
  expect(twice.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['tables.1.value', 'twice'],
  ]);
  const empty = planFormSchema.parse({ ...values, activity: 'customer_orders', atLeast: '' });
  expect(planFromForm(empty, defaultPlan({ name: 'Plan', currency: 'EUR', cadence: 'month' }))).toEqual({
    problem: 'not-a-number',
  });
});
