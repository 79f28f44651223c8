import { z } from 'zod';
import {
  earningSums,
  reversalRows,
  type Lowered,
  type SourceRequest,
} from '#app/adapters/db/repositories/accepted-relations.server.ts';
import { earnerTotals } from '#app/adapters/db/repositories/commission-totals.server.ts';
import { ledgerTotals } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { balancesOf } from '#app/adapters/db/repositories/ledger.server.ts';
import { allOf, sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type Tx } from '#app/adapters/db/transaction.server.ts';
import { prepared, type ListRequest } from '#app/queries/commissions/commission-list.ts';
import {
  areCounted,
  countCondition,
  countedSum,
  countsOf,
  uncountedReversals,
  type Counted,
} from '#app/queries/commissions/counted-rows.ts';
import type { PlacedFilters } from '#app/queries/commissions/component-places.ts';
import type { CommissionView } from '#app/queries/commissions/filters.ts';
import {
  estimatedParts,
  estimatedTotals,
  mixedRuns,
  runStates,
  uniformTotals,
} from '#app/queries/commissions/run-states.ts';

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
    const { filters, sources, period, request: narrowed } = await prepared(tx, request);
    const isAccepted = period?.state === 'accepted';
    const counts = countsOf(filters, isAccepted);
    const counted = counts && (await countedSum({ tx, period: narrowed.period, filters, counts }));
    const { whole, sums } = await split(tx, filters, { estimates: sources.estimates, narrowed, isAccepted, counted });
    const reversals = counted ? reversalsSince(narrowed, counted, counts.state) : sources.reversals;
    const relations = [sums, reversals && asSums(reversals)].filter((source) => source !== null);
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

/** Rows as relations that are added up are: `row_count` and `amount_minor`. */
const asSums = (rows: Sql): Sql => sql`select 1 as row_count, amount_minor from (${rows}) found`;

function sumOf(tx: Tx, relations: readonly Sql[]): Promise<Sum> {
  const all = relations.reduce((joined, relation) => sql`${joined} union all ${relation}`);
  return tx.one(
    sumSchema,
    sql`select coalesce(sum(row_count), 0)::int as rows, coalesce(sum(amount_minor), 0)::bigint as "sumMinor" from (${all}) parts`,
  );
}

interface Rows {
  /** The relation of every estimate of the view. */
  readonly estimates: Sql | null;
  readonly narrowed: SourceRequest;
  readonly isAccepted: boolean;
  /** What is counted already; null where the filters have no counts. */
  readonly counted: Counted | null;
}

interface Split {
  readonly whole: readonly Sum[];
  readonly sums: Sql | null;
}

/** What the runs' own figures say of the rows that are not counted, and the sums of those that they say nothing of. */
async function split(tx: Tx, filters: PlacedFilters, given: Rows): Promise<Split> {
  const { view, level, component, q, partner } = filters;
  const { estimates, narrowed, isAccepted, counted } = given;
  const { period } = narrowed;
  if (view === 'reversed' || (counted?.areAll === true && isOfAccepted(view, isAccepted)))
    return { whole: [], sums: null };
  if (view === 'estimated' || (view === 'all' && !isAccepted)) {
    const whole = areCounted(filters) ? await estimated(tx, period, filters) : null;
    return whole ? { whole: [whole], sums: null } : { whole: [], sums: estimates && asSums(estimates) };
  }
  const state = view === 'all' ? null : view;
  const isNarrowed = level !== null || component !== null || q !== null;
  if (counted === null && isNarrowed) return { whole: [], sums: earningSums(narrowed, state) };
  const states = await runStates(tx, { period, earner: partner });
  const runs = states.filter(({ runId }) => !counted?.runIds.includes(runId));
  if (isNarrowed)
    return {
      whole: [],
      sums: sumsOfRuns(
        narrowed,
        runs.map(({ runId }) => runId),
        state,
      ),
    };
  if (state === null) {
    // The states do not matter here: whatever they are, a run's figures are the sum of its rows.
    const any = runs.map((run) => ({ ...run, state: run.state ?? 'held' }));
    return { whole: await uniformTotals(tx, any, partner), sums: null };
  }
  const alike = await uniformTotals(
    tx,
    runs.filter((run) => run.state === state),
    partner,
  );
  const mixed = mixedRuns(runs);
  const ofEarner = partner === null ? [] : await earnerTotals(tx, { earner: partner, runIds: mixed });
  const read = mixed.filter((runId) => !ofEarner.some((total) => total.runId === runId));
  return {
    whole: [...alike, ...ofEarner.filter((total) => total.state === state)],
    sums: sumsOfRuns(narrowed, read, state),
  };
}

const isOfAccepted = (view: CommissionView, isAccepted: boolean): boolean =>
  view === 'all' ? isAccepted : view !== 'estimated';

/** Estimates on some levels or of one component, or all of them; null where only the rows say. */
function estimated(tx: Tx, period: number | null, filters: PlacedFilters): Promise<Sum | null> {
  const isWhole = filters.level === null && filters.component === null;
  return isWhole ? estimatedTotals(tx, period) : estimatedParts(tx, period, countCondition(filters, sql`r.id`));
}

/** Accepted rows of one state or all in some runs. */
function sumsOfRuns(narrowed: SourceRequest, runIds: readonly number[], state: Lowered | null): Sql | null {
  if (runIds.length === 0) return null;
  const condition = sql`${narrowed.condition} and e.run_id = any(${runIds}::int[])`;
  return earningSums({ ...narrowed, condition }, state);
}

async function balanceOf(tx: Tx, filters: PlacedFilters, shownMinor: bigint): Promise<CommissionSum['balance']> {
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
