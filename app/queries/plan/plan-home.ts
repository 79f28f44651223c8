import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { PlanHome } from '#app/domain/compliance/profile.ts';

/** Where the network's plans count. */
export function planHome(tx: Tx): Promise<PlanHome> {
  return tx.one(
    z.object({ currency: z.string(), country: z.string() }),
    sql`select currency, country from network where id = ${tx.networkId}`,
  );
}
