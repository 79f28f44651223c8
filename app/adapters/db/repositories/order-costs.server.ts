import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/**
 * Every order in one narrow row, so that a list's sums need neither the facts beside an order nor the rows of its commissions. What
 * newest previews estimate and what accepted rows come to stand apart: runs write the one, orders and acceptances the other.
 */

/** What lists narrow orders by, as `shop_order` has it. */
const COLUMNS = [
  'name',
  'ordered_at',
  'channel',
  'partner',
  'decided_by',
  'refund_count',
  'cancelled_at',
  'problem',
  'base_minor',
] as const;

const ofOrder = COLUMNS.map((column) => `o.${column}`).join(', ');
const listed = COLUMNS.join(', ');
const stored = COLUMNS.map((column) => `c.${column}`).join(', ');
const fresh = COLUMNS.map((column) => `excluded.${column}`).join(', ');
const taken = COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ');

const NEW = `insert into order_cost (network_id, shop_id, order_id, ${listed})
  select $1::int, o.shop_id, o.order_id, ${ofOrder} from unnest($2::int[], $3::bigint[]) as k (shop_id, order_id)
    join shop_order o on o.network_id = $1 and o.shop_id = k.shop_id and o.order_id = k.order_id
   order by o.shop_id, o.order_id
  on conflict (network_id, shop_id, order_id) do nothing`;

const KNOWN = `insert into order_cost as c (network_id, shop_id, order_id, ${listed}, earned_minor)
  select $1::int, o.shop_id, o.order_id, ${ofOrder}, (
           (select coalesce(sum(e.amount_minor), 0) from earning e
              join period_acceptance a on a.network_id = $1 and a.run_id = e.run_id
             where e.network_id = $1 and e.shop_id = o.shop_id and e.order_id = o.order_id)
         + (select coalesce(sum(j.amount_minor), 0) from adjustment j
             where j.network_id = $1 and j.shop_id = o.shop_id and j.order_id = o.order_id))::bigint
    from unnest($2::int[], $3::bigint[]) as k (shop_id, order_id)
    join shop_order o on o.network_id = $1 and o.shop_id = k.shop_id and o.order_id = k.order_id
   order by o.shop_id, o.order_id
  on conflict (network_id, shop_id, order_id) do update set ${taken}, earned_minor = excluded.earned_minor
    where c.network_id = $1
      and (${stored}, c.earned_minor) is distinct from (${fresh}, excluded.earned_minor)`;

/**
 * Brings the named orders forward: what they are narrowed by, and what their accepted rows come to now. The caller holds the orders
 * and has written them and what was taken back of them; again, it changes nothing. `isNew`: they were written for the first time
 * just now, so nothing of them is accepted.
 */
export async function foldOrders(tx: Tx, keys: readonly OrderKey[], isNew: boolean): Promise<void> {
  if (keys.length === 0) return;
  await tx.client.query({
    name: isNew ? 'orders-fold-new' : 'orders-fold',
    text: isNew ? NEW : KNOWN,
    values: [tx.networkId, keys.map((key) => key.shopId), keys.map((key) => key.orderId)],
  });
}

/**
 * Brings forward what the newest previews estimate for each order, after one of them was replaced or dropped. Orders are taken in the
 * order of their keys, as `foldOrders` takes them: neither waits for the other in a circle.
 */
export async function foldEstimates(tx: Tx): Promise<void> {
  await tx.run(
    sql`with newest as materialized (
               select e.shop_id, e.order_id, sum(e.amount_minor)::bigint as minor from period_preview p
                 join estimate e on e.network_id = ${tx.networkId} and e.run_id = p.run_id
                where p.network_id = ${tx.networkId} and e.order_id <> 0
                group by e.shop_id, e.order_id),
             changed as materialized (
               select c.shop_id, c.order_id, coalesce(n.minor, 0) as minor from order_cost c
                 left join newest n on n.shop_id = c.shop_id and n.order_id = c.order_id
                where c.network_id = ${tx.networkId} and c.estimated_minor <> coalesce(n.minor, 0)
                order by c.shop_id, c.order_id for no key update of c)
        update order_cost c set estimated_minor = n.minor from changed n
         where c.network_id = ${tx.networkId} and c.shop_id = n.shop_id and c.order_id = n.order_id`,
  );
}

/** Adds what the rows of a run come to, once: in the transaction that accepts it, which holds the facts alone. */
export async function foldAccepted(tx: Tx, runId: number): Promise<void> {
  await tx.run(
    sql`update order_cost c set earned_minor = c.earned_minor + r.minor
          from (select e.shop_id, e.order_id, sum(e.amount_minor)::bigint as minor from earning e
                 where e.network_id = ${tx.networkId} and e.run_id = ${runId} and e.order_id <> 0
                 group by e.shop_id, e.order_id) r
         where c.network_id = ${tx.networkId} and c.shop_id = r.shop_id and c.order_id = r.order_id`,
  );
}
