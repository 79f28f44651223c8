import { findShop, markUninstalled, saveScopes } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction } from '#app/adapters/db/transaction.server.ts';
import type { Claimed } from '#app/adapters/inbox/claim.server.ts';
import { forgetSessions } from '#app/adapters/shopify/access.server.ts';
import { assert } from '#app/domain/assert.ts';
import type { Work } from '#app/services/inbox/read-delivery.ts';

/**
 * What concerns the app and not a network. An uninstallation ends the shop's tokens; partners, orders and money stay
 * until Shopify asks for their erasure (shop/redact). One that arrives after the next installation changes nothing.
 */
export async function applyAppWork({ domain, triggeredAt, receivedAt }: Claimed, work: Work): Promise<void> {
  if (work.kind === 'uninstalled') {
    const shop = await inCommonTransaction(async (connection) => {
      await markUninstalled(connection, domain, triggeredAt ?? receivedAt);
      return findShop(connection, domain);
    });
    if (shop && shop.uninstalledAt !== null) await forgetSessions(domain);
    return;
  }
  assert(work.kind === 'scopes', `not the app's work: ${work.kind}`);
  await inCommonTransaction((connection) => saveScopes(connection, domain, work.scopes));
}
