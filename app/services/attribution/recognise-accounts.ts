import { emailIndex } from '#app/adapters/crypto/blind-index.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import {
  appendAccountRecords,
  recognisedAmong,
  saveSeenAccounts,
  type RecognisedAccount,
  type SeenAccount,
} from '#app/adapters/db/repositories/own-accounts.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { OrderNews } from '#app/services/orders/order-news.ts';

/**
 * Keeps the buyers' addresses that news of orders carry, as keyed hashes, and records as a partner's own every account
 * whose verified address is the partner's. What staff said of an account stands. The caller holds the customers' locks
 * and decides the orders afterwards.
 */
export async function recogniseInNews(tx: Tx, news: readonly OrderNews[], now: Date): Promise<void> {
  const seen = new Map<string, SeenAccount>();
  for (const each of news) {
    if (each.kind !== 'state' || !each.buyer) continue;
    const { shopId, buyer } = each;
    const { customerId } = each.facts;
    if (customerId === null) continue;
    seen.set(`${shopId}:${customerId}`, {
      shopId,
      customerId,
      emailIndex: emailIndex(tx.networkId, buyer.address),
      isVerified: buyer.isVerified,
    });
  }
  const accounts = [...seen.values()];
  await saveSeenAccounts(tx, accounts, now);
  const verified = accounts.filter(({ isVerified }) => isVerified);
  await recordRecognised(tx, await recognisedAmong(tx, verified), now);
}

/** From the day on which somebody joined, the account is the partner's own; orders before were a customer's. */
export async function recordRecognised(tx: Tx, accounts: readonly RecognisedAccount[], now: Date): Promise<void> {
  const records = accounts.map(({ joinedAt, ...account }) => ({ ...account, validFrom: joinedAt }));
  await appendAccountRecords(tx, records, { origin: 'email', actor: 'system', reason: '', now });
  for (const { shopId, customerId, partner, validFrom } of records) {
    const after = { account: `${shopId}:${customerId}`, validFrom: validFrom.toISOString() };
    await appendAudit(tx, {
      at: now,
      actor: 'system',
      action: 'account.recognised',
      subject: `partner:${partner}`,
      after,
    });
  }
}
