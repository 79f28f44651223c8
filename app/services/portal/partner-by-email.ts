import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** The partner with this blind index of an address who may sign in: suspended and declined ones, and applicants, may not. */
export async function findPartnerByEmailIndex(tx: Tx, index: Buffer): Promise<number | null> {
  const row = await tx.find(
    z.object({ number: z.int() }),
    sql`select number from partner
         where network_id = ${tx.networkId} and email_index = ${index} and status in ('active', 'invited')`,
  );
  return row?.number ?? null;
}
