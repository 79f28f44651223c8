import { z } from 'zod';
import { balancesOf } from '#app/adapters/db/repositories/ledger.server.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { aboutRows, type RowAbout } from '#app/queries/about-rows.ts';
import { runStates } from '#app/queries/commissions/run-states.ts';
import { sumsOf, type StateSum } from '#app/queries/portal/earning-sums.ts';
import { EARNING_STATES, type EarningsFilters } from '#app/queries/portal/earnings-filters.ts';
import {
  newestRows,
  placesOf,
  withOrders,
  type EarningsOf,
  type PlaceInList,
} from '#app/queries/portal/earnings-relation.ts';
import { rowKeyText } from '#app/queries/portal/row-key.ts';
import { seenNames } from '#app/queries/portal/seen-names.ts';
import { portalPeriods, type PortalPeriod } from '#app/queries/portal/periods.ts';

/** Rows shown before one asks for more. */
export const EARNINGS_PAGE = 20;

const minorText = z.bigint().transform(String);

const foundSchema = z.object({
  kind: z.enum(['estimate', 'earning', 'reversal']),
  runId: z.int(),
  id: z.bigint(),
  at: z.date(),
  periodId: z.int(),
  shopId: z.int(),
  orderId: z.bigint(),
  earner: z.int(),
  source: z.int(),
  component: z.int(),
  level: z.int(),
  ratePpm: z.int(),
  baseMinor: minorText,
  amountMinor: minorText,
  state: z.enum(EARNING_STATES),
  until: z.string().nullable(),
  orderName: z.string().nullable(),
  isOwnCustomer: z.boolean(),
});
type FoundRow = z.infer<typeof foundSchema>;

/**
 * A row of the list; `key` is its part of the address. Amounts are minor units as text. A row of the period has `about` instead of an
 * order.
 */
export interface EarningListRow extends Pick<
  FoundRow,
  'kind' | 'level' | 'ratePpm' | 'baseMinor' | 'amountMinor' | 'state' | 'until' | 'orderName' | 'isOwnCustomer'
> {
  readonly key: string;
  readonly at: string;
  readonly cursor: string;
  readonly about: RowAbout | null;
}

/** What is sent of a row. */
function listRow(row: FoundRow, about: RowAbout | null): EarningListRow {
  const { kind, level, ratePpm, baseMinor, amountMinor, state, until, orderName, isOwnCustomer, runId, id } = row;
  const at = row.at.toISOString();
  return {
    ...{ kind, level, ratePpm, baseMinor, amountMinor, state, until, orderName, isOwnCustomer, about, at },
    key: rowKeyText(row),
    cursor: `${at}~${kind}~${runId}~${id}`,
  };
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
    const narrowed = await narrowedTo(tx, { number: visit.number, filters, period });
    const sums = await sumsOf(tx, narrowed);
    const rows = await rowsOf(tx, { ...narrowed, after: visit.after, now: visit.now }, EARNINGS_PAGE + 1);
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

/** The newest rows of a period, for the first page: what it pays at its end has not happened before. */
export function newestEarnings(
  tx: Tx,
  { number, period, limit, now }: { number: number; period: PortalPeriod; limit: number; now: Date },
): Promise<EarningListRow[]> {
  const filters = { period: period.id, state: null, kind: null, level: null, order: null };
  return rowsOf(
    tx,
    {
      number,
      filters,
      isAccepted: period.state === 'accepted',
      runs: [],
      after: `${now.toISOString()}~reversal~0~0`,
      now,
    },
    limit,
  );
}

interface Narrowed {
  readonly number: number;
  readonly filters: EarningsFilters;
  readonly period: PortalPeriod | null;
}

/** What the list is about; only accepted rows have a run whose state is to be known. */
async function narrowedTo(tx: Tx, { number, filters, period }: Narrowed): Promise<EarningsOf> {
  const earnings = { number, filters, isAccepted: period ? period.state === 'accepted' : null, runs: [] };
  if (!placesOf(earnings).includes('earnings')) return earnings;
  return { ...earnings, runs: await runStates(tx, { period: filters.period, earner: number }) };
}

async function rowsOf(
  tx: Tx,
  earnings: EarningsOf & { readonly after: string | null; readonly now: Date },
  limit: number,
): Promise<EarningListRow[]> {
  const after = parseCursor(earnings.after);
  const isOlder = ({ at, kind, runId, id }: PlaceInList): Sql =>
    after
      ? sql`(${at}, ${kind}, ${runId}, ${id}) < (${after.at}::timestamptz, ${after.kind}, ${after.runId}, ${after.id}::bigint)`
      : sql`true`;
  const found = newestRows(tx, earnings, { isOlder, limit });
  if (found === null) return [];
  const place = { at: sql`at`, kind: sql`kind`, runId: sql`run_id`, id: sql`id` };
  const newest = sql`select * from (${found}) rows where ${isOlder(place)}
    order by at desc, kind desc, run_id desc, id desc limit ${limit}`;
  const rows = await tx.all(
    foundSchema,
    sql`select kind, run_id as "runId", id, at, period_id as "periodId", shop_id as "shopId", order_id as "orderId", earner, source,
               component, level, rate_ppm as "ratePpm", base_minor as "baseMinor", amount_minor as "amountMinor", state, until, order_name as "orderName",
               is_own_customer as "isOwnCustomer"
          from (${withOrders(tx, earnings.number, newest)}) rows
         order by at desc, kind desc, run_id desc, id desc`,
  );
  const about = await aboutRows(tx, rows, (numbers) =>
    seenNames(tx, { viewer: earnings.number, numbers, now: earnings.now }),
  );
  return rows.map((row, index) => listRow(row, about[index] ?? null));
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
async function balanceOf(tx: Tx, { number, filters }: EarningsOf, sums: readonly StateSum[]) {
  const { state, kind, level, order, period } = filters;
  if ((state !== 'held' && state !== 'available') || kind || level || order || period) return null;
  const [balance] = await balancesOf(tx, [number]);
  const total = balance?.[state === 'held' ? 'heldMinor' : 'availableMinor'] ?? 0n;
  const shown = sums.reduce((sum, { sumMinor }) => sum + BigInt(sumMinor), 0n);
  return { totalMinor: total.toString(), restMinor: (total - shown).toString() };
}
