import { requestOf } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { beginStep, insertImport, lockImport } from '#app/adapters/db/repositories/partner-imports.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { readTable } from '#app/adapters/csv/read-table.server.ts';
import { mappingProblem, suggestMapping, type ColumnMapping } from '#app/domain/partners/import-columns.ts';
import { AppError } from '#app/errors.ts';
import { partnerImportCheckKind, partnerImportRunKind } from '#app/services/partners/import-kinds.ts';

export const IMPORT_BYTES_MAX = 20 * 1024 * 1024;

/** Enough of a file to see its headings and the first lines. */
const HEAD_BYTES = 64 * 1024;

interface ImportStep {
  readonly networkId: NetworkId;
  readonly actor: string;
  readonly now: Date;
  /** Made with the form: a second upload of the same form changes nothing. */
  readonly importId: string;
}

/** Keeps a list and guesses its columns. @throws AppError import.too-large, import.not-readable */
export async function uploadImport(
  upload: ImportStep & { fileName: string; file: Buffer },
): Promise<{ importId: string }> {
  if (upload.file.length > IMPORT_BYTES_MAX) throw new AppError('import.too-large');
  const { headings } = readTable(headOf(upload.file), 1);
  const { importId: id, fileName, file, actor, now: createdAt } = upload;
  await inTransaction(upload.networkId, async (tx) => {
    await insertImport(tx, { id, fileName, file, mapping: suggestMapping(headings), createdAt, actor });
  });
  return { importId: id };
}

/** The beginning of a file, even in bytes, so that no UTF-16 letter is cut. */
export const headOf = (file: Buffer): Buffer => file.subarray(0, HEAD_BYTES);

/** Orders the dry run with the columns as the merchant matched them. @throws AppError request.invalid */
export async function checkImport(step: ImportStep & { mapping: ColumnMapping }): Promise<void> {
  const problem = mappingProblem(step.mapping);
  if (problem) throw new AppError('request.invalid', { mapping: problem });
  return inTransaction(step.networkId, async (tx) => {
    const found = await lockImport(tx, step.importId);
    if (found.state === 'done' || found.state === 'importing' || found.state === 'checking') return;
    await beginStep(tx, { id: found.id, state: 'checking', mapping: step.mapping });
    await enqueue(tx, requestOf(partnerImportCheckKind, { networkId: tx.networkId, importId: found.id }));
  });
}

/** Orders the import of a list whose dry run found nothing wrong. Again: nothing. @throws AppError import.has-errors */
export function startImport(step: ImportStep): Promise<void> {
  return inTransaction(step.networkId, async (tx) => {
    const found = await lockImport(tx, step.importId);
    if (found.state === 'done' || found.state === 'importing') return;
    if (!found.mapping || !found.report || found.report.errors > 0 || found.state === 'checking') {
      throw new AppError('import.has-errors', { count: found.report?.errors ?? 0 });
    }
    await beginStep(tx, { id: found.id, state: 'importing', mapping: found.mapping });
    await appendAudit(tx, {
      at: step.now,
      actor: step.actor,
      action: 'partners.import-started',
      subject: `import:${found.id}`,
      after: { partners: found.report.partners },
    });
    await enqueue(tx, requestOf(partnerImportRunKind, { networkId: tx.networkId, importId: found.id }));
  });
}
