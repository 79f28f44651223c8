import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { Period } from '#app/services/periods/period.ts';

/** What came in after a watermark and would change a period's run. */
export interface FactsSince {
  /** Orders with new lines, refunds, edits, another receipt, or lines of which the product became known. */
  readonly orders: number;
  /** Moves, changes of status and places in trees that take effect before the period's end. */
  readonly partners: number;
}

/** Counts facts above `watermark` that a run of the period would read. The range above it is short: it is read by key. */
export async function factsSince(tx: Tx, period: Period, watermark: bigint): Promise<FactsSince> {
  const { orders } = await tx.one(
    z.object({ orders: z.int() }),
    sql`select count(*)::int as orders from (
          select shop_id, order_id from volume_entry
           where network_id = ${tx.networkId} and recorded_seq > ${watermark} and period_id = ${period.id}
           union
          select a.shop_id, a.order_id from attribution a
            join volume_entry e on e.network_id = ${tx.networkId} and e.shop_id = a.shop_id and e.order_id = a.order_id
                               and e.calendar_id = ${period.calendarId} and e.period_id = ${period.id}
           where a.network_id = ${tx.networkId} and a.recorded_seq > ${watermark}
           union
          select l.shop_id, l.order_id from order_line l
            join volume_entry e on e.network_id = ${tx.networkId} and e.shop_id = l.shop_id and e.order_id = l.order_id
                               and e.calendar_id = ${period.calendarId} and e.period_id = ${period.id}
           where l.network_id = ${tx.networkId} and l.recorded_seq > ${watermark} and l.recorded_seq > 0) as touched`,
  );
  const { partners } = await tx.one(
    z.object({ partners: z.int() }),
    sql`select count(*)::int as partners from (
          select number from sponsor_edge
           where network_id = ${tx.networkId} and recorded_seq > ${watermark} and valid_from < ${period.endsAt}
           union
          select number from partner_status
           where network_id = ${tx.networkId} and recorded_seq > ${watermark} and valid_from < ${period.endsAt}
           union
          select p.owner from placement_edge e
            join position p on p.network_id = ${tx.networkId} and p.programme_id = e.programme_id and p.tree = e.tree
                           and p.number = e.position
           where e.network_id = ${tx.networkId} and e.recorded_seq > ${watermark} and e.valid_from < ${period.endsAt}
        ) as touched`,
  );
  return { orders, partners };
}

export const anyFacts = ({ orders, partners }: FactsSince): boolean => orders + partners > 0;
