import { resolve } from 'node:path';
import { saveProduct } from '#app/adapters/db/repositories/products.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { demoShops, LOTUS } from '#tests/demo/shops.ts';
import { startSandbox } from '#tests/sandbox/sandbox.ts';

/** One `orders/create` delivery as Shopify would send it; two orders each have the same customer. */
export interface StandInOrder {
  readonly id: string;
  readonly eventId: string;
  readonly body: Buffer;
}

/** Orders of two lines each, one per second from an instant on, that came by partners' links in turn. */
export async function standInOrders(count: number, codes: readonly string[], from: Date): Promise<StandInOrder[]> {
  const sandbox = await startSandbox({
    app: { apiKey: 'bench-key', apiSecret: 'bench-secret', url: 'http://127.0.0.1:9', handle: 'lineage' },
    shops: demoShops(),
    appConfigFile: resolve('shopify.app.toml'),
    now: () => from,
  });
  sandbox.deliveries.hold();
  const shop = sandbox.shop(LOTUS);
  for (let order = 0; order < count; order += 1) {
    shop.placeOrder({
      lines: [{ variant: 'lotus-body-oil' }, { variant: 'evening-tea', quantity: 2 }],
      customer: { email: `buyer${order % Math.ceil(count / 2)}@example.org` },
      attributes: { _lineage_ref: codes[order % codes.length] ?? '' },
      at: new Date(from.getTime() + order * 1000),
    });
  }
  const created = sandbox.deliveries.list({ topic: 'orders/create' });
  await sandbox.close();
  return created.map(({ id, eventId, body }) => ({ id, eventId, body: Buffer.from(body) }));
}

const productsOf = ({ body }: StandInOrder): number[] =>
  (JSON.parse(body.toString()) as { line_items: { product_id: number }[] }).line_items.map((line) => line.product_id);

/** The catalogue mirror knows the orders' products, as it does in a shop that has had the app for a while. */
export function mirrorProducts(
  networkId: NetworkId,
  shopId: number,
  { orders, at }: { orders: readonly StandInOrder[]; at: Date },
): Promise<void> {
  return inTransaction(networkId, async (tx) => {
    for (const id of new Set(orders.flatMap(productsOf))) {
      const known = { productId: BigInt(id), title: 'Product', tags: ['care'], collectionIds: [], updatedAt: at };
      await saveProduct(tx, shopId, known, at);
    }
  });
}
