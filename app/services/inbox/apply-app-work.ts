import { markUninstalled, saveScopes } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction } from '#app/adapters/db/transaction.server.ts';
import { forgetSessions } from '#app/adapters/shopify/access.server.ts';
import { assert } from '#app/domain/assert.ts';
import type { Work } from '#app/services/inbox/read-delivery.ts';

/**
 * What concerns the app and not a network. An uninstallation ends the shop's tokens; partners, orders and money stay
 * until Shopify asks for their erasure (shop/redact).
 */
export async function applyAppWork(domain: string, work: Work, now: Date): Promise<void> {
  if (work.kind === 'uninstalled') {
    await inCommonTransaction((connection) => markUninstalled(connection, domain, now));
    await forgetSessions(domain);
    return;
  }
  assert(work.kind === 'scopes', `not the app's work: ${work.kind}`);
  await inCommonTransaction((connection) => saveScopes(connection, domain, work.scopes));
}
