import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { lockPartner, setPartnerStatus, type Partner } from '#app/adapters/db/repositories/partners.server.ts';
import { appendStatuses } from '#app/adapters/db/repositories/statuses.server.ts';
import { lockFactsShared, nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import type { PartnerStatus } from '#app/domain/partners/partner-status.ts';
import { AppError } from '#app/errors.ts';
import { orderRecognition } from '#app/services/attribution/recognise-buyers.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';

/** What staff, or the invited person, can do to a status; nothing else changes it. */
const CHANGES = {
  approve: { from: ['applied', 'invited'], to: 'active', action: 'partner.approved' },
  accept: { from: ['invited'], to: 'active', action: 'partner.accepted' },
  decline: { from: ['applied', 'invited'], to: 'declined', action: 'partner.declined' },
  suspend: { from: ['active'], to: 'suspended', action: 'partner.suspended' },
  terminate: { from: ['active', 'suspended'], to: 'terminated', action: 'partner.terminated' },
  reinstate: { from: ['suspended', 'terminated'], to: 'active', action: 'partner.reinstated' },
} as const satisfies Record<string, { from: PartnerStatus[]; to: PartnerStatus; action: string }>;

export type StatusChange = keyof typeof CHANGES;

interface ChangeStatus {
  readonly networkId: NetworkId;
  readonly actor: string;
  readonly now: Date;
  readonly number: number;
  readonly change: StatusChange;
  /** Asked for when somebody is declined, suspended or leaves; empty otherwise. */
  readonly reason: string;
}

/**
 * Changes a partner's status from now on; orders paid before keep the status of their instant (design 9.21). Whoever leaves stays in the
 * tree, his earlier rows stand and are paid (plans 4.3). Again the same: nothing. @throws AppError partner.wrong-status, partner.not-found, partner.house-account
 */
export function changeStatus(change: ChangeStatus): Promise<{ changed: boolean }> {
  const rule = CHANGES[change.change];
  return inTransaction(change.networkId, async (tx) => {
    await lockFactsShared(tx);
    const partner = await lockPartner(tx, change.number);
    if (partner.status === rule.to) return { changed: false };
    const from: readonly PartnerStatus[] = rule.from;
    if (!from.includes(partner.status)) throw new AppError('partner.wrong-status', { status: partner.status });
    await record(tx, change, partner);
    if (rule.to === 'active') await orderRecognition(tx, partner.number);
    await orderPreview(tx);
    return { changed: true };
  });
}

async function record(tx: Tx, change: ChangeStatus, partner: Partner): Promise<void> {
  const { to, action } = CHANGES[change.change];
  const [recordedSeq] = await nextRecordedSeqs(tx, 1);
  assert(recordedSeq !== undefined, 'a number for the fact');
  const isJoining = change.change === 'approve' || change.change === 'accept';
  await appendStatuses(tx, [
    {
      recordedSeq,
      number: partner.number,
      status: to,
      validFrom: change.now,
      reason: change.reason,
      actor: change.actor,
      recordedAt: change.now,
    },
  ]);
  await setPartnerStatus(tx, { number: partner.number, status: to, ...(isJoining ? { joinedAt: change.now } : {}) });
  await appendAudit(tx, {
    at: change.now,
    actor: change.actor,
    action,
    subject: `partner:${partner.number}`,
    before: { status: partner.status },
    after: { status: to },
    ...(change.reason ? { reason: change.reason } : {}),
  });
}
