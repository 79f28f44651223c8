import { NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/**
 * The three places where rows of commission stand, as relations of one shape: estimates of newest previews, accepted rows with
 * their state, and what was taken back. `condition` is on `e` (the row) or, for reversals, `j` (the adjustment) and `e`.
 */
export interface SourceRequest {
  readonly tx: Tx;
  /** Null is every period. */
  readonly period: number | null;
  readonly condition: Sql;
}

const ofPeriod = (column: Sql, period: number | null): Sql =>
  period === null ? NOTHING : sql`and ${column} = ${period}::int`;

/** Rows of the newest preview of periods that are not accepted. */
export function estimateRows({ tx, period, condition }: SourceRequest): Sql {
  return sql`select 'estimate' as kind, e.run_id, e.row_no::bigint as id, e.as_of as at, v.period_id, e.shop_id, e.order_id,
        e.earner, e.component, e.level, e.rate_ppm, e.base_minor, e.amount_minor, 'estimated' as state,
        null::date as until, null::timestamptz as paid_at, e.row_no
      from period_preview v
      join estimate e on e.network_id = ${tx.networkId} and e.run_id = v.run_id
     where v.network_id = ${tx.networkId} ${ofPeriod(sql`v.period_id`, period)} and ${condition}`;
}

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

/** A page of rows: after a row, so many at most, and of one state or of all. */
export interface RowPage {
  readonly after: { readonly runId: number; readonly rowNo: number } | null;
  readonly limit: number;
  readonly state: Lowered | null;
}

/** Runs whose rows can come after the cursor, and of each run's rows those that do. */
function olderRows(after: RowPage['after'], runId: Sql): Sql {
  if (after === null) return NOTHING;
  return sql`and (${runId} < ${after.runId}::int or (${runId} = ${after.runId}::int and e.row_no < ${after.rowNo}::int))`;
}

/** The newest estimates, run by run: each run's index is read from its end and no further than the page needs. */
export function newestEstimates(request: SourceRequest, { after, limit }: RowPage): Sql {
  const { tx, period, condition } = request;
  const narrowed = sql`${condition} and e.run_id = run.run_id ${olderRows(after, sql`run.run_id`)}`;
  return sql`select x.* from (select v.run_id from period_preview v
      where v.network_id = ${tx.networkId} ${ofPeriod(sql`v.period_id`, period)}) run
    cross join lateral (${estimateRows({ tx, period, condition: narrowed })} order by e.row_no desc limit ${limit}) x`;
}

/** The newest accepted rows, likewise. Runs that can have none of the state are not read at all. */
export function newestEarnings(request: SourceRequest, { after, limit, state }: RowPage): Sql {
  const { tx, period, condition } = request;
  const narrowed = sql`${condition} and e.run_id = run.run_id and e.accepted_on = run.accepted_on
    ${olderRows(after, sql`run.run_id`)}`;
  const ofState = state === null ? NOTHING : sql`where state = ${state}`;
  return sql`select x.* from (select a.run_id, a.accepted_on from period_acceptance a
      where a.network_id = ${tx.networkId} ${ofPeriod(sql`a.period_id`, period)} ${mayHave(tx, state)}) run
    cross join lateral (select * from (${earningRows({ tx, period, condition: narrowed })}) stated ${ofState}
      order by row_no desc limit ${limit}) x`;
}

/** A run that was released to the end holds nothing; without a payout after a release nothing of it is paid. */
function mayHave(tx: Tx, state: Lowered | null): Sql {
  if (state === 'held') {
    return sql`and not exists (select from release_day d
      where d.network_id = ${tx.networkId} and d.run_id = a.run_id and d.is_last)`;
  }
  if (state === 'paid') {
    return sql`and exists (select from release_day d
      join payout_batch b on b.network_id = ${tx.networkId} and b.state = 'paid' and b.through_seq >= d.recorded_seq
     where d.network_id = ${tx.networkId} and d.run_id = a.run_id)`;
  }
  return NOTHING;
}

/** Which figure a reversal lowers: that of its row, or what is available once the row has been paid (design 9.6). */
export type Lowered = 'held' | 'available' | 'paid';

/** What was taken back of accepted rows, by the period in whose statement it appears; `lowered` narrows to one figure. */
export function reversalRows({ tx, period, condition }: SourceRequest, lowered: Lowered | null): Sql {
  return sql`select 'reversal' as kind, j.run_id, j.recorded_seq as id, j.occurred_at as at, j.period_id, j.shop_id, j.order_id,
        j.earner, e.component, e.level, e.rate_ppm, j.base_minor, j.amount_minor, 'reversed' as state,
        null::date as until, null::timestamptz as paid_at, null::int as row_no
      from adjustment j
      join earning e on e.network_id = ${tx.networkId} and e.accepted_on = j.accepted_on and e.run_id = j.run_id
                    and e.row_no = j.row_no
     where j.network_id = ${tx.networkId} and j.amount_minor < 0 ${ofPeriod(sql`j.period_id`, period)} and ${condition}
       ${lowered === null ? NOTHING : sql`and ${figureLowered(tx)} = ${lowered}`}`;
}

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
