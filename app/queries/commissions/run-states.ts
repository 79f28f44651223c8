import { z } from 'zod';
import { NOTHING, sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { Lowered } from '#app/queries/commissions/row-sources.ts';

const runSchema = z.object({ runId: z.int(), state: z.enum(['held', 'available', 'paid']).nullable() });

/** An accepted run, and the state that all its rows have; null where they differ, so that each is asked by its order. */
export type RunState = z.infer<typeof runSchema>;

/** Whose rows, and of which accepted period; null is everybody's and every period. */
export interface RunStatesOf {
  readonly period: number | null;
  readonly earner: number | null;
}

/** The newest batch that was paid: everybody's, or the earner's own. What was released after it is paid to nobody. */
const paidThrough = (tx: Tx, earner: number | null): Sql =>
  earner === null
    ? sql`select max(b.through_seq) from payout_batch b where b.network_id = ${tx.networkId} and b.state = 'paid'`
    : sql`select max(b.through_seq) from payout l
            join payout_batch b on b.network_id = ${tx.networkId} and b.id = l.batch_id and b.state = 'paid'
           where l.network_id = ${tx.networkId} and l.number = ${earner}::int`;

/**
 * Most runs have one state by their releases alone: nothing released yet is held; released to the end is available before
 * the next payout, and, for one earner, paid after it. Others are under way: a month or two of any network.
 */
export function runStates(tx: Tx, { period, earner }: RunStatesOf): Promise<RunState[]> {
  const allPaid = earner === null ? NOTHING : sql`when r.is_last and r.last_seq <= p.seq then 'paid'`;
  return tx.all(
    runSchema,
    sql`select a.run_id as "runId",
               case when r.last_seq is null then 'held' ${allPaid}
                    when r.is_last and (p.seq is null or r.first_seq > p.seq) then 'available' end as state
          from period_acceptance a
          left join (select d.run_id, min(d.recorded_seq) as first_seq, max(d.recorded_seq) as last_seq, bool_or(d.is_last) as is_last
                       from release_day d where d.network_id = ${tx.networkId} group by d.run_id) r on r.run_id = a.run_id
          cross join (select (${paidThrough(tx, earner)}) as seq) p
         where a.network_id = ${tx.networkId} ${period === null ? NOTHING : sql`and a.period_id = ${period}::int`}`,
  );
}

/** Runs that can have rows of the state, for a condition. */
export const runsThatMayBe = (runs: readonly RunState[], state: Lowered): number[] =>
  runs.flatMap((run) => (run.state === null || run.state === state ? [run.runId] : []));

/** A sum by state. */
export const stateTotalSchema = z.object({
  state: z.string(),
  rows: z.int(),
  sumMinor: z.bigint().transform(minor),
});

/** Number and sum of rows of one state, in minor units. */
export type StateTotal = z.infer<typeof stateTotalSchema>;

/** What runs of one state add up to, from the figures that each run left: no row is read for its amount. */
export function uniformTotals(tx: Tx, runs: readonly RunState[], earner: number | null): Promise<StateTotal[]> {
  const uniform = runs.filter(({ state }) => state !== null);
  if (uniform.length === 0) return Promise.resolve([]);
  const of = sql`unnest(${uniform.map(({ runId }) => runId)}::int[], ${uniform.map(({ state }) => state)}::text[])
                   as u (run_id, state)`;
  const figures =
    earner === null
      ? sql`select u.state, coalesce(r.row_count, 0) as rows, coalesce(r.amount_minor, 0) as amount_minor from ${of}
              join run r on r.network_id = ${tx.networkId} and r.id = u.run_id`
      : sql`select u.state, n.rows, f.amount_minor from ${of}
              join partner_period f on f.network_id = ${tx.networkId} and f.run_id = u.run_id and f.number = ${earner}::int
             cross join lateral (select count(*) as rows from earning e
                                  where e.network_id = ${tx.networkId} and e.earner = ${earner}::int and e.run_id = u.run_id) n`;
  return tx.all(
    stateTotalSchema,
    sql`select state, sum(rows)::int as rows, sum(amount_minor)::bigint as "sumMinor" from (${figures}) runs group by state`,
  );
}

/** Runs whose rows differ in state. */
export const mixedRuns = (runs: readonly RunState[]): number[] =>
  runs.flatMap(({ runId, state }) => (state === null ? [runId] : []));

const partsSchema = z.object({ rows: z.int(), sumMinor: z.bigint(), areKnown: z.boolean() });

/**
 * What the newest previews estimate on some levels or of one component, from the figures that each run left; null where one
 * of them left none, as releases before these figures did.
 */
export async function estimatedParts(
  tx: Tx,
  period: number | null,
  condition: Sql,
): Promise<{ rows: number; sumMinor: bigint } | null> {
  const { rows, sumMinor, areKnown } = await tx.one(
    partsSchema,
    sql`select coalesce(sum(t.rows), 0)::int as rows, coalesce(sum(t."amountMinor"), 0)::bigint as "sumMinor",
               coalesce(bool_and(r.totals -> 'review' -> 'parts' is not null), true) as "areKnown"
          from period_preview v
          join run r on r.network_id = ${tx.networkId} and r.id = v.run_id
          left join lateral jsonb_to_recordset(r.totals -> 'review' -> 'parts')
                      as t (component int, level int, rows int, "amountMinor" bigint) on ${condition}
         where v.network_id = ${tx.networkId} ${period === null ? NOTHING : sql`and v.period_id = ${period}::int`}`,
  );
  return areKnown ? { rows, sumMinor } : null;
}

/** What the newest previews estimate, of one period or all, from the figures that each run left. */
export function estimatedTotals(tx: Tx, period: number | null): Promise<{ rows: number; sumMinor: bigint }> {
  return tx.one(
    z.object({ rows: z.int(), sumMinor: z.bigint() }),
    sql`select coalesce(sum(r.row_count), 0)::int as rows, coalesce(sum(r.amount_minor), 0)::bigint as "sumMinor"
          from period_preview v
          join run r on r.network_id = ${tx.networkId} and r.id = v.run_id
         where v.network_id = ${tx.networkId} ${period === null ? NOTHING : sql`and v.period_id = ${period}::int`}`,
  );
}
