import { expect, test } from 'vitest';
import { documentChanges } from '#app/domain/plan/document-changes.ts';
import { TEMPLATES } from '#app/domain/templates/templates.ts';

const REQUEST = { name: 'Lotus', currency: 'EUR', cadence: 'month' } as const;
const plan = TEMPLATES.stairstep.plan(REQUEST);

test('the same document differs in nothing, whatever the order of its keys', () => {
  expect(documentChanges(plan, structuredClone(plan))).toEqual([]);
  expect(documentChanges({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual([]);
});

test('a figure is named by the ids above it, with both values', () => {
  const components = plan.components.map((component) =>
    component.kind === 'differential_walk' ? { ...component, max_total_rate: '0.25' } : component,
  );
  expect(documentChanges(plan, { ...plan, components })).toEqual([
    { path: 'components.stairstep.max_total_rate', before: '0.20', after: '0.25' },
  ]);
});

test('a component that comes or goes is one change, and its place moves nobody', () => {
  const [first, second] = plan.components;
  expect(documentChanges(plan, { ...plan, components: [second] })).toEqual([
    { path: 'components.stairstep', before: 'differential_walk', after: null },
  ]);
  expect(documentChanges({ ...plan, components: [second] }, { ...plan, components: [first, second] })).toEqual([
    { path: 'components.stairstep', before: null, after: 'differential_walk' },
  ]);
});

test('what became another kind is one change', () => {
  const after = { ...plan, activity: { kind: 'none' } };
  expect(documentChanges(plan, after)).toEqual([
    { path: 'activity', before: JSON.stringify(plan.activity), after: '{"kind":"none"}' },
  ]);
});
