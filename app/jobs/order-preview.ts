import { defineJob } from '#app/jobs/define-job.ts';
import { orderPreviewKind } from '#app/services/runs/order-preview.ts';
import { refreshPreviews } from '#app/services/runs/refresh-previews.ts';

/** Renews the previews that facts have touched. Safe twice or late: each run reads facts up to its own watermark. */
export const orderPreviewJob = defineJob({
  ...orderPreviewKind,
  run: (payload, { now, signal, afterMs }) => refreshPreviews({ ...payload, now, signal, afterMs }),
});
