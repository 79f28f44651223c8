import { enqueue } from '#app/adapters/db/queue.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { findOrders, orderKeyText, type OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';

export interface ReadAgain {
  readonly networkId: NetworkId;
  readonly key: OrderKey;
  readonly actor: string;
  readonly now: Date;
}

/** Orders that Shopify be asked about an order anew; requests that wait collapse into one. @throws AppError order.not-found */
export function readOrderAgain({ networkId, key, actor, now }: ReadAgain): Promise<void> {
  return inTransaction(networkId, async (tx) => {
    const [order] = await findOrders(tx, [key]);
    if (!order) throw new AppError('order.not-found');
    const text = orderKeyText(key);
    const payload = { networkId, shopId: key.shopId, orderId: key.orderId.toString() };
    await enqueue(tx, { task: 'fetch-order', payload, key: `fetch-order:${networkId}:${text}` });
    await appendAudit(tx, { at: now, actor, action: 'order.read-again', subject: `order:${text}` });
  });
}
