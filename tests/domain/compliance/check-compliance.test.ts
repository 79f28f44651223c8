import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ceilingPpm, checkCompliance } from '#app/domain/compliance/check-compliance.ts';
import type { Condition } from '#app/domain/plan/condition.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { rateOf } from '#app/domain/plan/fields.ts';
import { ppm } from '#app/domain/money/minor.ts';
import { TEMPLATES } from '#app/domain/templates/templates.ts';

const REQUEST = { name: 'Lotus', currency: 'EUR', cadence: 'month' } as const;
const codesOf = (plan: Plan) => checkCompliance(plan).map(({ code, severity, path }) => `${severity} ${code} ${path}`);
const plain = TEMPLATES.unilevel.plan(REQUEST);
const ownVolume: Condition = { kind: 'own_volume', volume: 'net', at_least: '50' };
const customers: Condition = { kind: 'customer_orders', at_least: 1 };

test('an own purchase as the only way to be active blocks in Germany and Europe', () => {
  const blocked = 'error own-purchase-only activity';
  expect(codesOf({ ...plain, activity: ownVolume })).toContain(blocked);
  expect(codesOf({ ...plain, activity: { kind: 'all', of: [customers, ownVolume] } })).toContain(blocked);
  expect(codesOf({ ...plain, activity: { kind: 'any', of: [customers, ownVolume] } })).not.toContain(blocked);
  expect(codesOf({ ...plain, activity: ownVolume, profile: 'us' })).not.toContain(blocked);
});

test('the profile of the United States asks for a limit on rewarded own purchases', () => {
  const warned = 'warning no-self-limit rules.self_volume_limit';
  expect(codesOf({ ...plain, profile: 'us' })).toContain(warned);
  const limit = { kind: 'volume', volume: 'net', at_most: '200' } as const;
  expect(codesOf({ ...plain, profile: 'us', rules: { ...plain.rules, self_volume_limit: limit } })).not.toContain(
    warned,
  );
  expect(codesOf(plain)).not.toContain(warned);
});

test('who qualifies by people alone is paid for heads', () => {
  const heads: Condition = { kind: 'personally_sponsored', at_least: 3, rank: null, is_active: false };
  const withCondition = (qualification: Condition): Plan => ({
    ...plain,
    components: plain.components.map((component) => ({ ...component, qualification })),
  });
  const blocked = 'error heads-qualify components[0].qualification';
  expect(codesOf(withCondition(heads))).toContain(blocked);
  expect(codesOf(withCondition({ kind: 'any', of: [heads, customers] }))).toContain(blocked);
  expect(codesOf(withCondition({ kind: 'all', of: [heads, customers] }))).not.toContain(blocked);
  expect(codesOf(withCondition({ ...heads, is_active: true }))).not.toContain(blocked);
});

test('the ceiling of an order is the sum of its rates, and blocks above the price', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 5 }), (rates) => {
      const levels = rates.map((rate) => rateOf(ppm(rate)));
      const plan: Plan = {
        ...plain,
        components: plain.components.map((component) =>
          component.kind === 'level_walk' ? { ...component, rates: { kind: 'by_level', levels } } : component,
        ),
      };
      const sum = rates.reduce((total, rate) => total + rate, 0);
      expect(ceilingPpm(plan)).toBe(sum);
      const wanted = sum > 1_000_000 ? 'error' : sum >= 600_000 ? 'warning' : 'note';
      expect(checkCompliance(plan).map(({ severity }) => severity)).toEqual([wanted]);
    }),
  );
});

test('pairs of a binary tree have no ceiling by order: without a cap of the company they block', () => {
  const binary = TEMPLATES.binary.plan(REQUEST);
  expect(ceilingPpm(binary)).toBeNull();
  expect(codesOf(binary)).toEqual([]);
  expect(codesOf({ ...binary, caps: { ...binary.caps, company: { kind: 'none' } } })).toEqual(['error unbounded caps']);
});

test('a cap of the order is a ceiling', () => {
  expect(ceilingPpm({ ...plain, caps: { ...plain.caps, order: { kind: 'share', rate: '0.12' } } })).toBe(120_000);
});
