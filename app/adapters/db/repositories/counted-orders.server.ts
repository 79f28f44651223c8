import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/**
 * Brings forward what of each named order counts in which period: the sum of its volume entries. Pages read a period's orders
 * there. The caller holds the orders, and has written them and their entries; again, it changes nothing.
 */
export async function countOrders(tx: Tx, keys: readonly OrderKey[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.client.query({
    name: 'orders-count',
    text: `insert into counted_order as c (network_id, period_id, shop_id, order_id, ordered_at, base_minor)
      select $1::int, v.period_id, o.shop_id, o.order_id, o.ordered_at, v.base_minor
        from unnest($2::int[], $3::bigint[]) as k (shop_id, order_id)
        join shop_order o on o.network_id = $1 and o.shop_id = k.shop_id and o.order_id = k.order_id
       cross join (select id from calendar where network_id = $1) cal
       cross join lateral (
         select e.period_id, sum(e.base_minor)::bigint as base_minor from volume_entry e
          where e.network_id = $1 and e.calendar_id = cal.id and e.shop_id = o.shop_id and e.order_id = o.order_id
          group by e.period_id offset 0) v
      on conflict (network_id, period_id, shop_id, order_id) do update
        set ordered_at = excluded.ordered_at, base_minor = excluded.base_minor
        where c.network_id = $1 and (c.ordered_at, c.base_minor) is distinct from (excluded.ordered_at, excluded.base_minor)`,
    values: [tx.networkId, keys.map((key) => key.shopId), keys.map((key) => key.orderId)],
  });
}
