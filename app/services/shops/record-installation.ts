import { z } from 'zod';
import { saveInstallation, type Shop } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction } from '#app/adapters/db/transaction.server.ts';
import { askAdmin } from '#app/adapters/shopify/admin-client.server.ts';
import { importOrders } from '#app/services/networks/import-orders.ts';

const shopAnswer = z.object({
  shop: z.object({
    name: z.string(),
    currencyCode: z.string().length(3),
    ianaTimezone: z.string(),
    billingAddress: z.object({ countryCodeV2: z.string().length(2).nullable() }).nullable(),
    primaryDomain: z.object({ url: z.url() }),
  }),
});

export interface RecordInstallation {
  domain: string;
  scopes: string;
  now: Date;
}

/**
 * The app was installed, or installed again: keeps what Shopify says of the shop. A shop that had a network keeps it,
 * and what it missed while the app was away is fetched.
 */
export async function recordInstallation({ domain, scopes, now }: RecordInstallation): Promise<Shop> {
  const request = { domain, document: 'shop', operationName: 'Shop', answer: shopAnswer, now };
  const { shop } = await askAdmin(request);
  const facts = {
    domain,
    scopes,
    name: shop.name,
    currency: shop.currencyCode,
    country: shop.billingAddress?.countryCodeV2 ?? 'DE',
    timeZone: shop.ianaTimezone,
    storefrontUrl: shop.primaryDomain.url,
  };
  return inCommonTransaction(async (connection) => {
    const saved = await saveInstallation(connection, facts, now);
    if (saved.networkId) {
      await importOrders(connection, domain);
    }
    return saved;
  });
}
