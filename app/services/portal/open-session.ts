import {
  findLoginToken,
  consumeLoginToken,
  type LoginToken,
} from '#app/adapters/db/repositories/login-tokens.server.ts';
import { findPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { insertPortalSession } from '#app/adapters/db/repositories/portal-sessions.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { SEES_PORTAL } from '#app/domain/partners/partner-status.ts';
import { AppError } from '#app/errors.ts';
import { changeStatus } from '#app/services/partners/change-status.ts';
import { hashOf, newSecret } from '#app/services/portal/secret.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long a device stays signed in. */
export const SESSION_DAYS = 30;

interface LinkVisit {
  readonly networkId: NetworkId;
  readonly token: string;
  readonly now: Date;
}

/** What a mailed link is good for, before its button is pressed. */
export type LinkState = 'sign-in' | 'invitation' | 'used' | 'expired';

const isExpired = (token: LoginToken | null, now: Date): boolean => !token || token.expiresAt <= now;

/** Looks at a link without using it: mail scanners open links, and only the button on its page signs in. */
export function linkState({ networkId, token, now }: LinkVisit): Promise<LinkState> {
  return inTransaction(networkId, async (tx) => {
    const found = await findLoginToken(tx, hashOf(token));
    if (found?.usedAt) return 'used';
    if (!found || isExpired(found, now)) return 'expired';
    const partner = await findPartner(tx, found.number);
    return partner?.status === 'invited' ? 'invitation' : 'sign-in';
  });
}

/**
 * Signs a device in by a mailed link; the link is used up by it. Whoever was invited has accepted thereby.
 * @throws AppError session.link-used, session.link-expired; right.missing for a partner who may not sign in
 */
export async function openSession(visit: LinkVisit & { device: string }): Promise<{ secret: string; expiresAt: Date }> {
  const { networkId, now } = visit;
  const hash = hashOf(visit.token);
  const number = await inTransaction(networkId, (tx) => takeToken(tx, hash, now));
  const invited = await inTransaction(networkId, async (tx) => (await findPartner(tx, number))?.status === 'invited');
  const actor = `partner:${number}`;
  if (invited) await changeStatus({ networkId, actor, now, number, change: 'accept', reason: '' });
  return inTransaction(networkId, async (tx) => {
    const partner = await findPartner(tx, number);
    if (!partner || !SEES_PORTAL.includes(partner.status)) throw new AppError('right.missing');
    const { secret, hash: sessionHash } = newSecret();
    const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS);
    await insertPortalSession(tx, { hash: sessionHash, number, createdAt: now, expiresAt, device: visit.device });
    return { secret, expiresAt };
  });
}

async function takeToken(tx: Tx, hash: Buffer, now: Date): Promise<number> {
  const number = await consumeLoginToken(tx, hash, now);
  if (number !== null) return number;
  const token = await findLoginToken(tx, hash);
  throw new AppError(token?.usedAt ? 'session.link-used' : 'session.link-expired');
}
