import { deleteRuns } from '#app/adapters/db/bulk.server.ts';
import { foldEstimates } from '#app/adapters/db/repositories/order-costs.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { loadPeriod } from '#app/services/periods/load-periods.ts';
import { newestPreview } from '#app/services/runs/newest-preview.ts';
import { planForPeriod } from '#app/services/runs/plan-for-period.ts';
import { priorRun } from '#app/services/runs/prior-run.ts';
import { requireRun } from '#app/services/runs/require-run.ts';
import { endRun, finishRun, freeze, startRun } from '#app/services/runs/run-record.ts';
import { RunCancelled, type RunSummary } from '#app/services/runs/run-spec.ts';
import { specOf } from '#app/services/runs/spec-of.ts';
import { watchedRun } from '#app/services/runs/watched-run.ts';

export type PreviewOutcome =
  | { readonly kind: 'done'; readonly runId: number; readonly rowHash: string }
  | { readonly kind: 'cancelled'; readonly runId: number }
  /** Nothing to compute by: no plan is published for the period, or it is accepted. */
  | { readonly kind: 'skipped'; readonly reason: 'no-plan' | 'accepted' };

export interface PreviewRun {
  readonly networkId: NetworkId;
  readonly periodId: number;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/**
 * Computes the figures of a period anew from facts up to now; one short transaction makes them current. A run that fails or
 * is cancelled leaves the last good preview as it is. The caller holds the network's run lock.
 * @throws what the calculation threw, after it was recorded
 */
export async function previewRun({ networkId, periodId, now, signal }: PreviewRun): Promise<PreviewOutcome> {
  const basis = await inTransaction(networkId, async (tx) => {
    const period = await loadPeriod(tx, periodId);
    return { period, plan: await planForPeriod(tx, period), priorRunId: await priorRun(tx, period) };
  });
  const { period, plan, priorRunId } = basis;
  if (period.acceptedRunId !== null) return { kind: 'skipped', reason: 'accepted' };
  if (!plan) return { kind: 'skipped', reason: 'no-plan' };
  const begin = performance.now();
  const watermark = await freeze(networkId);
  const runId = await inTransaction(networkId, (tx) =>
    startRun(tx, { periodId, kind: 'preview', planVersion: plan.version, watermark, priorRunId, now }),
  );
  const durationMs = () => Math.round(performance.now() - begin);
  try {
    const target = { table: 'estimate' } as const;
    const spec = specOf({ networkId, runId, period, watermark, plan, priorRunId, target });
    const summary = await watchedRun(spec, signal);
    const superseded = await inTransaction(networkId, (tx) =>
      swap(tx, { periodId, runId, now, durationMs: durationMs(), summary }),
    );
    await deleteRuns(networkId, superseded);
    return { kind: 'done', runId, rowHash: summary.rowHash };
  } catch (error) {
    const state = error instanceof RunCancelled ? 'cancelled' : 'failed';
    await endRun(networkId, { id: runId, state, error: error instanceof Error ? error.message : String(error), now });
    await deleteRuns(networkId, [runId]);
    if (state === 'cancelled') return { kind: 'cancelled', runId };
    throw error;
  }
}

interface Swap {
  readonly periodId: number;
  readonly runId: number;
  readonly now: Date;
  readonly durationMs: number;
  readonly summary: RunSummary;
}

/** Makes a run the current preview; the result is the run that it replaces. */
async function swap(tx: Tx, { periodId, runId, now, durationMs, summary }: Swap): Promise<number[]> {
  const before = await newestPreview(tx, periodId);
  if (!(await finishRun(tx, { id: runId, now, durationMs, summary }))) throw new RunCancelled();
  await tx.run(
    sql`insert into period_preview (network_id, period_id, run_id, stale)
        values (${tx.networkId}, ${periodId}, ${runId}, false)
        on conflict (network_id, period_id) do update set run_id = excluded.run_id, stale = false`,
  );
  await foldEstimates(tx);
  return before ? [before.runId] : [];
}

/**
 * Ends a run that is under way; its figures are dropped and the last good preview stays. Answers whether it was under way.
 * @throws AppError 'run.not-found'
 */
export function cancelRun(networkId: NetworkId, runId: number, now: Date): Promise<boolean> {
  return inTransaction(networkId, async (tx) => {
    await requireRun(tx, runId);
    const touched = await tx.run(
      sql`update run set state = 'cancelled', finished_at = ${now}
           where network_id = ${networkId} and id = ${runId} and kind = 'preview' and state = 'running'`,
    );
    return touched === 1;
  });
}
