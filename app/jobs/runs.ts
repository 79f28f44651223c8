import { z } from 'zod';
import { defineJob } from '#app/jobs/define-job.ts';
import { proveCounts } from '#app/services/ledger/count-commissions.ts';
import { proveSnapshot } from '#app/services/ledger/prove-snapshot.ts';
import { networkJobKind, orderForAll } from '#app/services/networks/order-for-all.ts';
import { orderPreviewKind } from '#app/services/runs/order-preview.ts';
import { checkEstimates } from '#app/services/runs/check-estimates.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { sweepRuns } from '#app/services/runs/sweep-runs.ts';

const nothing = z.object({});

const proveKind = networkJobKind('prove-runs', 3);
const sweepKind = networkJobKind('sweep-runs', 3);

/** Adds a network's books up, counts its accepted rows, and computes its accepted runs again, and alarms on a difference. */
export const proveRunsJob = defineJob({
  ...proveKind,
  run: async ({ networkId }, { now }) => {
    await proveSnapshot(networkId);
    await proveCounts(networkId);
    await proveRuns({ networkId, now });
  },
});

/** Cleans up after runs that a crash ended, and marks previews whose rows were lost. */
export const sweepRunsJob = defineJob({
  ...sweepKind,
  run: async ({ networkId }, { now }) => {
    await sweepRuns({ networkId, now });
    await checkEstimates(networkId);
  },
});

export const proveAllJob = defineJob({
  name: 'prove-runs-nightly',
  payload: nothing,
  key: () => 'prove-runs-nightly',
  attemptsMax: 3,
  schedule: '23 2 * * *',
  run: () => orderForAll(proveKind),
});

export const sweepAllJob = defineJob({
  name: 'sweep-runs-hourly',
  payload: nothing,
  key: () => 'sweep-runs-hourly',
  attemptsMax: 3,
  schedule: '41 * * * *',
  run: () => orderForAll(sweepKind),
});

/** Finds facts whose order for a preview was lost, and begins new periods; a network without either does nothing. */
export const previewAllJob = defineJob({
  name: 'previews-due',
  payload: nothing,
  key: () => 'previews-due',
  attemptsMax: 3,
  schedule: '*/10 * * * *',
  run: () => orderForAll(orderPreviewKind),
});
