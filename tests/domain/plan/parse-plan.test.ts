import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { ppmOf, rateOf, rateSchema } from '#app/domain/plan/fields.ts';
import { parsePlan, type PlanFinding } from '#app/domain/plan/parse-plan.ts';
import { ppm } from '#app/domain/money/minor.ts';
import { fullPlan } from '#tests/domain/plan/full-plan.ts';
import { arbPlan } from '#tests/domain/engine/arbitrary-network.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const document = () =>
  JSON.parse(JSON.stringify(defaultPlan({ name: 'Standard', currency: 'EUR', cadence: 'month' }))) as {
    [key: string]: Json;
  };

/** A copy of a plan, the default one, with one place changed; undefined takes the field out. */
function changed(path: (string | number)[], value: Json | undefined, whole: Json = document()): Json {
  const rewritten = (place: Json, [key, ...rest]: (string | number)[]): Json => {
    const inner =
      rest.length === 0 ? value : rewritten((place as Record<string | number, Json>)[key ?? ''] ?? null, rest);
    if (Array.isArray(place)) return place.map((item, index) => (index === key ? (inner ?? null) : item));
    const others = Object.entries(place ?? {}).filter(([name]) => name !== key);
    return Object.fromEntries(inner === undefined ? others : [...others, [key, inner]]) as Json;
  };
  return rewritten(whole, path);
}

const findingsOf = (value: unknown): readonly PlanFinding[] => {
  const parsed = parsePlan(value);
  return parsed.ok ? [] : parsed.findings;
};

/** Every path of an object that ends in a key, arrays included. */
function keysIn(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => keysIn(inner, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...keysIn(inner, [...path, key])]);
}

const pathText = (path: (string | number)[]) =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');

test.each(keysIn(document()).map((path) => [pathText(path), path] as const))(
  'a plan without %s is refused, and the field named',
  (text, path) => {
    expect(findingsOf(changed(path, undefined))).toContainEqual(expect.objectContaining({ path: text }));
  },
);

const full = () => JSON.parse(JSON.stringify(fullPlan())) as Json;

// Goal: nothing is assumed. Method: every key of a plan that says something of every kind is taken out, one at a time.
test('a full plan without any one of its fields is refused, and the field is named as missing', () => {
  expect(parsePlan(full()).ok).toBe(true);
  const paths = keysIn(full());
  expect(paths.length).toBeGreaterThan(200);
  const named = paths.filter((path) =>
    findingsOf(changed(path, undefined, full())).some(
      (finding) => finding.code === 'missing' && finding.path === pathText(path),
    ),
  );
  expect(paths.map(pathText).filter((text) => !named.map(pathText).includes(text))).toEqual([]);
});

test('a key with one letter too many is told with the key that is meant, wherever it stands', () => {
  const slips = keysIn(full()).flatMap((path) => {
    const key = String(path.at(-1));
    const slipped = [...path.slice(0, -1), `${key}x`];
    const value = path.reduce<Json>((inner, step) => (inner as Record<string | number, Json>)[step] ?? null, full());
    const document = changed(slipped, value, changed(path, undefined, full()));
    // Without its kind nobody knows what else belongs to an object.
    const isTold = findingsOf(document).some(
      ({ path: at, suggestion }) => at === pathText(slipped) && suggestion === key,
    );
    return isTold || key === 'kind' ? [] : [pathText(path)];
  });
  expect(slips).toEqual([]);
});

test('every plan survives JSON', () => {
  fc.assert(
    fc.property(arbPlan, (plan) => {
      expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual({ ok: true, plan });
    }),
  );
});

test('a slip of the finger is told together with the key that is meant', () => {
  const plan = document();
  const [component] = plan.components as { [key: string]: Json }[];
  if (component) {
    component.compresion = component.compression ?? null;
    delete component.compression;
  }
  expect(findingsOf(plan)).toContainEqual({
    code: 'unknown-key',
    path: 'components[0].compresion',
    suggestion: 'compression',
  });
});

test('a key that resembles nothing is told without a guess', () => {
  expect(findingsOf(changed(['colour'], 'green'))).toEqual([{ code: 'unknown-key', path: 'colour', suggestion: null }]);
});

test.each<[string, (string | number)[], Json, string]>([
  ['a float for a rate', ['components', 0, 'rates', 'levels', 1], 0.05, 'not-a-rate'],
  ['a rate with seven decimals', ['components', 0, 'rates', 'levels', 1], '0.0000001', 'not-a-rate'],
  ['a rate above one', ['components', 0, 'rates', 'levels', 1], '1.01', 'not-a-rate'],
  ['a rate with an exponent', ['components', 0, 'rates', 'levels', 1], '5e-2', 'not-a-rate'],
  ['no rates', ['components', 0, 'rates', 'levels'], [], 'no-levels'],
  ['a tree that does not exist', ['components', 0, 'tree'], 'binary', 'unknown-tree'],
  ['a kind that does not exist', ['components', 0, 'kind'], 'board', 'not-offered'],
  ['a buyer who is paid perhaps', ['components', 0, 'pay_buyer'], 'sometimes', 'wrong-type'],
  ['no components', ['components'], [], 'no-components'],
  ['another language version', ['language_version'], 2, 'not-offered'],
  ['a currency in small letters', ['currency'], 'eur', 'not-a-currency'],
  ['a name of spaces', ['name'], '  ', 'empty'],
  ['an id with a capital', ['components', 0, 'id'], 'Level', 'not-an-id'],
  ['a depth of none', ['components', 0, 'max_physical_depth'], 0, 'not-a-count'],
])('%s is refused', (_, path, value, code) => {
  expect(findingsOf(changed(path, value))).toContainEqual({ code, path: pathText(path), suggestion: null });
});

test('two components cannot share an id, and a threshold has the decimals of its currency', () => {
  const plan = defaultPlan({ name: 'Standard', currency: 'JPY', cadence: 'month' });
  const [component] = plan.components;
  expect(findingsOf({ ...plan, components: [component, component] })).toEqual([
    { code: 'id-taken', path: 'components[1].id', suggestion: null },
  ]);
  expect(findingsOf({ ...plan, activity: { kind: 'customer_volume', volume: 'net', at_least: '10.50' } })).toEqual([
    { code: 'not-an-amount', path: 'activity.at_least', suggestion: null },
  ]);
});

test('a rate goes to parts per million and back without loss', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (rate) => {
      const text = rateOf(ppm(rate));
      expect(rateSchema.parse(text)).toBe(text);
      expect(ppmOf(text)).toBe(rate);
    }),
  );
  expect([ppmOf('0.050'), ppmOf('1'), ppmOf('0')]).toEqual([50_000, 1_000_000, 0]);
});
