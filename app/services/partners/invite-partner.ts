import { lockPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { orderInvitationMail } from '#app/services/partners/after-change.ts';
import { recordNewPartner, type NewPartner } from '#app/services/partners/new-partner.ts';

/** Invites a person by mail: a partner once the invitation is accepted. @throws as `createPartner` */
export const invitePartner = (person: NewPartner): Promise<{ number: number }> => recordNewPartner(person, 'invited');

/** Mails the invitation once more. @throws AppError partner.not-invited */
export function resendInvitation(invitation: { networkId: NetworkId; number: number }): Promise<void> {
  return inTransaction(invitation.networkId, async (tx) => {
    const partner = await lockPartner(tx, invitation.number);
    if (partner.status !== 'invited') throw new AppError('partner.not-invited');
    await orderInvitationMail(tx, partner.number);
  });
}
