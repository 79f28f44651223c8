import { earnerTotals } from '#app/adapters/db/repositories/commission-totals.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { mixedRuns, stateTotalSchema, uniformTotals, type StateTotal } from '#app/queries/commissions/run-states.ts';
import { EARNING_STATES, type EarningState } from '#app/queries/portal/earnings-filters.ts';
import { acceptedTotals, otherRows, placesOf, type EarningsOf } from '#app/queries/portal/earnings-relation.ts';

/** Sum and number of the filtered rows of one money word. */
export interface StateSum {
  readonly state: EarningState;
  readonly rows: number;
  readonly sumMinor: string;
}

/** The sums of everything the filters leave, by money word; a word without rows is left out. */
export async function sumsOf(tx: Tx, earnings: EarningsOf): Promise<StateSum[]> {
  const { filters, runs, number } = earnings;
  const isWhole = filters.level === null && filters.kind === null && filters.order === null;
  const wanted = runs.filter(({ state }) => filters.state === null || state === filters.state);
  const hasAccepted = placesOf(earnings).includes('earnings');
  const whole = isWhole && hasAccepted ? await uniformTotals(tx, wanted, number) : [];
  const mixed = hasAccepted ? (isWhole ? mixedRuns(runs) : runs.map(({ runId }) => runId)) : [];
  const counted = isWhole ? await earnerTotals(tx, { earner: number, runIds: mixed }) : [];
  const byDay = mixed.filter((runId) => !counted.some((total) => total.runId === runId));
  const ofCounts = counted.filter(({ state }) => filters.state === null || state === filters.state);
  const days = byDay.length > 0 ? await dayTotals(tx, earnings, byDay) : [];
  const rest = await rowTotals(tx, earnings);
  return EARNING_STATES.flatMap((state) => {
    const parts = [...whole, ...ofCounts, ...days, ...rest].filter((part) => part.state === state && part.rows > 0);
    if (parts.length === 0) return [];
    const sumMinor = parts.reduce((sum, part) => sum + part.sumMinor, 0n).toString();
    return [{ state, rows: parts.reduce((sum, part) => sum + part.rows, 0), sumMinor }];
  });
}

const dayTotals = (tx: Tx, earnings: EarningsOf, runIds: readonly number[]): Promise<StateTotal[]> =>
  tx.all(
    stateTotalSchema,
    sql`select state, rows, amount_minor as "sumMinor" from (${acceptedTotals(tx, earnings, runIds)}) days`,
  );

/** Row by row. */
function rowTotals(tx: Tx, earnings: EarningsOf): Promise<StateTotal[]> {
  const rows = otherRows(tx, earnings);
  if (rows === null) return Promise.resolve([]);
  return tx.all(
    stateTotalSchema,
    sql`select state, count(*)::int as rows, sum(amount_minor)::bigint as "sumMinor" from (${rows}) rows group by state`,
  );
}
