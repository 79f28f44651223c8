import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { periodAbout, type AboutWord, type PeriodAbout } from '#app/domain/explain/period-about.ts';
import { runBases } from '#app/queries/explain/run-basis.ts';

/** What stands in the place of an order's name: the text's key, whom it names (empty if he may not be named), and a position. */
export interface RowAbout {
  readonly word: AboutWord;
  readonly person: string | null;
  readonly position: number | null;
}

/** A row of a list as far as it is asked here; order 0 is a row of the period. */
interface AskedRow {
  readonly runId: number;
  readonly orderId: bigint;
  readonly earner: number;
  readonly component: number;
  readonly source: number;
}

/** Names of partners by number; whoever is left out may not be named. */
export type NamesOf = (numbers: readonly number[]) => Promise<ReadonlyMap<number, string>>;

/** What the rows of the period among some rows are about, in their order; null for rows of orders. */
export async function aboutRows(tx: Tx, rows: readonly AskedRow[], namesOf: NamesOf): Promise<(RowAbout | null)[]> {
  const runIds = [...new Set(rows.filter(isOfPeriod).map(({ runId }) => runId))];
  if (runIds.length === 0) return rows.map(() => null);
  const plans = new Map((await runBases(tx, runIds)).map(({ runId, plan }) => [runId, plan]));
  const abouts = rows.map((row): PeriodAbout | null => {
    if (!isOfPeriod(row)) return null;
    const component = plans.get(row.runId)?.components[row.component];
    assert(component, `a row of run ${row.runId} without its component`);
    return periodAbout(component, row);
  });
  const names = await namesOf([...new Set(abouts.flatMap((about) => about?.partner ?? []))]);
  return abouts.map(
    (about) =>
      about && {
        word: about.word,
        person: about.partner === null ? null : (names.get(about.partner) ?? ''),
        position: about.position,
      },
  );
}

const isOfPeriod = ({ orderId }: AskedRow): boolean => orderId === 0n;
