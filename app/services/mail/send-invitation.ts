import { findPartner } from '#app/adapters/db/repositories/partners.server.ts';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { sendLink } from '#app/services/mail/send-link.ts';

/** Mails the invitation; whoever accepted or was declined meanwhile gets nothing. @throws RetryLater */
export function sendInvitation({ networkId, number, now }: { networkId: NetworkId; number: number; now: Date }) {
  return sendLink('invitation', {
    networkId,
    now,
    page: null,
    recipient: async (tx) => ((await findPartner(tx, number))?.status === 'invited' ? number : null),
  });
}
