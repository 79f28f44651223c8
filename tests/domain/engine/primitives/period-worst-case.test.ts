import { expect, test } from 'vitest';
import { primitiveOf, type Component } from '#app/domain/engine/registry.ts';
import { planWith } from '#tests/domain/engine/primitives/world.ts';

const worst = (component: object) => {
  const made = component as unknown as Component;
  return primitiveOf(made).worstCasePpm(made, planWith([]).ranks);
};

test('what components of a period cost at most is exact, or said to be without limit', () => {
  const path = { kind: 'levels', rates: { kind: 'by_level', levels: ['0.2', '0.1'] }, compression: { kind: 'none' } };
  expect(worst({ kind: 'matching', path })).toBe(300_000);
  expect(worst({ kind: 'match_down', rate: '0.25' })).toBe(250_000);
  expect(worst({ kind: 'pool', rate: '0.02' })).toBe(20_000);
  const brackets = [
    { at_least: '1', rate: '0.03' },
    { at_least: '2', rate: '0.21' },
  ];
  expect(worst({ kind: 'group_bracket', brackets })).toBe(210_000);
  expect(worst({ kind: 'leg_pairing' })).toBe(Infinity);
  expect(worst({ kind: 'one_time' })).toBe(Infinity);
});
