import type pg from 'pg';
import { z } from 'zod';
import { copyIn, type BulkConstant } from '#app/adapters/db/copy-in.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { RowFigures } from '#app/domain/engine/basis-column.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const FIGURE_BYTES = Float64Array.BYTES_PER_ELEMENT;

/** What rows of the period say beside their columns: figures by row, the first of which belongs to row number `firstRow`. */
export interface RowBasis {
  readonly firstRow: number;
  readonly figures: RowFigures;
}

/** Writes the figures of a run's rows, rows with as many of them at once. In the bulk login's transaction. */
export async function writeBasis(
  client: pg.PoolClient,
  stamps: readonly BulkConstant[],
  { firstRow, figures }: RowBasis,
): Promise<void> {
  const byLength = Map.groupBy(rowsOf(figures), (index) => figures.at(index)?.length ?? 0);
  for (const [length, indexes] of byLength) {
    if (length === 0) continue;
    const values = new Float64Array(indexes.length * length);
    indexes.forEach((index, row) => values.set(figures.at(index) ?? [], row * length));
    await copyIn(client, 'row_basis', {
      constants: stamps,
      columns: [
        { name: 'row_no', type: 'int4', values: Int32Array.from(indexes, (index) => firstRow + index) },
        { name: 'basis', type: 'packed', width: length * FIGURE_BYTES, values: new Uint8Array(values.buffer) },
      ],
      count: indexes.length,
    });
  }
}

const rowsOf = ({ length }: RowFigures): number[] => Array.from({ length }, (_, row) => row);

/** The figures of some rows of a run, by row number; rows without any are left out. */
export async function readBasis(tx: Tx, runId: number, rowNos: readonly number[]): Promise<Map<number, number[]>> {
  const rows = await tx.all(
    z.object({ rowNo: z.int(), basis: z.instanceof(Buffer) }),
    sql`select row_no as "rowNo", basis from row_basis
         where network_id = ${tx.networkId} and run_id = ${runId} and row_no = any(${rowNos}::int[])`,
  );
  return new Map(rows.map(({ rowNo, basis }) => [rowNo, numbersOf(basis)]));
}

/** The numbers of a value. Bytes from the database begin anywhere in their buffer, numbers may not. */
export function numbersOf(bytes: Buffer): number[] {
  return [...new Float64Array(Uint8Array.from(bytes).buffer)];
}
