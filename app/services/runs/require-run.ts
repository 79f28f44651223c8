import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';

/** Refuses a run that the network does not have; runs stay on record when their rows are gone. @throws AppError 'run.not-found' */
export async function requireRun(tx: Tx, runId: number): Promise<void> {
  const found = await tx.run(sql`select from run where network_id = ${tx.networkId} and id = ${runId}`);
  if (found === 0) throw new AppError('run.not-found');
}
