import { z } from 'zod';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { earningRows, estimateRows } from '#app/queries/commissions/row-sources.ts';

const amount = z.bigint().transform(String);
const iso = z.date().transform((at) => at.toISOString());

const rowSchema = z
  .object({
    kind: z.enum(['estimate', 'earning']),
    runId: z.int(),
    id: z.bigint(),
    periodId: z.int(),
    earner: z.int(),
    firstName: z.string(),
    lastName: z.string(),
    level: z.int(),
    ratePpm: z.int(),
    baseMinor: amount,
    amountMinor: amount,
    /** 0 or less. */
    reversedMinor: amount,
    nowMinor: amount,
    state: z.enum(['estimated', 'held', 'available', 'paid']),
    until: z.string().nullable(),
    paidAt: iso.nullable(),
  })
  .transform(({ id, ...row }) => ({ ...row, key: `${row.kind}-${row.runId}-${id}` }));

/** What one partner gets from an order on one level: as earned, taken back, and now. `key` leads to its explanation. */
export type OrderPayRow = z.infer<typeof rowSchema>;

/** All rows of an order, oldest period first, level by level. */
export function payRowsOf(tx: Tx, { shopId, orderId }: OrderKey): Promise<OrderPayRow[]> {
  const condition = sql`e.shop_id = ${shopId} and e.order_id = ${orderId}`;
  const request = { tx, period: null, condition };
  return tx.all(
    rowSchema,
    sql`select r.kind, r.run_id as "runId", r.id, r.period_id as "periodId", r.earner, n.first_name as "firstName",
               n.last_name as "lastName", r.level, r.rate_ppm as "ratePpm", r.base_minor as "baseMinor",
               r.amount_minor as "amountMinor", coalesce(j.taken, 0)::bigint as "reversedMinor",
               (r.amount_minor + coalesce(j.taken, 0))::bigint as "nowMinor", r.state, r.until, r.paid_at as "paidAt"
          from (${earningRows(request)} union all ${estimateRows(request)}) r
          join partner n on n.network_id = ${tx.networkId} and n.number = r.earner
          left join (select run_id, row_no, sum(amount_minor) as taken from adjustment
                      where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}
                      group by run_id, row_no) j
                 on r.kind = 'earning' and j.run_id = r.run_id and j.row_no = r.id
         order by r.period_id, r.component, r.level, r.rate_ppm desc, r.id`,
  );
}

const takenSchema = z.object({ isBarred: z.boolean() });

/** Whether something that was given back may not be taken back of partners (design 9.20). */
export async function hasBarredReversals(tx: Tx, { shopId, orderId }: OrderKey): Promise<boolean> {
  const { isBarred } = await tx.one(
    takenSchema,
    sql`select exists (select from adjustment
                        where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}
                          and base_minor = 0) as "isBarred"`,
  );
  return isBarred;
}
