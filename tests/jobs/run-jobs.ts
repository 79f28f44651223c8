import { Logger, runOnce } from 'graphile-worker';
import pg from 'pg';
import { env } from '#app/env.server.ts';
import { taskList } from '#app/jobs/registry.ts';

const quiet = new Logger(() => () => undefined);

/**
 * Runs every job that is due, and those they add, until none is left. `now` is what the jobs are told; the queue itself
 * goes by the database's clock. @throws the first error of a job
 */
export async function runJobs(now: Date): Promise<void> {
  const failures: unknown[] = [];
  const tasks = taskList({ clock: () => now, signal: new AbortController().signal, afterMs: () => new Date(0) });
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
  // A pool of the queue's own: it writes job ids as JSON, which the app's exact integers are not.
  const pgPool = new pg.Pool({ connectionString: env().DATABASE_URL, max: 4 });
  const lost = (error: Error) => failures.push(error);
  pgPool.on('error', lost);
  pgPool.on('connect', (client) => client.on('error', lost));
  await runOnce({ pgPool, taskList: Object.fromEntries(watched), logger: quiet, noHandleSignals: true });
  await pgPool.end();
  if (failures.length > 0) throw failures[0];
}
