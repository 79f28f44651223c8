import { redirect } from '@remix-run/node';
import { findShop, type Shop } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { recordInstallation } from '#app/services/shops/record-installation.ts';
import { shopify } from '#app/shopify.server.ts';

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

/**
 * A staff member inside Shopify's admin. The session token is checked by Shopify's library; the first visit after an
 * installation records it. @throws Response as Shopify's library asks for it (redirect, 401, 410)
 */
export async function requireShop(request: Request): Promise<ShopVisit> {
  const { session, sessionToken } = await shopify().authenticate.admin(request);
  const now = new Date();
  const known = await inCommonTransaction((connection) => findShop(connection, session.shop));
  const isCurrent = known !== null && known.uninstalledAt === null && known.accessLostAt === null;
  const shop = isCurrent ? known : await recordInstallation({ domain: session.shop, scopes: session.scope ?? '', now });
  return { shop, actor: `staff:${sessionToken.sub}`, now };
}

/** A staff member of a shop that has been set up; otherwise the visit goes to the set-up page. @throws Response */
export async function requireMerchant(request: Request): Promise<MerchantVisit> {
  const visit = await requireShop(request);
  if (!visit.shop.networkId) throw redirect(`/app/setup${new URL(request.url).search}`);
  return { ...visit, networkId: visit.shop.networkId };
}
