import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** The end of the newest accepted period: facts of the tree may not change anything before it. Null before the first. */
export async function acceptedThrough(tx: Tx): Promise<Date | null> {
  const row = await tx.one(
    z.object({ endsAt: z.date().nullable() }),
    sql`select max(p.ends_at) as "endsAt" from period_acceptance a
        join period p on p.network_id = ${tx.networkId} and p.id = a.period_id where a.network_id = ${tx.networkId}`,
  );
  return row.endsAt;
}
