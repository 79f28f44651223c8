import { z } from 'zod';
import { requestOf } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { withRunLock } from '#app/adapters/db/run-lock.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { placeWaiting } from '#app/services/placement/place-waiting.ts';
import { ensurePeriods } from '#app/services/periods/ensure-periods.ts';
import { calendars, unacceptedPeriods } from '#app/services/periods/load-periods.ts';
import type { Period } from '#app/services/periods/period.ts';
import { anyFacts, factsSince } from '#app/services/runs/facts-since.ts';
import { newestPreview } from '#app/services/runs/newest-preview.ts';
import { orderPreviewKind } from '#app/services/runs/order-preview.ts';
import { planForPeriod } from '#app/services/runs/plan-for-period.ts';
import { previewRun } from '#app/services/runs/preview-run.ts';
import { priorRun } from '#app/services/runs/prior-run.ts';
import { endOrphanedRuns } from '#app/services/runs/sweep-runs.ts';

/** While another process computes the network's figures, the order asks again after this. */
const BUSY_RETRY_MS = 250;

export interface Refresh {
  readonly networkId: NetworkId;
  readonly hasWaited: boolean;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** An instant of the queue's clock so many milliseconds from now. */
  readonly afterMs: (delayMs: number) => Date;
}

/**
 * Renews the previews that facts have touched, and gives places to whoever is due one. The first order after a rest starts at once; later ones wait as long as the
 * last run took, so that a large network costs a bounded share of a worker (design 7).
 */
export async function refreshPreviews({ networkId, hasWaited, now, signal, afterMs }: Refresh): Promise<void> {
  const postpone = (delayMs: number) =>
    inTransaction(networkId, (tx) =>
      enqueue(tx, requestOf(orderPreviewKind, { networkId, hasWaited: true }, afterMs(delayMs))),
    );
  const restMs = hasWaited ? 0 : await inTransaction(networkId, (tx) => restAfterLastRun(tx, now));
  if (restMs > 0) return postpone(restMs);
  const done = await withRunLock(networkId, 'none', async () => {
    await placeWaiting({ networkId, now });
    const periods = await inTransaction(networkId, async (tx) => {
      await endOrphanedRuns(tx, now);
      for (const calendar of await calendars(tx)) await ensurePeriods(tx, calendar, now);
      return unacceptedPeriods(tx, now);
    });
    // Earliest first, each looked at in its turn: what one leaves may touch the next.
    for (const period of periods) {
      const isCurrent = await inTransaction(networkId, (tx) => isUpToDate(tx, period));
      if (!isCurrent) await previewRun({ networkId, periodId: period.id, now, signal });
    }
    return true;
  });
  if (!done) await postpone(BUSY_RETRY_MS);
}

/** How long the network's figures rest after the last run: as long as it took. */
async function restAfterLastRun(tx: Tx, now: Date): Promise<number> {
  const last = await tx.find(
    z.object({ finishedAt: z.date(), durationMs: z.int() }),
    sql`select finished_at as "finishedAt", duration_ms as "durationMs" from run
         where network_id = ${tx.networkId} and kind = 'preview' and state = 'done' order by id desc limit 1`,
  );
  if (!last) return 0;
  const sinceMs = now.getTime() - last.finishedAt.getTime();
  return Math.min(Math.max(last.durationMs - sinceMs, 0), last.durationMs);
}

/** Whether a period's newest preview says what a run would say now. A period without a plan has nothing to say. */
async function isUpToDate(tx: Tx, period: Period): Promise<boolean> {
  const plan = await planForPeriod(tx, period);
  if (!plan) return true;
  const preview = await newestPreview(tx, period.id);
  if (!preview || preview.stale || preview.planVersion !== plan.version) return false;
  if (preview.priorRunId !== (await priorRun(tx, period))) return false;
  return !anyFacts(await factsSince(tx, period, preview.watermark));
}
