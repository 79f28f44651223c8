import { NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/**
 * Where accepted rows and what was taken back of them stand, as relations: the one place that says which state a row has.
 * `condition` is on `e` (the row) or, for reversals, `j` (the adjustment) and `e`.
 */
export interface SourceRequest {
  readonly tx: Tx;
  /** Null is every period. */
  readonly period: number | null;
  readonly condition: Sql;
}

/** That a column is a period, or any. */
export const ofPeriod = (column: Sql, period: number | null): Sql =>
  period === null ? NOTHING : sql`and ${column} = ${period}::int`;

/** The day from which a row is available; null while its order is not fulfilled. */
const releaseDay = sql`case when o.release_on is null then null else greatest(o.release_on, e.accepted_on) end`;

/** Accepted rows: held until their day was released, available until a payout that was frozen afterwards is paid. */
export function earningRows({ tx, period, condition }: SourceRequest): Sql {
  return sql`select 'earning' as kind, e.run_id, e.row_no::bigint as id, e.as_of as at, c.period_id, e.shop_id, e.order_id,
        e.earner, e.component, e.level, e.rate_ppm, e.base_minor, e.amount_minor,
        case when released.seq is null then 'held' when paid.at is null then 'available' else 'paid' end as state,
        ${releaseDay} as until, paid.at as paid_at, e.row_no
      from period_acceptance c
      join earning e on e.network_id = ${tx.networkId} and e.run_id = c.run_id and e.accepted_on = c.accepted_on
      left join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = e.shop_id and o.order_id = e.order_id
      left join lateral (
        select d.recorded_seq as seq from release_day d
         where d.network_id = ${tx.networkId} and d.run_id = e.run_id and d.through_on >= ${releaseDay}
         order by d.through_on limit 1) released on true
      left join lateral (
        select min(b.settled_at) as at from payout l
          join payout_batch b on b.network_id = ${tx.networkId} and b.id = l.batch_id and b.state = 'paid'
         where l.network_id = ${tx.networkId} and l.number = e.earner and b.through_seq >= released.seq) paid on true
     where c.network_id = ${tx.networkId} ${ofPeriod(sql`c.period_id`, period)} and ${condition}`;
}

/** Which figure a reversal lowers: that of its row, or what is available once the row has been paid (design 9.6). */
export type Lowered = 'held' | 'available' | 'paid';

/**
 * What was taken back of accepted rows, by the period in whose statement it appears; `lowered` narrows to one figure. Each
 * reversal looks its own row up: they are few beside the rows.
 */
export function reversalRows({ tx, period, condition }: SourceRequest, lowered: Lowered | null): Sql {
  return sql`select 'reversal' as kind, j.run_id, j.recorded_seq as id, j.occurred_at as at, j.period_id, j.shop_id, j.order_id,
        j.earner, e.component, e.level, e.rate_ppm, j.base_minor, j.amount_minor, 'reversed' as state,
        null::date as until, null::timestamptz as paid_at, null::int as row_no
      from adjustment j
      cross join lateral (
        select w.component, w.level, w.rate_ppm, w.as_of from earning w
         where w.network_id = ${tx.networkId} and w.accepted_on = j.accepted_on and w.run_id = j.run_id
           and w.row_no = j.row_no limit 1) w
      cross join lateral (
        select j.run_id, j.row_no, j.accepted_on, j.earner, j.shop_id, j.order_id, w.component, w.level, w.rate_ppm, w.as_of) e
     where j.network_id = ${tx.networkId} and j.amount_minor < 0 ${ofPeriod(sql`j.period_id`, period)} and ${condition}
       ${lowered === null ? NOTHING : sql`and ${figureLowered(tx)} = ${lowered}`}`;
}

/** The same reversals, each with the figure that it lowers as its state. */
export const reversalsByFigure = ({ tx, period, condition }: SourceRequest): Sql =>
  sql`select j.run_id, j.recorded_seq as id, j.period_id, e.component, e.level, j.amount_minor, ${figureLowered(tx)} as state
      from adjustment j
      cross join lateral (
        select w.accepted_on, w.run_id, w.shop_id, w.order_id, w.component, w.level from earning w
         where w.network_id = ${tx.networkId} and w.accepted_on = j.accepted_on and w.run_id = j.run_id
           and w.row_no = j.row_no limit 1) e
     where j.network_id = ${tx.networkId} and j.amount_minor < 0 ${ofPeriod(sql`j.period_id`, period)} and ${condition}`;

/** The figure that adjustment `j` of row `e` lowers. */
const figureLowered = (tx: Tx): Sql => sql`(
  select case when d.recorded_seq is null then 'held'
              when exists (select from payout l
                             join payout_batch b on b.network_id = ${tx.networkId} and b.id = l.batch_id and b.state = 'paid'
                            where l.network_id = ${tx.networkId} and l.number = j.earner
                              and b.through_seq >= greatest(d.recorded_seq, p.recorded_seq)) then 'paid'
              else 'available' end
    from ledger_posting p
    left join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = e.shop_id and o.order_id = e.order_id
    left join lateral (
      select r.recorded_seq from release_day r
       where r.network_id = ${tx.networkId} and r.run_id = e.run_id and r.through_on >= ${releaseDay}
       order by r.through_on limit 1) d on true
   where p.network_id = ${tx.networkId} and p.id = j.posting_id)`;
