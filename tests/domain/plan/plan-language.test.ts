// Goal: what the documentation shows is what the parser takes. Method: every block of JSON in docs/plan-language.md.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { componentSchema } from '#app/domain/engine/registry.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import { at } from '#tests/domain/engine/arbitrary-network.ts';

const text = readFileSync(new URL('../../../docs/plan-language.md', import.meta.url), 'utf8');
type Component = Record<string, unknown>;
const blocks = [...text.matchAll(/```json\n(.*?)```/gs)].map(
  ([, json = '']) => JSON.parse(json) as Component | Component[],
);
const isOne = (block: Component | Component[]): block is Component => !Array.isArray(block);
const plan = at(blocks.filter(isOne), 0);
const lists = blocks.filter((block) => Array.isArray(block));
const components = blocks.filter(isOne).slice(1);
const kindOf = (component: Record<string, unknown>) => String(component['kind']);

test('the document of the documentation is a plan', () => {
  expect(parsePlan(plan)).toMatchObject({ ok: true });
});

test.each(components.map((component) => [kindOf(component), component] as const))(
  'the example of %s is a component',
  (_, component) => {
    const earlier = 'of' in component ? components.filter(({ id }) => (component['of'] as unknown[]).includes(id)) : [];
    const caps = { ...(plan['caps'] as object), company: { kind: 'none' } };
    const parsed = parsePlan({ ...plan, components: [...earlier, component], caps });
    expect(parsed.ok ? [] : parsed.findings).toEqual([]);
  },
);

test('components of different cadence fit into one plan', () => {
  const caps = { ...(plan['caps'] as object), company: { kind: 'none' } };
  const found = lists.map((list) => parsePlan({ ...plan, components: list, caps }));
  expect(found).toMatchObject([{ ok: true }]);
});

test('every kind of component has an example', () => {
  const offered = componentSchema.options.map((option) => at([...option.shape.kind.values], 0));
  expect(components.map(kindOf).sort()).toEqual([...offered].sort());
});
