import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inCommonTransaction, inTransaction, networkIdSchema } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';

/**
 * Refuses to serve where the tenant rule does not hold: without a network no partner may be seen, and inside one the
 * setting must have reached the rows' policy (it would not on Citus without its propagation setting).
 * @throws Error if the database does not answer or answers wrongly
 */
export async function checkDatabase(): Promise<void> {
  const known = await inCommonTransaction(async (connection) => {
    const seen = await connection.all(z.object({ number: z.int() }), sql`select number from partner limit 1`);
    assert(seen.length === 0, 'row-level security does not apply to this login: DATABASE_URL must be lineage_app');
    return connection.find(z.object({ id: networkIdSchema }), sql`select id from network order by id limit 1`);
  });
  if (!known) return;
  const house = await inTransaction(known.id, (tx) =>
    tx.find(
      z.object({ number: z.int() }),
      sql`select number from partner where network_id = ${known.id} and number = 0`,
    ),
  );
  assert(house, 'app.network_id does not reach the tenant tables (citus.propagate_set_commands?)');
}
