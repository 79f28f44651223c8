import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { replayDeliveries } from '#app/adapters/inbox/claim.server.ts';
import { AppError } from '#app/errors.ts';

export interface ReplayParked {
  readonly networkId: NetworkId;
  /** One delivery of the network's shops, or every parked one. */
  readonly webhookId: string | null;
  readonly actor: string;
  readonly now: Date;
}

/** Puts parked deliveries back in line; the worker takes them with the next batch. @throws AppError 'delivery.not-found' */
export function replayParked({ networkId, webhookId, actor, now }: ReplayParked): Promise<{ count: number }> {
  return inTransaction(networkId, async (tx) => {
    const count = await replayDeliveries(tx, networkId, webhookId);
    if (count === 0) throw new AppError('delivery.not-found');
    const subject = webhookId === null ? 'deliveries' : `delivery:${webhookId}`;
    await appendAudit(tx, { at: now, actor, action: 'delivery.replayed', subject, after: { count } });
    return { count };
  });
}
