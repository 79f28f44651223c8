import { z } from 'zod';
import { emailIndex } from '#app/adapters/crypto/blind-index.server.ts';
import {
  accountRecordsOf,
  type AccountKey,
  type StoredAccount,
} from '#app/adapters/db/repositories/own-accounts.server.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import type { OwnAccount } from '#app/domain/attribution/lookups.ts';
import { ownIntervals } from '#app/domain/attribution/own-accounts.ts';

const seenSchema = z.object({
  shopId: z.int(),
  customerId: z.bigint(),
  shopDomain: z.string(),
  shopName: z.string(),
  orders: z.int(),
  lastOrder: z.string().nullable(),
});

/** A customer account and what it bought; names and addresses are Shopify's to show. */
export interface AccountView {
  /** As forms name it: shop and customer. */
  readonly account: string;
  readonly customerId: string;
  readonly shopDomain: string;
  readonly shopName: string;
  readonly orders: number;
  readonly lastOrder: string | null;
}

/** One stretch of time in which an account is, or was, a partner's own. */
export interface OwnAccountView extends AccountView {
  readonly from: string;
  readonly until: string | null;
  readonly origin: StoredAccount['origin'];
}

const textOf = ({ shopId, customerId }: AccountKey): string => `${shopId}:${customerId}`;

/** Accounts `k (shop_id, customer_id)` with their orders. */
async function viewsOf(tx: Tx, keys: Sql): Promise<AccountView[]> {
  const rows = await tx.all(
    seenSchema,
    sql`select k.shop_id as "shopId", k.customer_id as "customerId", s.domain as "shopDomain", s.name as "shopName",
               (select count(*)::int from shop_order o
                 where o.network_id = ${tx.networkId} and o.shop_id = k.shop_id and o.customer_id = k.customer_id) as orders,
               (select o.name from shop_order o
                 where o.network_id = ${tx.networkId} and o.shop_id = k.shop_id and o.customer_id = k.customer_id
                 order by o.ordered_at desc limit 1) as "lastOrder"
          from (${keys}) as k (shop_id, customer_id)
          join shop s on s.network_id = ${tx.networkId} and s.id = k.shop_id
         order by k.shop_id, k.customer_id`,
  );
  return rows.map(({ shopId, customerId, ...row }) => ({
    ...row,
    account: textOf({ shopId, customerId }),
    customerId: customerId.toString(),
  }));
}

/** A partner's own accounts: those of now first, then those that ended. */
export async function ownAccountsOf(tx: Tx, number: number): Promise<OwnAccountView[]> {
  const records = await accountRecordsOf(tx, number);
  const byShop = Map.groupBy(records, ({ shopId }) => shopId);
  const stretches = [...byShop].flatMap(([shopId, ofShop]) =>
    ownIntervals(ofShop)
      .filter(({ partner }) => partner === number)
      .map((stretch) => ({ ...stretch, shopId })),
  );
  const views = await viewsOf(
    tx,
    sql`select * from unnest(${stretches.map(({ shopId }) => shopId)}::int[],
          ${stretches.map(({ customerId }) => customerId)}::bigint[]) group by 1, 2`,
  );
  const viewOf = new Map(views.map((view) => [view.account, view]));
  return stretches
    .flatMap((stretch) => {
      const view = viewOf.get(textOf(stretch));
      return view ? [{ ...view, ...datesOf(stretch), origin: originOf(records, stretch) }] : [];
    })
    .sort((a, b) => (a.until === null ? 0 : 1) - (b.until === null ? 0 : 1) || (a.from < b.from ? -1 : 1));
}

const datesOf = ({ validFrom, validTo }: OwnAccount) => ({
  from: validFrom.toISOString(),
  until: validTo?.toISOString() ?? null,
});

/** Who said what a stretch of time stands on. */
function originOf(
  records: readonly StoredAccount[],
  stretch: OwnAccount & { shopId: number },
): StoredAccount['origin'] {
  const isBegin = ({ shopId, customerId, partner, validFrom }: StoredAccount) =>
    textOf({ shopId, customerId }) === textOf(stretch) &&
    partner === stretch.partner &&
    validFrom.getTime() === stretch.validFrom.getTime();
  return records.findLast(isBegin)?.origin ?? 'staff';
}

const ACCOUNTS_MAX = 20;
/** Greater than everything that begins with the prefix, in byte order. */
const endOf = (prefix: string): string => `${prefix}\u{10ffff}`;

/** Accounts to choose from, by the customer's whole mail address, or by the beginning of an order's number. */
export function findAccounts({ networkId, text }: { networkId: NetworkId; text: string }): Promise<AccountView[]> {
  return inTransaction(networkId, (tx) => viewsOf(tx, text.includes('@') ? byAddress(tx, text) : byOrder(tx, text)));
}

const byAddress = (tx: Tx, address: string): Sql =>
  sql`select shop_id, customer_id from buyer_account
       where network_id = ${tx.networkId} and email_index = ${emailIndex(tx.networkId, address)} limit ${ACCOUNTS_MAX}`;

function byOrder(tx: Tx, text: string): Sql {
  const name = text.startsWith('#') ? text : `#${text}`;
  return sql`select shop_id, customer_id from shop_order
              where network_id = ${tx.networkId} and customer_id is not null
                and ((name >= ${name} and name < ${endOf(name)}) or (name >= ${text} and name < ${endOf(text)}))
              group by shop_id, customer_id limit ${ACCOUNTS_MAX}`;
}
