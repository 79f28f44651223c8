import { z } from 'zod';
import { nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import { ownAccountRecords } from '#app/adapters/db/repositories/own-accounts.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { CustomerLink } from '#app/domain/attribution/evidence.ts';
import type { AttributionRecords } from '#app/domain/attribution/lookups.ts';
import { ownIntervals } from '#app/domain/attribution/own-accounts.ts';

interface Wanted {
  foldedCodes: readonly string[];
  partners: readonly number[];
  customerIds: readonly bigint[];
  shopId: number;
}

export interface StoredRecords extends AttributionRecords {
  /** Customers of whom staff said whose own account it is, with the number of the newest such record. */
  toldByStaff: ReadonlyMap<bigint, bigint>;
}

/** Our own records that decisions over these codes, partners and customers of one shop may ask. */
export async function attributionRecords(tx: Tx, wanted: Wanted): Promise<StoredRecords> {
  const codes = await tx.all(
    z.object({ code: z.string(), partner: z.int(), endedAt: z.date().nullable() }),
    sql`select code, number as partner, ended_at as "endedAt" from partner_code
         where network_id = ${tx.networkId} and folded = any(${wanted.foldedCodes}::text[])`,
  );
  const accounts = await ownAccountRecords(tx, wanted.shopId, wanted.customerIds);
  const partners = [...new Set([...wanted.partners, ...codes.map((code) => code.partner)])];
  const statuses = await tx.all(
    z.object({ partner: z.int(), isActive: z.boolean(), validFrom: z.date() }),
    sql`select number as partner, status = 'active' as "isActive", valid_from as "validFrom" from partner_status
         where network_id = ${tx.networkId} and number = any(${partners}::int[]) order by valid_from, recorded_seq`,
  );
  const toldByStaff = new Map<bigint, bigint>();
  for (const { customerId, origin, recordedSeq } of accounts) {
    if (origin === 'staff') toldByStaff.set(customerId, recordedSeq);
  }
  return { codes, statuses, ownAccounts: ownIntervals(accounts), toldByStaff };
}

/** A link as it should be recorded; partner null withdraws what was recorded for that order. */
export interface LinkRecord {
  shopId: number;
  customerId: bigint;
  link: Omit<CustomerLink, 'partner'> & { partner: number | null };
}

const linkSchema = z.object({
  shopId: z.int(),
  customerId: z.bigint(),
  partner: z.int(),
  since: z.date(),
  endedAt: z.date().nullable(),
  orderId: z.bigint(),
});

/** The links in force of customers of one shop: per order the newest record. */
export async function customerLinks(
  tx: Tx,
  shopId: number,
  customerIds: readonly bigint[],
): Promise<(LinkRecord & { link: CustomerLink })[]> {
  if (customerIds.length === 0) return [];
  const rows = await tx.all(
    linkSchema,
    sql`select * from (
          select distinct on (customer_id, order_id) shop_id as "shopId", customer_id as "customerId", number as partner,
                 valid_from as since, ended_at as "endedAt", order_id as "orderId"
            from customer_link
           where network_id = ${tx.networkId} and shop_id = ${shopId} and customer_id = any(${customerIds}::bigint[])
           order by customer_id, order_id, recorded_seq desc) as newest
         where partner is not null`,
  );
  return rows.map(({ shopId: shop, customerId, ...link }) => ({ shopId: shop, customerId, link }));
}

export async function appendLinks(tx: Tx, links: readonly LinkRecord[], now: Date): Promise<void> {
  if (links.length === 0) return;
  const seqs = await nextRecordedSeqs(tx, links.length);
  await tx.run(
    sql`insert into customer_link
          (network_id, recorded_seq, shop_id, customer_id, number, valid_from, ended_at, order_id, recorded_at)
        select ${tx.networkId}, r.*, ${now}::timestamptz
          from unnest(${seqs}::bigint[], ${links.map((each) => each.shopId)}::int[],
                      ${links.map((each) => each.customerId)}::bigint[], ${links.map((each) => each.link.partner)}::int[],
                      ${links.map((each) => each.link.since)}::timestamptz[],
                      ${links.map((each) => each.link.endedAt)}::timestamptz[],
                      ${links.map((each) => each.link.orderId)}::bigint[])
                 as r (recorded_seq, shop_id, customer_id, number, valid_from, ended_at, order_id)`,
  );
}
