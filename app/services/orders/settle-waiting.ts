import { z } from 'zod';
import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { findOrders, lockOrders, lockSubjectsOf, type OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { networkJobKind } from '#app/services/networks/order-for-all.ts';
import { settleOrders } from '#app/services/orders/apply-orders.ts';
import { readSetting } from '#app/services/settings/read-setting.ts';

/** Settles the orders of a network that waited for a rate of exchange; ordered wherever rates are saved. */
export const settleWaitingKind = networkJobKind('settle-waiting-orders', 12);

const BATCH_MAX = 200;

/** Orders in a currency that has a rate by now, and had none when they were told. */
async function waitingOrders(tx: Tx): Promise<OrderKey[]> {
  const { value } = await readSetting(tx, 'exchange');
  return tx.all(
    z.object({ shopId: z.int(), orderId: z.bigint() }),
    sql`select shop_id as "shopId", order_id as "orderId" from shop_order
         where network_id = ${tx.networkId} and problem = 'no-rate' and currency = any(${Object.keys(value.rates)}::text[])
         order by shop_id, order_id limit ${BATCH_MAX}`,
  );
}

/** Counts the orders that waited for a rate (design 9.14), batch after batch. Safe twice: who is settled waits no more. */
export async function settleWaitingOrders(networkId: NetworkId, now: Date): Promise<void> {
  for (let settled = -1; settled !== 0;) {
    settled = await inTransaction(networkId, async (tx) => {
      await lockFactsShared(tx);
      const found = await findOrders(tx, await waitingOrders(tx));
      const keyOf = ({ shopId, facts }: (typeof found)[number]) => ({ shopId, orderId: facts.orderId });
      await lockOrders(
        tx,
        found.flatMap((order) => lockSubjectsOf(keyOf(order), order.facts.customerId)),
      );
      await settleOrders(tx, await findOrders(tx, found.map(keyOf)), new Set(), now);
      return found.length;
    });
  }
}
