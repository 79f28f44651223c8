import { appPool } from '#app/adapters/db/pool.server.ts';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';

/** First key of the advisory locks under which a network's runs follow each other; the second is the network. */
const RUN_LOCK = 7302;

/**
 * Does `work` while no other run of the network is under way in any process. `patience: 'none'` gives up at once and answers
 * null. The lock belongs to a connection: it ends with the process, so a crash leaves no run behind that blocks others.
 */
export async function withRunLock<T>(
  networkId: NetworkId,
  patience: 'none' | 'wait',
  work: () => Promise<T>,
): Promise<T | null> {
  const client = await appPool().connect();
  let isBroken = true;
  try {
    if (patience === 'wait') await client.query('select pg_advisory_lock($1, $2)', [RUN_LOCK, networkId]);
    else {
      const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, $2) as locked', [
        RUN_LOCK,
        networkId,
      ]);
      if (!rows[0]?.locked) {
        isBroken = false;
        return null;
      }
    }
    const result = await work().finally(() => client.query('select pg_advisory_unlock($1, $2)', [RUN_LOCK, networkId]));
    isBroken = false;
    return result;
  } finally {
    client.release(isBroken);
  }
}
