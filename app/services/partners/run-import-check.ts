import { findNetwork } from '#app/adapters/db/repositories/networks.server.ts';
import {
  failImport,
  findImport,
  readImportFile,
  saveReport,
} from '#app/adapters/db/repositories/partner-imports.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { assert } from '#app/domain/assert.ts';
import { AppError } from '#app/errors.ts';
import { planFile, type FilePlan } from '#app/services/partners/plan-file.ts';

interface ImportWork {
  readonly networkId: NetworkId;
  readonly importId: string;
  readonly now: Date;
}

/** The dry run: what an import would make and what is wrong in which line. Writes nothing but its report. Safe to repeat. */
export async function runImportCheck(work: ImportWork): Promise<void> {
  try {
    await inTransaction(work.networkId, async (tx) => {
      const state = (await findImport(tx, work.importId))?.state;
      if (state !== 'checking' && state !== 'failed') return;
      await reportOn(tx, work, await planOf(tx, work));
    });
  } catch (error) {
    await inTransaction(work.networkId, (tx) => failImport(tx, work.importId));
    if (!(error instanceof AppError)) throw error; // a file that cannot be read does not become readable
  }
}

/** The plan of an import's file, as of now. */
export async function planOf(tx: Tx, work: ImportWork): Promise<FilePlan> {
  const found = await findImport(tx, work.importId);
  const file = await readImportFile(tx, work.importId);
  const network = await findNetwork(tx, work.networkId);
  assert(found?.mapping && file && network, `an import without its file: ${work.importId}`);
  return planFile(tx, { file, mapping: found.mapping, through: dayIn(network.timeZone, work.now) });
}

export const reportOn = (tx: Tx, work: ImportWork, plan: FilePlan): Promise<void> =>
  saveReport(tx, {
    id: work.importId,
    lineCount: plan.lineCount,
    partners: plan.partners.length,
    errors: plan.errorCount,
    badLines: plan.badLines,
  });
