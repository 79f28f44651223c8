import { z } from 'zod';
import { allOf, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { isOfComponent, type PlacedFilters } from '#app/queries/commissions/component-places.ts';
import type { CommissionFilters } from '#app/queries/commissions/filters.ts';
import { isOfPeriod } from '#app/queries/commissions/row-sources.ts';
import { beginsWith } from '#app/queries/partners/partner-search.ts';

/** A search that begins more names than this is too short to be meant. */
const PARTNERS_MAX = 1000;

/** Partners and orders that a search text means. */
async function meantBy(tx: Tx, text: string): Promise<Sql> {
  const partners = await tx.all(
    z.object({ number: z.int() }),
    sql`select p.number from partner p where p.network_id = ${tx.networkId} and p.number > 0 and ${beginsWith(tx, text)}
         limit ${PARTNERS_MAX}`,
  );
  const name = text.startsWith('#') ? text : `#${text}`;
  const orders = await tx.all(
    z.object({ shopId: z.int(), orderId: z.bigint() }),
    sql`select shop_id as "shopId", order_id as "orderId" from shop_order
         where network_id = ${tx.networkId} and name = any(${[text, name]}::text[])`,
  );
  const meant: Sql[] = [];
  if (partners.length > 0) meant.push(sql`e.earner = any(${partners.map(({ number }) => number)}::int[])`);
  if (orders.length > 0) meant.push(isAmong(orders));
  return meant.length === 0 ? sql`false` : sql`(${meant.reduce((either, one) => sql`${either} or ${one}`)})`;
}

/** The first two find rows by their index, the third keeps shops apart. */
function isAmong(orders: readonly { shopId: number; orderId: bigint }[]): Sql {
  const shopIds = orders.map(({ shopId }) => shopId);
  const orderIds = orders.map(({ orderId }) => orderId);
  return sql`(e.shop_id = any(${shopIds}::int[]) and e.order_id = any(${orderIds}::bigint[])
    and (e.shop_id, e.order_id) in (select * from unnest(${shopIds}::int[], ${orderIds}::bigint[])))`;
}

/** Rows of the period have no pay level, whatever steps they count. */
function levelCondition(level: NonNullable<CommissionFilters['level']>): Sql {
  if (level === 'period') return isOfPeriod;
  return level === '2+' ? sql`e.level >= 2 and not ${isOfPeriod}` : sql`e.level = ${level}::int and not ${isOfPeriod}`;
}

/** The filters as a condition on a row `e`; view and period choose the places to look in. */
export async function conditionOf(tx: Tx, { level, partner, component, q }: PlacedFilters): Promise<Sql> {
  const conditions: Sql[] = [];
  if (level !== null) conditions.push(levelCondition(level));
  if (partner !== null) conditions.push(sql`e.earner = ${partner}::int`);
  if (component !== null) {
    conditions.push(isOfComponent(component, { runId: sql`e.run_id`, component: sql`e.component` }));
  }
  if (q !== null) conditions.push(await meantBy(tx, q));
  return allOf(conditions);
}
