import { z } from 'zod';
import { nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { ProductClass } from '#app/domain/engine/facts.ts';
import { minor, type Minor } from '#app/domain/money/minor.ts';
import { planSchema } from '#app/domain/plan/plan.ts';

const amount = z.bigint().transform(minor);

const rowSchema = z.object({
  runId: z.int(),
  rowNo: z.int(),
  acceptedOn: z.string(),
  calendarId: z.int(),
  periodId: z.int(),
  earner: z.int(),
  component: z.int(),
  level: z.int(),
  ratePpm: z.int(),
  baseMinor: amount,
  amountMinor: amount,
  /** What was taken back so far, 0 or more: of the amount, and of the base. */
  reversedMinor: amount,
  reversedBaseMinor: amount,
});

/** An accepted row of an order with what was taken back of it. */
export type AcceptedOrderRow = z.infer<typeof rowSchema>;

/** All accepted rows of an order, in the order of acceptance. Rows of an acceptance under way are not there yet. */
export function acceptedRowsOf(tx: Tx, { shopId, orderId }: OrderKey): Promise<AcceptedOrderRow[]> {
  return tx.all(
    rowSchema,
    sql`select e.run_id as "runId", e.row_no as "rowNo", e.accepted_on as "acceptedOn", p.calendar_id as "calendarId",
               p.id as "periodId", e.earner, e.component, e.level, e.rate_ppm as "ratePpm", e.base_minor as "baseMinor",
               e.amount_minor as "amountMinor", coalesce(a.amount_minor, 0)::bigint as "reversedMinor",
               coalesce(a.base_minor, 0)::bigint as "reversedBaseMinor"
          from earning e
          join period_acceptance c on c.network_id = ${tx.networkId} and c.run_id = e.run_id
          join period p on p.network_id = ${tx.networkId} and p.id = c.period_id
          left join (select run_id, row_no, -sum(amount_minor) as amount_minor, sum(base_minor) as base_minor
                       from adjustment
                      where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}
                      group by run_id, row_no) a on a.run_id = e.run_id and a.row_no = e.row_no
         where e.network_id = ${tx.networkId} and e.shop_id = ${shopId} and e.order_id = ${orderId}
         order by c.accepted_at, e.run_id, e.row_no`,
  );
}

const entrySchema = z.object({
  recordedSeq: z.bigint(),
  calendarId: z.int(),
  periodId: z.int(),
  /** The run with which the entry's period was accepted; null while it is not. */
  acceptedRunId: z.int().nullable(),
  lineId: z.bigint(),
  sourceKey: z.string(),
  baseMinor: amount,
  earns: z.boolean(),
  occurredAt: z.date(),
  reason: z.string().nullable(),
});
export type RecordedEntry = z.infer<typeof entrySchema>;

/** Every volume entry of an order, in the order of recording. */
export function entriesOf(tx: Tx, { shopId, orderId }: OrderKey): Promise<RecordedEntry[]> {
  return tx.all(
    entrySchema,
    sql`select v.recorded_seq as "recordedSeq", v.calendar_id as "calendarId", v.period_id as "periodId",
               a.run_id as "acceptedRunId", v.line_id as "lineId", v.source_key as "sourceKey",
               v.base_minor as "baseMinor", v.earns, v.occurred_at as "occurredAt", v.reason
          from volume_entry v
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = v.period_id
         where v.network_id = ${tx.networkId} and v.shop_id = ${shopId} and v.order_id = ${orderId}
         order by v.recorded_seq`,
  );
}

/** What each frozen line's rate depends on, by line. */
export async function productClassesOf(tx: Tx, { shopId, orderId }: OrderKey): Promise<Map<bigint, ProductClass>> {
  const lines = await tx.all(
    z.object({ lineId: z.bigint(), tags: z.array(z.string()), collections: z.array(z.string()) }),
    sql`select line_id as "lineId", tags, collections from order_line
         where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}`,
  );
  return new Map(lines.map(({ lineId, ...productClass }) => [lineId, productClass]));
}

/** The plan by which each run paid an order of that instant: a late order follows the plan of the period it belongs to. */
export function plansOfRuns(tx: Tx, runIds: readonly number[], asOf: Date) {
  return tx.all(
    z.object({ runId: z.int(), document: planSchema }),
    sql`select r.id as "runId", v.document from run r
          join period p on p.network_id = ${tx.networkId} and p.id = r.period_id
          join calendar c on c.network_id = ${tx.networkId} and c.id = p.calendar_id
          join plan_version v on v.network_id = ${tx.networkId} and v.programme_id = c.programme_id
                             and v.version = coalesce((
                                   select own.plan_version from period_acceptance a
                                     join period q on q.network_id = ${tx.networkId} and q.id = a.period_id
                                     join run own on own.network_id = ${tx.networkId} and own.id = a.run_id
                                    where a.network_id = ${tx.networkId} and q.calendar_id = p.calendar_id
                                      and q.starts_at <= ${asOf} and ${asOf} < q.ends_at and q.ends_at <= p.starts_at),
                                 r.plan_version)
         where r.network_id = ${tx.networkId} and r.id = any(${runIds}::int[])`,
  );
}

const postedSchema = z.object({ runId: z.int(), sourceKey: z.string(), recordedSeq: z.bigint() });

/** What was posted of an order: a source's adjustments of one run, by their newest number. */
export type PostedSource = z.infer<typeof postedSchema>;

/** Sources that were posted already, by run. */
export function postedSources(tx: Tx, { shopId, orderId }: OrderKey): Promise<PostedSource[]> {
  return tx.all(
    postedSchema,
    sql`select run_id as "runId", source_key as "sourceKey", max(recorded_seq) as "recordedSeq" from adjustment
         where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}
         group by run_id, source_key`,
  );
}

export interface NewAdjustment {
  readonly row: AcceptedOrderRow;
  readonly sourceKey: string;
  readonly periodId: number;
  /** 0 or less; 0 proves that the source was looked at. */
  readonly amountMinor: Minor;
  /** Of the row's base, what this source took back. */
  readonly baseMinor: Minor;
  readonly occurredAt: Date;
  readonly reason: string | null;
  readonly postingId: string;
}

export async function appendAdjustments(
  tx: Tx,
  { shopId, orderId }: OrderKey,
  adjustments: readonly NewAdjustment[],
): Promise<void> {
  const seqs = await nextRecordedSeqs(tx, adjustments.length);
  await tx.run(
    sql`insert into adjustment (network_id, recorded_seq, accepted_on, run_id, row_no, earner, shop_id, order_id, source_key,
                                period_id, amount_minor, base_minor, occurred_at, reason, posting_id)
        select ${tx.networkId}, seq, accepted_on, run_id, row_no, earner, ${shopId}, ${orderId}, source_key,
               period_id, amount_minor, base_minor, occurred_at, reason, posting_id
          from unnest(${seqs}::bigint[], ${adjustments.map(({ row }) => row.acceptedOn)}::date[],
                      ${adjustments.map(({ row }) => row.runId)}::int[], ${adjustments.map(({ row }) => row.rowNo)}::int[],
                      ${adjustments.map(({ row }) => row.earner)}::int[],
                      ${adjustments.map((one) => one.sourceKey)}::text[], ${adjustments.map((one) => one.periodId)}::int[],
                      ${adjustments.map((one) => one.amountMinor)}::bigint[],
                      ${adjustments.map((one) => one.baseMinor)}::bigint[],
                      ${adjustments.map((one) => one.occurredAt)}::timestamptz[],
                      ${adjustments.map((one) => one.reason)}::text[], ${adjustments.map((one) => one.postingId)}::uuid[])
            as a (seq, accepted_on, run_id, row_no, earner, source_key, period_id, amount_minor, base_minor, occurred_at,
                  reason, posting_id)`,
  );
}
