import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { commissionBatch, type ListRequest } from '#app/queries/commissions/commission-list.ts';
import type { CommissionRow } from '#app/queries/commissions/commission-rows.ts';
import { FIRST_PAGE, rowKeySchema, type CommissionCursor } from '#app/queries/commissions/filters.ts';
import { explainRows, type RowExplanation } from '#app/queries/explain/explain-rows.ts';

const BATCH = 500;

export interface ExplainedRow {
  readonly row: CommissionRow;
  readonly explanation: RowExplanation | null;
}

/** Exactly the filtered rows with the explanation of each, batch by batch: no export is held in memory. */
export async function* exportRows(request: ListRequest): AsyncGenerator<ExplainedRow[]> {
  for (let cursor: CommissionCursor | null = FIRST_PAGE; cursor !== null;) {
    const batch: { rows: ExplainedRow[]; next: CommissionCursor | null } = await batchAt(request, cursor);
    yield batch.rows;
    cursor = batch.next;
  }
}

function batchAt(request: ListRequest, cursor: CommissionCursor) {
  return inTransaction(request.networkId, async (tx) => {
    const { rows, next } = await commissionBatch(tx, { ...request, cursor, size: BATCH });
    const keys = rows.map(({ key }) => rowKeySchema.parse(key));
    const explained = await explainRows(tx, { keys, now: request.now });
    return { rows: rows.map((row) => ({ row, explanation: explained.get(row.key) ?? null })), next };
  });
}

const networkSchema = z.object({ currency: z.string(), timeZone: z.string() });

/** Currency and time zone of an export's amounts and days. */
export function exportBasis({ networkId }: ListRequest): Promise<z.infer<typeof networkSchema>> {
  return inTransaction(networkId, (tx) =>
    tx.one(networkSchema, sql`select currency, time_zone as "timeZone" from network where id = ${networkId}`),
  );
}
