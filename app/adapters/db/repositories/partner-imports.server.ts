import { z } from 'zod';
import { newKey, openField, sealField, unwrapKey, type KeyOwner } from '#app/adapters/crypto/person-key.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { IMPORT_FIELDS, type ColumnMapping } from '#app/domain/partners/import-columns.ts';
import type { LineError } from '#app/domain/partners/import-cells.ts';
import { AppError } from '#app/errors.ts';

const IMPORT_STATES = ['uploaded', 'checking', 'checked', 'importing', 'done', 'failed'] as const;

const importSchema = z.object({
  id: z.uuid(),
  fileName: z.string(),
  state: z.enum(IMPORT_STATES),
  mapping: z.array(z.enum(IMPORT_FIELDS).nullable()).nullable(),
  lineCount: z.int(),
  processed: z.int(),
  report: z.object({ partners: z.int(), errors: z.int() }).nullable(),
  createdAt: z.date(),
});

/** An import without its file. `report`: what the newest dry run found, or the import made. */
export type PartnerImport = z.infer<typeof importSchema>;

const COLUMNS = sql`id, file_name as "fileName", state, mapping, line_count as "lineCount", processed, report,
  created_at as "createdAt"`;

/** A line that is wrong, as it was written; kept sealed, because the cells are somebody's data. */
export interface BadLine {
  readonly cells: readonly string[];
  readonly errors: readonly LineError[];
}

const ownerOf = (tx: Tx, id: string): KeyOwner => ({ networkId: tx.networkId, name: `import:${id}` });

/** Keeps an uploaded file under a key of its own; false if this upload is there already. */
export async function insertImport(
  tx: Tx,
  upload: { id: string; fileName: string; file: Buffer; mapping: ColumnMapping; createdAt: Date; actor: string },
): Promise<boolean> {
  const owner = ownerOf(tx, upload.id);
  const { key, wrapped } = newKey(owner);
  const written = await tx.run(
    sql`insert into partner_import (network_id, id, file_name, file, key_wrapped, state, mapping, created_at, actor)
        values (${tx.networkId}, ${upload.id}, ${upload.fileName}, ${sealField(owner, key, 'file', upload.file)}, ${wrapped},
                'uploaded', ${JSON.stringify(upload.mapping)}, ${upload.createdAt}, ${upload.actor})
        on conflict do nothing`,
  );
  return written === 1;
}

export function findImport(tx: Tx, id: string): Promise<PartnerImport | null> {
  return tx.find(
    importSchema,
    sql`select ${COLUMNS} from partner_import where network_id = ${tx.networkId} and id = ${id}`,
  );
}

/** An import, held to the end of the transaction. @throws AppError 'request.invalid' */
export async function lockImport(tx: Tx, id: string): Promise<PartnerImport> {
  const found = await tx.find(
    importSchema,
    sql`select ${COLUMNS} from partner_import where network_id = ${tx.networkId} and id = ${id} for update`,
  );
  if (!found) throw new AppError('import.not-found');
  return found;
}

const sealedSchema = z.object({ keyWrapped: z.instanceof(Buffer), sealed: z.instanceof(Buffer).nullable() });

/** The uploaded file; null once the import is over. */
export async function readImportFile(tx: Tx, id: string): Promise<Buffer | null> {
  const row = await tx.find(
    sealedSchema,
    sql`select key_wrapped as "keyWrapped", nullif(file, ''::bytea) as sealed from partner_import
        where network_id = ${tx.networkId} and id = ${id}`,
  );
  const owner = ownerOf(tx, id);
  return row?.sealed ? openField(owner, unwrapKey(owner, row.keyWrapped), 'file', row.sealed) : null;
}

/** The lines that the newest dry run found wrong. */
export async function readBadLines(tx: Tx, id: string): Promise<BadLine[]> {
  const row = await tx.find(
    sealedSchema,
    sql`select key_wrapped as "keyWrapped", bad_lines as sealed from partner_import
        where network_id = ${tx.networkId} and id = ${id}`,
  );
  if (!row?.sealed) return [];
  const owner = ownerOf(tx, id);
  const text = openField(owner, unwrapKey(owner, row.keyWrapped), 'bad-lines', row.sealed).toString();
  return JSON.parse(text) as BadLine[]; // sealed and therefore ours
}

/** Begins a step: its state, and the progress from the start. */
export async function beginStep(
  tx: Tx,
  step: { id: string; state: 'checking' | 'importing'; mapping: ColumnMapping },
): Promise<void> {
  await tx.run(
    sql`update partner_import set state = ${step.state}, mapping = ${JSON.stringify(step.mapping)}, processed = 0
        where network_id = ${tx.networkId} and id = ${step.id}`,
  );
}

/** How far the step under way is. */
export async function noteProgress(tx: Tx, progress: { id: string; processed: number }): Promise<void> {
  await tx.run(
    sql`update partner_import set processed = ${progress.processed}
        where network_id = ${tx.networkId} and id = ${progress.id}`,
  );
}

/** What a dry run found; the bad lines are sealed. */
export async function saveReport(
  tx: Tx,
  found: { id: string; lineCount: number; partners: number; errors: number; badLines: readonly BadLine[] },
): Promise<void> {
  const row = await tx.one(
    z.object({ keyWrapped: z.instanceof(Buffer) }),
    sql`select key_wrapped as "keyWrapped" from partner_import where network_id = ${tx.networkId} and id = ${found.id}`,
  );
  const owner = ownerOf(tx, found.id);
  const key = unwrapKey(owner, row.keyWrapped);
  const sealed = sealField(owner, key, 'bad-lines', JSON.stringify(found.badLines));
  const report = { partners: found.partners, errors: found.errors };
  await tx.run(
    sql`update partner_import set state = 'checked', report = ${JSON.stringify(report)}, bad_lines = ${sealed},
               line_count = ${found.lineCount}, processed = ${found.lineCount}
        where network_id = ${tx.networkId} and id = ${found.id}`,
  );
}

/** The import is over: what it made stays, the file with people's data goes. */
export async function finishImport(tx: Tx, done: { id: string; partners: number }): Promise<void> {
  await tx.run(
    sql`update partner_import set state = 'done', report = ${JSON.stringify({ partners: done.partners, errors: 0 })},
               file = ''::bytea, bad_lines = null, processed = line_count
        where network_id = ${tx.networkId} and id = ${done.id}`,
  );
}

/** A step broke off; nothing of it was kept. */
export async function failImport(tx: Tx, id: string): Promise<void> {
  await tx.run(
    sql`update partner_import set state = 'failed' where network_id = ${tx.networkId} and id = ${id}
          and state in ('checking', 'importing')`,
  );
}
