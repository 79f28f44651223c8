import { z } from 'zod';
import { nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** A buyer's account: Shopify's ids are unique within a shop only. */
export interface AccountKey {
  readonly shopId: number;
  readonly customerId: bigint;
}

/** `staff`: somebody said so; `email`: the account has the partner's verified address. */
export type AccountOrigin = 'staff' | 'email';

const recordSchema = z.object({
  shopId: z.int(),
  customerId: z.bigint(),
  partner: z.int().nullable(),
  validFrom: z.date(),
  origin: z.enum(['staff', 'email']),
  recordedSeq: z.bigint(),
});
export type StoredAccount = z.infer<typeof recordSchema>;

const recordsWhere = (tx: Tx, condition: Sql): Promise<StoredAccount[]> =>
  tx.all(
    recordSchema,
    sql`select c.shop_id as "shopId", c.customer_id as "customerId", c.number as partner, c.valid_from as "validFrom",
               c.origin, c.recorded_seq as "recordedSeq"
          from partner_customer c where c.network_id = ${tx.networkId} and ${condition} order by c.recorded_seq`,
  );

/** What was said of accounts of one shop, oldest first. */
export function ownAccountRecords(tx: Tx, shopId: number, customerIds: readonly bigint[]): Promise<StoredAccount[]> {
  if (customerIds.length === 0) return Promise.resolve([]);
  return recordsWhere(tx, sql`c.shop_id = ${shopId} and c.customer_id = any(${customerIds}::bigint[])`);
}

/** Everything that was said of accounts that are or were the partner's, oldest first. */
export const accountRecordsOf = (tx: Tx, number: number): Promise<StoredAccount[]> =>
  recordsWhere(
    tx,
    sql`(c.shop_id, c.customer_id) in (select shop_id, customer_id from partner_customer
          where network_id = ${tx.networkId} and number = ${number})`,
  );

export interface NewAccountRecord extends AccountKey {
  /** Null: from then on it is nobody's own. */
  readonly partner: number | null;
  readonly validFrom: Date;
}

interface ToldBy {
  readonly origin: AccountOrigin;
  readonly actor: string;
  readonly reason: string;
  readonly now: Date;
}

export async function appendAccountRecords(tx: Tx, records: readonly NewAccountRecord[], by: ToldBy): Promise<void> {
  if (records.length === 0) return;
  const seqs = await nextRecordedSeqs(tx, records.length);
  await tx.run(
    sql`insert into partner_customer
          (network_id, recorded_seq, shop_id, customer_id, number, valid_from, actor, recorded_at, origin, reason)
        select ${tx.networkId}, r.*, ${by.actor}::text, ${by.now}::timestamptz, ${by.origin}::text, ${by.reason}::text
          from unnest(${seqs}::bigint[], ${records.map((each) => each.shopId)}::int[],
                      ${records.map((each) => each.customerId)}::bigint[], ${records.map((each) => each.partner)}::int[],
                      ${records.map((each) => each.validFrom)}::timestamptz[])
                 as r (recorded_seq, shop_id, customer_id, number, valid_from)`,
  );
}

export interface SeenAccount extends AccountKey {
  readonly emailIndex: Buffer;
  readonly isVerified: boolean;
}

/** Keeps the newest address of each account, as a keyed hash. One row per account; the caller holds their locks. */
export async function saveSeenAccounts(tx: Tx, accounts: readonly SeenAccount[], now: Date): Promise<void> {
  if (accounts.length === 0) return;
  await tx.run(
    sql`insert into buyer_account as b (network_id, shop_id, customer_id, email_index, verified, seen_at)
        select ${tx.networkId}, r.*, ${now}::timestamptz
          from unnest(${accounts.map((each) => each.shopId)}::int[],
                      ${accounts.map((each) => each.customerId)}::bigint[],
                      ${accounts.map((each) => each.emailIndex)}::bytea[],
                      ${accounts.map((each) => each.isVerified)}::boolean[])
                 as r (shop_id, customer_id, email_index, verified)
        on conflict (network_id, shop_id, customer_id) do update
          set email_index = excluded.email_index, verified = excluded.verified, seen_at = excluded.seen_at
          where b.network_id = ${tx.networkId}
            and (b.email_index <> excluded.email_index or b.verified <> excluded.verified)`,
  );
}

const recognisedSchema = z.object({
  shopId: z.int(),
  customerId: z.bigint(),
  partner: z.int(),
  joinedAt: z.date(),
});
export type RecognisedAccount = z.infer<typeof recognisedSchema>;

const recognisedWhere = (tx: Tx, condition: Sql, limit: number): Promise<RecognisedAccount[]> =>
  tx.all(
    recognisedSchema,
    sql`select b.shop_id as "shopId", b.customer_id as "customerId", p.number as partner, p.joined_at as "joinedAt"
          from buyer_account b
          join partner p on p.network_id = ${tx.networkId} and p.email_index = b.email_index
                        and p.status in ('active', 'suspended')
         where b.network_id = ${tx.networkId} and b.verified and ${condition}
           and not exists (select from partner_customer c
                            where c.network_id = ${tx.networkId} and c.shop_id = b.shop_id
                              and c.customer_id = b.customer_id)
         order by b.shop_id, b.customer_id limit ${limit}`,
  );

/** Of these accounts those with a partner's verified address, of which nothing was said yet. */
export function recognisedAmong(tx: Tx, keys: readonly AccountKey[]): Promise<RecognisedAccount[]> {
  if (keys.length === 0) return Promise.resolve([]);
  return recognisedWhere(
    tx,
    sql`(b.shop_id, b.customer_id) in (select * from unnest(${keys.map((key) => key.shopId)}::int[],
          ${keys.map((key) => key.customerId)}::bigint[]))`,
    keys.length,
  );
}

/** The same for accounts of one partner, or of every one (null); a first few. */
export const recognisedOf = (tx: Tx, partner: number | null, limit: number): Promise<RecognisedAccount[]> =>
  recognisedWhere(tx, partner === null ? sql`true` : sql`p.number = ${partner}`, limit);

/** Whether an order told of this account at all. */
export async function hasSeenAccount(tx: Tx, { shopId, customerId }: AccountKey): Promise<boolean> {
  const found = await tx.run(
    sql`select from buyer_account
         where network_id = ${tx.networkId} and shop_id = ${shopId} and customer_id = ${customerId}`,
  );
  return found > 0;
}
