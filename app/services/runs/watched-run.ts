import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { inThread } from '#app/services/runs/run-in-thread.ts';
import type { RunSpec, RunSummary } from '#app/services/runs/run-spec.ts';

/** How often progress is written and a cancellation is looked for. */
const WATCH_EVERY_MS = 500;

/**
 * Computes in a thread, writes its progress into the run's row, and ends it if somebody cancels it there or the process
 * is to end. @throws RunCancelled, or what the calculation threw
 */
export async function watchedRun(spec: RunSpec, signal: AbortSignal): Promise<RunSummary> {
  signal.throwIfAborted();
  const hand = inThread('run', spec);
  const watch = () =>
    inTransaction(spec.networkId, async (tx) => {
      const { ordersDone, ordersTotal } = hand.progress();
      const row = await tx.find(
        z.object({ id: z.int() }),
        sql`update run set orders_done = ${ordersDone}, orders_total = ${ordersTotal}
             where network_id = ${spec.networkId} and id = ${spec.runId} and state = 'running' returning id`,
      );
      if (!row) hand.cancel();
    }).catch(hand.cancel);
  let watching: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    watching = watching.then(watch);
  }, WATCH_EVERY_MS);
  signal.addEventListener('abort', hand.cancel);
  try {
    return await hand.result;
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', hand.cancel);
    await watching;
  }
}
