import { z } from 'zod';
import { defineJob } from '#app/jobs/define-job.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { releaseKind } from '#app/services/ledger/order-release.ts';
import { orderForAll } from '#app/services/networks/order-for-all.ts';

/** Moves what is due from held to available. Safe twice: a day that was released is not released again. */
export const releaseDueJob = defineJob({
  ...releaseKind,
  run: ({ networkId }, { now }) => releaseDue({ networkId, now }),
});

/** Every quarter of an hour, because networks' days begin at different instants; most find nothing to do. */
export const releaseAllJob = defineJob({
  name: 'release-due-daily',
  payload: z.object({}),
  key: () => 'release-due-daily',
  attemptsMax: 3,
  schedule: '2,17,32,47 * * * *',
  run: () => orderForAll(releaseKind),
});
