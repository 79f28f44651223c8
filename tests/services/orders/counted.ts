import type { TestDatabase } from '#tests/database/test-database.ts';

interface Miscounted {
  readonly order_id: string;
  /** Null where the order's own row is wrong. */
  readonly period_id: number | null;
}

const BY_PERIOD = `
  select coalesce(c.order_id, v.order_id)::text as order_id, coalesce(c.period_id, v.period_id) as period_id
    from (select v.network_id, v.period_id, v.shop_id, v.order_id, o.ordered_at, sum(v.base_minor)::bigint as base_minor
            from volume_entry v
            join shop_order o on o.network_id = v.network_id and o.shop_id = v.shop_id and o.order_id = v.order_id
           group by v.network_id, v.period_id, v.shop_id, v.order_id, o.ordered_at) v
    full join counted_order c on c.network_id = v.network_id and c.period_id = v.period_id and c.shop_id = v.shop_id
                             and c.order_id = v.order_id
   where (c.ordered_at, c.base_minor) is distinct from (v.ordered_at, v.base_minor)`;

const LISTED = [
  ...['name', 'ordered_at', 'channel', 'partner', 'decided_by', 'refund_count', 'cancelled_at', 'problem'],
  ...['base_minor', 'estimated_minor', 'earned_minor'],
];
const listedOf = (row: string) => LISTED.map((column) => `${row}.${column}`).join(', ');
const sameOrder = (row: string) =>
  `${row}.network_id = o.network_id and ${row}.shop_id = o.shop_id and ${row}.order_id = o.order_id`;

const BY_ORDER = `
  select coalesce(c.order_id, o.order_id)::text as order_id, null::int as period_id
    from (select o.*,
                 (select coalesce(sum(e.amount_minor), 0) from estimate e
                    join period_preview p on p.network_id = e.network_id and p.run_id = e.run_id
                   where ${sameOrder('e')}) as estimated_minor,
                 (select coalesce(sum(e.amount_minor), 0) from earning e
                    join period_acceptance a on a.network_id = e.network_id and a.run_id = e.run_id
                   where ${sameOrder('e')})
               + (select coalesce(sum(j.amount_minor), 0) from adjustment j where ${sameOrder('j')}) as earned_minor
            from shop_order o) o
    full join order_cost c on ${sameOrder('c')}
   where (${listedOf('c')}) is distinct from (${listedOf('o')})`;

/**
 * Orders that lists would add up wrongly: whose counted base or date in a period is not that of their volume entries there, or whose
 * narrow row is not what the order itself, its rows and its reversals say.
 */
export const miscounted = (database: TestDatabase): Promise<Miscounted[]> =>
  database.asOwner(`${BY_PERIOD} union all ${BY_ORDER}`);
