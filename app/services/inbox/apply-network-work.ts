import { v7 as uuid } from 'uuid';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { markProductDeleted, saveProduct } from '#app/adapters/db/repositories/products.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import type { Claimed } from '#app/adapters/inbox/claim.server.ts';
import { assert } from '#app/domain/assert.ts';
import type { PrivacySubject, Work } from '#app/services/inbox/read-delivery.ts';
import { applyOrders } from '#app/services/orders/apply-orders.ts';

const DAY_MS = 86_400_000;
/** Shopify's term for privacy requests. */
const PRIVACY_DAYS = 30;

interface Item {
  delivery: Claimed;
  work: Work;
}

async function fetchOrder(tx: Tx, shopId: number, orderId: bigint): Promise<void> {
  const payload = { networkId: tx.networkId, shopId, orderId: orderId.toString() };
  await enqueue(tx, { task: 'fetch-order', payload, key: `fetch-order:${tx.networkId}:${shopId}:${orderId}` });
}

/** Keeps the request with its term; the same delivery twice is one request. */
async function recordPrivacyRequest(tx: Tx, delivery: Claimed, subject: PrivacySubject): Promise<void> {
  const dueAt = new Date(delivery.receivedAt.getTime() + PRIVACY_DAYS * DAY_MS);
  await tx.run(
    sql`insert into privacy_request (network_id, id, shop_id, topic, webhook_id, customer_id, order_ids, received_at, due_at)
        values (${tx.networkId}, ${uuid()}, ${delivery.shopId}, ${delivery.topic}, ${delivery.webhookId},
                ${subject.customerId}, ${subject.orderIds}::bigint[], ${delivery.receivedAt}, ${dueAt})
        on conflict (network_id, webhook_id, topic) do nothing`,
  );
}

async function applyOne(tx: Tx, { delivery, work }: Item, now: Date): Promise<void> {
  const { shopId } = delivery;
  assert(shopId !== null, 'a delivery without a shop has no network');
  if (work.kind === 'fetch-order') return fetchOrder(tx, shopId, work.orderId);
  if (work.kind === 'privacy') return recordPrivacyRequest(tx, delivery, work.subject);
  if (work.kind !== 'product') return;
  const { productId } = work.product;
  if (work.isDeleted) return markProductDeleted(tx, shopId, productId, now);
  await saveProduct(tx, shopId, work.product, now);
  // The payload does not tell the collections, on which rates may depend.
  const payload = { networkId: tx.networkId, shopId, productId: productId.toString() };
  await enqueue(tx, { task: 'fetch-product', payload, key: `fetch-product:${tx.networkId}:${shopId}:${productId}` });
}

/** Applies deliveries of one network in one transaction: products first, since orders freeze what they say. */
export function applyNetworkWork(networkId: NetworkId, items: readonly Item[], now: Date): Promise<void> {
  return inTransaction(networkId, async (tx) => {
    for (const item of items) await applyOne(tx, item, now);
    const news = items.flatMap(({ work }) => (work.kind === 'order' ? [work.news] : []));
    if (news.length === 0) return;
    const { toFetch } = await applyOrders(tx, news, now);
    for (const { shopId, orderId } of toFetch) await fetchOrder(tx, shopId, orderId);
  });
}
