import { z } from 'zod';
import { defineJob } from '#app/jobs/define-job.ts';
import { sweepSignIns } from '#app/services/portal/sessions.ts';

/** Every night: links and sessions that ended are taken away. */
export const sweepSignInsJob = defineJob({
  name: 'sweep-sign-ins',
  payload: z.object({}),
  key: () => 'sweep-sign-ins',
  schedule: '20 3 * * *',
  attemptsMax: 3,
  run: (_payload, { now }) => sweepSignIns(now),
});
