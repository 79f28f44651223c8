import type { CronItem, TaskList } from 'graphile-worker';
import type { JobDefinition } from '#app/jobs/define-job.ts';

/** Every job of the product, by name; a new one is a line here. */
export const JOBS: readonly JobDefinition[] = [];

interface TaskSettings {
  readonly clock: () => Date;
  readonly signal: AbortSignal;
}

/** The jobs as graphile-worker runs them. */
export function taskList({ clock, signal }: TaskSettings): TaskList {
  return Object.fromEntries(
    JOBS.map((job) => [job.name, (payload: unknown) => job.perform(payload, { now: clock(), signal })]),
  );
}

/** The jobs that come by the clock; a worker that was down makes up for the last one. */
export function cronItems(): CronItem[] {
  return JOBS.flatMap(({ name, schedule, attemptsMax }) =>
    schedule === null
      ? []
      : [
          {
            task: name,
            match: schedule,
            identifier: name,
            options: { backfillPeriod: 24 * 60 * 60 * 1000, maxAttempts: attemptsMax, jobKey: name },
          },
        ],
  );
}
