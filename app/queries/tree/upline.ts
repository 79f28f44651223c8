import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { TreeView } from '#app/queries/tree/tree-node.ts';

/** The nearest sponsors that are named; of the others the first under the house account. */
const NEAREST = 3;

const crumbSchema = z.object({ number: z.int(), firstName: z.string(), lastName: z.string() });
export type Crumb = z.infer<typeof crumbSchema>;

/** The way from the house account down to somebody: the first one, how many are left out, the nearest ones in that order. */
export interface Upline {
  readonly first: Crumb | null;
  readonly hidden: number;
  readonly nearest: readonly Crumb[];
}

/** Who stands above a partner. Seeks only: its cost does not depend on the depth once a run has seen the partner. */
export async function uplineOf(tx: Tx, view: TreeView, number: number): Promise<Upline> {
  const near = await tx.all(crumbSchema, nearestOf(tx, view, number));
  const isWhole = near.length <= NEAREST;
  const nearest = near.slice(0, NEAREST).reverse();
  if (isWhole) return { first: null, hidden: 0, nearest };
  const first = await tx.find(
    crumbSchema.extend({ depth: z.int() }),
    sql`select p.number, p.first_name as "firstName", p.last_name as "lastName", me.depth
          from partner_period me
          join lateral (select up.number from partner_period up
                         where up.network_id = ${tx.networkId} and up.run_id = ${view.runId ?? -1} and up.depth = 1
                           and up.position <= me.position order by up.position desc limit 1) top on true
          join partner p on p.network_id = ${tx.networkId} and p.number = top.number
         where me.network_id = ${tx.networkId} and me.run_id = ${view.runId ?? -1} and me.number = ${number}`,
  );
  if (!first) return { first: null, hidden: 1, nearest };
  const { depth, ...crumb } = first;
  return { first: crumb, hidden: Math.max(0, depth - 2 - NEAREST), nearest };
}

/** One sponsor more than is named, so that one knows whether there are others. */
function nearestOf(tx: Tx, view: TreeView, number: number): Sql {
  return sql`with recursive up as (
      select ${number}::int as number, ${sponsorOf(tx, view, sql`${number}::int`)} as sponsor, 0 as step
      union all
      select up.sponsor, ${sponsorOf(tx, view, sql`up.sponsor`)}, up.step + 1
        from up where up.sponsor > 0 and up.step <= ${NEAREST}::int)
    select p.number, p.first_name as "firstName", p.last_name as "lastName"
      from up join partner p on p.network_id = ${tx.networkId} and p.number = up.number
     where up.step > 0 order by up.step`;
}

function sponsorOf(tx: Tx, view: TreeView, number: Sql): Sql {
  if (view.at === null) {
    return sql`(select s.sponsor from partner s where s.network_id = ${tx.networkId} and s.number = ${number})`;
  }
  return sql`(select e.sponsor from sponsor_edge e where e.network_id = ${tx.networkId} and e.number = ${number}
      and e.valid_from <= ${view.at}::timestamptz order by e.valid_from desc, e.recorded_seq desc limit 1)`;
}
