import {
  earningRows,
  ofPeriod,
  type Lowered,
  type SourceRequest,
} from '#app/adapters/db/repositories/accepted-relations.server.ts';
import { NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

export { earningRows, isOfPeriod, reversalRows } from '#app/adapters/db/repositories/accepted-relations.server.ts';
export type { Lowered, SourceRequest } from '#app/adapters/db/repositories/accepted-relations.server.ts';

/** Rows of the newest preview of periods that are not accepted. */
export function estimateRows({ tx, period, condition }: SourceRequest): Sql {
  return sql`select 'estimate' as kind, e.run_id, e.row_no::bigint as id, e.as_of as at, v.period_id, e.shop_id, e.order_id,
        e.earner, e.source, e.component, e.level, e.rate_ppm, e.base_minor, e.amount_minor, 'estimated' as state,
        null::date as until, null::timestamptz as paid_at, e.row_no
      from period_preview v
      join estimate e on e.network_id = ${tx.networkId} and e.run_id = v.run_id
     where v.network_id = ${tx.networkId} ${ofPeriod(sql`v.period_id`, period)} and ${condition}`;
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
