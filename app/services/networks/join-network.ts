import { hashOfJoinCode } from '#app/adapters/crypto/join-code.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { enterNetwork, lockShopNetwork, takeJoinCode } from '#app/adapters/db/repositories/networks.server.ts';
import { joinNetwork as joinShop } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { importOrders } from '#app/services/networks/import-orders.ts';

export interface JoinNetwork {
  readonly domain: string;
  readonly code: string;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Brings a further shop into an existing network by its one-time code. A shop in another currency may join: its orders are
 * converted by the rate of their paid instant, and wait while the network has none (design 9.14). Sent twice, the second
 * finds the shop joined. @throws AppError 'request.invalid' for a code that is unknown, used or expired; 'shop.not-set-up'
 */
export function joinNetwork({ domain, code, actor, now }: JoinNetwork): Promise<{ networkId: NetworkId }> {
  return inCommonTransaction(async (connection) => {
    const known = await lockShopNetwork(connection, domain);
    if (known === undefined) throw new AppError('shop.not-set-up');
    if (known !== null) return { networkId: known };
    const network = await takeJoinCode(connection, hashOfJoinCode(code), now);
    if (!network) throw new AppError('request.invalid', { code: 'unknown' });
    await joinShop(connection, domain, network.id);
    const tx = await enterNetwork(connection, network.id);
    const after = { shop: domain };
    await appendAudit(tx, { at: now, actor, action: 'network.shop-joined', subject: `network:${network.id}`, after });
    await importOrders(tx, domain);
    return { networkId: network.id };
  });
}
