import { z } from 'zod';
import { ledgerTotals } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { balancesOf } from '#app/adapters/db/repositories/ledger.server.ts';
import { allOf, NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type Tx } from '#app/adapters/db/transaction.server.ts';
import { prepared, type ListRequest } from '#app/queries/commissions/commission-list.ts';
import { countedSum, countsOf, uncountedReversals, type Counted } from '#app/queries/commissions/counted-rows.ts';
import type { CommissionFilters } from '#app/queries/commissions/filters.ts';
import { earningRows, reversalRows, type Lowered, type SourceRequest } from '#app/queries/commissions/row-sources.ts';
import { estimatedTotals, mixedRuns, runStates, uniformTotals } from '#app/queries/commissions/run-states.ts';

const sumSchema = z.object({ rows: z.int(), sumMinor: z.bigint() });
type Sum = z.infer<typeof sumSchema>;

export interface CommissionSum {
  readonly rows: number;
  readonly sumMinor: string;
  /**
   * Where the view is a balance and nothing narrows it: the balance, and the part of it that no row shows (set-off,
   * corrections). Rows + rest = balance, to the cent.
   */
  readonly balance: { readonly totalMinor: string; readonly restMinor: string } | null;
}

/** How many rows the filters leave, and their sum; it may come after the rows. */
export function commissionSum(request: ListRequest): Promise<CommissionSum> {
  return inTransaction(request.networkId, async (tx) => {
    const { filters } = request;
    const { sources, period, request: narrowed } = await prepared(tx, request);
    const isAccepted = period?.state === 'accepted';
    const counts = countsOf(filters, isAccepted);
    const counted = counts && (await countedSum({ tx, period: narrowed.period, filters, counts }));
    const given = { rows: sources.rows, narrowed, isAccepted, counted };
    const { whole, rows } = await split(tx, filters, given);
    const reversals = counted ? reversalsSince(narrowed, counted, counts.state) : sources.reversals;
    const relations = [rows, reversals].filter((source) => source !== null);
    const parts = [
      ...(counted ? [counted] : []),
      ...whole,
      ...(relations.length === 0 ? [] : [await sumOf(tx, relations)]),
    ];
    const sumMinor = parts.reduce((sum, part) => sum + part.sumMinor, 0n);
    const count = parts.reduce((sum, part) => sum + part.rows, 0);
    return { rows: count, sumMinor: sumMinor.toString(), balance: await balanceOf(tx, filters, sumMinor) };
  });
}

const reversalsSince = (narrowed: SourceRequest, counted: Counted, state: Lowered | null): Sql =>
  reversalRows({ ...narrowed, condition: allOf([narrowed.condition, uncountedReversals(counted)]) }, state);

function sumOf(tx: Tx, relations: readonly Sql[]): Promise<Sum> {
  const all = relations.reduce((joined, relation) => sql`${joined} union all ${relation}`);
  return tx.one(
    sumSchema,
    sql`select count(*)::int as rows, coalesce(sum(amount_minor), 0)::bigint as "sumMinor" from (${all}) found`,
  );
}

interface Rows {
  /** The relation of every row of the view; null where it has none. */
  readonly rows: Sql | null;
  readonly narrowed: SourceRequest;
  readonly isAccepted: boolean;
  /** What is counted already; null where the filters have no counts. */
  readonly counted: Counted | null;
}

/** What the runs' own figures say of the rows that are not counted, and the relation of those that they say nothing of. */
async function split(
  tx: Tx,
  { view, level, component, q, partner }: CommissionFilters,
  { rows, narrowed, isAccepted, counted }: Rows,
): Promise<{ whole: readonly Sum[]; rows: Sql | null }> {
  const { period } = narrowed;
  if (view === 'reversed') return { whole: [], rows };
  const isNarrowed = level !== null || component !== null || q !== null;
  if (view === 'estimated' || (view === 'all' && !isAccepted)) {
    const isWhole = !isNarrowed && partner === null;
    return isWhole ? { whole: [await estimatedTotals(tx, period)], rows: null } : { whole: [], rows };
  }
  if (counted?.areAll) return { whole: [], rows: null };
  if (counted === null && isNarrowed) return { whole: [], rows };
  const runs = (await runStates(tx, { period, earner: partner })).filter(
    ({ runId }) => !counted?.runIds.includes(runId),
  );
  if (isNarrowed)
    return {
      whole: [],
      rows: rowsOfRuns(
        narrowed,
        runs.map(({ runId }) => runId),
        view,
      ),
    };
  if (view === 'all') {
    // The states do not matter here: whatever they are, a run's figures are the sum of its rows.
    const any = runs.map((run) => ({ ...run, state: run.state ?? 'held' }));
    return { whole: await uniformTotals(tx, any, partner), rows: null };
  }
  const alike = runs.filter(({ state }) => state === view);
  return { whole: await uniformTotals(tx, alike, partner), rows: rowsOfRuns(narrowed, mixedRuns(runs), view) };
}

/** Accepted rows of a view in some runs. */
function rowsOfRuns(narrowed: SourceRequest, runIds: readonly number[], view: Lowered | 'all'): Sql | null {
  if (runIds.length === 0) return null;
  const condition = sql`${narrowed.condition} and e.run_id = any(${runIds}::int[])`;
  const ofView = view === 'all' ? NOTHING : sql`where state = ${view}`;
  return sql`select * from (${earningRows({ ...narrowed, condition })}) stated ${ofView}`;
}

async function balanceOf(tx: Tx, filters: CommissionFilters, shownMinor: bigint): Promise<CommissionSum['balance']> {
  const { view, period, level, component, q, partner } = filters;
  const isBalance = view === 'held' || view === 'available' || view === 'paid';
  if (!isBalance || period !== null || level !== null || component !== null || q !== null) return null;
  const total = partner === null ? (await ledgerTotals(tx))[`${view}Minor`] : await balanceOfPartner(tx, partner, view);
  return { totalMinor: total.toString(), restMinor: (total - shownMinor).toString() };
}

async function balanceOfPartner(tx: Tx, partner: number, account: Lowered): Promise<bigint> {
  const [balance] = await balancesOf(tx, [partner]);
  return balance?.[`${account}Minor`] ?? 0n;
}
