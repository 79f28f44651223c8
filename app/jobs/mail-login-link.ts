import { defineJob } from '#app/jobs/define-job.ts';
import { sendLoginLink } from '#app/services/mail/send-login-link.ts';
import { LOGIN_LINK_MAIL } from '#app/services/portal/request-link.ts';

export const mailLoginLinkJob = defineJob({
  ...LOGIN_LINK_MAIL,
  run: (order, { now }) => sendLoginLink({ ...order, now }),
});
