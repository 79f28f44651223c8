import { z } from 'zod';
import { networkIdSchema } from '#app/adapters/db/transaction.server.ts';
import { defineJob } from '#app/jobs/define-job.ts';
import { sendInvitation } from '#app/services/mail/send-invitation.ts';

export const mailInvitationJob = defineJob({
  name: 'mail-invitation',
  payload: z.object({ networkId: networkIdSchema, number: z.int() }),
  key: ({ networkId, number }) => `mail-invitation:${networkId}:${number}`,
  attemptsMax: 12,
  run: (order, { now }) => sendInvitation({ ...order, now }),
});
