import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { log } from '#app/adapters/log.server.ts';
import { storedSpec } from '#app/services/runs/stored-spec.ts';
import { inThread } from '#app/services/runs/run-in-thread.ts';

/** How many accepted runs of a network are proved in one night; those that were proved longest ago come first. */
const RUNS_PER_NIGHT = 40;

const acceptedSchema = z.object({ runId: z.int(), inputHash: z.string(), rowHash: z.string() });

/**
 * Computes accepted runs again from the facts up to their watermarks and records whether inputs and rows are identical
 * (design 7). Repairs nothing: a difference is an alarm. Answers how many differ.
 */
export async function proveRuns({ networkId, now }: { networkId: NetworkId; now: Date }): Promise<number> {
  const runs = await inTransaction(networkId, (tx) =>
    tx.all(
      acceptedSchema,
      sql`select r.id as "runId", r.input_hash as "inputHash", r.row_hash as "rowHash"
            from period_acceptance a
            join run r on r.network_id = ${networkId} and r.id = a.run_id
           where a.network_id = ${networkId}
           order by r.proved_at nulls first, r.id limit ${RUNS_PER_NIGHT}`,
    ),
  );
  let different = 0;
  for (const run of runs) {
    const isIdentical = await proves(networkId, run);
    if (!isIdentical) {
      different += 1;
      log().error({ networkId, runId: run.runId }, 'an accepted run computes to other rows');
    }
    await inTransaction(networkId, (tx) =>
      tx.run(
        sql`update run set proved_at = ${now}, proof = ${isIdentical ? 'identical' : 'different'}
             where network_id = ${networkId} and id = ${run.runId}`,
      ),
    );
  }
  return different;
}

async function proves(networkId: NetworkId, run: z.infer<typeof acceptedSchema>): Promise<boolean> {
  const spec = await inTransaction(networkId, (tx) => storedSpec(tx, run.runId));
  const { rowHash, inputHash } = await inThread('run', spec).result;
  return rowHash === run.rowHash && inputHash === run.inputHash;
}
