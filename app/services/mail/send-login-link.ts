import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { sendLink } from '#app/services/mail/send-link.ts';
import { findPartnerByEmailIndex } from '#app/services/portal/partner-by-email.ts';

/** Mails a sign-in link to whom an address belongs; an address of nobody who may sign in gets nothing. @throws RetryLater */
export function sendLoginLink(order: {
  networkId: NetworkId;
  emailIndex: string;
  page: string | null;
  now: Date;
}): Promise<void> {
  const { networkId, page, now } = order;
  const recipient = Buffer.from(order.emailIndex, 'hex');
  return sendLink('loginLink', { networkId, now, page, recipient: (tx) => findPartnerByEmailIndex(tx, recipient) });
}
