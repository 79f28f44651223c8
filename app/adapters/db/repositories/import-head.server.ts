import { readTable } from '#app/adapters/csv/read-table.server.ts';
import { readImportFile } from '#app/adapters/db/repositories/partner-imports.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** Enough of a file to see its headings and the first lines; even, so that no UTF-16 letter is cut. */
const HEAD_BYTES = 64 * 1024;
const SAMPLE_LINES = 3;

/** Headings and first lines of an uploaded list; null once the file is gone. */
export async function headOfImport(
  tx: Tx,
  id: string,
): Promise<{ headings: readonly string[]; sample: readonly (readonly string[])[] } | null> {
  const file = await readImportFile(tx, id);
  if (!file) return null;
  const { headings, rows } = readTable(file.subarray(0, HEAD_BYTES), 1 + SAMPLE_LINES);
  return { headings, sample: rows.map((row) => row.cells) };
}
