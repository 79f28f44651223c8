import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inCommonTransaction, networkIdSchema, type NetworkId } from '#app/adapters/db/transaction.server.ts';

/** Every network: for jobs that come by the clock and order one job per network. */
export async function allNetworks(): Promise<NetworkId[]> {
  const rows = await inCommonTransaction((connection) =>
    connection.all(z.object({ id: networkIdSchema }), sql`select id from network order by id`),
  );
  return rows.map(({ id }) => id);
}
