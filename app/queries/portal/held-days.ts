import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** The days (`YYYY-MM-DD`) on which held rows of a partner become available, earliest first. */
export async function heldDays(tx: Tx, number: number): Promise<string[]> {
  const rows = await tx.all(
    z.object({ day: z.string() }),
    sql`select distinct greatest(o.release_on, e.accepted_on) as day
          from (select a.run_id, a.accepted_on, coalesce(max(d.through_on), a.accepted_on - 1) as through_on
                  from period_acceptance a
                  left join release_day d on d.network_id = ${tx.networkId} and d.run_id = a.run_id
                 where a.network_id = ${tx.networkId} group by a.run_id, a.accepted_on
                having not coalesce(bool_or(d.is_last), false)) held
          join earning e on e.network_id = ${tx.networkId} and e.run_id = held.run_id
                        and e.accepted_on = held.accepted_on and e.earner = ${number}
          join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = e.shop_id and o.order_id = e.order_id
         where o.release_on is not null and greatest(o.release_on, e.accepted_on) > held.through_on
         order by 1`,
  );
  return rows.map(({ day }) => day);
}
