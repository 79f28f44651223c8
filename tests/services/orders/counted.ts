import type { TestDatabase } from '#tests/database/test-database.ts';

interface Miscounted {
  readonly order_id: string;
  readonly period_id: number;
}

/** Orders whose counted base or date in a period is not that of their volume entries there. */
export const miscounted = (database: TestDatabase): Promise<Miscounted[]> =>
  database.asOwner(
    `select coalesce(c.order_id, v.order_id)::text as order_id, coalesce(c.period_id, v.period_id) as period_id
       from (select v.network_id, v.period_id, v.shop_id, v.order_id, o.ordered_at, sum(v.base_minor)::bigint as base_minor
               from volume_entry v
               join shop_order o on o.network_id = v.network_id and o.shop_id = v.shop_id and o.order_id = v.order_id
              group by v.network_id, v.period_id, v.shop_id, v.order_id, o.ordered_at) v
       full join counted_order c on c.network_id = v.network_id and c.period_id = v.period_id and c.shop_id = v.shop_id
                                and c.order_id = v.order_id
      where (c.ordered_at, c.base_minor) is distinct from (v.ordered_at, v.base_minor)`,
  );
