import { Logger, runOnce } from 'graphile-worker';
import { appPool } from '#app/adapters/db/pool.server.ts';
import { taskList } from '#app/jobs/registry.ts';

const quiet = new Logger(() => () => undefined);

/**
 * Runs every job that is due, and those they add, until none is left. `now` is what the jobs are told; the queue itself
 * goes by the database's clock. @throws the first error of a job
 */
export async function runJobs(now: Date): Promise<void> {
  const failures: unknown[] = [];
  const tasks = taskList({ clock: () => now, signal: new AbortController().signal });
  const watched = Object.entries(tasks).map(([name, task]) => [
    name,
    async (...args: Parameters<NonNullable<typeof task>>) => {
      try {
        await task?.(...args);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    },
  ]);
  await runOnce({ pgPool: appPool(), taskList: Object.fromEntries(watched), logger: quiet, noHandleSignals: true });
  if (failures.length > 0) throw failures[0];
}
