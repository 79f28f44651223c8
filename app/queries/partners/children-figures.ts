import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { FiguresRun } from '#app/queries/figures-run.ts';
import { isBelow, type Place } from '#app/queries/tree/place.ts';

interface Family {
  readonly run: FiguresRun;
  readonly sponsor: number;
  /** The sponsor's place in the tree of the run. */
  readonly place: Place;
}

/**
 * Network, number and team sales of everybody whom a partner sponsors now, as far as the run has seen them: one range of a level
 * of its tree, so that of a star with 10,000 children nobody is looked up. Who moved or came since is known by the number of
 * the record, and asked for the sponsor.
 */
export function childrenFigures(tx: Tx, { run, sponsor, place }: Family): Sql {
  const since = sql`array(select e.number from sponsor_edge e
    where e.network_id = ${tx.networkId} and e.recorded_seq > ${run.watermark}::bigint)`;
  return sql`
    select f.network_id, f.number, f.team_minor from partner_period f
     where f.network_id = ${tx.networkId} and f.run_id = ${run.runId} and ${isBelow(place, 1)} and f.number <> all(${since})
    union all
    select f.network_id, f.number, f.team_minor from partner_period f
      join partner c on c.network_id = ${tx.networkId} and c.number = f.number and c.sponsor = ${sponsor}::int
     where f.network_id = ${tx.networkId} and f.run_id = ${run.runId} and f.number = any(${since})`;
}
