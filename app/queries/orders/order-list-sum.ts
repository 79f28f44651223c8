import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type Tx } from '#app/adapters/db/transaction.server.ts';
import {
  conditionOf,
  isEveryOrder,
  listBasis,
  ordersOf,
  type ListBasis,
} from '#app/queries/orders/order-conditions.ts';
import type { OrderFilters } from '#app/queries/orders/order-filters.ts';
import { sharePpm, type OrderListRequest } from '#app/queries/orders/order-list.ts';

const amount = z.bigint().transform(String);
const sumSchema = z.object({ count: z.int(), baseMinor: amount, costMinor: amount });

/** What the filtered orders add up to. Minor units as text. */
export type OrderListSum = z.infer<typeof sumSchema> & { costPpm: number | null };

/** Sum of the filtered rows; it may come after them. */
export function orderListSum({ networkId, filters }: OrderListRequest): Promise<OrderListSum> {
  return inTransaction(networkId, async (tx) => {
    const basis = await listBasis(tx, filters);
    const { from, base } = ordersOf(tx, basis);
    const found =
      basis.period && isEveryOrder(filters)
        ? sql`select c.shop_id, c.order_id, c.base_minor from counted_order c
               where c.network_id = ${tx.networkId} and c.period_id = ${basis.period.id}::int`
        : sql`select o.shop_id, o.order_id, ${base} as base_minor from ${from} where ${conditionOf(tx, filters, basis)}`;
    const isWhole = isEveryRow(filters) && !basis.isPeriodUnknown;
    const sum = await tx.one(
      sumSchema,
      isWhole
        ? sql`select count(*)::int as count, coalesce(sum(base_minor), 0)::bigint as "baseMinor", ${everyRow(tx, basis)} as "costMinor"
                from (${found}) found`
        : sql`with found as materialized (${found})
              select (select count(*)::int from found) as count,
                     (select coalesce(sum(base_minor), 0)::bigint from found) as "baseMinor",
                     ${rowsOfFound(tx, basis)} as "costMinor"`,
    );
    return { ...sum, costPpm: sharePpm(sum.costMinor, sum.baseMinor) };
  });
}

/** Whether the filters leave every order that has rows: orders without a partner have none. */
const isEveryRow = (filters: OrderFilters): boolean =>
  isEveryOrder(filters.view === 'with-partner' ? { ...filters, view: 'all' } : filters);

const inPeriod = ({ period }: ListBasis, column: Sql): Sql =>
  period ? sql`and ${column} = ${period.id}::int` : sql`and true`;

/** The sums that the runs wrote down, and what was taken back since. */
function everyRow(tx: Tx, basis: ListBasis): Sql {
  return sql`((
      select coalesce(sum(r.amount_minor), 0) from run r
       where r.network_id = ${tx.networkId} and r.id = any(array(
         select p.run_id from period_preview p where p.network_id = ${tx.networkId} ${inPeriod(basis, sql`p.period_id`)}
         union all
         select a.run_id from period_acceptance a
          where a.network_id = ${tx.networkId} ${inPeriod(basis, sql`a.period_id`)})))
    + (select coalesce(sum(j.amount_minor), 0) from adjustment j
        where j.network_id = ${tx.networkId} ${inPeriod(basis, sql`j.period_id`)}))::bigint`;
}

function rowsOfFound(tx: Tx, basis: ListBasis): Sql {
  return sql`((
      select coalesce(sum(e.amount_minor), 0) from found f
        join estimate e on e.network_id = ${tx.networkId} and e.shop_id = f.shop_id and e.order_id = f.order_id
        join period_preview p on p.network_id = ${tx.networkId} and p.run_id = e.run_id ${inPeriod(basis, sql`p.period_id`)})
    + (select coalesce(sum(e.amount_minor), 0) from found f
         join earning e on e.network_id = ${tx.networkId} and e.shop_id = f.shop_id and e.order_id = f.order_id
         join period_acceptance a on a.network_id = ${tx.networkId} and a.run_id = e.run_id
              ${inPeriod(basis, sql`a.period_id`)})
    + (select coalesce(sum(j.amount_minor), 0) from found f
         join adjustment j on j.network_id = ${tx.networkId} and j.shop_id = f.shop_id and j.order_id = f.order_id
              ${inPeriod(basis, sql`j.period_id`)}))::bigint`;
}
