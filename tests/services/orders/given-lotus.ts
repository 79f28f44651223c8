import { givenLine, givenNetworkOf, givenShopify, shopNamed } from '#tests/given/shopify.ts';
import type { TestDatabase } from '#tests/database/test-database.ts';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';

export const STARTED = new Date('2026-10-01T08:00:00Z');
let shopNo = 0;

/** A shop of the stand-in's with a network in which Anna sponsors Ben sponsors Cleo; 10 %, 5 %, 3 %. */
export async function givenLotus(database: TestDatabase, clock: { now: Date }) {
  shopNo += 1;
  const shop = shopNamed(`Lotus${shopNo}`);
  const shopify = await givenShopify({ database, shops: [shop], clock });
  const networkId = await givenNetworkOf({ shopify, domain: shop.domain, startedAt: STARTED });
  const [anna = 0, ben = 0, cleo = 0] = await givenLine(networkId, ['Anna', 'Ben', 'Cleo'], STARTED);
  await shopify.settle();
  return {
    shopify,
    shop: shopify.sandbox.shop(shop.domain),
    networkId,
    anna,
    ben,
    cleo,
    [Symbol.asyncDispose]: () => shopify[Symbol.asyncDispose](),
  };
}

export interface OrderRow {
  name: string;
  partner: number | null;
  decidedBy: string;
  base: string;
  problem: string | null;
}

/** The orders of a network, oldest first, with what was decided about them. */
export const orderRows = (database: TestDatabase, networkId: NetworkId): Promise<OrderRow[]> =>
  database.asOwner<OrderRow>(
    `select name, partner, decided_by as "decidedBy", base_minor::text as base, problem from shop_order
      where network_id = $1 order by ordered_at, order_id`,
    [networkId],
  );
