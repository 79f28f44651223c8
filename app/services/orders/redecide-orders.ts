import { z } from 'zod';
import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { findOrders, lockOrders, lockSubjectsOf, type OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { networkJobKind } from '#app/services/networks/order-for-all.ts';
import { settleOrders } from '#app/services/orders/apply-orders.ts';
import { calendars, unacceptedPeriods } from '#app/services/periods/load-periods.ts';
import { readSetting } from '#app/services/settings/read-setting.ts';

/** Decides a network's orders again by the policy that counts now; ordered wherever it is saved. */
export const redecideOrdersKind = networkJobKind('redecide-orders', 12);

const BATCH_MAX = 200;
const BEGINNING: OrderKey = { shopId: 0, orderId: 0n };

/**
 * The next orders that no acceptance has fixed and that were decided by another policy than the one that counts now: those
 * that earn in a period that is not accepted, and unpaid ones since the first such period began.
 */
async function outdatedOrders(tx: Tx, after: OrderKey, now: Date): Promise<OrderKey[]> {
  const { version } = await readSetting(tx, 'attribution');
  const open = await unacceptedPeriods(tx, now);
  const calendarIds = (await calendars(tx)).map(({ id }) => id);
  const since = open[0]?.startsAt ?? now;
  const entries = sql`select from volume_entry v
                       where v.network_id = ${tx.networkId} and v.calendar_id = any(${calendarIds}::int[])
                         and v.shop_id = o.shop_id and v.order_id = o.order_id and v.earns`;
  return tx.all(
    z.object({ shopId: z.int(), orderId: z.bigint() }),
    sql`select o.shop_id as "shopId", o.order_id as "orderId" from shop_order o
         where o.network_id = ${tx.networkId} and (o.shop_id, o.order_id) > (${after.shopId}, ${after.orderId})
           and (exists (${entries} and v.period_id = any(${open.map(({ id }) => id)}::int[]))
                or (o.paid_at is null and o.ordered_at >= ${since}))
           and not exists (${entries} and v.period_id in (
                 select period_id from period_acceptance where network_id = ${tx.networkId}))
           and (select a.policy_version from attribution a
                 where a.network_id = ${tx.networkId} and a.shop_id = o.shop_id and a.order_id = o.order_id
                 order by a.recorded_seq desc limit 1) is distinct from ${version}
         order by o.shop_id, o.order_id limit ${BATCH_MAX}`,
  );
}

/** One batch; answers the last order that was looked at, null where none was left. */
function redecideBatch(networkId: NetworkId, after: OrderKey, now: Date): Promise<OrderKey | null> {
  return inTransaction(networkId, async (tx) => {
    await lockFactsShared(tx);
    const keys = await outdatedOrders(tx, after, now);
    const found = await findOrders(tx, keys);
    await lockOrders(
      tx,
      found.flatMap(({ shopId, facts }) => lockSubjectsOf({ shopId, orderId: facts.orderId }, facts.customerId)),
    );
    await settleOrders(tx, await findOrders(tx, keys), new Set(), now);
    return keys.at(-1) ?? null;
  });
}

/**
 * Decides orders of open periods by a policy that was changed (design 6), batch after batch; accepted ones stand. Safe
 * twice: what was decided by the policy that counts now is not looked at again.
 */
export async function redecideOrders(networkId: NetworkId, now: Date): Promise<void> {
  for (let after: OrderKey | null = BEGINNING; after !== null;) after = await redecideBatch(networkId, after, now);
}
