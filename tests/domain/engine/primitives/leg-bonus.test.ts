import fc from 'fast-check';
import { expect, test } from 'vitest';
import { primitiveOf, type Component } from '#app/domain/engine/registry.ts';
import { planWith } from '#tests/domain/engine/primitives/world.ts';
import { PERIOD_FIELDS, periodRows, runMonth, type PeriodWorld } from '#tests/domain/engine/primitives/period-world.ts';

const LEGS = {
  ...PERIOD_FIELDS,
  kind: 'leg_bonus',
  tree: 'sponsor',
  base: { volume: 'net', factor: '1' },
  legs: { kind: 'all_but_strongest' },
  levels: null,
  rates: { kind: 'same', rate: '0.10' },
} as const;

/** One partner with three legs of 300, 100 and 200, the first of which has 150 of it one level deeper. */
const THREE: PeriodWorld = {
  people: [{ sponsor: 0, rank: 2 }, { sponsor: 1 }, { sponsor: 1 }, { sponsor: 1 }, { sponsor: 2 }],
  bought: [
    { partner: 2, net: 15_000 },
    { partner: 5, net: 15_000 },
    { partner: 3, net: 10_000 },
    { partner: 4, net: 20_000 },
  ],
};
const ofTop = (component: object) =>
  periodRows(runMonth(THREE, [{ ...LEGS, ...component }])).filter((row) => row.startsWith('1 '));

test('legs are counted by strength: all, all but the strongest, one end, or places', () => {
  expect(ofTop({})).toEqual(['1 4 2 0.1 200.00 20.00', '1 3 3 0.1 100.00 10.00']);
  expect(ofTop({ legs: { kind: 'all' } })).toHaveLength(3);
  expect(ofTop({ legs: { kind: 'strongest' } })).toEqual(['1 2 1 0.1 300.00 30.00']);
  expect(ofTop({ legs: { kind: 'weakest' } })).toEqual(['1 3 3 0.1 100.00 10.00']);
  expect(ofTop({ legs: { kind: 'places', places: [1, 3, 9] } })).toEqual([
    '1 2 1 0.1 300.00 30.00',
    '1 3 3 0.1 100.00 10.00',
  ]);
});

test('a leg may be looked at some levels deep, and a rate may hang on the rank', () => {
  expect(ofTop({ levels: 1 })).toEqual(['1 2 2 0.1 150.00 15.00', '1 3 3 0.1 100.00 10.00']);
  const byRank = (rank: string) =>
    ofTop({ legs: { kind: 'strongest' }, rates: { kind: 'by_rank', ranks: [{ rank, rate: '0.05' }] } });
  expect(byRank('r2')).toEqual(['1 2 1 0.05 300.00 15.00']);
  expect(byRank('r3')).toEqual([]);
});

test('what it may cost is known only where a leg has an end', () => {
  const worst = (component: object) => {
    const made = { ...LEGS, ...component } as unknown as Component;
    return primitiveOf(made).worstCasePpm(made, planWith([]).ranks);
  };
  expect(worst({})).toBe(Infinity);
  expect(worst({ levels: 3 })).toBe(300_000);
});

test('legs come to what a recursion over people finds', () => {
  const arb = fc.array(
    fc.record({ pick: fc.nat(), isActive: fc.boolean(), net: fc.integer({ min: -500, max: 3000 }) }),
    { minLength: 1, maxLength: 10 },
  );
  fc.assert(
    fc.property(arb, (drawn) => {
      const people = drawn.map(({ pick, isActive }, index) => ({ sponsor: pick % (index + 1), isActive }));
      const volume = (head: number): number =>
        (drawn[head - 1]?.net ?? 0) +
        people.reduce((sum, { sponsor }, index) => (sponsor === head ? sum + volume(index + 1) : sum), 0);
      const expected = people.flatMap(({ isActive }, index) => {
        const legs = people.flatMap(({ sponsor }, child) => (sponsor === index + 1 ? [child + 1] : []));
        legs.sort((a, b) => volume(b) - volume(a) || a - b);
        return legs.flatMap((head, place) => {
          const amount = Math.floor(volume(head) / 10);
          return isActive && place > 0 && amount > 0 ? [`${index + 1} ${head} ${place + 1} ${amount}`] : [];
        });
      });
      const bought = drawn.map(({ net }, index) => ({ partner: index + 1, net }));
      const result = runMonth({ people, bought }, [{ ...LEGS, rounding: 'floor' }]);
      expect(
        result.rows.map((row) => `${row.earner} ${row.source} ${row.level} ${Number(row.amount.replace('.', ''))}`),
      ).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
