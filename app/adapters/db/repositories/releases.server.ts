import { z } from 'zod';
import { releaseDay } from '#app/adapters/db/repositories/accepted-relations.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { minor } from '#app/domain/money/minor.ts';

const heldRunSchema = z.object({ runId: z.int(), releasedThrough: z.string() });

/** An accepted run of which rows are held still; rows of days after `releasedThrough` are. */
export type HeldRun = z.infer<typeof heldRunSchema>;

/** Accepted runs that have rows which are held. */
export function heldRuns(tx: Tx): Promise<HeldRun[]> {
  return tx.all(
    heldRunSchema,
    sql`select a.run_id as "runId", coalesce(max(d.through_on), (a.accepted_on - 1)) as "releasedThrough"
          from period_acceptance a
          left join release_day d on d.network_id = ${tx.networkId} and d.run_id = a.run_id
         where a.network_id = ${tx.networkId}
         group by a.run_id, a.accepted_on
        having not coalesce(bool_or(d.is_last), false)
         order by a.run_id`,
  );
}

const heldSumSchema = z.object({
  partner: z.int(),
  runId: z.int(),
  /** The day from which they are available; null while their order is not fulfilled. */
  day: z.string().nullable(),
  netMinor: z.bigint().transform(minor),
});

/** Rows of one partner, run and day that are held, net of their own reversals. */
export type HeldSum = z.infer<typeof heldSumSchema>;

/** What the named runs hold, by partner, run and day. */
export function heldSums(tx: Tx, runs: readonly HeldRun[]): Promise<HeldSum[]> {
  return tx.all(
    heldSumSchema,
    sql`select e.earner as partner, e.run_id as "runId", ${releaseDay} as day,
               (sum(e.amount_minor) + coalesce(sum(a.amount_minor), 0))::bigint as "netMinor"
          from (select earner, run_id, row_no, accepted_on, shop_id, order_id, amount_minor from earning
                 where network_id = ${tx.networkId} and run_id = any(${runs.map(({ runId }) => runId)}::int[])) e
          join unnest(${runs.map(({ runId }) => runId)}::int[], ${runs.map((run) => run.releasedThrough)}::date[])
                 as held (run_id, through_on) on held.run_id = e.run_id
          join period_acceptance c on c.network_id = ${tx.networkId} and c.run_id = e.run_id
          left join shop_order o
                 on o.network_id = ${tx.networkId} and o.shop_id = e.shop_id and o.order_id = e.order_id
          left join (select run_id, row_no, sum(amount_minor) as amount_minor from adjustment
                      where network_id = ${tx.networkId} group by run_id, row_no) a
                 on a.run_id = e.run_id and a.row_no = e.row_no
         where coalesce(${releaseDay} > held.through_on, true)
         group by 1, 2, 3
         order by 1, 2, 3`,
  );
}
