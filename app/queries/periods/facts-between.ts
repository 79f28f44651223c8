import { z } from 'zod';
import { PARTNER_STATUSES } from '#app/domain/partners/partner-status.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { ORDER_FACTS, type PartnerFact } from '#app/domain/compare/run-changes.ts';

/** What was recorded after one watermark and up to another. */
interface Range {
  readonly after: bigint;
  readonly upTo: bigint;
}

const orderFactSchema = z.object({ shopId: z.int(), orderId: z.bigint(), kind: z.enum(ORDER_FACTS) });

/** Facts about the named orders, each kind once. */
export function orderFacts(
  tx: Tx,
  orders: readonly { readonly shopId: number; readonly orderId: bigint }[],
  { after, upTo }: Range,
): Promise<z.infer<typeof orderFactSchema>[]> {
  const shops = orders.map(({ shopId }) => shopId);
  const ids = orders.map(({ orderId }) => orderId);
  return tx.all(
    orderFactSchema,
    sql`with named as (select * from unnest(${shops}::int[], ${ids}::bigint[]) as n (shop_id, order_id))
        select distinct v.shop_id as "shopId", v.order_id as "orderId", v.kind from volume_entry v
          join named n on n.shop_id = v.shop_id and n.order_id = v.order_id
         where v.network_id = ${tx.networkId} and v.recorded_seq > ${after} and v.recorded_seq <= ${upTo}
        union all
        select distinct a.shop_id, a.order_id, 'attribution' from attribution a
          join named n on n.shop_id = a.shop_id and n.order_id = a.order_id
         where a.network_id = ${tx.networkId} and a.recorded_seq > ${after} and a.recorded_seq <= ${upTo}
        union all
        select distinct l.shop_id, l.order_id, 'product' from order_line l
          join named n on n.shop_id = l.shop_id and n.order_id = l.order_id
         where l.network_id = ${tx.networkId} and l.recorded_seq > ${after} and l.recorded_seq <= ${upTo}`,
  );
}

const about = { number: z.int(), name: z.string(), validFrom: z.date().transform((at) => at.toISOString()) };
const partnerFactSchema = z.discriminatedUnion('kind', [
  /** `to` is the new sponsor's number. */
  z.object({ ...about, kind: z.literal('move'), to: z.string() }),
  z.object({ ...about, kind: z.literal('status'), to: z.enum(PARTNER_STATUSES) }),
]);

/** Moves and changes of status that take effect before an instant, newest first. */
export function partnerFacts(
  tx: Tx,
  { after, upTo }: Range,
  { before, limit }: { before: Date; limit: number },
): Promise<PartnerFact[]> {
  return tx.all(
    partnerFactSchema,
    sql`select f.number, trim(n.first_name || ' ' || n.last_name) as name, f.kind, f."to", f.valid_from as "validFrom"
          from (select number, 'move' as kind, sponsor::text as "to", valid_from, recorded_seq from sponsor_edge
                 where network_id = ${tx.networkId} and recorded_seq > ${after} and recorded_seq <= ${upTo} and valid_from < ${before}
                union all
                select number, 'status', status, valid_from, recorded_seq from partner_status
                 where network_id = ${tx.networkId} and recorded_seq > ${after} and recorded_seq <= ${upTo} and valid_from < ${before}) f
          join partner n on n.network_id = ${tx.networkId} and n.number = f.number
         where f.number <> 0
         order by f.recorded_seq desc limit ${limit}`,
  );
}
