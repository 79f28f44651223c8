import { z } from 'zod';
import type { JobKind } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { networkIdSchema, type Tx } from '#app/adapters/db/transaction.server.ts';

/** Sends the invitation to a partner; the mail's engineer owns the job. */
export const orderInvitationMail = (tx: Tx, number: number): Promise<void> =>
  enqueue(tx, {
    task: 'mail-invitation',
    payload: { networkId: tx.networkId, number },
    key: `mail-invitation:${tx.networkId}:${number}`,
  });

const settlePayload = z.object({ networkId: networkIdSchema, number: z.int(), at: z.iso.datetime() });

/** Brings a partner's cached sponsor up to date when a move that was dated ahead takes effect. */
export const SETTLE_PARTNER: JobKind<typeof settlePayload> = {
  name: 'settle-partner',
  payload: settlePayload,
  key: ({ networkId, number, at }) => `settle-partner:${networkId}:${number}:${at}`,
  attemptsMax: 12,
};
