import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { componentNames, placedFilters, type PlacedFilters } from '#app/queries/commissions/component-places.ts';
import { shownRows, type CommissionRow } from '#app/queries/commissions/commission-rows.ts';
import { conditionOf } from '#app/queries/commissions/conditions.ts';
import { cursorText, type CommissionCursor, type CommissionFilters } from '#app/queries/commissions/filters.ts';
import { areCounted, newestCounted, newestReversals } from '#app/queries/commissions/counted-rows.ts';
import {
  estimateRows,
  newestEarnings,
  newestEstimates,
  reversalRows,
  type Lowered,
  type RowPage,
  type SourceRequest,
} from '#app/queries/commissions/row-sources.ts';
import { periodChoices, type PeriodChoice } from '#app/queries/periods/period-choices.ts';

export const COMMISSIONS_PAGE = 50;

export interface CommissionList {
  readonly rows: readonly CommissionRow[];
  readonly currency: string;
  readonly periods: readonly PeriodChoice[];
  /** The period that the rows are of; null for all. */
  readonly period: PeriodChoice | null;
  /** The components of the plans behind the rows, by name: what the list can be narrowed to. */
  readonly components: readonly string[];
  readonly next: string | null;
}

export interface ListRequest {
  readonly networkId: NetworkId;
  readonly now: Date;
  readonly filters: CommissionFilters;
}

type NewestRows = (page: Omit<RowPage, 'state'>) => Sql;
type NewestReversals = (before: string | null, limit: number) => Sql;

/** Which relations a view reads. */
interface Sources {
  /** Every estimate of the view. */
  readonly estimates: Sql | null;
  /** Its rows, newest first, as far as a page needs them. */
  readonly newest: NewestRows | null;
  readonly reversals: Sql | null;
  /** The same reversals before one of them, newest first. */
  readonly newestReversals: NewestReversals | null;
}

/** Reversals of a view, which lower one figure or any. */
const withReversals = (
  request: SourceRequest,
  filters: PlacedFilters,
  lowered: Lowered | null,
): Pick<Sources, 'reversals' | 'newestReversals'> => ({
  reversals: reversalRows(request, lowered),
  newestReversals: (before, limit) => newestReversals({ ...request, filters, lowered, before, limit }),
});

const NO_REVERSALS = { reversals: null, newestReversals: null };

function sourcesOf(filters: PlacedFilters, request: SourceRequest, isAccepted: boolean): Sources {
  const { view } = filters;
  const estimates: NewestRows = (page) => newestEstimates(request, { ...page, state: null });
  switch (view) {
    case 'all':
      return {
        estimates: isAccepted ? null : estimateRows(request),
        newest: isAccepted ? (page) => newestEarnings(request, { ...page, state: null }) : estimates,
        ...withReversals(request, filters, null),
      };
    case 'estimated':
      return { estimates: estimateRows(request), newest: estimates, ...NO_REVERSALS };
    case 'reversed':
      return { estimates: null, newest: null, ...withReversals(request, filters, null) };
    case 'held':
    case 'available':
    case 'paid':
      return {
        estimates: null,
        newest: (page) => newestOfState(request, filters, { ...page, state: view }),
        ...withReversals(request, filters, view),
      };
  }
}

/** The newest rows of a state: found by the counts where they know the filters. */
const newestOfState = (request: SourceRequest, filters: PlacedFilters, page: RowPage): Sql =>
  areCounted(filters) ? newestCounted({ ...request, filters }, page) : newestEarnings(request, page);

/** The period that filters mean: in view "all" the newest unless one is named. */
function periodOf({ view, period }: PlacedFilters, periods: readonly PeriodChoice[]): PeriodChoice | null {
  if (period !== null) return periods.find(({ id }) => id === period) ?? null;
  return view === 'all' ? (periods[0] ?? null) : null;
}

/** What both rows and sums of a list are read from. */
export async function prepared(tx: Tx, { filters: named, now }: ListRequest) {
  const filters = await placedFilters(tx, named);
  const periods = await periodChoices(tx, now);
  const period = periodOf(filters, periods);
  const wanted = period?.id ?? filters.period ?? (filters.view === 'all' ? 0 : null);
  const request: SourceRequest = { tx, period: wanted, condition: await conditionOf(tx, filters) };
  return { filters, periods, period, request, sources: sourcesOf(filters, request, period?.state === 'accepted') };
}

/** Rows and reversals after a cursor, one more of each than is shown, merged by date. */
async function pageAfter(tx: Tx, sources: Sources, cursor: CommissionCursor, size: number): Promise<CommissionRow[]> {
  const { runId, rowNo, seq } = cursor;
  const afterRow = runId === null ? null : { runId, rowNo: rowNo ?? 0 };
  const rows = sources.newest
    ? await shownRows(tx, {
        source: sources.newest({ after: afterRow, limit: size + 1 }),
        order: sql`run_id desc, id desc`,
        limit: size + 1,
      })
    : [];
  const reversals = sources.newestReversals
    ? await shownRows(tx, {
        source: sources.newestReversals(seq, size + 1),
        order: sql`id desc`,
        limit: size + 1,
      })
    : [];
  return merged(
    rows,
    reversals.sort((a, b) => Number(BigInt(b.id) - BigInt(a.id))),
  );
}

/** Two lists, each in its own order, as one by date: neither list's order changes. */
function merged(rows: readonly CommissionRow[], reversals: readonly CommissionRow[]): CommissionRow[] {
  const all: CommissionRow[] = [];
  let [row, reversal] = [0, 0];
  while (row < rows.length || reversal < reversals.length) {
    const [nextRow, nextReversal] = [rows[row], reversals[reversal]];
    if (nextReversal && (!nextRow || nextReversal.at >= nextRow.at)) {
      all.push(nextReversal);
      reversal += 1;
    } else if (nextRow) {
      all.push(nextRow);
      row += 1;
    }
  }
  return all;
}

function cursorAfter(page: readonly CommissionRow[], before: CommissionCursor): CommissionCursor {
  const row = page.findLast(({ kind }) => kind !== 'reversal');
  const reversal = page.findLast(({ kind }) => kind === 'reversal');
  return {
    runId: row?.runId ?? before.runId,
    rowNo: row ? Number(row.id) : before.rowNo,
    seq: reversal?.id ?? before.seq,
  };
}

/** A page of commissions, newest first. */
export function commissionList(request: ListRequest & { cursor: CommissionCursor }): Promise<CommissionList> {
  return inTransaction(request.networkId, async (tx) => {
    const { periods, period, sources } = await prepared(tx, request);
    const found = await pageAfter(tx, sources, request.cursor, COMMISSIONS_PAGE);
    const rows = found.slice(0, COMMISSIONS_PAGE);
    const { currency } = await tx.one(
      z.object({ currency: z.string() }),
      sql`select currency from network where id = ${tx.networkId}`,
    );
    const next = found.length > COMMISSIONS_PAGE ? cursorText(cursorAfter(rows, request.cursor)) : null;
    return { rows, currency, periods, period, components: await componentNames(tx), next };
  });
}

/** One batch of an export: rows, and where the next one begins; null at the end. */
export function commissionBatch(
  tx: Tx,
  request: ListRequest & { cursor: CommissionCursor; size: number },
): Promise<{ rows: CommissionRow[]; next: CommissionCursor | null }> {
  return prepared(tx, request).then(async ({ sources }) => {
    const found = await pageAfter(tx, sources, request.cursor, request.size);
    const rows = found.slice(0, request.size);
    return { rows, next: found.length > request.size ? cursorAfter(rows, request.cursor) : null };
  });
}
