import { z } from 'zod';
import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { saveProduct } from '#app/adapters/db/repositories/products.server.ts';
import { shopsOfNetwork } from '#app/adapters/db/repositories/shops.server.ts';
import { freezePending } from '#app/adapters/db/repositories/volumes.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { askAdmin } from '#app/adapters/shopify/admin-client.server.ts';
import { assert } from '#app/domain/assert.ts';
import { parseProductNode } from '#app/domain/orders/parse-product-payload.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';

const answerSchema = z.object({ product: z.unknown() });

export interface FetchProduct {
  networkId: NetworkId;
  shopId: number;
  productId: bigint;
  now: Date;
}

/** Mirrors a product with its collections, then freezes the paid lines that waited for it. */
export async function fetchProduct({ networkId, shopId, productId, now }: FetchProduct): Promise<void> {
  const shop = await inTransaction(networkId, async (tx) =>
    (await shopsOfNetwork(tx, networkId)).find((each) => each.id === shopId),
  );
  assert(shop, `network ${networkId} has no shop ${shopId}`);
  const { product } = await askAdmin({
    domain: shop.domain,
    document: 'product',
    operationName: 'ProductById',
    variables: { id: `gid://shopify/Product/${productId}` },
    answer: answerSchema,
    now,
  });
  await inTransaction(networkId, async (tx) => {
    await lockFactsShared(tx);
    // A product that was deleted meanwhile has neither tags nor collections any more.
    if (product !== null && product !== undefined) {
      const parsed = parseProductNode(product);
      assert(parsed.ok, `product ${productId} cannot be read`);
      await saveProduct(tx, shopId, parsed.product, now);
    }
    const frozen = await freezePending(tx, shopId, productId, now);
    if (frozen > 0) await orderPreview(tx);
  });
}
