import { z } from 'zod';
import {
  earningRows,
  ofPeriod,
  reversalRows,
  type Lowered,
  type SourceRequest,
} from '#app/adapters/db/repositories/accepted-relations.server.ts';
import { coveredRuns, ROWS_PER_BLOCK } from '#app/adapters/db/repositories/commission-totals.server.ts';
import { allOf, NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { PERIOD_LEVEL } from '#app/domain/engine/rows.ts';
import { isOfComponent, type PlacedFilters } from '#app/queries/commissions/component-places.ts';
import type { CommissionFilters } from '#app/queries/commissions/filters.ts';
import { newestEarnings, type RowPage } from '#app/queries/commissions/row-sources.ts';

/** Whether the counts know what the filters leave: they know no partner and no search. */
export const areCounted = ({ partner, q }: Pick<CommissionFilters, 'partner' | 'q'>): boolean =>
  partner === null && q === null;

/** Which counts a view is made of: accepted rows and reversals or these alone, of one state or of all. */
export interface CountsOf {
  readonly hasEarnings: boolean;
  readonly state: Lowered | null;
}

/** The counts that say what the filters leave; null where only the rows themselves can. Estimates are not counted. */
export function countsOf(filters: PlacedFilters, isAccepted: boolean): CountsOf | null {
  const { view } = filters;
  if (!areCounted(filters) || view === 'estimated') return null;
  if (view === 'all') return { hasEarnings: isAccepted, state: null };
  return view === 'reversed' ? { hasEarnings: false, state: null } : { hasEarnings: true, state: view };
}

/** The filters as a condition on a count `t` of a run, of the run's own figures too. */
export function countCondition({ level, component }: PlacedFilters, runId = sql`t.run_id`): Sql {
  const conditions: Sql[] = [];
  if (level === 'period') conditions.push(sql`t.level = ${PERIOD_LEVEL}::int`);
  else if (level === '2+') conditions.push(sql`t.level >= 2`);
  else if (level !== null) conditions.push(sql`t.level = ${level}::int`);
  if (component !== null) conditions.push(isOfComponent(component, { runId, component: sql`t.component` }));
  return allOf(conditions);
}

const ofState = (column: Sql, state: Lowered | null): Sql => (state === null ? NOTHING : sql`and ${column} = ${state}`);

interface CountedRequest {
  readonly tx: Tx;
  readonly period: number | null;
  readonly filters: PlacedFilters;
}

const countedSchema = z.object({
  runIds: z.array(z.int()),
  throughSeqs: z.array(z.string().transform(BigInt)),
  areAll: z.boolean(),
  rows: z.int(),
  sumMinor: z.bigint(),
});

/**
 * What the counts say, and of which runs (`areAll`: every accepted one): what those runs gained since, and every other run,
 * is to be read row by row.
 */
export type Counted = z.infer<typeof countedSchema>;

export function countedSum({
  tx,
  period,
  filters,
  counts,
}: CountedRequest & { readonly counts: CountsOf }): Promise<Counted> {
  const kinds = counts.hasEarnings ? ['earning', 'reversal'] : ['reversal'];
  return tx.one(
    countedSchema,
    sql`with covered as materialized (${coveredRuns(tx)})
        select array(select run_id from covered order by run_id) as "runIds",
               array(select adjusted_seq from covered order by run_id) as "throughSeqs",
               not exists (select from period_acceptance a where a.network_id = ${tx.networkId}
                             and a.run_id not in (select run_id from covered)) as "areAll",
               coalesce(sum(t.row_count), 0)::int as rows, coalesce(sum(t.amount_minor), 0)::bigint as "sumMinor"
          from commission_total t
         where t.network_id = ${tx.networkId} and t.kind = any(${kinds}::text[])
           and t.run_id = any(array(select run_id from covered)) ${ofState(sql`t.state`, counts.state)}
           ${ofPeriod(sql`t.period_id`, period)}
           and ${countCondition(filters)}`,
  );
}

/** Reversals `j` that the counts do not hold. While every run is counted, they are the newest. */
export function uncountedReversals({ runIds, throughSeqs, areAll }: Counted): Sql {
  const floor = areAll ? throughSeqs.reduce((least, seq) => (seq < least ? seq : least), throughSeqs[0] ?? 0n) : 0n;
  return sql`j.recorded_seq > ${floor}::bigint and not exists (
    select from unnest(${runIds}::int[], ${throughSeqs}::bigint[]) as c (run_id, seq)
     where c.run_id = j.run_id and j.recorded_seq <= c.seq)`;
}

interface BlocksOf {
  readonly kind: 'earning' | 'reversal';
  readonly state: Lowered | null;
  /** On a run `c` and its block `t`. */
  readonly before: Sql;
  readonly limit: number;
}

/** Each covered run's newest blocks that have something of the state, as many as can be needed. */
const blocksOf = ({ tx, period, filters }: CountedRequest, { kind, state, before, limit }: BlocksOf): Sql => sql`
  select c.run_id, t.block, t.row_count from covered c
   cross join lateral (
     select t.block, sum(t.row_count) as row_count from commission_total t
      where t.network_id = ${tx.networkId} and t.kind = ${kind} and t.run_id = c.run_id
        ${ofState(sql`t.state`, state)} ${ofPeriod(sql`t.period_id`, period)} and ${countCondition(filters)} and ${before}
      group by t.block order by t.block desc limit ${limit}) t`;

/**
 * The newest accepted rows of a state: of counted runs only the blocks that have some, no more of them than fill the page;
 * of other runs as `newestEarnings` reads them.
 */
export function newestCounted(request: CountedRequest & SourceRequest, page: RowPage): Sql {
  const { tx, period, condition } = request;
  const { after, limit, state } = page;
  const inBlock = sql`e.run_id = b.run_id and e.accepted_on = b.accepted_on
    and e.row_no >= b.block * ${ROWS_PER_BLOCK}::bigint and e.row_no < (b.block + 1) * ${ROWS_PER_BLOCK}::bigint`;
  const older = after === null ? sql`true` : sql`(e.run_id, e.row_no) < (${after.runId}::int, ${after.rowNo}::int)`;
  const rows = earningRows({ tx, period, condition: allOf([condition, inBlock, older]) });
  const isUncovered = sql`${condition} and run.run_id not in (select run_id from covered)`;
  return sql`with covered as materialized (${coveredRuns(tx)})
    select x.* from (select k.run_id, k.block, a.accepted_on from (${blocksForPage(request, page)}) k
                       join period_acceptance a on a.network_id = ${tx.networkId} and a.run_id = k.run_id) b
     cross join lateral (select * from (${rows}) stated where true ${ofState(sql`state`, state)}
                          order by row_no desc limit ${limit}) x
    union all ${newestEarnings({ tx, period, condition: isUncovered }, page)}`;
}

/** The blocks of a page. The cursor's own may hold nothing more, so the first one never counts. */
function blocksForPage(request: CountedRequest, { after, limit, state }: RowPage): Sql {
  const before =
    after === null
      ? sql`true`
      : sql`(c.run_id, t.block) <= (${after.runId}::int, ${after.rowNo}::int / ${ROWS_PER_BLOCK}::bigint)`;
  return sql`select run_id, block from (
      select run_id, block, sum(row_count) over newest - row_count - first_value(row_count) over newest as others
        from (select * from (${blocksOf(request, { kind: 'earning', state, before, limit: limit + 1 })}) found
               order by run_id desc, block desc limit ${limit + 1}) nearest
      window newest as (order by run_id desc, block desc)) filled
     where others < ${limit}`;
}

export interface ReversalPage extends CountedRequest, SourceRequest {
  readonly lowered: Lowered | null;
  /** The reversal after which the page begins. */
  readonly before: string | null;
  readonly limit: number;
}

/** The newest reversals: those that lower one figure are named by the counts where they know the filters. */
export function newestReversals(page: ReversalPage): Sql {
  const { tx, condition, lowered, before, limit } = page;
  const older = (seq: Sql): Sql => (before === null ? sql`true` : sql`${seq} < ${before}::bigint`);
  const narrowed = { ...page, condition: allOf([condition, older(sql`j.recorded_seq`)]) };
  if (lowered === null || !areCounted(page.filters)) return reversalRows(narrowed, lowered);
  const blocks = blocksOf(page, { kind: 'reversal', state: lowered, before: older(sql`t.block`), limit });
  const counted = sql`j.recorded_seq = any(array(select block from (${blocks}) found order by block desc limit ${limit}))`;
  const since = allOf([
    narrowed.condition,
    sql`j.recorded_seq > (select case when bool_and(c.run_id is not null) then min(c.adjusted_seq) else 0 end
                            from period_acceptance a left join covered c on c.run_id = a.run_id
                           where a.network_id = ${tx.networkId})`,
    sql`not exists (select from covered c where c.run_id = j.run_id and j.recorded_seq <= c.adjusted_seq)`,
  ]);
  return sql`with covered as materialized (${coveredRuns(tx)})
    select * from (${reversalRows({ ...page, condition: counted }, null)}) counted
    union all select * from (${reversalRows({ ...page, condition: since }, lowered)}) since`;
}
