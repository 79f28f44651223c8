import { readBasis } from '#app/adapters/db/row-basis.server.ts';
import { readCents } from '#app/adapters/db/row-cents.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { explainPeriodRow } from '#app/domain/explain/period/explain-period-row.ts';
import type { PeriodCase, StoredPeriodRow } from '#app/domain/explain/period/period-case.ts';
import type { NamesOf } from '#app/queries/about-rows.ts';
import { capsOnPartners } from '#app/queries/explain/run-caps.ts';
import { periodIn, type RunBasis } from '#app/queries/explain/run-basis.ts';

/** A row of the period as a list finds it: its figures are read here. */
export type AskedPeriodRow = Omit<StoredPeriodRow, 'basis' | 'cents'> & { readonly rowNo: number };

/** Rows of the period of one run with what their explanations are made of, in the order of the request. */
export interface PeriodRows {
  readonly periodCase: PeriodCase;
  readonly rows: readonly StoredPeriodRow[];
  /** Everybody whom the explanations name, the earners too. */
  readonly people: readonly number[];
}

/** Reads what rows of the period tell beside their columns, and what caps took of them, and the names that their explanations need: a few statements. */
export async function readPeriodRows(
  tx: Tx,
  { basis, asked, namesOf, now }: { basis: RunBasis; asked: readonly AskedPeriodRow[]; namesOf: NamesOf; now: Date },
): Promise<PeriodRows> {
  const rowNos = asked.map(({ rowNo }) => rowNo);
  const figures = await readBasis(tx, basis.runId, rowNos);
  const cents = await readCents(tx, basis.runId, rowNos);
  const earners = [...new Set(asked.map(({ earner }) => earner))];
  const caps = await capsOnPartners(tx, basis.runId, earners);
  const rows = asked.map((row) => {
    const told = figures.get(row.rowNo);
    assert(told, `row ${row.rowNo} of run ${basis.runId} without its figures`);
    return { ...row, basis: told, cents: cents.get(row.rowNo) ?? 0 };
  });
  const { plan, planVersion } = basis;
  const unnamed = { plan, planVersion, period: periodIn(basis, now), caps };
  const people = peopleIn(rows, unnamed);
  const names = await namesOf(people);
  const periodCase = { ...unnamed, personOf: (number: number) => ({ number, name: names.get(number) ?? '' }) };
  return { periodCase, rows, people };
}

/** An explanation alone knows whom it names: each is made once without names, and asks for them. */
function peopleIn(rows: readonly StoredPeriodRow[], unnamed: Omit<PeriodCase, 'personOf'>): number[] {
  const numbers = new Set<number>();
  const personOf = (number: number) => {
    numbers.add(number);
    return { number, name: '' };
  };
  for (const row of rows) explainPeriodRow({ ...unnamed, personOf }, row, { word: 'estimated' });
  return [...numbers];
}
