import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { loadPeriod } from '#app/services/periods/load-periods.ts';
import { planOfVersion } from '#app/services/runs/plan-for-period.ts';
import type { RunSpec } from '#app/services/runs/run-spec.ts';
import { specOf } from '#app/services/runs/spec-of.ts';

const runSchema = z.object({
  periodId: z.int(),
  planVersion: z.int(),
  watermark: z.bigint(),
  priorRunId: z.int().nullable(),
});

/**
 * How a run that is on record was computed, to compute it once more and write nothing. The same spec gives the same rows, also where
 * the run's own were deleted since. @throws AppError 'run.not-found'
 */
export async function storedSpec(tx: Tx, runId: number): Promise<RunSpec> {
  const run = await tx.find(
    runSchema,
    sql`select period_id as "periodId", plan_version as "planVersion", watermark, prior_run_id as "priorRunId"
          from run where network_id = ${tx.networkId} and id = ${runId} and state = 'done'`,
  );
  if (!run) throw new AppError('run.not-found');
  const period = await loadPeriod(tx, run.periodId);
  const plan = await planOfVersion(tx, period, run.planVersion);
  const { watermark, priorRunId } = run;
  return specOf({ networkId: tx.networkId, runId, period, plan, watermark, priorRunId, target: null });
}
