import { defineJob } from '#app/jobs/define-job.ts';
import { recogniseBuyers, recogniseBuyersKind } from '#app/services/attribution/recognise-buyers.ts';
import { SETTLE_PARTNER } from '#app/services/partners/after-change.ts';
import { partnerImportCheckKind, partnerImportRunKind } from '#app/services/partners/import-kinds.ts';
import { runImportCheck } from '#app/services/partners/run-import-check.ts';
import { runImport } from '#app/services/partners/run-import.ts';
import { settlePartner } from '#app/services/partners/settle-partner.ts';

/** A move that was dated ahead takes effect; the queue's clock may be ahead of this process's. */
export const settlePartnerJob = defineJob({
  ...SETTLE_PARTNER,
  run: ({ networkId, number, at }, { now }) => {
    const due = new Date(at);
    return settlePartner({ networkId, number, now: now < due ? due : now });
  },
});

export const partnerImportCheckJob = defineJob({
  ...partnerImportCheckKind,
  run: ({ networkId, importId }, { now }) => runImportCheck({ networkId, importId, now }),
});

export const partnerImportRunJob = defineJob({
  ...partnerImportRunKind,
  run: ({ networkId, importId }, { now }) => runImport({ networkId, importId, now }),
});

/** Finds the own accounts of partners who bought before they became active. */
export const recogniseBuyersJob = defineJob({
  ...recogniseBuyersKind,
  run: ({ networkId, number }, { now }) => recogniseBuyers({ networkId, number, now }),
});
