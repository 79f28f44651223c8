import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const previewSchema = z.object({
  runId: z.int(),
  rowHash: z.string(),
  watermark: z.bigint(),
  planVersion: z.int(),
  priorRunId: z.int().nullable(),
  stale: z.boolean(),
});
export type NewestPreview = z.infer<typeof previewSchema>;

/** The newest good preview of a period; null before the first. */
export function newestPreview(tx: Tx, periodId: number): Promise<NewestPreview | null> {
  return tx.find(
    previewSchema,
    sql`select r.id as "runId", r.row_hash as "rowHash", r.watermark, r.plan_version as "planVersion",
               r.prior_run_id as "priorRunId", v.stale
          from period_preview v
          join run r on r.network_id = ${tx.networkId} and r.id = v.run_id
         where v.network_id = ${tx.networkId} and v.period_id = ${periodId}`,
  );
}
