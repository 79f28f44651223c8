import { z } from 'zod';
import { findOrders } from '#app/adapters/db/repositories/orders.server.ts';
import { shopsOfNetwork } from '#app/adapters/db/repositories/shops.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { log } from '#app/adapters/log.server.ts';
import { askAdmin } from '#app/adapters/shopify/admin-client.server.ts';
import { assert } from '#app/domain/assert.ts';
import { nextLinesAfter, withLinesOf } from '#app/domain/orders/line-pages.ts';
import { parseOrderNode } from '#app/domain/orders/parse-order-node.ts';
import { applyOrders } from '#app/services/orders/apply-orders.ts';

const answerSchema = z.object({ order: z.unknown() });

export interface FetchOrder {
  networkId: NetworkId;
  shopId: number;
  orderId: bigint;
  now: Date;
}

/**
 * Reads an order from Shopify and applies it: after an edit, for the instant of a late payment, for a refund of an order
 * nobody told us of. An order that Shopify no longer hands out (older than 60 days) is taken as paid when it was last
 * changed, since its payload said that it is paid and nobody can say since when.
 */
export async function fetchOrder({ networkId, shopId, orderId, now }: FetchOrder): Promise<void> {
  const shop = await inTransaction(networkId, async (tx) =>
    (await shopsOfNetwork(tx, networkId)).find((each) => each.id === shopId),
  );
  assert(shop, `network ${networkId} has no shop ${shopId}`);
  const order = await wholeOrder({ domain: shop.domain, id: `gid://shopify/Order/${orderId}`, now });
  if (order === null || order === undefined) return takeAsPaid({ networkId, shopId, orderId, now });
  const parsed = parseOrderNode(order);
  assert(parsed.ok, `order ${orderId} cannot be read: ${parsed.ok ? '' : JSON.stringify(parsed.problem)}`);
  const { facts } = parsed;
  await inTransaction(networkId, (tx) => applyOrders(tx, [{ kind: 'state', shopId, triggeredAt: now, facts }], now));
}

/** An order with all of its lines, page after page; null where Shopify does not hand it out. */
async function wholeOrder({ domain, id, now }: { domain: string; id: string; now: Date }): Promise<unknown> {
  const ask = async (operationName: string, variables: Record<string, unknown>) =>
    (await askAdmin({ domain, document: 'order', operationName, variables, answer: answerSchema, now })).order;
  let order = await ask('OrderById', { id });
  let after = nextLinesAfter(order);
  while (after !== null) {
    order = withLinesOf(order, await ask('OrderLinesAfter', { id, after }));
    after = nextLinesAfter(order);
  }
  return order;
}

async function takeAsPaid({ networkId, shopId, orderId, now }: FetchOrder): Promise<void> {
  await inTransaction(networkId, async (tx) => {
    const [known] = await findOrders(tx, [{ shopId, orderId }]);
    if (known?.facts.payment.kind !== 'needs-transactions') {
      log().warn({ networkId, shopId, orderId: orderId.toString() }, 'Shopify does not know this order');
      return;
    }
    const facts = { ...known.facts, payment: { kind: 'paid' as const, at: known.facts.updatedAt } };
    await applyOrders(tx, [{ kind: 'state', shopId, triggeredAt: now, facts }], now);
  });
}
