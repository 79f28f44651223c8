import { readBasis } from '#app/adapters/db/row-basis.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { explainPeriodRow } from '#app/domain/explain/period/explain-period-row.ts';
import type { PeriodCase, StoredPeriodRow } from '#app/domain/explain/period/period-case.ts';
import type { NamesOf } from '#app/queries/about-rows.ts';
import { periodIn, type RunBasis } from '#app/queries/explain/run-basis.ts';

/** A row of the period as a list finds it: its figures are read here. */
export type AskedPeriodRow = Omit<StoredPeriodRow, 'basis'> & { readonly rowNo: number };

/** Rows of the period of one run with what their explanations are made of, in the order of the request. */
export interface PeriodRows {
  readonly periodCase: PeriodCase;
  readonly rows: readonly StoredPeriodRow[];
  /** Everybody whom the explanations name, the earners too. */
  readonly people: readonly number[];
}

/** Reads what rows of the period tell beside their columns, and the names that their explanations need: two statements. */
export async function readPeriodRows(
  tx: Tx,
  { basis, asked, namesOf, now }: { basis: RunBasis; asked: readonly AskedPeriodRow[]; namesOf: NamesOf; now: Date },
): Promise<PeriodRows> {
  const figures = await readBasis(
    tx,
    basis.runId,
    asked.map(({ rowNo }) => rowNo),
  );
  const rows = asked.map((row) => {
    const told = figures.get(row.rowNo);
    assert(told, `row ${row.rowNo} of run ${basis.runId} without its figures`);
    return { ...row, basis: told };
  });
  const people = peopleIn(rows, basis, now);
  const names = await namesOf(people);
  const periodCase = periodCaseOf(basis, now, (number) => ({ number, name: names.get(number) ?? '' }));
  return { periodCase, rows, people };
}

function periodCaseOf(basis: RunBasis, now: Date, personOf: PeriodCase['personOf']): PeriodCase {
  return { plan: basis.plan, planVersion: basis.planVersion, period: periodIn(basis, now), personOf };
}

/** An explanation alone knows whom it names: each is made once without names, and asks for them. */
function peopleIn(rows: readonly StoredPeriodRow[], basis: RunBasis, now: Date): number[] {
  const numbers = new Set<number>();
  const unnamed = periodCaseOf(basis, now, (number) => {
    numbers.add(number);
    return { number, name: '' };
  });
  for (const row of rows) explainPeriodRow(unnamed, row, { word: 'estimated' });
  return [...numbers];
}
