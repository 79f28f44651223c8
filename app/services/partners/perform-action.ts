import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import type { PartnerAction } from '#app/domain/partners/partner-action-form.ts';
import { linkAccount, unlinkAccount } from '#app/services/attribution/own-accounts.ts';
import { changeStatus } from '#app/services/partners/change-status.ts';
import { addCode, endCode, renameCode } from '#app/services/partners/codes.ts';
import { resendInvitation } from '#app/services/partners/invite-partner.ts';
import { moveOnDay } from '#app/services/partners/move-on-day.ts';
import { addPosition } from '#app/services/placement/add-position.ts';
import { placeByHand } from '#app/services/placement/place-by-hand.ts';
import { undoMove } from '#app/services/partners/undo-move.ts';

interface Visit {
  readonly networkId: NetworkId;
  readonly actor: string;
  readonly now: Date;
  readonly number: number;
}

/** Does what was asked for on a partner's page. @throws AppError as the deed that it calls */
export function performAction(visit: Visit, action: PartnerAction): Promise<unknown> {
  switch (action.intent) {
    case 'approve':
    case 'reinstate':
      return changeStatus({ ...visit, change: action.intent, reason: '' });
    case 'decline':
    case 'suspend':
    case 'terminate':
      return changeStatus({ ...visit, change: action.intent, reason: action.reason });
    case 'resend':
      return resendInvitation(visit);
    case 'add-code':
      return addCode({ ...visit, code: action.newCode });
    case 'rename-code':
      return renameCode({ ...visit, code: action.code, newCode: action.newCode });
    case 'end-code':
      return endCode({ ...visit, code: action.code });
    case 'link-account':
      return linkAccount({ ...visit, ...action });
    case 'unlink-account':
      return unlinkAccount({ ...visit, ...action });
    case 'move':
      return moveOnDay({ ...visit, partner: visit.number, ...action });
    case 'place':
      return placeByHand({ ...visit, ...action.tree, slot: action.slot, reason: action.reason });
    case 'add-position':
      return addPosition({ ...visit, ...action.tree, held: Number(action.held), reason: action.reason });
    case 'undo-move':
      return undoMove({
        ...visit,
        partner: visit.number,
        recordedSeq: BigInt(action.recordedSeq),
        reason: action.reason,
      });
  }
}
