import { z } from 'zod';
import { findNetwork } from '#app/adapters/db/repositories/networks.server.ts';
import { shopsOfNetwork } from '#app/adapters/db/repositories/shops.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';

/** What set-up fixed of a network, and its shops. */
export interface NetworkFacts {
  readonly name: string;
  readonly handle: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly cadence: 'month' | 'week';
  readonly firstOn: string;
  readonly joinCodeExpiresAt: string | null;
  readonly shops: readonly NetworkShop[];
}

export interface NetworkShop {
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  readonly joinedAt: string;
  readonly state: 'connected' | 'access-lost' | 'uninstalled';
}

const calendarSchema = z.object({ cadence: z.enum(['month', 'week']), firstOn: z.string() });

export function networkFacts(networkId: NetworkId): Promise<NetworkFacts> {
  return inTransaction(networkId, async (tx) => {
    const network = await findNetwork(tx, networkId);
    assert(network, `no network ${networkId}`);
    const calendar = await tx.one(
      calendarSchema,
      sql`select cadence, first_on::text as "firstOn" from calendar where network_id = ${networkId} order by id limit 1`,
    );
    const shops = await shopsOfNetwork(tx, networkId);
    const { name, handle, currency, timeZone, joinCodeExpiresAt } = network;
    return {
      name,
      handle,
      currency,
      timeZone,
      ...calendar,
      joinCodeExpiresAt: joinCodeExpiresAt?.toISOString() ?? null,
      shops: shops.map((shop) => ({
        domain: shop.domain,
        name: shop.name,
        currency: shop.currency,
        joinedAt: shop.installedAt.toISOString(),
        state: shop.uninstalledAt ? 'uninstalled' : shop.accessLostAt ? 'access-lost' : 'connected',
      })),
    };
  });
}
