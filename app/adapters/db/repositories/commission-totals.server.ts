import { z } from 'zod';
import { earningRows, reversalsByFigure } from '#app/adapters/db/repositories/accepted-relations.server.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { minor } from '#app/domain/money/minor.ts';
import { PERIOD_LEVEL } from '#app/domain/engine/rows.ts';

/**
 * Accepted rows counted by where they stand, so that pages need not ask every row: `commission_total`, by earner of those who have
 * very many `earner_total`, and how far each run's counts go: `commission_mark`. The relations say what is true; a run is covered while nothing that moves its rows came after
 * its mark, and reversals recorded after the mark are read beside the counts. Everything else is read row by row.
 */

/** So many rows of a run stand in one block; a reversal is a block of its own. */
export const ROWS_PER_BLOCK = 256;

/** How many batches are paid: paying one is what makes rows paid. */
const paidBatches = (tx: Tx): Sql =>
  sql`(select count(*)::int from payout_batch where network_id = ${tx.networkId} and state = 'paid')`;

/** The newest release of run `column`; 0 before the first. */
const releasedSeq = (tx: Tx, column: Sql): Sql =>
  sql`(select coalesce(max(d.recorded_seq), 0) from release_day d where d.network_id = ${tx.networkId} and d.run_id = ${column})`;

/** Runs whose counts hold; where everything is paid, another payout changes nothing. */
export const coveredRuns = (tx: Tx): Sql => sql`
  select m.run_id, m.adjusted_seq from commission_mark m
   where m.network_id = ${tx.networkId} and m.released_seq = ${releasedSeq(tx, sql`m.run_id`)}
     and (m.paid_batches = ${paidBatches(tx)} or not exists (
       select from commission_total t
        where t.network_id = ${tx.networkId} and t.run_id = m.run_id and t.kind in ('earning', 'reversal')
          and t.state in ('held', 'available')))`;

/** What a run's rows and reversals add up to, by where they stand; of reversals those after one and up to another. */
function counted(tx: Tx, runId: number, { after, through }: { after: bigint | null; through: Sql }): Sql {
  const ofRun = { tx, period: null };
  const condition = sql`j.run_id = ${runId}::int and j.recorded_seq > ${after ?? 0n}::bigint and j.recorded_seq <= ${through}`;
  const reversals = sql`select 'reversal' as kind, id as block, component, level, period_id, state, amount_minor
                          from (${reversalsByFigure({ ...ofRun, condition })}) taken`;
  const earnings = sql`select 'earning' as kind, id / ${ROWS_PER_BLOCK}::bigint as block, component,
                              case when order_id = 0 then ${PERIOD_LEVEL}::int else level end as level, period_id, state, amount_minor
                         from (${earningRows({ ...ofRun, condition: sql`e.run_id = ${runId}::int` })}) stated`;
  return sql`select kind, state, block, component, level, period_id, count(*)::int as row_count, sum(amount_minor)::bigint as amount_minor
               from (${after === null ? sql`${earnings} union all ${reversals}` : reversals}) counted
              group by kind, state, block, component, level, period_id`;
}

/** Whoever has more rows in a run has them counted; those of others are soon read. */
const MANY_ROWS = 500;

/** Where the rows of everybody stand who has many of a run. */
function countedByEarner(tx: Tx, runId: number): Sql {
  const ofMany = sql`e.run_id = ${runId}::int and e.earner in (
    select m.earner from earning m where m.network_id = ${tx.networkId} and m.run_id = ${runId}::int
     group by m.earner having count(*) > ${MANY_ROWS}::int)`;
  return sql`select earner, state, count(*)::int as row_count, sum(amount_minor)::bigint as amount_minor
               from (${earningRows({ tx, period: null, condition: ofMany })}) stated group by earner, state`;
}

const earnerTotalSchema = z.object({
  runId: z.int(),
  state: z.string(),
  rows: z.int(),
  sumMinor: z.bigint().transform(minor),
});

/** What the counts say of one earner's rows of some runs, by run and state; runs of which they say nothing are to be read. */
export function earnerTotals(
  tx: Tx,
  { earner, runIds }: { readonly earner: number; readonly runIds: readonly number[] },
): Promise<z.infer<typeof earnerTotalSchema>[]> {
  if (runIds.length === 0) return Promise.resolve([]);
  return tx.all(
    earnerTotalSchema,
    sql`select t.run_id as "runId", t.state, t.row_count as rows, t.amount_minor as "sumMinor" from earner_total t
         where t.network_id = ${tx.networkId} and t.earner = ${earner}::int and t.run_id = any(${runIds}::int[])
           and t.run_id in (select run_id from (${coveredRuns(tx)}) covered)`,
  );
}

const write = (tx: Tx, runId: number, totals: Sql): Promise<number> =>
  tx.run(
    sql`insert into commission_total (network_id, run_id, kind, state, block, component, level, period_id, row_count, amount_minor)
        select ${tx.networkId}::int, ${runId}::int, kind, state, block, component, level, period_id, row_count, amount_minor
          from (${totals}) totals`,
  );

/** The newest reversal; 0 before the first. */
async function newestReversal(tx: Tx): Promise<bigint> {
  const { seq } = await tx.one(
    z.object({ seq: z.bigint() }),
    sql`select coalesce(max(recorded_seq), 0)::bigint as seq from adjustment where network_id = ${tx.networkId}`,
  );
  return seq;
}

/** Accepted runs whose counts do not hold, newest first. */
export async function uncountedRuns(tx: Tx): Promise<number[]> {
  const rows = await tx.all(
    z.object({ runId: z.int() }),
    sql`select a.run_id as "runId" from period_acceptance a
         where a.network_id = ${tx.networkId} and a.run_id not in (select run_id from (${coveredRuns(tx)}) covered)
         order by a.run_id desc`,
  );
  return rows.map(({ runId }) => runId);
}

/** Counts a run's rows anew. The caller holds the ledger lock: no row changes its place meanwhile. */
export async function countRun(tx: Tx, runId: number): Promise<void> {
  await dropCounts(tx, runId);
  const through = await newestReversal(tx);
  await write(tx, runId, counted(tx, runId, { after: null, through: sql`${through}::bigint` }));
  await tx.run(
    sql`insert into earner_total (network_id, run_id, earner, state, row_count, amount_minor)
        select ${tx.networkId}::int, ${runId}::int, earner, state, row_count, amount_minor
          from (${countedByEarner(tx, runId)}) totals`,
  );
  await tx.run(
    sql`insert into commission_mark (network_id, run_id, released_seq, paid_batches, adjusted_seq)
        select ${tx.networkId}::int, ${runId}::int, ${releasedSeq(tx, sql`${runId}::int`)}, ${paidBatches(tx)}, ${through}::bigint`,
  );
}

/** Forgets a run's counts; its rows are read one by one until they are counted again. */
export async function dropCounts(tx: Tx, runId: number): Promise<void> {
  await tx.run(
    sql`delete from commission_total where network_id = ${tx.networkId} and run_id = ${runId} and kind in ('earning', 'reversal')`,
  );
  await tx.run(sql`delete from earner_total where network_id = ${tx.networkId} and run_id = ${runId}`);
  await tx.run(sql`delete from commission_mark where network_id = ${tx.networkId} and run_id = ${runId}`);
}

/** Adds the reversals since to runs whose counts hold otherwise. The caller holds the ledger lock. */
export async function countReversals(tx: Tx): Promise<void> {
  const through = await newestReversal(tx);
  const behind = await tx.all(
    z.object({ runId: z.int(), adjustedSeq: z.bigint() }),
    sql`select run_id as "runId", adjusted_seq as "adjustedSeq" from (${coveredRuns(tx)}) covered where adjusted_seq < ${through}::bigint`,
  );
  for (const { runId, adjustedSeq } of behind) {
    await write(tx, runId, counted(tx, runId, { after: adjustedSeq, through: sql`${through}::bigint` }));
    await tx.run(
      sql`update commission_mark set adjusted_seq = ${through}::bigint where network_id = ${tx.networkId} and run_id = ${runId}`,
    );
  }
}

/** Runs whose counts pages read now. */
export async function countedRuns(tx: Tx): Promise<number[]> {
  const rows = await tx.all(
    z.object({ runId: z.int() }),
    sql`select run_id as "runId" from (${coveredRuns(tx)}) covered order by run_id`,
  );
  return rows.map(({ runId }) => runId);
}

/** Whether a run's counts are, to the cent, those of its rows. The caller holds the ledger lock. */
export async function areCountsTrue(tx: Tx, runId: number): Promise<boolean> {
  const through = sql`(select m.adjusted_seq from commission_mark m where m.network_id = ${tx.networkId} and m.run_id = ${runId}::int)`;
  const { isTrue } = await tx.one(
    z.object({ isTrue: z.boolean() }),
    sql`with actual as (${counted(tx, runId, { after: null, through })}),
             stored as (
               select kind, state, block, component, level, t.period_id, t.row_count, t.amount_minor from commission_total t
                where t.network_id = ${tx.networkId} and t.run_id = ${runId}::int and t.kind in ('earning', 'reversal'))
        select not exists (select from actual a full join stored s using (kind, state, block, component, level)
                            where (a.period_id, a.row_count, a.amount_minor)
                                  is distinct from (s.period_id, s.row_count, s.amount_minor))
               and not exists (
                 select from (${countedByEarner(tx, runId)}) a
                   full join (select t.earner, t.state, t.row_count, t.amount_minor from earner_total t
                               where t.network_id = ${tx.networkId} and t.run_id = ${runId}::int) s using (earner, state)
                  where (a.row_count, a.amount_minor) is distinct from (s.row_count, s.amount_minor)) as "isTrue"`,
  );
  return isTrue;
}
