import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** The currency in which a network's plans and ledgers count. */
export async function currencyOf(tx: Tx): Promise<string> {
  const row = await tx.one(
    z.object({ currency: z.string() }),
    sql`select currency from network where id = ${tx.networkId}`,
  );
  return row.currency;
}
