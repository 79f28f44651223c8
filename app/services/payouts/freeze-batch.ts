import { nextNumber, takeWatermark } from '#app/adapters/db/recording.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { foldLedger } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { lockLedger } from '#app/adapters/db/repositories/ledger.server.ts';
import { insertBatch, payoutCandidates } from '#app/adapters/db/repositories/payouts.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { payableOf, type Payable } from '#app/domain/ledger/payable.ts';
import { minor } from '#app/domain/money/minor.ts';
import { AppError } from '#app/errors.ts';
import { readSetting } from '#app/services/settings/read-setting.ts';

const FIRST_BATCH = 1;

export interface FreezeBatch {
  readonly networkId: NetworkId;
  readonly now: Date;
  readonly actor: string;
  /** What the page showed: count and sum of the partners to be paid. */
  readonly expected: { readonly partners: number; readonly totalMinor: bigint };
}

/**
 * Freezes what is available now into a batch: everybody who reaches the minimum, each with all that lies in no other open
 * batch (design 8). The batch is what the page showed, or nothing. Result: its number.
 * @throws AppError 'payout.nothing-available', 'payout.changed'
 */
export function freezeBatch({ networkId, now, actor, expected }: FreezeBatch): Promise<number> {
  return inTransaction(networkId, async (tx) => {
    await lockLedger(tx);
    const lines = (await payablePartners(tx)).flatMap(({ partner, payable }) =>
      payable.kind === 'payable' ? [{ partner, amountMinor: payable.amountMinor }] : [],
    );
    if (lines.length === 0) throw new AppError('payout.nothing-available');
    const totalMinor = lines.reduce((total, line) => total + line.amountMinor, 0n);
    if (lines.length !== expected.partners || totalMinor !== expected.totalMinor) throw new AppError('payout.changed');
    const id = await nextNumber(tx, 'payout_batch', FIRST_BATCH);
    await insertBatch(tx, { id, lines, throughSeq: await takeWatermark(tx), now, actor });
    await foldLedger(tx);
    await appendAudit(tx, {
      at: now,
      actor,
      action: 'payout.frozen',
      subject: `payout:${id}`,
      after: { partners: lines.length, totalMinor: totalMinor.toString() },
    });
    return id;
  });
}

/** Everybody with something available, and what a batch would take of it now. */
export async function payablePartners(
  tx: Tx,
): Promise<{ partner: number; availableMinor: bigint; payable: Payable }[]> {
  const { minimumMinor } = (await readSetting(tx, 'payout')).value;
  const candidates = await payoutCandidates(tx);
  return candidates.map(({ partner, availableMinor, openBatchMinor }) => ({
    partner,
    availableMinor,
    payable: payableOf({ availableMinor, openBatchMinor, minimumMinor: minor(BigInt(minimumMinor)) }),
  }));
}
