import { redirect } from '@remix-run/node';
import { findShop, type Shop } from '#app/adapters/db/repositories/shops.server.ts';
import { readCommon, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { AccessLostError, forgetSessions } from '#app/adapters/shopify/access.server.ts';
import { judgeSessionToken, type TokenVerdict } from '#app/adapters/shopify/session-token.server.ts';
import { env } from '#app/env.server.ts';
import { AppError } from '#app/errors.ts';
import { localeOf, messagesOf } from '#app/locales/catalogue.ts';
import { recordInstallation, type RecordInstallation } from '#app/services/shops/record-installation.ts';
import { shopify } from '#app/shopify.server.ts';
import { askedOnce } from '#app/under-way.server.ts';

/** Who is asking in the admin, and for which shop. */
export interface ShopVisit {
  shop: Shop;
  /** `staff:<Shopify user id>`, for the audit log. */
  actor: string;
  now: Date;
}

/** The same, once the shop has a network: the only producer of a `NetworkId` in the admin. */
export interface MerchantVisit extends ShopVisit {
  networkId: NetworkId;
}

/** The session token of a request: data requests carry it as a header, documents in their address. */
function tokenOf(request: Request): string | null {
  const header = request.headers.get('authorization')?.replace('Bearer ', '');
  return header || new URL(request.url).searchParams.get('id_token');
}

function verdictOn(request: Request, now: Date): TokenVerdict | null {
  const token = tokenOf(request);
  return token
    ? judgeSessionToken(token, { apiKey: env().SHOPIFY_API_KEY, secret: env().SHOPIFY_API_SECRET, now })
    : null;
}

/** The answer to a token that counts for nothing; as a document it says what to do. */
export function tokenRefused(request: Request): Response {
  const { code, status } = new AppError('session.not-accepted');
  const locale = localeOf(new URL(request.url).searchParams.get('locale'));
  return Response.json({ code, locale, text: messagesOf(locale).errors.session['not-accepted'] }, { status });
}

const findKnown = (domain: string) => readCommon((connection) => findShop(connection, domain));
const isCurrent = (shop: Shop | null) => shop !== null && shop.uninstalledAt === null;

/** True for what Shopify's library answers when no access token was given: a bare 500, or the way to a new session token. */
function isExchangeRefused(error: unknown): boolean {
  if (!(error instanceof Response)) return false;
  return error.status === 500 || (error.headers.get('location') ?? '').startsWith('/auth/session-token');
}

/** Shopify gives no access token for a shop that has not the app; asking again would not change that. */
async function authenticate(request: Request, verdict: TokenVerdict | null) {
  try {
    return await shopify().authenticate.admin(request);
  } catch (error) {
    if (verdict?.kind === 'good' && isExchangeRefused(error) && !isCurrent(await findKnown(verdict.domain)))
      throw tokenRefused(request);
    throw error;
  }
}

/**
 * A staff member inside Shopify's admin. A token that was never good is refused here, Shopify's library decides on the
 * rest and sends documents for a new token; the first visit after an installation records it. @throws Response 401, or as
 * the library asks for it (redirect, 410)
 */
export function requireShop(request: Request): Promise<ShopVisit> {
  const token = tokenOf(request);
  const key = ['shop', request.method, request.url, token].join(' ');
  return token ? askedOnce(key, () => visitOf(request)) : visitOf(request);
}

async function visitOf(request: Request): Promise<ShopVisit> {
  const now = new Date();
  const verdict = verdictOn(request, now);
  if (verdict?.kind === 'bad') throw tokenRefused(request);
  const { session, sessionToken } = await authenticate(request, verdict);
  const known = await findKnown(session.shop);
  const visit = { domain: session.shop, scopes: session.scope ?? '', now };
  const shop = known && isCurrent(known) && known.accessLostAt === null ? known : await firstVisit(request, visit);
  return { shop, actor: `staff:${sessionToken.sub}`, now };
}

/** Records the installation. A token that Shopify takes no longer is forgotten, so that the next visit gets a new one. */
async function firstVisit(request: Request, visit: RecordInstallation): Promise<Shop> {
  try {
    return await recordInstallation(visit);
  } catch (error) {
    if (!(error instanceof AccessLostError)) throw error;
    await forgetSessions(visit.domain);
    throw tokenRefused(request);
  }
}

/** A staff member of a shop that has been set up; otherwise the visit goes to the set-up page. @throws Response */
export async function requireMerchant(request: Request): Promise<MerchantVisit> {
  const visit = await requireShop(request);
  if (!visit.shop.networkId) throw redirect(`/app/setup${new URL(request.url).search}`);
  return { ...visit, networkId: visit.shop.networkId };
}
