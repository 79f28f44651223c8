import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const networkSchema = z.object({ currency: z.string(), timeZone: z.string() });

/** Currency and time zone of the transaction's network. */
export function loadNetwork(tx: Tx): Promise<z.infer<typeof networkSchema>> {
  return tx.one(networkSchema, sql`select currency, time_zone as "timeZone" from network where id = ${tx.networkId}`);
}
