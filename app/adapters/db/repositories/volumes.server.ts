import { z } from 'zod';
import { nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { LineClass } from '#app/domain/volume/classify-line.ts';
import type { VolumeEntry } from '#app/domain/volume/volume-entries.ts';

const storedSchema = z.object({
  shopId: z.int(),
  orderId: z.bigint(),
  lineId: z.bigint(),
  calendarId: z.int(),
  periodId: z.int(),
  isAccepted: z.boolean(),
  earns: z.boolean(),
  baseMinor: z.bigint().transform(minor),
  sourceKey: z.string(),
});

/** A volume entry as stored, and whether its period was accepted. */
export type StoredEntry = z.infer<typeof storedSchema>;

/** All entries of the named orders, in the order of recording. */
export function volumeOf(tx: Tx, keys: readonly OrderKey[]): Promise<StoredEntry[]> {
  if (keys.length === 0) return Promise.resolve([]);
  return tx.all(
    storedSchema,
    sql`select v.shop_id as "shopId", v.order_id as "orderId", v.line_id as "lineId", v.calendar_id as "calendarId",
               v.period_id as "periodId", a.run_id is not null as "isAccepted", v.earns, v.base_minor as "baseMinor",
               v.source_key as "sourceKey"
          from volume_entry v
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = v.period_id
         where v.network_id = ${tx.networkId} and (v.shop_id, v.order_id) in
               (select * from unnest(${keys.map((key) => key.shopId)}::int[], ${keys.map((key) => key.orderId)}::bigint[]))
         order by v.recorded_seq`,
  );
}

/** An entry with the place where it counts. */
export interface PlacedEntry extends OrderKey, Omit<VolumeEntry, 'reversalGroup'> {
  calendarId: number;
  periodId: number;
  /** Paid instant: tree and status count as of it. */
  asOf: Date;
  earns: boolean;
}

export async function appendVolume(tx: Tx, entries: readonly PlacedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const seqs = await nextRecordedSeqs(tx, entries.length);
  await tx.client.query({
    name: 'volume-append',
    text: `insert into volume_entry
        (network_id, recorded_seq, calendar_id, period_id, shop_id, order_id, line_id, source_key, kind, base_minor, as_of,
         occurred_at, earns, reason)
      select $1, r.* from unnest($2::bigint[], $3::int[], $4::int[], $5::int[], $6::bigint[], $7::bigint[], $8::text[],
               $9::text[], $10::bigint[], $11::timestamptz[], $12::timestamptz[], $13::boolean[], $14::text[]) as r`,
    values: [
      tx.networkId,
      seqs,
      entries.map((entry) => entry.calendarId),
      entries.map((entry) => entry.periodId),
      entries.map((entry) => entry.shopId),
      entries.map((entry) => entry.orderId),
      entries.map((entry) => entry.lineId),
      entries.map((entry) => entry.sourceKey),
      entries.map((entry) => entry.kind),
      entries.map((entry) => entry.baseMinor),
      entries.map((entry) => entry.asOf),
      entries.map((entry) => entry.occurredAt),
      entries.map((entry) => entry.earns),
      entries.map((entry) => entry.reason),
    ],
  });
}

/** What a line's rate depends on, as it was when the line was paid. */
export interface FrozenLine extends OrderKey {
  lineId: bigint;
  productId: bigint | null;
  title: string;
  lineClass: LineClass | 'none';
  tags: readonly string[];
  collections: readonly string[];
}

/** Freezes lines; one that is frozen stays as it is. */
export async function freezeLines(tx: Tx, lines: readonly FrozenLine[], now: Date): Promise<void> {
  if (lines.length === 0) return;
  const record = lines.map((line) => ({
    shop_id: line.shopId,
    order_id: line.orderId.toString(),
    line_id: line.lineId.toString(),
    product_id: line.productId?.toString() ?? null,
    title: line.title,
    line_class: line.lineClass,
    tags: line.tags,
    collections: line.collections,
  }));
  await tx.client.query({
    name: 'lines-freeze',
    text: `insert into order_line
        (network_id, shop_id, order_id, line_id, product_id, title, line_class, tags, collections, frozen_at)
      select $1, r.*, $3::timestamptz from jsonb_to_recordset($2::jsonb)
        as r (shop_id int, order_id bigint, line_id bigint, product_id bigint, title text, line_class text, tags text[],
              collections text[])
      on conflict do nothing`,
    values: [tx.networkId, JSON.stringify(record), now],
  });
}

/** Keeps paid lines of products that the mirror does not have yet; `freezePending` freezes them. */
export async function keepPendingLines(tx: Tx, lines: readonly FrozenLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.run(
    sql`insert into pending_line (network_id, shop_id, product_id, order_id, line_id, title, line_class)
        select ${tx.networkId}, r.* from unnest(${lines.map((line) => line.shopId)}::int[],
                 ${lines.map((line) => line.productId)}::bigint[], ${lines.map((line) => line.orderId)}::bigint[],
                 ${lines.map((line) => line.lineId)}::bigint[], ${lines.map((line) => line.title)}::text[],
                 ${lines.map((line) => line.lineClass)}::text[]) as r
        on conflict do nothing`,
  );
}

/** Products of a shop for which paid lines wait. */
export async function waitedForProducts(tx: Tx, shopId: number): Promise<bigint[]> {
  const rows = await tx.all(
    z.object({ productId: z.bigint() }),
    sql`select distinct product_id as "productId" from pending_line
         where network_id = ${tx.networkId} and shop_id = ${shopId} order by 1`,
  );
  return rows.map(({ productId }) => productId);
}

/**
 * Freezes the lines that waited for a product, by what the mirror says now: a fact that comes after its line. A line that
 * was accepted while it waited stays as it was counted, without tags and collections. Answers how many.
 */
export async function freezePending(tx: Tx, shopId: number, productId: bigint, now: Date): Promise<number> {
  const [recordedSeq] = await nextRecordedSeqs(tx, 1);
  const frozen = await tx.run(
    sql`insert into order_line (network_id, shop_id, order_id, line_id, product_id, title, line_class, tags, collections,
                                frozen_at, recorded_seq)
        select ${tx.networkId}, w.shop_id, w.order_id, w.line_id, w.product_id, w.title, w.line_class,
               case when s.order_id is null then coalesce(p.tags, '{}') else '{}' end,
               case when s.order_id is null then coalesce(p.collections, '{}') else '{}' end,
               ${now}::timestamptz, ${recordedSeq}::bigint
          from pending_line w
          left join product p on p.network_id = ${tx.networkId} and p.shop_id = w.shop_id and p.product_id = w.product_id
          left join (select distinct v.shop_id, v.order_id, v.line_id from volume_entry v
                       join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = v.period_id
                      where v.network_id = ${tx.networkId} and v.earns
                        and (v.shop_id, v.order_id) in (select shop_id, order_id from pending_line
                              where network_id = ${tx.networkId} and shop_id = ${shopId} and product_id = ${productId})) s
                 on s.shop_id = w.shop_id and s.order_id = w.order_id and s.line_id = w.line_id
         where w.network_id = ${tx.networkId} and w.shop_id = ${shopId} and w.product_id = ${productId}
        on conflict do nothing`,
  );
  await tx.run(
    sql`delete from pending_line
         where network_id = ${tx.networkId} and shop_id = ${shopId} and product_id = ${productId}`,
  );
  return frozen;
}
