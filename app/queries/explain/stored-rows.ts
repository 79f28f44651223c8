import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { RowKey } from '#app/queries/commissions/filters.ts';
import { earningRows, estimateRows } from '#app/queries/commissions/row-sources.ts';

const amount = z.bigint().transform(minor);

const foundSchema = z.object({
  key: z.string(),
  runId: z.int(),
  rowNo: z.int(),
  shopId: z.int(),
  orderId: z.bigint(),
  earner: z.int(),
  source: z.int(),
  component: z.int(),
  level: z.int(),
  ratePpm: z.int(),
  baseMinor: amount,
  amountMinor: amount,
  state: z.enum(['estimated', 'held', 'available', 'paid']),
  until: z.string().nullable(),
  paidAt: z.date().nullable(),
  reversals: z
    .array(z.object({ at: z.string().transform((at) => new Date(at)), amountMinor: z.string().transform(BigInt) }))
    .nullable()
    .transform((reversals) => reversals ?? []),
});

/** A stored row with where its money is, and what was taken back of it since. */
export type FoundRow = z.infer<typeof foundSchema>;

/** The rows of the named keys, wherever they stand. */
export async function findRows(tx: Tx, keys: readonly RowKey[]): Promise<FoundRow[]> {
  const found: FoundRow[] = [];
  for (const kind of ['estimate', 'earning'] as const) {
    const ofKind = keys.filter((key) => key.kind === kind);
    if (ofKind.length === 0) continue;
    const condition = sql`(e.run_id, e.row_no) in (select * from unnest(
      ${ofKind.map(({ runId }) => runId)}::int[], ${ofKind.map(({ id }) => id)}::bigint[]))`;
    const request = { tx, period: null, condition };
    const rows = kind === 'estimate' ? estimateRows(request) : earningRows(request);
    found.push(
      ...(await tx.all(
        foundSchema,
        sql`select rows.kind || '-' || rows.run_id || '-' || rows.id as key, rows.run_id as "runId",
                   rows.row_no as "rowNo", rows.shop_id as "shopId", rows.order_id as "orderId", rows.earner, rows.source, rows.component, rows.level,
                   rows.rate_ppm as "ratePpm", rows.base_minor as "baseMinor", rows.amount_minor as "amountMinor",
                   rows.state, rows.until, rows.paid_at as "paidAt", taken.reversals
              from (${rows}) rows
              left join lateral (
                select json_agg(json_build_object('at', j.occurred_at, 'amountMinor', j.amount_minor::text)
                                order by j.recorded_seq) as reversals
                  from adjustment j
                 where j.network_id = ${tx.networkId} and j.run_id = rows.run_id and j.row_no = rows.id
                   and j.amount_minor < 0 and rows.kind = 'earning') taken on true`,
      )),
    );
  }
  return found;
}

const adjustmentSchema = z.object({
  key: z.string(),
  runId: z.int(),
  periodId: z.int(),
  at: z.date(),
  asOf: z.date(),
  orderName: z.string(),
  isOwn: z.boolean(),
  earner: z.int(),
  earnerName: z.string(),
  rowAmountMinor: amount,
  rowBaseMinor: amount,
  baseBeforeMinor: amount,
  baseMinor: amount,
  amountMinor: amount,
});
export type FoundAdjustment = z.infer<typeof adjustmentSchema>;

/** The reversals of the named keys, each beside the row that it lowers. */
export async function findAdjustments(tx: Tx, keys: readonly RowKey[]): Promise<FoundAdjustment[]> {
  const ofKind = keys.filter(({ kind }) => kind === 'reversal');
  if (ofKind.length === 0) return [];
  return tx.all(
    adjustmentSchema,
    sql`select 'reversal-' || j.run_id || '-' || j.recorded_seq as key, j.run_id as "runId", j.period_id as "periodId",
               j.occurred_at as at, e.as_of as "asOf", coalesce(o.name, '') as "orderName",
               coalesce((select t.own_order from attribution t
                 where t.network_id = ${tx.networkId} and t.shop_id = j.shop_id and t.order_id = j.order_id
                   and t.recorded_seq <= (select r.watermark from run r where r.network_id = ${tx.networkId} and r.id = j.run_id)
                 order by t.recorded_seq desc limit 1), false) as "isOwn", j.earner,
               trim(n.first_name || ' ' || n.last_name) as "earnerName", e.amount_minor as "rowAmountMinor",
               e.base_minor as "rowBaseMinor", j.base_minor as "baseMinor", j.amount_minor as "amountMinor",
               (select coalesce(sum(b.base_minor), 0)::bigint from adjustment b
                 where b.network_id = ${tx.networkId} and b.run_id = j.run_id and b.row_no = j.row_no
                   and b.recorded_seq < j.recorded_seq) as "baseBeforeMinor"
          from adjustment j
          join earning e on e.network_id = ${tx.networkId} and e.accepted_on = j.accepted_on and e.run_id = j.run_id
                        and e.row_no = j.row_no
          join partner n on n.network_id = ${tx.networkId} and n.number = j.earner
          left join shop_order o on o.network_id = ${tx.networkId} and o.shop_id = j.shop_id and o.order_id = j.order_id
         where j.network_id = ${tx.networkId} and j.recorded_seq = any(${ofKind.map(({ id }) => id)}::bigint[])`,
  );
}
