import { z } from 'zod';
import { orderKeyText, type OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { lineOf, type LineOnRecord, type OrderCase } from '#app/domain/explain/case.ts';
import { traceOf } from '#app/domain/explain/trace.ts';
import { minor } from '#app/domain/money/minor.ts';
import { runBases, type RunBasis } from '#app/queries/explain/run-basis.ts';

const keysOf = (keys: readonly OrderKey[]) =>
  sql`(select * from unnest(${keys.map((key) => key.shopId)}::int[], ${keys.map((key) => key.orderId)}::bigint[]))`;

const placeSchema = z.object({
  shopId: z.int(),
  orderId: z.bigint(),
  runId: z.int().nullable(),
  isAccepted: z.boolean(),
  /** The newest fact of the order: above a preview's watermark its rows are on their way. */
  newestSeq: z.bigint(),
});

/** Where an order earns newest: in which run, and what the order is beyond what that run has read. */
export interface OrderBasis {
  readonly basis: RunBasis;
  readonly isAccepted: boolean;
  readonly isOutdated: boolean;
}

const placesOf = (tx: Tx, keys: readonly OrderKey[]) =>
  tx.all(
    placeSchema,
    sql`select distinct on (v.shop_id, v.order_id) v.shop_id as "shopId", v.order_id as "orderId",
               coalesce(a.run_id, p.run_id) as "runId", a.run_id is not null as "isAccepted",
               greatest(v.recorded_seq, (
                 select max(t.recorded_seq) from attribution t
                  where t.network_id = ${tx.networkId} and t.shop_id = v.shop_id and t.order_id = v.order_id)) as "newestSeq"
          from volume_entry v
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = v.period_id
          left join period_preview p on p.network_id = ${tx.networkId} and p.period_id = v.period_id
         where v.network_id = ${tx.networkId} and v.earns and (v.shop_id, v.order_id) in ${keysOf(keys)}
         order by v.shop_id, v.order_id, v.calendar_id, v.recorded_seq desc`,
  );

/** The newest run of the period in which each order earns, by `orderKeyText`; none before a first preview or payment. */
export async function orderBases(tx: Tx, keys: readonly OrderKey[]): Promise<Map<string, OrderBasis>> {
  const places = await placesOf(tx, keys);
  const bases = new Map(
    (await runBases(tx, [...new Set(places.flatMap(({ runId }) => (runId === null ? [] : [runId])))])).map((basis) => [
      basis.runId,
      basis,
    ]),
  );
  return new Map(
    places.flatMap((place): [string, OrderBasis][] => {
      const basis = place.runId === null ? undefined : bases.get(place.runId);
      if (!basis) return [];
      const isOutdated = !place.isAccepted && place.newestSeq > basis.watermark;
      return [[orderKeyText(place), { basis, isAccepted: place.isAccepted, isOutdated }]];
    }),
  );
}

const watermarkSchema = z.object({ runId: z.int(), watermark: z.bigint() });

/** Which of the orders earn in a period whose preview has not read them as they are, by `orderKeyText`. */
export async function ordersBeingCalculated(tx: Tx, keys: readonly OrderKey[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const places = (await placesOf(tx, keys)).filter(({ isAccepted }) => !isAccepted);
  const runIds = [...new Set(places.flatMap(({ runId }) => (runId === null ? [] : [runId])))];
  const runs = await tx.all(
    watermarkSchema,
    sql`select id as "runId", watermark from run where network_id = ${tx.networkId} and id = any(${runIds}::int[])`,
  );
  const watermarks = new Map(runs.map(({ runId, watermark }) => [runId, watermark]));
  const isRead = ({ runId, newestSeq }: (typeof places)[number]) =>
    runId !== null && newestSeq <= (watermarks.get(runId) ?? -1n);
  return new Set(places.filter((place) => !isRead(place)).map(orderKeyText));
}

const lineSchema = z.object({
  shopId: z.int(),
  orderId: z.bigint(),
  baseMinor: z.bigint().transform(minor),
  asOf: z.date(),
  tags: z.array(z.string()).nullable(),
  collections: z.array(z.string()).nullable(),
});

/** A line with the base that counts now, after everything that was taken back, in whichever period. */
export interface LineNow extends LineOnRecord {
  readonly asOf: Date;
}

/** The lines of orders as they count now, by `orderKeyText`. */
export async function linesNow(tx: Tx, calendarId: number, keys: readonly OrderKey[]): Promise<Map<string, LineNow[]>> {
  const lines = await tx.all(
    lineSchema,
    sql`select v.shop_id as "shopId", v.order_id as "orderId", sum(v.base_minor)::bigint as "baseMinor",
               min(v.as_of) as "asOf", l.tags, l.collections
          from volume_entry v
          left join order_line l on l.network_id = ${tx.networkId} and l.shop_id = v.shop_id and l.order_id = v.order_id
                                and l.line_id = v.line_id
         where v.network_id = ${tx.networkId} and v.calendar_id = ${calendarId} and (v.shop_id, v.order_id) in ${keysOf(keys)}
         group by v.shop_id, v.order_id, v.line_id, l.tags, l.collections`,
  );
  const none = minor(0n);
  const byOrder = Map.groupBy(lines, orderKeyText);
  return new Map(
    [...byOrder].map(([text, ofOrder]) => [
      text,
      ofOrder.map(({ baseMinor, asOf, tags, collections }) => ({
        productClass: { tags: tags ?? [], collections: collections ?? [] },
        goodsMinor: baseMinor,
        discountMinor: none,
        taxMinor: none,
        taxRatePpm: null,
        refundedMinor: none,
        asOf,
      })),
    ]),
  );
}

/** What the plan pays for lines on a path: by partner, decided by the engine's own primitives. */
export function planOf(
  orderCase: Pick<OrderCase, 'plan' | 'path' | 'placed' | 'atEnd' | 'order' | 'source'>,
  lines: readonly LineOnRecord[],
): { partner: number; level: number; amountMinor: bigint }[] {
  const { plan, order, source } = orderCase;
  if (source === null || order.isTest) return [];
  return plan.components.flatMap((_, component) =>
    traceOf({ ...orderCase, order: { ...order, lines } }, component).rows.map(({ step, level, amountMinor }) => ({
      partner: lineOf(orderCase, component)[step]?.person.number ?? 0,
      level,
      amountMinor: BigInt(amountMinor),
    })),
  );
}
