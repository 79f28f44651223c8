import { expect } from 'vitest';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { runCase, type CaseResult } from '#app/domain/case/run-case.ts';
import type { CaseDocument } from '#tests/second-opinion/document.ts';
import { secondOpinion } from '#tests/second-opinion/second-opinion.ts';

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

/** What the engine makes of a case, where the second opinion says the same: every row, rank and total. @throws where it does not */
export function agreedResult(given: CaseDocument): CaseResult {
  const result = runCase(caseSchema.parse(given));
  const opinion = secondOpinion(given);
  expect(result.ranks).toEqual(opinion.ranks);
  expect(result.state.ranks.toSorted((a, b) => a.partner - b.partner)).toEqual(opinion.rankState);
  expect(rowTexts(result)).toEqual(opinion.rows);
  expect(paidTexts(result)).toEqual(opinion.paid);
  return result;
}
