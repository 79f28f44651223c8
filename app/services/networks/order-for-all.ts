import { z } from 'zod';
import { requestOf, type JobKind } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { inCommonTransaction, networkIdSchema } from '#app/adapters/db/transaction.server.ts';
import { allNetworks } from '#app/services/networks/all-networks.ts';

const payload = z.object({ networkId: networkIdSchema });

/** A job about one network that nothing but its number describes. */
export function networkJobKind(name: string, attemptsMax: number): JobKind<typeof payload> {
  return { name, payload, key: ({ networkId }) => `${name}:${networkId}`, attemptsMax };
}

/** Orders a job for every network: one network's failure then holds back no other. */
export async function orderForAll(kind: JobKind<typeof payload>): Promise<void> {
  const networks = await allNetworks();
  await inCommonTransaction(async (connection) => {
    for (const networkId of networks) await enqueue(connection, requestOf(kind, { networkId }));
  });
}
