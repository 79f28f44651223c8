import { emailIndex } from '#app/adapters/crypto/blind-index.server.ts';
import { readTable } from '#app/adapters/csv/read-table.server.ts';
import { knownPartners } from '#app/adapters/db/repositories/known-partners.server.ts';
import type { BadLine } from '#app/adapters/db/repositories/partner-imports.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { foldCode } from '#app/domain/attribution/codes.ts';
import { readCells, type ImportDetails, type LineError } from '#app/domain/partners/import-cells.ts';
import type { ColumnMapping } from '#app/domain/partners/import-columns.ts';
import type { ImportRow, PlannedPartner } from '#app/domain/partners/import-plan.ts';
import { planImport } from '#app/domain/partners/plan-import.ts';
import { AppError } from '#app/errors.ts';

export const IMPORT_LINES_MAX = 100_000;

/** A list as it would be imported: partners with sponsors first, and what else their lines say. */
export interface FilePlan {
  readonly lineCount: number;
  readonly partners: readonly PlannedPartner[];
  readonly details: ReadonlyMap<number, ImportDetails>;
  /** How many; `badLines` holds the first of them. */
  readonly errorCount: number;
  readonly badLines: readonly BadLine[];
}

/** More lines than that are not corrected one by one; the file of bad lines says so. */
export const BAD_LINES_MAX = 5_000;

/**
 * Reads a file by its mapping and plans its import against the partners that are there now.
 * `through`: the last day on which somebody may have joined, `YYYY-MM-DD`. @throws AppError import.too-large, import.not-readable
 */
export async function planFile(
  tx: Tx,
  { file, mapping, through }: { file: Buffer; mapping: ColumnMapping; through: string },
): Promise<FilePlan> {
  const { rows: lines } = readTable(file);
  if (lines.length > IMPORT_LINES_MAX) throw new AppError('import.too-large');
  const rows: ImportRow[] = [];
  const details = new Map<number, ImportDetails>();
  const errors: LineError[] = [];
  for (const { line, cells } of lines) {
    const read = readCells(line, cells, mapping);
    rows.push(read.row);
    details.set(line, read.details);
    errors.push(...read.errors);
    const { joinedOn } = read.details;
    if (joinedOn !== null && joinedOn > through) errors.push({ line, code: 'bad-date', text: joinedOn });
  }
  const plan = planImport(rows, await knownAmong(tx, rows));
  errors.push(...plan.errors);
  const cellsOf = new Map(lines.map(({ line, cells }) => [line, cells]));
  return {
    lineCount: lines.length,
    partners: plan.partners,
    details,
    errorCount: errors.length,
    badLines: badLinesOf(errors, cellsOf),
  };
}

/** The partners whom the file could collide with or name; nobody else is read, and no address is deciphered. */
function knownAmong(tx: Tx, rows: readonly ImportRow[]) {
  const emails = rows.flatMap((row) => (row.email ? [row.email.trim().toLowerCase()] : []));
  const named = [...new Set(rows.flatMap((row) => (row.sponsor ? [row.sponsor.trim()] : [])))];
  return knownPartners(tx, {
    emails: new Map(emails.map((email) => [emailIndex(tx.networkId, email).toString('hex'), email])),
    externalNumbers: [...named, ...rows.flatMap((row) => (row.externalNumber ? [row.externalNumber.trim()] : []))],
    numbers: named.filter((text) => /^\d{1,9}$/.test(text)).map(Number),
    codes: [...named, ...rows.flatMap((row) => (row.code ? [row.code] : []))].map(foldCode),
  });
}

function badLinesOf(errors: readonly LineError[], cellsOf: ReadonlyMap<number, readonly string[]>): BadLine[] {
  const byLine = Map.groupBy(errors, (error) => error.line);
  return [...byLine.keys()]
    .sort((a, b) => a - b)
    .slice(0, BAD_LINES_MAX)
    .map((line) => ({ cells: cellsOf.get(line) ?? [], errors: byLine.get(line) ?? [] }));
}
