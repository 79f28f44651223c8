// Goal: what the documentation shows is what the parser takes. Method: every block of JSON in docs/plan-language.md.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { componentSchema } from '#app/domain/engine/registry.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import { at } from '#tests/domain/engine/arbitrary-network.ts';

const text = readFileSync(new URL('../../../docs/plan-language.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```json\n(.*?)```/gs)].map(
  ([, json = '']) => JSON.parse(json) as Record<string, unknown>,
);
const plan = at(blocks, 0);
const components = blocks.slice(1);
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

test('every kind of component has an example', () => {
  const offered = componentSchema.options.map((option) => at([...option.shape.kind.values], 0));
  expect(components.map(kindOf).sort()).toEqual([...offered].sort());
});
