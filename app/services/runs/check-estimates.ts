import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';

/**
 * `estimate` is unlogged: a crash of the server empties it. Previews whose rows are gone are marked stale, so that pages
 * say so, and computed anew. Runs at the worker's start. Answers how many were found.
 */
export function checkEstimates(networkId: NetworkId): Promise<number> {
  return inTransaction(networkId, async (tx) => {
    const lost = await tx.all(
      z.object({ periodId: z.int() }),
      sql`update period_preview v set stale = true
            from run r
           where v.network_id = ${networkId} and r.network_id = ${networkId} and r.id = v.run_id and r.row_count > 0
             and not exists (select from estimate e where e.network_id = ${networkId} and e.run_id = v.run_id)
          returning v.period_id as "periodId"`,
    );
    if (lost.length > 0) await orderPreview(tx);
    return lost.length;
  });
}
