import { findLogo } from '#app/adapters/db/repositories/brand.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';

/** The logo as a data address: inside Shopify's frame a picture cannot be asked for with a session token. Null without one. */
export function logoAddress(networkId: NetworkId): Promise<string | null> {
  return inTransaction(networkId, async (tx) => {
    const logo = await findLogo(tx);
    return logo && `data:${logo.mime};base64,${logo.bytes.toString('base64')}`;
  });
}
