import { instant, secretToken } from '#tests/sandbox/state/ids.ts';
import type { AccessToken, Installation } from '#tests/sandbox/state/model.ts';

const ACCESS_SECONDS = 3600;
const REFRESH_SECONDS = 7_776_000;

const later = (now: Date, seconds: number) => instant(new Date(now.getTime() + seconds * 1000));
const isPast = (at: string | null, now: Date) => at !== null && Date.parse(at) <= now.getTime();

interface Issue {
  kind: AccessToken['kind'];
  userId: string | null;
  replaces: AccessToken | null;
  now: Date;
}

/** A new pair of tokens with the scopes granted at this moment. */
export function issueToken(installation: Installation, { kind, userId, replaces, now }: Issue): AccessToken {
  const token: AccessToken = {
    token: `${kind === 'offline' ? 'shpat' : 'shpua'}_${secretToken()}`,
    kind,
    scopes: installation.scopes,
    expiresAt: later(now, kind === 'offline' ? ACCESS_SECONDS : 24 * ACCESS_SECONDS),
    refreshToken: kind === 'offline' ? `shprt_${secretToken()}` : null,
    refreshExpiresAt: kind === 'offline' ? later(now, REFRESH_SECONDS) : null,
    replaces: replaces?.token ?? null,
    userId,
  };
  installation.tokens = installation.tokens.filter((old) => !isPast(old.refreshExpiresAt ?? old.expiresAt, now));
  installation.tokens.push(token);
  return token;
}

/** The pair that a refresh token stands for, unless it is over; using it ends the pair before it. */
export function takeRefreshToken(installation: Installation, refreshToken: string, now: Date): AccessToken | null {
  const found = installation.tokens.find((token) => token.refreshToken === refreshToken);
  if (!found || isPast(found.refreshExpiresAt, now)) return null;
  endReplaced(installation, found);
  return found;
}

/** The live token that a request carries; its first use ends the pair it replaced. */
export function takeAccessToken(
  installation: Installation | null,
  token: string | undefined,
  now: Date,
): AccessToken | null {
  const found = installation?.tokens.find((one) => one.token === token);
  if (!installation || !found || isPast(found.expiresAt, now)) return null;
  endReplaced(installation, found);
  return found;
}

function endReplaced(installation: Installation, token: AccessToken) {
  if (token.replaces === null) return;
  installation.tokens = installation.tokens.filter((old) => old.token !== token.replaces);
  token.replaces = null;
}

/** The answer of the token end point. */
export function tokenReply(token: AccessToken) {
  const base = { access_token: token.token, scope: token.scopes.join(',') };
  if (token.kind === 'offline') {
    return {
      ...base,
      expires_in: ACCESS_SECONDS,
      refresh_token: token.refreshToken,
      refresh_token_expires_in: REFRESH_SECONDS,
    };
  }
  return {
    ...base,
    expires_in: 24 * ACCESS_SECONDS - 1,
    associated_user_scope: base.scope,
    associated_user: {
      id: Number(token.userId),
      first_name: 'Store',
      last_name: 'Owner',
      email: 'owner@example.com',
      email_verified: true,
      account_owner: true,
      locale: 'en',
      collaborator: false,
    },
  };
}
