import { isSnapshotTrue, refoldLedger } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { lockLedger } from '#app/adapters/db/repositories/ledger.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { log } from '#app/adapters/log.server.ts';

/**
 * Adds the books up from their entries and compares: pages read a snapshot of them. A difference is an alarm, and the snapshot,
 * which nothing but pages reads, is made anew. Answers whether it was true.
 */
export async function proveSnapshot(networkId: NetworkId): Promise<boolean> {
  const isTrue = await inTransaction(networkId, isSnapshotTrue);
  if (isTrue) return true;
  log().error({ networkId }, 'the snapshot of the books differed from their entries and was made anew');
  await inTransaction(networkId, async (tx) => {
    await lockLedger(tx);
    await refoldLedger(tx);
  });
  return false;
}
