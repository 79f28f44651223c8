import { HttpResponseError, InvalidJwtError } from '@shopify/shopify-api';
import { SessionNotFoundError, type Session } from '@shopify/shopify-app-remix/server';
import { findShop, saveAccessLost } from '#app/adapters/db/repositories/shops.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inCommonTransaction } from '#app/adapters/db/transaction.server.ts';
import { log } from '#app/adapters/log.server.ts';
import { RetryLater } from '#app/adapters/retry-later.ts';
import { shopify } from '#app/shopify.server.ts';

/** First key of the advisory lock that lets one process at a time refresh a shop's token. */
const TOKEN_LOCK = 7304;
const RETRY_AFTER_MS = 60_000;

/** The shop's tokens are gone or lapsed: nothing can be read until the merchant opens the app again. */
export class AccessLostError extends Error {
  override name = 'AccessLostError';
}

function isLapsed(error: unknown): boolean {
  if (error instanceof SessionNotFoundError || error instanceof InvalidJwtError) return true;
  return error instanceof HttpResponseError && error.response.code >= 400 && error.response.code < 500;
}

/**
 * The shop's offline session with a token that is good for minutes. Shopify's library refreshes without a lock, and two
 * refreshes at once would each make the other's token old; so the look and the refresh happen under the shop's lock.
 * @throws AccessLostError where the merchant must open the app again, RetryLater where Shopify did not answer
 */
export async function sessionOf(domain: string, now: Date): Promise<Session> {
  return inCommonTransaction(async (connection) => {
    await connection.run(sql`select pg_advisory_xact_lock(${TOKEN_LOCK}, hashtext(${domain}))`);
    try {
      const { session } = await shopify().unauthenticated.admin(domain);
      const shop = await findShop(connection, domain);
      if (shop?.accessLostAt) await saveAccessLost(connection, domain, null);
      return session;
    } catch (error) {
      const stored = (await shopify().sessionStorage.findSessionsByShop(domain)).find((session) => !session.isOnline);
      const refreshEndsAt = stored?.refreshTokenExpires;
      const isOver = isLapsed(error) || !stored || (refreshEndsAt !== undefined && refreshEndsAt <= now);
      log().warn({ domain, isOver, err: error instanceof Error ? error : String(error) }, 'no access to the shop');
      if (isOver) throw new AccessLostError(`no access to ${domain}`);
      throw new RetryLater(RETRY_AFTER_MS, `token of ${domain} not refreshed`);
    }
  });
}

/** Records that access is lost, so that the merchant is told; nothing happens where it is known already. */
export async function recordAccessLost(domain: string, now: Date): Promise<void> {
  await inCommonTransaction((connection) => saveAccessLost(connection, domain, now));
}

/** Forgets every token of a shop that uninstalled the app. */
export async function forgetSessions(domain: string): Promise<void> {
  const sessions = await shopify().sessionStorage.findSessionsByShop(domain);
  await shopify().sessionStorage.deleteSessions(sessions.map((session) => session.id));
}
