import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { aboutRows, type RowAbout } from '#app/queries/about-rows.ts';
import { namesOf } from '#app/queries/partners/names-of.ts';

const amount = z.bigint().transform(String);
const iso = z.date().transform((at) => at.toISOString());

const foundSchema = z.object({
  kind: z.enum(['estimate', 'earning', 'reversal']),
  runId: z.int(),
  id: z.bigint(),
  at: iso,
  periodId: z.int(),
  shopId: z.int(),
  orderId: z.bigint(),
  orderName: z.string().nullable(),
  earner: z.int(),
  source: z.int(),
  component: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  level: z.int(),
  ratePpm: z.int(),
  baseMinor: amount,
  amountMinor: amount,
  state: z.enum(['estimated', 'held', 'available', 'paid', 'reversed']),
  until: z.string().nullable(),
  paidAt: iso.nullable(),
});
type FoundRow = z.infer<typeof foundSchema>;

/**
 * A row of the list; amounts are minor units as text, `key` is its part of an address. A row of the period has `about` instead of an
 * order.
 */
export interface CommissionRow extends Omit<FoundRow, 'id' | 'orderId'> {
  readonly id: string;
  readonly orderId: string;
  readonly key: string;
  readonly about: RowAbout | null;
}

const SHOWN = sql`rows.kind, rows.run_id as "runId", rows.id, rows.at, rows.period_id as "periodId", rows.shop_id as "shopId",
  rows.order_id as "orderId", o.name as "orderName", rows.earner, rows.source, rows.component, n.first_name as "firstName", n.last_name as "lastName",
  rows.level, rows.rate_ppm as "ratePpm", rows.base_minor as "baseMinor", rows.amount_minor as "amountMinor", rows.state,
  rows.until, rows.paid_at as "paidAt"`;

/** A page of one relation, newest first, with the names of orders and partners. */
export async function shownRows(
  tx: Tx,
  { source, order, limit }: { source: Sql; order: Sql; limit: number },
): Promise<CommissionRow[]> {
  const rows = await tx.all(
    foundSchema,
    sql`select ${SHOWN}
          from (${source} order by ${order} limit ${limit}) rows
          join partner n on n.network_id = ${tx.networkId} and n.number = rows.earner
          left join shop_order o
                 on o.network_id = ${tx.networkId} and o.shop_id = rows.shop_id and o.order_id = rows.order_id
         order by rows.run_id desc, rows.id desc`,
  );
  const about = await aboutRows(tx, rows, (numbers) => namesOf(tx, numbers));
  return rows.map(({ id, orderId, ...row }, index) => ({
    ...row,
    id: id.toString(),
    orderId: orderId.toString(),
    key: `${row.kind}-${row.runId}-${id}`,
    about: about[index] ?? null,
  }));
}
