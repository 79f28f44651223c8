import { poolFor } from '#app/adapters/db/pool.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { env } from '#app/env.server.ts';

/** The isolation stands with the connection: a transaction could not change it once it has entered its network. */
function snapshotPool() {
  const url = new URL(env().DATABASE_URL);
  url.searchParams.set(
    'options',
    '-c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on',
  );
  return poolFor(url.href, 2);
}

/** A tenant transaction that only reads, and sees one instant from its first statement to its last (repeatable read). */
export function inSnapshot<T>(networkId: NetworkId, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(networkId, work, snapshotPool());
}
