import { z } from 'zod';
import { deleteRuns } from '#app/adapters/db/bulk.server.ts';
import { withRunLock } from '#app/adapters/db/run-lock.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';

/** Runs that nobody reads: neither a period's newest preview nor accepted, with rows that a crash left behind. */
function abandonedRuns(tx: Tx): Promise<{ id: number }[]> {
  return tx.all(
    z.object({ id: z.int() }),
    sql`select r.id from run r
         where r.network_id = ${tx.networkId}
           and not exists (select from period_preview v where v.network_id = ${tx.networkId} and v.run_id = r.id)
           and not exists (select from period_acceptance a where a.network_id = ${tx.networkId} and a.run_id = r.id)
           and (exists (select from partner_period f where f.network_id = ${tx.networkId} and f.run_id = r.id)
                or exists (select from estimate e where e.network_id = ${tx.networkId} and e.run_id = r.id)
                or exists (select from earning e where e.network_id = ${tx.networkId} and e.run_id = r.id
                                                  and r.kind = 'acceptance'))`,
  );
}

/**
 * Cleans up after crashes: runs whose process ended are failed, and rows of runs that were never accepted go. While a run
 * is under way it does nothing: the next sweep will. Answers how many runs were cleaned.
 */
export async function sweepRuns({ networkId, now }: { networkId: NetworkId; now: Date }): Promise<number> {
  const swept = await withRunLock(networkId, 'none', async () => {
    const ids = await inTransaction(networkId, async (tx) => {
      await endOrphanedRuns(tx, now);
      return (await abandonedRuns(tx)).map(({ id }) => id);
    });
    await deleteRuns(networkId, ids);
    return ids.length;
  });
  return swept ?? 0;
}

/** Runs that a process left behind when it ended: the run lock is held, so nobody works on them any more. */
export function endOrphanedRuns(tx: Tx, now: Date): Promise<number> {
  return tx.run(
    sql`update run set state = 'failed', error = 'the process ended', finished_at = ${now}
         where network_id = ${tx.networkId} and state = 'running'`,
  );
}
