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

/** The day from which a row of order `o` is available; null while it is not fulfilled. */
const orderDay = sql`case when o.release_on is null then null else greatest(o.release_on, e.accepted_on) end`;

/** That row `e` is one of the period: it stands for no order (design 8). */
export const isOfPeriod = sql`e.order_id = 0`;

/** The day from which row `e` of acceptance `c` is available: its order's, or that of all rows of the period. */
export const releaseDay = sql`case when ${isOfPeriod} then c.period_rows_on else ${orderDay} end`;

/** Rows `e` of accepted periods `c`, each with its order `o` and what else is joined. */
const acceptedRows = ({ tx, period, condition }: SourceRequest, joined = NOTHING): Sql => sql`
  from period_acceptance c
  join earning e on e.network_id = ${tx.networkId} and e.run_id = c.run_id and e.accepted_on = c.accepted_on
  left join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = e.shop_id and o.order_id = e.order_id
  ${joined}
 where c.network_id = ${tx.networkId} ${ofPeriod(sql`c.period_id`, period)} and ${condition}`;

/** Where rows of one run, earner and day stand: when they were released, and paid by a batch that was frozen afterwards. */
const placeOf = (tx: Tx, { runId, earner, day }: { runId: Sql; earner: Sql; day: Sql }): Sql => sql`(
  select d.recorded_seq as seq,
         (select min(b.settled_at) from payout l
            join payout_batch b on b.network_id = ${tx.networkId} and b.id = l.batch_id and b.state = 'paid'
           where l.network_id = ${tx.networkId} and l.number = ${earner} and b.through_seq >= d.recorded_seq) as paid_at
    from release_day d
   where d.network_id = ${tx.networkId} and d.run_id = ${runId} and d.through_on >= ${day}
   order by d.through_on limit 1)`;

/** Held until their day was released, available until a payout that was frozen afterwards is paid. */
const stateOfPlace = sql`case when place.seq is null then 'held' when place.paid_at is null then 'available' else 'paid' end`;

/** Accepted rows, each with its state. */
export function earningRows(request: SourceRequest): Sql {
  const place = placeOf(request.tx, { runId: sql`e.run_id`, earner: sql`e.earner`, day: releaseDay });
  return sql`select 'earning' as kind, e.run_id, e.row_no::bigint as id, e.as_of as at, c.period_id, e.shop_id, e.order_id,
        e.earner, e.source, e.component, e.level, e.rate_ppm, e.base_minor, e.amount_minor, ${stateOfPlace} as state,
        ${releaseDay} as until, place.paid_at, e.row_no
      ${acceptedRows(request, sql`left join lateral ${place} place on true`)}`;
}

/**
 * The same rows of one state or of all, added up by run, earner and day before it is asked where they stand: `row_count` and
 * `amount_minor`.
 */
export function earningSums(request: SourceRequest, state: Lowered | null): Sql {
  const sums = sql`select e.run_id, e.earner, ${releaseDay} as day, count(*) as row_count, sum(e.amount_minor) as amount_minor
      ${acceptedRows(request)} group by 1, 2, 3`;
  if (state === 'held') {
    // Whoever was paid does not matter here.
    return sql`select g.row_count, g.amount_minor from (${sums}) g
      where not exists (select from release_day d
        where d.network_id = ${request.tx.networkId} and d.run_id = g.run_id and d.through_on >= g.day)`;
  }
  const day = { runId: sql`g.run_id`, earner: sql`g.earner`, day: sql`g.day` };
  const ofState = sql`left join lateral ${placeOf(request.tx, day)} place on true where ${stateOfPlace} = ${state}`;
  return sql`select g.row_count, g.amount_minor from (${sums}) g ${state === null ? NOTHING : ofState}`;
}

/** Which figure a reversal lowers: that of its row, or what is available once the row has been paid (design 9.6). */
export type Lowered = 'held' | 'available' | 'paid';

/**
 * What was taken back of accepted rows, by the period in whose statement it appears; `lowered` narrows to one figure. Each
 * reversal looks its own row up: they are few beside the rows.
 */
export function reversalRows({ tx, period, condition }: SourceRequest, lowered: Lowered | null): Sql {
  return sql`select 'reversal' as kind, j.run_id, j.recorded_seq as id, j.occurred_at as at, j.period_id, j.shop_id, j.order_id,
        j.earner, 0 as source, e.component, e.level, e.rate_ppm, j.base_minor, j.amount_minor, 'reversed' as state,
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

/** The figure that adjustment `j` of row `e` lowers. Only rows of orders are ever lowered. */
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
       where r.network_id = ${tx.networkId} and r.run_id = e.run_id and r.through_on >= ${orderDay}
       order by r.through_on limit 1) d on true
   where p.network_id = ${tx.networkId} and p.id = j.posting_id)`;
