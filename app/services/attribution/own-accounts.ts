import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import {
  appendAccountRecords,
  hasSeenAccount,
  ownAccountRecords,
  type AccountKey,
} from '#app/adapters/db/repositories/own-accounts.server.ts';
import { lockPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import type { OwnAccount } from '#app/domain/attribution/lookups.ts';
import { ownIntervals } from '#app/domain/attribution/own-accounts.ts';
import { AppError } from '#app/errors.ts';
import { lockAccounts } from '#app/services/attribution/account-orders.ts';

interface AccountChange {
  readonly networkId: NetworkId;
  readonly number: number;
  readonly account: AccountKey;
  readonly reason: string;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Says that a customer account is the partner's own, from the day on which the partner joined, or from the end of another
 * partner's time with it. Its orders are decided again: in open periods with the next preview, accepted ones are taken back
 * and paid anew (design 9.9). Again the same: nothing.
 * @throws AppError partner.not-found, partner.house-account, account.not-found, account.taken
 */
export function linkAccount(change: AccountChange): Promise<{ changed: boolean }> {
  const { number, account } = change;
  return inTransaction(change.networkId, async (tx) => {
    await lockFactsShared(tx);
    const partner = await lockPartner(tx, number);
    const held = await lockAccounts(tx, [account]);
    if (held.orders.length === 0 && !(await hasSeenAccount(tx, account))) throw new AppError('account.not-found');
    const known = await intervalsOf(tx, account);
    const current = known.find(({ validTo }) => validTo === null);
    if (current?.partner === number) return { changed: false };
    if (current) throw new AppError('account.taken', { number: current.partner });
    const free = freeFrom(known, number);
    const validFrom = partner.joinedAt > free ? partner.joinedAt : free;
    await record(tx, change, { partner: number, validFrom, action: 'account.linked' });
    await held.settle(change.now);
    return { changed: true };
  });
}

/** `now`: later orders are a customer's again. `beginning`: it never was the partner's own, earlier orders change too. */
export type UnlinkSince = 'now' | 'beginning';

/** Takes the link back. Again: nothing. @throws AppError partner.not-found, partner.house-account */
export function unlinkAccount(change: AccountChange & { readonly since: UnlinkSince }): Promise<{ changed: boolean }> {
  const { number, account, since, now } = change;
  return inTransaction(change.networkId, async (tx) => {
    await lockFactsShared(tx);
    await lockPartner(tx, number);
    const held = await lockAccounts(tx, [account]);
    const known = await intervalsOf(tx, account);
    const current = known.find(({ validTo }) => validTo === null);
    if (current?.partner !== number) return { changed: false };
    const isEnding = since === 'now' && now > current.validFrom;
    const validFrom = isEnding ? now : beginningOf(known, number);
    await record(tx, change, { partner: null, validFrom, action: 'account.unlinked' });
    await held.settle(now);
    return { changed: true };
  });
}

const intervalsOf = async (tx: Tx, { shopId, customerId }: AccountKey): Promise<OwnAccount[]> =>
  ownIntervals(await ownAccountRecords(tx, shopId, [customerId]));

/** The end of the last time in which the account was another partner's. */
function freeFrom(known: readonly OwnAccount[], number: number): Date {
  const ends = known.flatMap(({ partner, validTo }) => (partner === number || validTo === null ? [] : [validTo]));
  return new Date(Math.max(0, ...ends.map((end) => end.getTime())));
}

/** Since when the account is the partner's, breaks included. */
function beginningOf(known: readonly OwnAccount[], number: number): Date {
  const free = freeFrom(known, number);
  const starts = known.filter(({ partner, validFrom }) => partner === number && validFrom >= free);
  return new Date(Math.min(...starts.map(({ validFrom }) => validFrom.getTime())));
}

interface Said {
  readonly partner: number | null;
  readonly validFrom: Date;
  readonly action: 'account.linked' | 'account.unlinked';
}

async function record(tx: Tx, change: AccountChange, { partner, validFrom, action }: Said): Promise<void> {
  const { account, actor, reason, now } = change;
  await appendAccountRecords(tx, [{ ...account, partner, validFrom }], { origin: 'staff', actor, reason, now });
  await appendAudit(tx, {
    at: now,
    actor,
    action,
    subject: `partner:${change.number}`,
    after: { account: `${account.shopId}:${account.customerId}`, validFrom: validFrom.toISOString() },
    reason,
  });
}
