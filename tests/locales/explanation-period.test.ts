import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodOfCase } from '#app/domain/case/order-of-case.ts';
import { explainPeriodRow } from '#app/domain/explain/period/explain-period-row.ts';
import { periodRowsOf, twoMonths } from '#tests/domain/explain/period-run.ts';
import { expectComplete } from '#tests/locales/complete-text.ts';
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
