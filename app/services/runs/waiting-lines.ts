import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import type { Period } from '#app/services/periods/period.ts';

const waitingSchema = z.object({ name: z.string(), lines: z.int() });

/** So many orders are named in a refusal. */
const NAMED_MAX = 5;

/**
 * Refuses a period while lines that earn in it wait for their product's tags and collections: their rate is not known yet.
 * Lines of a shop that removed the app wait in vain: they are paid by the default rate.
 * @throws AppError 'period.lines-waiting' { count, orders, more }
 */
export async function refuseWaitingLines(tx: Tx, { id, calendarId }: Period): Promise<void> {
  const waiting = await tx.all(
    waitingSchema,
    sql`select o.name, count(*)::int as lines
          from pending_line w
          join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = w.shop_id and o.order_id = w.order_id
         where w.network_id = ${tx.networkId}
           and w.shop_id = any(array(select s.id from shop s
                 where s.network_id = ${tx.networkId} and s.uninstalled_at is null))
           and exists (select from volume_entry e
                        where e.network_id = ${tx.networkId} and e.calendar_id = ${calendarId} and e.period_id = ${id}
                          and e.shop_id = w.shop_id and e.order_id = w.order_id and e.line_id = w.line_id and e.earns)
         group by w.shop_id, w.order_id, o.name, o.ordered_at
         order by o.ordered_at, w.order_id`,
  );
  if (waiting.length === 0) return;
  throw new AppError('period.lines-waiting', {
    count: waiting.reduce((total, { lines }) => total + lines, 0),
    orders: waiting
      .slice(0, NAMED_MAX)
      .map(({ name }) => name)
      .join(', '),
    more: Math.max(0, waiting.length - NAMED_MAX),
  });
}
