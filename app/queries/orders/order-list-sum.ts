import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type Tx } from '#app/adapters/db/transaction.server.ts';
import { conditionOf, isEveryOrder, listBasis, type ListBasis } from '#app/queries/orders/order-conditions.ts';
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
    const sum = await tx.one(
      sumSchema,
      basis.period ? sumOfPeriod(tx, filters, { ...basis, period: basis.period }) : sumOfAll(tx, filters, basis),
    );
    return { ...sum, costPpm: sharePpm(sum.costMinor, sum.baseMinor) };
  });
}

/** Whatever counts and costs, wherever it does: added up from the narrow rows alone. */
const sumOfAll = (tx: Tx, filters: OrderFilters, basis: ListBasis): Sql => sql`
  select count(*)::int as count, coalesce(sum(o.base_minor), 0)::bigint as "baseMinor",
         coalesce(sum(o.estimated_minor + o.earned_minor), 0)::bigint as "costMinor"
    from order_cost o where o.network_id = ${tx.networkId} and ${conditionOf(tx, filters, basis)}`;

type PeriodBasis = ListBasis & { readonly period: NonNullable<ListBasis['period']> };

/** What counts in a period, and the rows of that period: of all its orders the sums that the runs wrote down, of some their own rows. */
function sumOfPeriod(tx: Tx, filters: OrderFilters, basis: PeriodBasis): Sql {
  const ofPeriod = sql`c.network_id = ${tx.networkId} and c.period_id = ${basis.period.id}::int`;
  const found = isEveryOrder(filters)
    ? sql`select c.shop_id, c.order_id, c.base_minor from counted_order c where ${ofPeriod}`
    : sql`select o.shop_id, o.order_id, c.base_minor from counted_order c
            join order_cost o on o.network_id = ${tx.networkId} and o.shop_id = c.shop_id and o.order_id = c.order_id
           where ${ofPeriod} and ${conditionOf(tx, filters, basis)}`;
  if (isEveryRow(filters)) {
    return sql`select count(*)::int as count, coalesce(sum(base_minor), 0)::bigint as "baseMinor", ${everyRow(tx, basis)} as "costMinor"
                 from (${found}) found`;
  }
  return sql`with found as materialized (${found})
    select (select count(*)::int from found) as count,
           (select coalesce(sum(base_minor), 0)::bigint from found) as "baseMinor",
           ${rowsOfFound(tx, basis)} as "costMinor"`;
}

/** Whether the filters leave every order that has rows: orders without a partner have none. */
const isEveryRow = (filters: OrderFilters): boolean =>
  isEveryOrder(filters.view === 'with-partner' ? { ...filters, view: 'all' } : filters);

const inPeriod = ({ period }: PeriodBasis, column: Sql): Sql => sql`and ${column} = ${period.id}::int`;

/** The sums that the runs wrote down, and what was taken back since. */
function everyRow(tx: Tx, basis: PeriodBasis): Sql {
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

function rowsOfFound(tx: Tx, basis: PeriodBasis): Sql {
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
