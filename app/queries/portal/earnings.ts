import { z } from 'zod';
import { balancesOf } from '#app/adapters/db/repositories/ledger.server.ts';
import { NOTHING, sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { EARNING_STATES, type EarningsFilters, type EarningState } from '#app/queries/portal/earnings-filters.ts';
import { earningsRelation, withOrders } from '#app/queries/portal/earnings-relation.ts';
import { rowKeyText } from '#app/queries/portal/row-key.ts';
import { portalPeriods, type PortalPeriod } from '#app/queries/portal/periods.ts';

/** Rows shown before one asks for more. */
export const EARNINGS_PAGE = 20;

const minorText = z.bigint().transform(String);

const rowSchema = z
  .object({
    kind: z.enum(['estimate', 'earning', 'reversal']),
    runId: z.int(),
    id: z.bigint(),
    at: z.date(),
    shopId: z.int(),
    orderId: z.bigint(),
    component: z.int(),
    level: z.int(),
    ratePpm: z.int(),
    baseMinor: minorText,
    amountMinor: minorText,
    state: z.enum(EARNING_STATES),
    until: z.string().nullable(),
    orderName: z.string().nullable(),
    isOwnCustomer: z.boolean(),
  })
  .transform(({ runId, id, at, shopId, orderId, component, ...row }) => {
    const { kind, level, ratePpm } = row;
    const place = { runId, id, shopId, orderId, component, level, ratePpm };
    const cursor = `${at.toISOString()}~${kind}~${runId}~${id}`;
    return { ...row, key: rowKeyText({ kind, ...place }), at: at.toISOString(), cursor };
  });

/** A row of the list; `key` is its part of the address. Amounts are minor units as text. */
export type EarningListRow = z.infer<typeof rowSchema>;

/** Sum and number of the filtered rows of one money word. */
export interface StateSum {
  readonly state: EarningState;
  readonly rows: number;
  readonly sumMinor: string;
}

export interface EarningsPage {
  readonly periods: readonly PortalPeriod[];
  /** The period that the list is about; null for all. */
  readonly period: PortalPeriod | null;
  readonly asOf: string | null;
  readonly sums: readonly StateSum[];
  /**
   * Where the list shows a balance: the balance, and the part of it that no row shows (set-off, corrections, payouts).
   * Rows + rest = balance, to the cent.
   */
  readonly balance: { readonly totalMinor: string; readonly restMinor: string } | null;
  readonly rows: readonly EarningListRow[];
  readonly next: string | null;
}

interface EarningsVisit {
  readonly networkId: NetworkId;
  readonly number: number;
  readonly now: Date;
  readonly filters: EarningsFilters;
  /** `next` of the page before. */
  readonly after: string | null;
}

/** A partner's earnings: rows newest first, and the sums of everything the filters leave. */
export function earningsPage(visit: EarningsVisit): Promise<EarningsPage> {
  return inTransaction(visit.networkId, async (tx) => {
    const periods = await portalPeriods(tx, visit.now);
    const { state, order } = visit.filters;
    const isAcrossPeriods = visit.filters.period === null && (state !== null || order !== null);
    const wanted = visit.filters.period ?? periods[0]?.id;
    const period = isAcrossPeriods ? null : (periods.find(({ id }) => id === wanted) ?? null);
    const filters = { ...visit.filters, period: isAcrossPeriods ? null : (period?.id ?? 0) };
    const narrowed = { ...visit, filters };
    const sums = await sumsOf(tx, narrowed);
    const rows = await rowsOf(tx, narrowed, EARNINGS_PAGE + 1);
    const page = rows.slice(0, EARNINGS_PAGE);
    const asOf = period ? period.asOf : (periods.find((each) => each.state !== 'accepted')?.asOf ?? null);
    return {
      periods,
      period,
      asOf,
      sums,
      balance: await balanceOf(tx, narrowed, sums),
      rows: page,
      next: rows.length > EARNINGS_PAGE ? (page.at(-1)?.cursor ?? null) : null,
    };
  });
}

/** The newest rows of a period, for the first page. */
export function newestEarnings(
  tx: Tx,
  { number, period, limit }: { number: number; period: number; limit: number },
): Promise<EarningListRow[]> {
  const filters = { period, state: null, kind: null, level: null, order: null };
  return rowsOf(tx, { number, filters, after: null }, limit);
}

async function sumsOf(tx: Tx, visit: EarningsVisit): Promise<StateSum[]> {
  const sums = await tx.all(
    z.object({ state: z.enum(EARNING_STATES), rows: z.int(), sumMinor: minorText }),
    sql`select state, count(*)::int as rows, sum(amount_minor)::bigint as "sumMinor"
          from (${earningsRelation(tx, visit)}) rows group by state`,
  );
  return EARNING_STATES.flatMap((state) => sums.filter((sum) => sum.state === state));
}

type RowsVisit = Pick<EarningsVisit, 'number' | 'filters' | 'after'>;

function rowsOf(tx: Tx, visit: RowsVisit, limit: number): Promise<EarningListRow[]> {
  const after = parseCursor(visit.after);
  const older = after
    ? sql`where (at, kind, run_id, id) < (${after.at}::timestamptz, ${after.kind}, ${after.runId}, ${after.id}::bigint)`
    : NOTHING;
  const newest = sql`select * from (${earningsRelation(tx, visit)}) rows ${older}
    order by at desc, kind desc, run_id desc, id desc limit ${limit}`;
  return tx.all(
    rowSchema,
    sql`select kind, run_id as "runId", id, at, shop_id as "shopId", order_id as "orderId", component, level,
               rate_ppm as "ratePpm", base_minor as "baseMinor",
               amount_minor as "amountMinor", state, until, order_name as "orderName",
               is_own_customer as "isOwnCustomer"
          from (${withOrders(tx, visit.number, newest)}) rows
         order by at desc, kind desc, run_id desc, id desc`,
  );
}

const cursorSchema = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['estimate', 'earning', 'reversal']),
  runId: z.coerce.number().int(),
  id: z.string().regex(/^\d{1,18}$/),
});

function parseCursor(text: string | null): z.infer<typeof cursorSchema> | null {
  const [at, kind, runId, id] = (text ?? '').split('~');
  return cursorSchema.safeParse({ at, kind, runId, id }).data ?? null;
}

/** The balance behind a figure that leads here without further filters. */
async function balanceOf(tx: Tx, { number, filters }: EarningsVisit, sums: readonly StateSum[]) {
  const { state, kind, level, order, period } = filters;
  if ((state !== 'held' && state !== 'available') || kind || level || order || period) return null;
  const [balance] = await balancesOf(tx, [number]);
  const total = balance?.[state === 'held' ? 'heldMinor' : 'availableMinor'] ?? 0n;
  const shown = sums.reduce((sum, { sumMinor }) => sum + BigInt(sumMinor), 0n);
  return { totalMinor: total.toString(), restMinor: (total - shown).toString() };
}
