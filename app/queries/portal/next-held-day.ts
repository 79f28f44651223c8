import { z } from 'zod';
import { heldRuns } from '#app/adapters/db/repositories/releases.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** The next day (`YYYY-MM-DD`) on which held rows of a partner become available; null if none is known. */
export async function nextHeldDay(tx: Tx, number: number): Promise<string | null> {
  const runs = await heldRuns(tx);
  if (runs.length === 0) return null;
  const { day } = await tx.one(
    z.object({ day: z.string().nullable() }),
    sql`select min(greatest(o.release_on, e.accepted_on)) as day
          from unnest(${runs.map(({ runId }) => runId)}::int[], ${runs.map((run) => run.releasedThrough)}::date[])
                 as held (run_id, through_on)
          join earning e on e.network_id = ${tx.networkId} and e.earner = ${number} and e.run_id = held.run_id
          join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = e.shop_id and o.order_id = e.order_id
         where o.release_on is not null and greatest(o.release_on, e.accepted_on) > held.through_on`,
  );
  return day;
}
