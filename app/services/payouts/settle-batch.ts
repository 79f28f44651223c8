import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { foldLedger } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { appendPostings, lockLedger } from '#app/adapters/db/repositories/ledger.server.ts';
import { holdBatch, payoutLines } from '#app/adapters/db/repositories/payouts.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { payoutPosting } from '#app/domain/ledger/postings.ts';
import { AppError } from '#app/errors.ts';
import { orderRelease } from '#app/services/ledger/order-release.ts';

export interface SettleBatch {
  readonly networkId: NetworkId;
  readonly batchId: number;
  readonly now: Date;
  readonly actor: string;
}

/**
 * Confirms that every line of a handed-over batch was paid: available ▶ paid, one posting per partner. A batch that is paid
 * already stays as it is, so a second click pays nobody twice.
 * @throws AppError 'payout.not-found', 'payout.wrong-state' for a draft or a cancelled batch
 */
export function markPaid({ networkId, batchId, now, actor }: SettleBatch): Promise<void> {
  return inTransaction(networkId, async (tx) => {
    await lockLedger(tx);
    const batch = await holdBatch(tx, batchId);
    if (!batch) throw new AppError('payout.not-found');
    if (batch.state === 'paid') return;
    if (batch.state !== 'exported') throw new AppError('payout.wrong-state');
    const lines = await payoutLines(tx, batchId);
    const postings = lines.flatMap(
      ({ partner, amountMinor }) => payoutPosting({ partner, payoutId: String(batchId), amountMinor }) ?? [],
    );
    await appendPostings(tx, postings, { now, actor });
    await tx.run(
      sql`update payout_batch set state = 'paid', settled_at = ${now}, settled_by = ${actor}
           where network_id = ${networkId} and id = ${batchId}`,
    );
    await foldLedger(tx);
    await orderRelease(tx);
    await appendAudit(tx, {
      at: now,
      actor,
      action: 'payout.paid',
      subject: `payout:${batchId}`,
      after: { partners: batch.partners, totalMinor: batch.totalMinor.toString() },
    });
  });
}

/**
 * Cancels a draft: its amounts are free for the next batch.
 * @throws AppError 'payout.not-found', 'payout.wrong-state' once it was handed over
 */
export function cancelBatch({ networkId, batchId, now, actor }: SettleBatch): Promise<void> {
  return inTransaction(networkId, async (tx) => {
    await lockLedger(tx);
    const batch = await holdBatch(tx, batchId);
    if (!batch) throw new AppError('payout.not-found');
    if (batch.state === 'cancelled') return;
    if (batch.state !== 'draft') throw new AppError('payout.wrong-state');
    await tx.run(
      sql`update payout_batch set state = 'cancelled', settled_at = ${now}, settled_by = ${actor}
           where network_id = ${networkId} and id = ${batchId}`,
    );
    await foldLedger(tx);
    await appendAudit(tx, { at: now, actor, action: 'payout.cancelled', subject: `payout:${batchId}` });
  });
}
