import type pg from 'pg';
import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { NetworkId, Tx } from '#app/adapters/db/transaction.server.ts';

const ROWS_PER_PART = 32_768;

/** Writes `Rows.cents` of a run; parts without any are left out. In the bulk login's transaction. */
export async function writeCents(
  client: pg.PoolClient,
  { networkId, runId, cents }: { networkId: NetworkId; runId: number; cents: Uint8Array },
): Promise<void> {
  for (let from = 0; from < cents.length; from += ROWS_PER_PART) {
    const part = cents.subarray(from, from + ROWS_PER_PART);
    if (!part.some((caps) => caps !== 0)) continue;
    await client.query('insert into row_cents (network_id, run_id, first_row, cents) values ($1, $2, $3, $4)', [
      networkId,
      runId,
      from + 1,
      Buffer.from(part),
    ]);
  }
}

/** The entries of some rows of a run in `Rows.cents`, by row number; rows that were left none are not listed. */
export async function readCents(tx: Tx, runId: number, rowNos: readonly number[]): Promise<Map<number, number>> {
  const rows = await tx.all(
    z.object({ rowNo: z.int(), cents: z.int() }),
    sql`select w.row_no as "rowNo", get_byte(c.cents, w.row_no - c.first_row) as cents
          from unnest(${rowNos}::int[]) w (row_no)
          join row_cents c on c.network_id = ${tx.networkId} and c.run_id = ${runId}
                          and c.first_row = (w.row_no - 1) / ${ROWS_PER_PART}::int * ${ROWS_PER_PART}::int + 1
         where w.row_no - c.first_row < length(c.cents)`,
  );
  return new Map(rows.map(({ rowNo, cents }) => [rowNo, cents]));
}
