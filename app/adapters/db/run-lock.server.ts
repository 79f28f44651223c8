import { setTimeout } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { appPool } from '#app/adapters/db/pool.server.ts';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';

/** First key of the advisory locks under which a network's runs follow each other; the second is the network. */
const RUN_LOCK = 7302;

/** Short beside the rests that previews keep between them, so that whoever waits gets a turn. */
const RETRY_MS = 50;
/** Nobody waits longer in front of a page. */
const PATIENCE_MS = 90_000;

/**
 * Does `work` while no other run of the network is under way in any process. `patience: 'none'` gives up at once and answers
 * null; `wait` tries again and again, and holds no connection in between. The lock belongs to a connection: it ends with the
 * process, so a crash leaves no run behind that blocks others. @throws AppError 'run.busy' after waiting in vain
 */
export async function withRunLock<T>(
  networkId: NetworkId,
  patience: 'none' | 'wait',
  work: () => Promise<T>,
): Promise<T | null> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const done = await tryWithRunLock(networkId, work);
    if (done) return done.result;
    if (patience === 'none') return null;
    if (performance.now() >= giveUpAt) throw new AppError('run.busy');
    await setTimeout(RETRY_MS);
  }
}

/** Null where somebody else has the lock. */
async function tryWithRunLock<T>(networkId: NetworkId, work: () => Promise<T>): Promise<{ result: T } | null> {
  const client = await appPool().connect();
  let isBroken = true;
  try {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, $2) as locked', [
      RUN_LOCK,
      networkId,
    ]);
    const isLocked = rows[0]?.locked === true;
    const done = isLocked ? { result: await work().finally(() => unlock(client, networkId)) } : null;
    isBroken = false;
    return done;
  } finally {
    client.release(isBroken);
  }
}

const unlock = (client: PoolClient, networkId: NetworkId) =>
  client.query('select pg_advisory_unlock($1, $2)', [RUN_LOCK, networkId]);
