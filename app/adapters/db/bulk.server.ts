import type { RowFigures } from '#app/domain/engine/basis-column.ts';
import type pg from 'pg';
import { copyIn, type BulkColumn, type BulkConstant } from '#app/adapters/db/copy-in.server.ts';
import { bulkPool } from '#app/adapters/db/pool.server.ts';
import { writeCents } from '#app/adapters/db/row-cents.server.ts';
import { writeBasis } from '#app/adapters/db/row-basis.server.ts';
import { writeCaps, type StoredCap } from '#app/adapters/db/run-caps.server.ts';
import { writeState, type StateLeft } from '#app/adapters/db/run-state.server.ts';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';

/**
 * Earning rows of a run in columns of one length, in order of row number (from 1). Amounts in minor units. Rows of the period
 * are the last ones: they have shop and order 0, and the period's last instant.
 */
export interface EarningColumns {
  readonly earner: Int32Array;
  /** What a row of the period is about; 0 in rows of orders. */
  readonly source: Int32Array;
  readonly shopId: Int32Array;
  readonly orderId: BigInt64Array;
  readonly asOfMs: Float64Array;
  readonly component: Int32Array;
  readonly level: Int32Array;
  readonly ratePpm: Int32Array;
  readonly baseMinor: Float64Array;
  readonly amountMinor: Float64Array;
}

/** Figures of a run by partner, in columns of one length. */
export interface FigureColumns {
  readonly number: Int32Array;
  readonly position: Int32Array;
  readonly subtreeEnd: Int32Array;
  readonly depth: Int32Array;
  readonly active: Uint8Array;
  readonly activityMet: Uint8Array;
  readonly rank: Uint8Array;
  readonly title: Uint8Array;
  /** By component of the plan, then by partner. */
  readonly reach: readonly Uint8Array[];
  /** By condition that the plan's explanations need, then by partner. */
  readonly measured: readonly Float64Array[];
  readonly customerMinor: Float64Array;
  readonly ownMinor: Float64Array;
  readonly teamMinor: Float64Array;
  readonly orders: Int32Array;
  readonly amountMinor: Float64Array;
}

/** Where the rows of a run go: the newest estimates, or the earnings accepted on a day (`YYYY-MM-DD`). */
export type EarningTarget = { readonly table: 'estimate' } | { readonly table: 'earning'; readonly acceptedOn: string };

export interface RunRows {
  readonly networkId: NetworkId;
  readonly runId: number;
  readonly target: EarningTarget;
  readonly earnings: EarningColumns;
  /** By row of the period, in their order. */
  readonly basis: RowFigures;
  readonly caps: readonly StoredCap[];
  /** By row: the caps that left it one of the smallest coins that do not divide; may end early. */
  readonly cents: Uint8Array;
  readonly figures: FigureColumns;
  readonly state: StateLeft;
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2000, 0, 1);

/** One transaction of the bulk login, which row-level security does not hold back: every statement below names the network. */
async function inBulkTransaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await bulkPool().connect();
  let isBroken = false;
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => (isBroken = true));
    throw error;
  } finally {
    client.release(isBroken);
  }
}

/** The rows from index `from` up to `to`. */
interface RowSlice {
  readonly hasPeriodRows: boolean;
  readonly from: number;
  readonly to: number;
}

/** From so many rows on a run is written by several connections: the server's work is maintaining indexes, one core each. */
const SHARED_FROM = 50_000;
const SLICES = 2;

function slicesOf(count: number): { from: number; to: number }[] {
  const slices = count < SHARED_FROM ? 1 : SLICES;
  const at = (slice: number) => Math.floor((count * slice) / slices);
  return Array.from({ length: slices }, (_, slice) => ({ from: at(slice), to: at(slice + 1) }));
}

/**
 * Columns of a table that the caller fills; the network, the run and the day are stamped by `writeRun` alone. Where no row is the
 * period's, sources are what the table says by itself.
 */
function columnsOf(rows: EarningColumns, { hasPeriodRows, from, to }: RowSlice): BulkColumn[] {
  const sources: BulkColumn[] = hasPeriodRows
    ? [{ name: 'source', type: 'int4', values: rows.source.subarray(from, to) }]
    : [];
  return [
    ...sources,
    { name: 'row_no', type: 'int4', values: Int32Array.from({ length: to - from }, (_, index) => from + index + 1) },
    { name: 'earner', type: 'int4', values: rows.earner.subarray(from, to) },
    { name: 'shop_id', type: 'int4', values: rows.shopId.subarray(from, to) },
    { name: 'order_id', type: 'id', values: rows.orderId.subarray(from, to) },
    { name: 'as_of', type: 'timestamptz', values: rows.asOfMs.subarray(from, to) },
    { name: 'component', type: 'int2', values: rows.component.subarray(from, to) },
    { name: 'level', type: 'int2', values: rows.level.subarray(from, to) },
    { name: 'rate_ppm', type: 'int4', values: rows.ratePpm.subarray(from, to) },
    { name: 'base_minor', type: 'int8', values: rows.baseMinor.subarray(from, to) },
    { name: 'amount_minor', type: 'int8', values: rows.amountMinor.subarray(from, to) },
  ];
}

function figureColumnsOf(figures: FigureColumns): BulkColumn[] {
  return [
    { name: 'number', type: 'int4', values: figures.number },
    { name: 'position', type: 'int4', values: figures.position },
    { name: 'subtree_end', type: 'int4', values: figures.subtreeEnd },
    { name: 'depth', type: 'int4', values: figures.depth },
    { name: 'active', type: 'bool', values: figures.active },
    { name: 'activity_met', type: 'bool', values: figures.activityMet },
    { name: 'rank', type: 'int2', values: Int32Array.from(figures.rank) },
    { name: 'title', type: 'int2', values: Int32Array.from(figures.title) },
    { name: 'reach', type: 'bytea', bytes: figures.reach },
    ...measuredColumn(figures),
    { name: 'customer_minor', type: 'int8', values: figures.customerMinor },
    { name: 'own_minor', type: 'int8', values: figures.ownMinor },
    { name: 'team_minor', type: 'int8', values: figures.teamMinor },
    { name: 'orders', type: 'int4', values: figures.orders },
    { name: 'amount_minor', type: 'int8', values: figures.amountMinor },
  ];
}

/** One value per partner with all his figures; null where the plan asks for none. */
function measuredColumn({ measured, number }: FigureColumns): BulkColumn[] {
  if (measured.length === 0) return [];
  const values = new Float64Array(number.length * measured.length);
  measured.forEach((column, index) => {
    for (let row = 0; row < column.length; row++) values[row * measured.length + index] = column[row] as number;
  });
  const width = measured.length * Float64Array.BYTES_PER_ELEMENT;
  return [{ name: 'measured', type: 'packed', width, values: new Uint8Array(values.buffer) }];
}

/**
 * The one bulk door: rows and figures of a run, each part in a transaction of its own and all at the same time. They count for
 * nothing before the run is current or accepted; after an error the caller deletes what came in. Every row is stamped with the
 * network and the run named here; the columns have no say in it.
 */
export async function writeRun(run: RunRows): Promise<void> {
  const { networkId, runId, target, earnings, basis, caps, cents, figures, state } = run;
  const stamps: BulkConstant[] = [
    { name: 'network_id', type: 'int4', value: networkId },
    { name: 'run_id', type: 'int4', value: runId },
  ];
  const day: BulkConstant[] =
    target.table === 'earning' ? [{ name: 'accepted_on', type: 'date', value: daysSince2000(target.acceptedOn) }] : [];
  const hasPeriodRows = basis.length > 0;
  const rows = slicesOf(earnings.earner.length).map(
    ({ from, to }) =>
      (client: pg.PoolClient) =>
        copyIn(client, target.table, {
          constants: [...stamps, ...day],
          columns: columnsOf(earnings, { hasPeriodRows, from, to }),
          count: to - from,
        }),
  );
  const rest = async (client: pg.PoolClient) => {
    await writeBasis(client, stamps, { firstRow: earnings.earner.length - basis.length + 1, figures: basis });
    await writeCaps(client, stamps, caps);
    await writeCents(client, { networkId, runId, cents });
    await copyIn(client, 'partner_period', {
      constants: stamps,
      columns: figureColumnsOf(figures),
      count: figures.number.length,
    });
    await writeState(client, { networkId, runId, state });
  };
  // Whoever deletes a part's rows after another's error must not meet one that is still writing.
  const parts = await Promise.allSettled([...rows, rest].map(inBulkTransaction));
  for (const part of parts) if (part.status === 'rejected') throw part.reason;
}

function daysSince2000(day: string): number {
  const days = (Date.parse(`${day}T00:00:00Z`) - FIRST_DAY) / DAY_MS;
  assert(Number.isInteger(days), `not a day: ${day}`);
  return days;
}

/** Deletes everything of runs that were not accepted. The caller holds the network's run lock and knows that they were not. */
export async function deleteRuns(networkId: NetworkId, runIds: readonly number[]): Promise<void> {
  if (runIds.length === 0) return;
  await inBulkTransaction(async (client) => {
    for (const table of ['estimate', 'earning', 'row_basis', 'run_cap', 'row_cents', 'partner_period', 'run_state']) {
      await client.query(`delete from ${table} where network_id = $1 and run_id = any($2::int[])`, [networkId, runIds]);
    }
  });
}
