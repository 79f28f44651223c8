import { z } from 'zod';
import type { JobKind } from '#app/adapters/db/job-kind.ts';
import { networkIdSchema } from '#app/adapters/db/transaction.server.ts';

const payload = z.object({ networkId: networkIdSchema, importId: z.uuid() });

/** The dry run of an uploaded list. */
export const partnerImportCheckKind: JobKind<typeof payload> = {
  name: 'partner-import-check',
  payload,
  key: ({ networkId, importId }) => `partner-import-check:${networkId}:${importId}`,
  attemptsMax: 3,
};

/** The import itself, all of it or nothing. */
export const partnerImportRunKind: JobKind<typeof payload> = {
  name: 'partner-import-run',
  payload,
  key: ({ networkId, importId }) => `partner-import-run:${networkId}:${importId}`,
  attemptsMax: 3,
};
