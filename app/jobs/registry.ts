import type { CronItem, JobHelpers, TaskList } from 'graphile-worker';
import { RetryLater } from '#app/adapters/retry-later.ts';
import type { JobDefinition } from '#app/jobs/define-job.ts';
import { mailInvitationJob } from '#app/jobs/mail-invitation.ts';
import { mailLoginLinkJob } from '#app/jobs/mail-login-link.ts';
import {
  fetchOrderJob,
  fetchProductJob,
  importOrdersJob,
  maintainInboxJob,
  reconcileHourlyJob,
  reconcileNightlyJob,
  redecideOrdersJob,
  settleWaitingJob,
  sweepOrdersJob,
} from '#app/jobs/order-jobs.ts';
import { orderPreviewJob } from '#app/jobs/order-preview.ts';
import {
  partnerImportCheckJob,
  partnerImportRunJob,
  recogniseBuyersJob,
  settlePartnerJob,
} from '#app/jobs/partner-jobs.ts';
import { releaseAllJob, releaseDueJob } from '#app/jobs/release-due.ts';
import { previewAllJob, proveAllJob, proveRunsJob, sweepAllJob, sweepRunsJob } from '#app/jobs/runs.ts';
import { sweepSignInsJob } from '#app/jobs/sweep-sign-ins.ts';

/** Every job of the product, by name; a new one is a line here. */
export const JOBS: readonly JobDefinition[] = [
  fetchOrderJob,
  fetchProductJob,
  importOrdersJob,
  maintainInboxJob,
  reconcileHourlyJob,
  reconcileNightlyJob,
  redecideOrdersJob,
  settleWaitingJob,
  sweepOrdersJob,
  mailInvitationJob,
  mailLoginLinkJob,
  sweepSignInsJob,
  orderPreviewJob,
  previewAllJob,
  sweepRunsJob,
  sweepAllJob,
  proveRunsJob,
  proveAllJob,
  releaseDueJob,
  releaseAllJob,
  settlePartnerJob,
  partnerImportCheckJob,
  partnerImportRunJob,
  recogniseBuyersJob,
];

interface TaskSettings {
  readonly clock: () => Date;
  readonly signal: AbortSignal;
  /** The queue goes by its own clock, whatever the jobs are told. */
  readonly afterMs?: (delayMs: number) => Date;
}

const onTheWallClock = (delayMs: number) => new Date(Date.now() + delayMs);

/** Puts a job off that the outside world asked to be patient with; its attempts do not count. */
async function putOff(job: JobDefinition, payload: unknown, helpers: JobHelpers, runAt: Date): Promise<void> {
  const { key } = helpers.job;
  await helpers.addJob(job.name, payload, { runAt, maxAttempts: job.attemptsMax, ...(key ? { jobKey: key } : {}) });
}

/** The jobs as graphile-worker runs them. */
export function taskList({ clock, signal, afterMs = onTheWallClock }: TaskSettings): TaskList {
  const taskOf = (job: JobDefinition) => async (payload: unknown, helpers: JobHelpers) => {
    const now = clock();
    try {
      await job.perform(payload, { now, signal, afterMs });
    } catch (error) {
      if (!(error instanceof RetryLater)) throw error;
      await putOff(job, payload, helpers, new Date(now.getTime() + error.afterMs));
    }
  };
  return Object.fromEntries(JOBS.map((job) => [job.name, taskOf(job)]));
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
