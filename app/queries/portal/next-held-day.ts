import { z } from 'zod';
import { releaseDay } from '#app/adapters/db/repositories/accepted-relations.server.ts';
import { heldRuns, type HeldRun } from '#app/adapters/db/repositories/releases.server.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** Up to so many rows of a partner are asked for their day one by one; with more of them the next days' orders are asked. */
const FEW_ROWS = 500;

/** The next day (`YYYY-MM-DD`) on which held rows of a partner become available; null if none is known. */
export async function nextHeldDay(tx: Tx, number: number): Promise<string | null> {
  const runs = await heldRuns(tx);
  if (runs.length === 0) return null;
  const hasFew = await hasFewRows(tx, number, runs);
  const { day } = await tx.one(
    z.object({ day: z.string().nullable() }),
    hasFew ? dayOfRows(tx, number, runs) : dayOfOrders(tx, number, runs),
  );
  return day;
}

const heldOf = (runs: readonly HeldRun[]): Sql =>
  sql`unnest(${runs.map(({ runId }) => runId)}::int[], ${runs.map((run) => run.releasedThrough)}::date[]) as held (run_id, through_on)`;

async function hasFewRows(tx: Tx, number: number, runs: readonly HeldRun[]): Promise<boolean> {
  const { rows } = await tx.one(
    z.object({ rows: z.int() }),
    sql`select count(*)::int as rows from (
          select from earning e
           where e.network_id = ${tx.networkId} and e.earner = ${number}
             and e.run_id = any(${runs.map(({ runId }) => runId)}::int[]) limit ${FEW_ROWS + 1}) few`,
  );
  return rows <= FEW_ROWS;
}

const dayOfRows = (tx: Tx, number: number, runs: readonly HeldRun[]): Sql => sql`
  select min(${releaseDay}) as day
    from ${heldOf(runs)}
    join period_acceptance c on c.network_id = ${tx.networkId} and c.run_id = held.run_id
    join earning e on e.network_id = ${tx.networkId} and e.earner = ${number} and e.run_id = held.run_id
    left join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = e.shop_id and o.order_id = e.order_id
   where ${releaseDay} > held.through_on`;

/**
 * Day by day the orders that are released next, until one has a row of this partner's; of the open period's orders, which are
 * released meanwhile as well, none has. Nothing is released before the day of the acceptance, so up to it any order will do. Rows of
 * the period are a run's last ones: whoever has any ends with one.
 */
const dayOfOrders = (tx: Tx, number: number, runs: readonly HeldRun[]): Sql => sql`
  select min(least(at_once.day, later.day, of_period.day)) as day
    from ${heldOf(runs)}
    join period_acceptance a on a.network_id = ${tx.networkId} and a.run_id = held.run_id
    join period p on p.network_id = ${tx.networkId} and p.id = a.period_id
    left join lateral (
      select a.accepted_on as day from earning e
        join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = e.shop_id and o.order_id = e.order_id
       where held.through_on < a.accepted_on and e.network_id = ${tx.networkId} and e.earner = ${number}
         and e.run_id = held.run_id and o.release_on <= a.accepted_on limit 1) at_once on true
    left join lateral (
      select o.release_on as day from shop_order o
       where o.network_id = ${tx.networkId} and o.release_on > greatest(held.through_on, a.accepted_on)
         and o.ordered_at < p.ends_at
         and exists (select from earning e where e.network_id = ${tx.networkId} and e.shop_id = o.shop_id
                        and e.order_id = o.order_id and e.earner = ${number} and e.run_id = held.run_id)
       order by o.release_on limit 1) later on true
    left join lateral (
      select a.period_rows_on as day from (
        select e.order_id from earning e
         where e.network_id = ${tx.networkId} and e.earner = ${number} and e.run_id = held.run_id
         order by e.row_no desc limit 1) last
       where last.order_id = 0 and a.period_rows_on > held.through_on) of_period on true`;
