import { lockFactsExclusive, nextNumber, takeWatermark } from '#app/adapters/db/recording.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import type { RunSummary } from '#app/services/runs/run-spec.ts';

const FIRST_RUN = 1;

interface NewRun {
  readonly periodId: number;
  readonly kind: 'preview' | 'acceptance';
  readonly planVersion: number;
  readonly watermark: bigint;
  readonly priorRunId: number | null;
  readonly now: Date;
}

/** Records that a run begins; the result is its number. */
export async function startRun(
  tx: Tx,
  { periodId, kind, planVersion, watermark, priorRunId, now }: NewRun,
): Promise<number> {
  const id = await nextNumber(tx, 'run', FIRST_RUN);
  await tx.run(
    sql`insert into run (network_id, id, period_id, kind, state, plan_version, watermark, prior_run_id, started_at)
        values (${tx.networkId}, ${id}, ${periodId}, ${kind}, 'running', ${planVersion}, ${watermark}, ${priorRunId}, ${now})`,
  );
  return id;
}

/**
 * Freezes the facts: no writer is under way while the watermark is taken, so everything below it is committed. The lock
 * is held for this short transaction alone.
 */
export function freeze(networkId: NetworkId): Promise<bigint> {
  return inTransaction(networkId, async (tx) => {
    await lockFactsExclusive(tx);
    return takeWatermark(tx);
  });
}

/** Records what a run found. False where somebody cancelled it meanwhile. */
export async function finishRun(tx: Tx, run: { id: number; now: Date; durationMs: number; summary: RunSummary }) {
  const { id, now, durationMs, summary } = run;
  const finishedAt = new Date(now.getTime() + durationMs);
  const totals = {
    ...summary.totals,
    review: summary.review,
    orphans: summary.orphans,
    durationsMs: summary.durationsMs,
  };
  const touched = await tx.run(
    sql`update run set state = 'done', finished_at = ${finishedAt}, duration_ms = ${durationMs},
               row_count = ${summary.rowCount}, partner_count = ${summary.earnerCount},
               amount_minor = ${summary.amountMinor}, totals = ${JSON.stringify(totals)}::jsonb,
               input_hash = ${summary.inputHash}, row_hash = ${summary.rowHash},
               orders_done = ${summary.totals.orders}, orders_total = ${summary.totals.orders}
         where network_id = ${tx.networkId} and id = ${id} and state = 'running'`,
  );
  return touched === 1;
}

/** Records that a run ended without a result. */
export function endRun(
  networkId: NetworkId,
  { id, state, error, now }: { id: number; state: 'failed' | 'cancelled'; error: string | null; now: Date },
): Promise<number> {
  return inTransaction(networkId, (tx) =>
    tx.run(
      sql`update run set state = ${state}, error = ${error}, finished_at = ${now}
           where network_id = ${tx.networkId} and id = ${id} and state = 'running'`,
    ),
  );
}
