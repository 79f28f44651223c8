import { z } from 'zod';
import { numberText } from '#app/domain/partners/new-partner-form.ts';

const REASON_LENGTH_MIN = 3;
const REASON_LENGTH_MAX = 500;
const CODE_TYPED_MAX = 40;

const reason = z.string().trim().min(REASON_LENGTH_MIN, 'too-short').max(REASON_LENGTH_MAX, 'too-long');
const code = z.string().trim().min(1, 'required').max(CODE_TYPED_MAX, 'too-long');

/** A customer account as addresses and forms write it: `3:8000000000001`, shop and customer. */
const account = z
  .string()
  .regex(/^\d{1,9}:\d{1,18}$/, 'required')
  .transform((text) => {
    const [shopId = '', customerId = ''] = text.split(':');
    return { shopId: Number(shopId), customerId: BigInt(customerId) };
  });

/** A placement tree as forms write it: `1:matrix`, programme and tree. */
const tree = z
  .string()
  .regex(/^\d{1,9}:[a-z][a-z0-9_]{0,39}$/, 'required')
  .transform((text) => {
    const [programmeId = '', id = ''] = text.split(':');
    return { programmeId: Number(programmeId), tree: id };
  });

/** A place as forms write it: `12:0`, the position above and the slot from 0. */
const slot = z
  .string()
  .regex(/^\d{1,9}:\d{1,2}$/, 'required')
  .transform((text) => {
    const [parent = '', place = ''] = text.split(':');
    return { parent: Number(parent), slot: Number(place) };
  });

/** A move as it is asked about and ordered; the day is one of the network's time zone. */
export const moveQuestion = z.object({ sponsor: numberText, validOn: z.iso.date('not-a-day') });

/** Everything that can be done on a partner's page; messages are codes. */
export const partnerActionForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('approve') }),
  z.object({ intent: z.literal('reinstate') }),
  z.object({ intent: z.literal('decline'), reason }),
  z.object({ intent: z.literal('suspend'), reason }),
  z.object({ intent: z.literal('terminate'), reason }),
  z.object({ intent: z.literal('resend') }),
  z.object({ intent: z.literal('add-code'), newCode: code }),
  z.object({ intent: z.literal('rename-code'), code, newCode: code }),
  z.object({ intent: z.literal('end-code'), code }),
  z.object({ intent: z.literal('link-account'), account, reason }),
  z.object({ intent: z.literal('unlink-account'), account, reason, since: z.enum(['now', 'beginning']) }),
  moveQuestion.extend({ intent: z.literal('move'), reason }),
  z.object({ intent: z.literal('place'), tree, slot, reason }),
  z.object({ intent: z.literal('add-position'), tree, held: z.string().regex(/^\d{1,7}$/), reason }),
  z.object({ intent: z.literal('undo-move'), recordedSeq: z.string().regex(/^\d{1,18}$/), reason }),
]);

export type PartnerAction = z.infer<typeof partnerActionForm>;
