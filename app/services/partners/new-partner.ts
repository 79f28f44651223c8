import { emailIndex } from '#app/adapters/crypto/blind-index.server.ts';
import { appendAudit, findAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { appendEdges } from '#app/adapters/db/repositories/edges.server.ts';
import { findPartner, insertPartners } from '#app/adapters/db/repositories/partners.server.ts';
import { insertProfiles } from '#app/adapters/db/repositories/profiles.server.ts';
import { appendStatuses } from '#app/adapters/db/repositories/statuses.server.ts';
import { lockFactsShared, nextNumber, nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import { isDuplicate } from '#app/adapters/db/errors.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { foldName } from '#app/domain/partners/fold-name.ts';
import { TAKING_PART, type PartnerStatus } from '#app/domain/partners/partner-status.ts';
import { AppError } from '#app/errors.ts';
import { orderRecognition } from '#app/services/attribution/recognise-buyers.ts';
import { giveFirstCode } from '#app/services/partners/first-code.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';
import { orderInvitationMail } from '#app/services/partners/after-change.ts';

/** The first partner's number; 0 is the house account. */
export const FIRST_NUMBER = 1001;

/** What a form or an application says of a person. `code` null: one is made from the name. */
export interface NewPartner {
  readonly networkId: NetworkId;
  readonly actor: string;
  readonly now: Date;
  /** UUID made with the form: sending it twice makes one partner. */
  readonly requestId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly country: string | null;
  readonly language: 'en' | 'de';
  readonly sponsor: number;
  readonly code: string | null;
}

/** A second copy of the same form was quicker: this transaction takes back what it did. */
class SentTwice extends Error {}

type StartStatus = Extract<PartnerStatus, 'active' | 'invited' | 'applied'>;

/**
 * Records a new partner with number, code, sponsor edge and status. The same `requestId` again gives the same number.
 * @throws AppError partner.email-taken, tree.sponsor-not-found, code.*
 */
export async function recordNewPartner(person: NewPartner, status: StartStatus): Promise<{ number: number }> {
  try {
    return await inTransaction(person.networkId, (tx) => write(tx, person, status));
  } catch (error) {
    if (isDuplicate(error, 'partner_email_key')) {
      const earlier = await inTransaction(person.networkId, (tx) => findEarlier(tx, person.requestId));
      if (earlier) return earlier;
      throw new AppError('partner.email-taken');
    }
    if (!(error instanceof SentTwice)) throw error;
    const earlier = await inTransaction(person.networkId, (tx) => findEarlier(tx, person.requestId));
    assert(earlier, 'a form was sent twice, and neither copy is there');
    return earlier;
  }
}

async function write(tx: Tx, person: NewPartner, status: StartStatus): Promise<{ number: number }> {
  const earlier = await findEarlier(tx, person.requestId);
  if (earlier) return earlier;
  await lockFactsShared(tx);
  await requireSponsor(tx, person.sponsor);
  const number = await nextNumber(tx, 'partner', FIRST_NUMBER);
  if (await findEarlier(tx, person.requestId)) throw new SentTwice();
  await insertPartners(tx, [rowOf(tx, number, person, status)]);
  await insertProfiles(tx, [{ number, email: person.email.trim(), phone: person.phone }]);
  await giveFirstCode(tx, { number, firstName: person.firstName, wish: person.code, now: person.now });
  await recordStart(tx, number, person, status);
  await appendAudit(tx, {
    id: person.requestId,
    at: person.now,
    actor: person.actor,
    action: `partner.${status === 'active' ? 'created' : status}`,
    subject: `partner:${number}`,
    after: { status, sponsor: person.sponsor },
  });
  if (status === 'active') await orderRecognition(tx, number);
  if (status === 'invited') await orderInvitationMail(tx, number);
  await orderPreview(tx);
  return { number };
}

/** The partner that this form made before, by the event that it left. */
async function findEarlier(tx: Tx, requestId: string): Promise<{ number: number } | null> {
  const event = await findAudit(tx, requestId);
  const number = event && /^partner:(\d+)$/.exec(event.subject)?.[1];
  return number ? { number: Number(number) } : null;
}

const CAN_SPONSOR: readonly PartnerStatus[] = ['house', ...TAKING_PART];

/** Whoever is to sponsor must be in the network. @throws AppError tree.sponsor-not-found */
export async function requireSponsor(tx: Tx, number: number): Promise<void> {
  const sponsor = await findPartner(tx, number);
  if (!sponsor || !CAN_SPONSOR.includes(sponsor.status)) throw new AppError('tree.sponsor-not-found', { number });
}

function rowOf(tx: Tx, number: number, person: NewPartner, status: StartStatus) {
  const firstName = person.firstName.trim();
  const lastName = person.lastName.trim();
  return {
    number,
    status,
    sponsor: person.sponsor,
    firstName,
    lastName,
    searchName: foldName(`${firstName} ${lastName}`),
    searchLast: foldName(lastName),
    emailIndex: emailIndex(tx.networkId, person.email),
    externalNumber: null,
    country: person.country,
    language: person.language,
    joinedAt: person.now,
  };
}

async function recordStart(tx: Tx, number: number, person: NewPartner, status: StartStatus): Promise<void> {
  const [edgeSeq, statusSeq] = await nextRecordedSeqs(tx, 2);
  assert(edgeSeq !== undefined && statusSeq !== undefined, 'two numbers for two facts');
  const fact = { number, validFrom: person.now, recordedAt: person.now, reason: '', actor: person.actor };
  await appendEdges(tx, [{ ...fact, recordedSeq: edgeSeq, sponsor: person.sponsor, undoes: null }]);
  await appendStatuses(tx, [{ ...fact, recordedSeq: statusSeq, status }]);
}
