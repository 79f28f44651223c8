import { requestOf } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { networkJobKind } from '#app/services/networks/order-for-all.ts';

/**
 * Releases what is due in one network; comes daily, after an acceptance for rows whose day has passed already, and after a
 * payout, so that what became paid is counted.
 */
export const releaseKind = networkJobKind('release-due', 12);

export function orderRelease(tx: Tx): Promise<void> {
  return enqueue(tx, requestOf(releaseKind, { networkId: tx.networkId }));
}
