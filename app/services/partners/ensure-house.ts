import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** The house account of a network, number 0: the one root, at whom every line ends. Safe to repeat. */
export async function ensureHouse(tx: Tx, now: Date): Promise<void> {
  await tx.run(
    sql`insert into partner (network_id, number, status, sponsor, first_name, last_name, search_name, search_last, language, joined_at)
        values (${tx.networkId}, 0, 'house', 0, '', '', '', '', 'en', ${now}) on conflict do nothing`,
  );
}
