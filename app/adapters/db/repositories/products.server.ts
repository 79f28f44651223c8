import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { ProductFacts } from '#app/domain/orders/parse-product-payload.ts';

const productSchema = z.object({
  shopId: z.int(),
  productId: z.bigint(),
  tags: z.array(z.string()),
  collections: z.array(z.string()),
});

/** What rates need of a product, as the mirror has it. */
export type MirroredProduct = z.infer<typeof productSchema>;

/** The products of which the mirror knows all that rates need; one whose collections were not told yet is left out. */
export function findProducts(tx: Tx, shopId: number, productIds: readonly bigint[]): Promise<MirroredProduct[]> {
  if (productIds.length === 0) return Promise.resolve([]);
  return tx.all(
    productSchema,
    sql`select shop_id as "shopId", product_id as "productId", tags, collections from product
         where network_id = ${tx.networkId} and shop_id = ${shopId} and product_id = any(${productIds}::bigint[])
           and collections is not null`,
  );
}

/**
 * Mirrors a product, unless a newer state is known. A webhook does not tell the collections, which then stay as they are:
 * unknown (null) until Shopify was asked.
 */
export async function saveProduct(tx: Tx, shopId: number, product: ProductFacts, now: Date): Promise<void> {
  const collections = product.collectionIds?.map(String) ?? null;
  await tx.run(
    sql`insert into product as p (network_id, shop_id, product_id, title, tags, collections, updated_at)
        values (${tx.networkId}, ${shopId}, ${product.productId}, ${product.title}, ${product.tags}::text[],
                ${collections}::text[], ${product.updatedAt ?? now})
        on conflict (network_id, shop_id, product_id) do update set title = excluded.title, tags = excluded.tags,
          collections = coalesce(${collections}::text[], p.collections), updated_at = excluded.updated_at, deleted_at = null
          where p.network_id = ${tx.networkId} and p.updated_at <= excluded.updated_at`,
  );
}

export async function markProductDeleted(tx: Tx, shopId: number, productId: bigint, now: Date): Promise<void> {
  await tx.run(
    sql`update product set deleted_at = ${now}
         where network_id = ${tx.networkId} and shop_id = ${shopId} and product_id = ${productId}`,
  );
}
