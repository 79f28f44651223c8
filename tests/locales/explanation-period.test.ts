import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodOfCase } from '#app/domain/case/order-of-case.ts';
import { explainPeriodRow } from '#app/domain/explain/period/explain-period-row.ts';
import { legBarsOf } from '#app/locales/explanation-legs.ts';
import { periodRowsOf, twoMonths } from '#tests/domain/explain/period-run.ts';
import { CONTEXTS, expectComplete } from '#tests/locales/complete-text.ts';
import { runs } from '#tests/runs.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';

// Goal: nothing that the value of a row of the period knows is left unsaid. Method: random plans over every such kind, names for people,
// each part of each value looked up in the texts of both languages, as the merchant and as the earner reads them.
const NAMES = ['Anna', 'Ben', 'Cleo', 'Dora', 'Emil', 'Fay', 'Gero'];
const personOf = (number: number) => ({ number, name: `${NAMES[number % NAMES.length]} ${number}` });

test('every name and number of a row of the period is found in its texts', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(arbCase, (given) => {
      for (const run of twoMonths(given)) {
        for (const row of periodRowsOf(run).slice(0, 30)) {
          const value = explainPeriodRow({ ...periodOfCase(run), personOf }, row, {
            word: 'held',
            until: '2026-05-21',
          });
          if (value.kind === 'outdated') expect.fail('a row that its figures do not give');
          expectComplete(value);
          kinds.add(value.pay.kind);
        }
      }
    }),
    { ...runs(120), seed: 5 },
  );
  expect(kinds.size).toBe(7);
});

test('the bars of two legs are as long as their volumes: together no longer than the longer leg, which fills its line', () => {
  let seen = 0;
  fc.assert(
    fc.property(arbCase, (given) => {
      const values = twoMonths(given).flatMap((run) =>
        periodRowsOf(run).map((row) => explainPeriodRow(periodOfCase(run), row, { word: 'estimated' })),
      );
      for (const value of values) {
        if (value.kind === 'outdated' || value.pay.kind !== 'leg_pairing') continue;
        const widths = legBarsOf(value, CONTEXTS.de.merchant).map(({ parts }) =>
          parts.reduce((sum, { permille }) => sum + permille, 0),
        );
        expect(widths).toHaveLength(2);
        const longest = Math.max(...widths);
        expect(longest >= 997 && longest <= 1000, `${longest}`).toBe(true);
        seen++;
      }
    }),
    { ...runs(120), seed: 5 },
  );
  expect(seen).toBeGreaterThan(5);
});
