import { parentPort } from 'node:worker_threads';
import { assert } from '#app/domain/assert.ts';
import type { Checkpoint } from '#app/domain/engine/pay-orders.ts';
import { comparePair } from '#app/services/runs/compare-runs.ts';
import { computeRun } from '#app/services/runs/compute-run.ts';
import { rehearsePlan } from '#app/services/runs/rehearse-plan.ts';
import { RunCancelled } from '#app/services/runs/run-spec.ts';
import { SLOT, type ThreadReply, type ThreadRequest, type ThreadWork } from '#app/services/runs/run-in-thread.ts';

type Workers = {
  readonly [K in keyof ThreadWork]: (
    input: ThreadWork[K]['input'],
    checkpoint: Checkpoint,
  ) => Promise<ThreadWork[K]['result']>;
};

const WORKERS: Workers = { run: computeRun, compare: comparePair, rehearse: rehearsePlan };

assert(parentPort, 'run-thread is started by run-in-thread');
const port = parentPort;

function work<K extends keyof ThreadWork>({ kind, input, state }: ThreadRequest<K>) {
  const shared = new Int32Array(state);
  return WORKERS[kind](input, ({ ordersDone, ordersTotal }) => {
    Atomics.store(shared, SLOT.done, ordersDone);
    Atomics.store(shared, SLOT.total, ordersTotal);
    if (Atomics.load(shared, SLOT.isCancelled) === 1) throw new RunCancelled();
  });
}

/** One calculation at a time: the thread is handed the next when the last is done. */
port.on('message', (request: ThreadRequest) => {
  const reply = (message: ThreadReply) => {
    port.postMessage(message);
  };
  work(request).then(
    (result) => {
      reply({ kind: 'done', result });
    },
    (error: unknown) => {
      if (error instanceof RunCancelled) reply({ kind: 'cancelled' });
      else reply({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    },
  );
});
