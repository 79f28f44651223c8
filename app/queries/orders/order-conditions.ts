import { z } from 'zod';
import { allOf, NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { addDays, startOfDay } from '#app/adapters/time/calendar-days.ts';
import { currency, decimalsOf, parseMinor } from '#app/domain/money/currency.ts';
import type { OrderFilters, OrderView } from '#app/queries/orders/order-filters.ts';

const networkSchema = z.object({ currency: z.string(), timeZone: z.string() });
const periodSchema = z.object({ id: z.int() });

/** What a list's statements need to know beside its filters. */
export interface ListBasis {
  readonly currency: string;
  readonly timeZone: string;
  /** The period that the list is about; null for all, `unknown` where there is none of that number. */
  readonly period: z.infer<typeof periodSchema> | null;
  readonly isPeriodUnknown: boolean;
}

export async function listBasis(tx: Tx, { period }: Pick<OrderFilters, 'period'>): Promise<ListBasis> {
  const network = await tx.one(
    networkSchema,
    sql`select currency, time_zone as "timeZone" from network where id = ${tx.networkId}`,
  );
  const found =
    period === null
      ? null
      : await tx.find(periodSchema, sql`select id from period where network_id = ${tx.networkId} and id = ${period}`);
  return { ...network, period: found, isPeriodUnknown: period !== null && found === null };
}

const OF_VIEW: Readonly<Record<OrderView, Sql>> = {
  all: sql`true`,
  'with-partner': sql`o.partner is not null`,
  'without-partner': sql`o.partner is null`,
  'to-check': sql`o.problem is not null`,
  refunded: sql`(o.refund_count > 0 or o.cancelled_at is not null)`,
};

/** Every channel but those of `CHANNELS`, in the words of the index: with values in it the planner would not see that they are the same. */
const OTHER_CHANNEL = sql`(o.channel is null or o.channel not in ('web', 'pos', 'shopify_draft_order'))`;

/** Greater than everything that begins with the prefix, in byte order. */
const endOf = (prefix: string): string => `${prefix}\u{10ffff}`;

/** Ranges in byte order only: row-level security keeps other operators from an index (design 4, search). */
function beginsWith(text: string): Sql {
  const between = (prefix: string) => sql`(o.name >= ${prefix} and o.name < ${endOf(prefix)})`;
  return text.startsWith('#') ? between(text) : sql`(${between(text)} or ${between(`#${text}`)})`;
}

/** A decimal in the network's currency; what is finer than its smallest unit is cut off. */
function minorOf(decimal: string, code: string): bigint {
  const unit = currency(code);
  const [whole = '0', fraction = ''] = decimal.split('.');
  const digits = fraction.slice(0, decimalsOf(unit));
  return parseMinor(digits === '' ? whole : `${whole}.${digits}`, unit);
}

/** The filters as a condition on `shop_order o`; the partner and what decided are columns of the order. */
export function conditionOf(tx: Tx, filters: OrderFilters, basis: ListBasis): Sql {
  const { view, channel, by, partner, from, to, min, max, q } = filters;
  const conditions: Sql[] = [sql`o.network_id = ${tx.networkId}`, OF_VIEW[view]];
  if (basis.isPeriodUnknown) conditions.push(sql`false`);
  if (channel === 'other') conditions.push(OTHER_CHANNEL);
  else if (channel !== null) conditions.push(sql`o.channel = ${channel}`);
  if (by !== null) conditions.push(sql`o.decided_by = ${by}`);
  if (partner !== null) conditions.push(sql`o.partner = ${partner}::int`);
  if (from !== null) conditions.push(sql`o.ordered_at >= ${startOfDay(basis.timeZone, from)}`);
  if (to !== null) conditions.push(sql`o.ordered_at < ${startOfDay(basis.timeZone, addDays(to, 1))}`);
  if (min !== null) conditions.push(sql`o.base_minor >= ${minorOf(min, basis.currency)}::bigint`);
  if (max !== null) conditions.push(sql`o.base_minor <= ${minorOf(max, basis.currency)}::bigint`);
  if (q !== null) conditions.push(beginsWith(q));
  return allOf(conditions);
}

/** Whether nothing but a period narrows the list. */
export const isEveryOrder = ({ view, channel, by, partner, from, to, min, max, q }: OrderFilters): boolean =>
  view === 'all' && [channel, by, partner, from, to, min, max, q].every((filter) => filter === null);

/** Orders `o`, and the date and the base of each that counts: all of it, or what of it counts in the list's period. */
export interface OrderSource {
  readonly from: Sql;
  readonly date: Sql;
  readonly base: Sql;
}

export function ordersOf(tx: Tx, { period }: ListBasis): OrderSource {
  if (!period) return { from: sql`shop_order o`, date: sql`o.ordered_at`, base: sql`o.base_minor` };
  return {
    from: sql`counted_order c
        join shop_order o on c.network_id = ${tx.networkId} and c.period_id = ${period.id}::int
                         and o.network_id = ${tx.networkId} and o.shop_id = c.shop_id and o.order_id = c.order_id`,
    date: sql`c.ordered_at`,
    base: sql`c.base_minor`,
  };
}

/** What an order `o` costs on all levels: newest estimates, accepted rows, and what was taken back of them. */
export function costOf(tx: Tx, { period }: ListBasis): Sql {
  const ofPeriod = (column: Sql) => (period ? sql`and ${column} = ${period.id}::int` : NOTHING);
  const ofOrder = (row: Sql) =>
    sql`${row}.network_id = ${tx.networkId} and ${row}.shop_id = o.shop_id and ${row}.order_id = o.order_id`;
  return sql`(
      (select coalesce(sum(e.amount_minor), 0) from estimate e
         join period_preview p on p.network_id = ${tx.networkId} and p.run_id = e.run_id ${ofPeriod(sql`p.period_id`)}
        where ${ofOrder(sql`e`)})
    + (select coalesce(sum(e.amount_minor), 0) from earning e
         join period_acceptance a on a.network_id = ${tx.networkId} and a.run_id = e.run_id ${ofPeriod(sql`a.period_id`)}
        where ${ofOrder(sql`e`)})
    + (select coalesce(sum(j.amount_minor), 0) from adjustment j where ${ofOrder(sql`j`)} ${ofPeriod(sql`j.period_id`)})
    )::bigint`;
}
