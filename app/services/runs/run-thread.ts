import { parentPort } from 'node:worker_threads';
import { assert } from '#app/domain/assert.ts';
import { computeRun } from '#app/services/runs/compute-run.ts';
import { RunCancelled } from '#app/services/runs/run-spec.ts';
import { SLOT, type RunReply, type RunRequest } from '#app/services/runs/run-in-thread.ts';

assert(parentPort, 'run-thread is started by run-in-thread');
const port = parentPort;

/** One calculation at a time: the thread is handed the next when the last is done. */
port.on('message', ({ spec, state }: RunRequest) => {
  const shared = new Int32Array(state);
  const reply = (message: RunReply) => {
    port.postMessage(message);
  };
  computeRun(spec, ({ ordersDone, ordersTotal }) => {
    Atomics.store(shared, SLOT.done, ordersDone);
    Atomics.store(shared, SLOT.total, ordersTotal);
    if (Atomics.load(shared, SLOT.isCancelled) === 1) throw new RunCancelled();
  }).then(
    (summary) => {
      reply({ kind: 'done', summary });
    },
    (error: unknown) => {
      if (error instanceof RunCancelled) reply({ kind: 'cancelled' });
      else reply({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    },
  );
});
