import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { runCase, type CaseResult } from '#app/domain/case/run-case.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';
import { secondOpinion } from '#tests/second-opinion/second-opinion.ts';
import { Statistics } from '#tests/second-opinion/statistics.ts';

// Goal: what the engine pays is what the rules say. Method: both run on random plans and networks. The long run is
// SECOND_OPINION_RUNS=20000 SECOND_OPINION_SEED=1 npx vitest run --project core tests/second-opinion
const RUNS = process.env['SECOND_OPINION_RUNS'];
const SEED = process.env['SECOND_OPINION_SEED'];
/** Where it matters that a case fails, and not which: looking for the smallest one takes minutes. */
const IS_UNSHRUNK = process.env['SECOND_OPINION_SHRINK'] === 'no';
const SHORT_RUN = 120;
const HOURS_4 = 4 * 60 * 60 * 1000;

const rowTexts = ({ rows }: CaseResult) =>
  rows
    .map((row) =>
      [row.component, row.earner, row.order, row.source, row.level, row.rate, row.base, row.amount].join(' '),
    )
    .toSorted();

const paidTexts = ({ totals }: CaseResult) => [
  ...totals.components.map(({ id, rows, paid }) => `${id} ${rows} ${paid}`),
  ...totals.late_components.map(({ period, id, rows, paid }) => `late ${period} ${id} ${rows} ${paid}`),
];

test('the engine and a second opinion agree on every row, rank and total', { timeout: HOURS_4 }, () => {
  const statistics = new Statistics();
  fc.assert(
    fc.property(arbCase, (given) => {
      const result = runCase(caseSchema.parse(given));
      const opinion = secondOpinion(given);
      expect(result.ranks).toEqual(opinion.ranks);
      expect(result.state.ranks.toSorted((a, b) => a.partner - b.partner)).toEqual(opinion.rankState);
      expect(rowTexts(result)).toEqual(opinion.rows);
      expect(paidTexts(result)).toEqual(opinion.paid);
      statistics.add(given, result);
    }),
    {
      numRuns: Number(RUNS ?? SHORT_RUN),
      endOnFailure: IS_UNSHRUNK,
      ...(SEED === undefined ? {} : { seed: Number(SEED) }),
    },
  );
  if (RUNS !== undefined) process.stdout.write(`${statistics.text()}\n`);
});
