import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { deleteLoginTokens } from '#app/adapters/db/repositories/login-tokens.server.ts';
import { networkIds } from '#app/adapters/db/repositories/portal-networks.server.ts';
import {
  deletePortalSessions,
  endPortalSession,
  endPortalSessionsOf,
  findSignedIn,
  type SignedIn,
} from '#app/adapters/db/repositories/portal-sessions.server.ts';
import { inCommonTransaction, inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { hashOf } from '#app/services/portal/secret.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

interface SessionVisit {
  readonly networkId: NetworkId;
  readonly secret: string;
  readonly now: Date;
}

/** Who a session's cookie belongs to in this network; null where it has ended, expired, or is another network's. */
export function findSession({ networkId, secret, now }: SessionVisit): Promise<SignedIn | null> {
  return inTransaction(networkId, (tx) => findSignedIn(tx, hashOf(secret), now));
}

/** Signs one device out. Again: nothing. */
export function signOut({ networkId, secret, now }: SessionVisit): Promise<void> {
  return inTransaction(networkId, (tx) => endPortalSession(tx, hashOf(secret), now));
}

/** Signs a partner out on every device, this one included; how many there were. */
export function signOutEverywhere(visit: { networkId: NetworkId; number: number; now: Date }): Promise<number> {
  const { networkId, number, now } = visit;
  return inTransaction(networkId, async (tx) => {
    const devices = await endPortalSessionsOf(tx, number, now);
    const subject = `partner:${number}`;
    await appendAudit(tx, { at: now, actor: subject, action: 'partner.signed-out', subject, after: { devices } });
    return devices;
  });
}

/** Takes away links and sessions that ended more than a day ago, in every network. Safe at any time. */
export async function sweepSignIns(now: Date): Promise<void> {
  const before = new Date(now.getTime() - DAY_MS);
  for (const networkId of await inCommonTransaction(networkIds)) {
    await inTransaction(networkId, async (tx) => {
      await deleteLoginTokens(tx, before);
      await deletePortalSessions(tx, before);
    });
  }
}
