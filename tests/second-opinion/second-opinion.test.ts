import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { runCase, type CaseResult } from '#app/domain/case/run-case.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';
import { secondOpinion } from '#tests/second-opinion/second-opinion.ts';

// Goal: what the engine pays is what the rules say. Method: both run on random plans and networks; RUNS and SEED make it long.
const RUNS = Number(process.env['SECOND_OPINION_RUNS'] ?? 150);
const SEED = process.env['SECOND_OPINION_SEED'];

const rowTexts = ({ rows }: CaseResult) =>
  rows
    .map((row) =>
      [row.component, row.earner, row.order, row.source, row.level, row.rate, row.base, row.amount].join(' '),
    )
    .toSorted();

test(
  'the engine and a second opinion written from the rules agree on every row and rank',
  { timeout: 3_600_000 },
  () => {
    fc.assert(
      fc.property(arbCase, (given) => {
        const result = runCase(caseSchema.parse(given));
        const opinion = secondOpinion(given);
        expect(result.ranks).toEqual(opinion.ranks);
        expect(rowTexts(result)).toEqual(opinion.rows);
      }),
      { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
    );
  },
);
