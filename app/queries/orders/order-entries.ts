import { z } from 'zod';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const iso = z.date().transform((at) => at.toISOString());

const entrySchema = z.object({
  seq: z.bigint().transform(String),
  at: iso,
  kind: z.enum(['paid', 'refund', 'edit', 'cancel']),
  title: z.string().nullable(),
  baseMinor: z.bigint().transform(String),
  /** False where it only lowers volume: its period was accepted, and rows were taken back instead. */
  earns: z.boolean(),
  reason: z.string().nullable(),
  /** Made because the order was given to another partner after acceptance; both halves add up to nothing. */
  isMove: z.boolean(),
  period: z.object({ id: z.int(), startsAt: z.string(), cadence: z.enum(['month', 'week']), timeZone: z.string() }),
});

/** One change of what an order counts, and the period in which it counts. */
export type OrderEntry = z.infer<typeof entrySchema>;

/** The changes of an order's base in the order of recording; every calendar says the same, so the first one is shown. */
export function orderEntries(tx: Tx, { shopId, orderId }: OrderKey): Promise<OrderEntry[]> {
  return tx.all(
    entrySchema,
    sql`select v.recorded_seq as seq, v.occurred_at as at, v.kind, l.title, v.base_minor as "baseMinor", v.earns, v.reason,
               v.source_key like 'moved:%' as "isMove",
               jsonb_build_object('id', p.id, 'startsAt', p.starts_at, 'cadence', c.cadence, 'timeZone', c.time_zone) as period
          from volume_entry v
          join period p on p.network_id = ${tx.networkId} and p.id = v.period_id
          join calendar c on c.network_id = ${tx.networkId} and c.id = p.calendar_id
          left join order_line l on l.network_id = ${tx.networkId} and l.shop_id = v.shop_id and l.order_id = v.order_id
                                and l.line_id = v.line_id
         where v.network_id = ${tx.networkId} and v.shop_id = ${shopId} and v.order_id = ${orderId}
           and v.calendar_id = (select min(id) from calendar where network_id = ${tx.networkId})
         order by v.recorded_seq`,
  );
}
