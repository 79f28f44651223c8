import { z } from 'zod';
import { requestOf, type JobKind } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { recognisedAmong, recognisedOf } from '#app/adapters/db/repositories/own-accounts.server.ts';
import { inTransaction, networkIdSchema, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { lockAccounts } from '#app/services/attribution/account-orders.ts';
import { recordRecognised } from '#app/services/attribution/recognise-accounts.ts';

const payload = z.object({
  networkId: networkIdSchema,
  /** Null: every partner, after an import. */
  number: z.int().nullable(),
});

/** Looks whether buyers who were there before a partner are that partner; ordered when somebody becomes active. */
export const recogniseBuyersKind: JobKind<typeof payload> = {
  name: 'recognise-buyers',
  payload,
  key: ({ networkId, number }) => `recognise-buyers:${networkId}:${number ?? 'all'}`,
  attemptsMax: 12,
};

export const orderRecognition = (tx: Tx, number: number | null): Promise<void> =>
  enqueue(tx, requestOf(recogniseBuyersKind, { networkId: tx.networkId, number }));

const BATCH_MAX = 50;

/**
 * Recognises accounts that were seen before their partner was active, and decides their orders again, batch after batch;
 * accepted ones stand (design 9.13). Safe twice: an account of which something was said is not looked at again.
 */
export async function recogniseBuyers(request: {
  networkId: NetworkId;
  number: number | null;
  now: Date;
}): Promise<void> {
  const { networkId, number, now } = request;
  for (let found = -1; found !== 0;) {
    found = await inTransaction(networkId, async (tx) => {
      await lockFactsShared(tx);
      const seen = await recognisedOf(tx, number, BATCH_MAX);
      const held = await lockAccounts(tx, seen);
      await recordRecognised(tx, await recognisedAmong(tx, seen), now);
      await held.settle(now);
      return seen.length;
    });
  }
}
