import { assert } from '#app/domain/assert.ts';
import { minor, sum, type Minor } from '#app/domain/money/minor.ts';

/**
 * `expense` and `breakage` are the house's (partner 0); the others are a partner's. `held`, `available` and `reserve` are
 * what is owed to the partner, `paid` what was handed over.
 */
export const ACCOUNTS = ['expense', 'held', 'available', 'paid', 'breakage', 'reserve'] as const;
export type Account = (typeof ACCOUNTS)[number];

export const HOUSE = 0;

/** One side of a posting, in the network's currency: debit > 0, credit < 0. */
export interface LedgerEntry {
  account: Account;
  partner: number;
  amountMinor: Minor;
}

export const POSTING_KINDS = ['acceptance', 'release', 'adjustment', 'correction', 'payout', 'payout_return'] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

/** Entries that sum to zero, with the business key under which they may be written once. */
export interface Posting {
  kind: PostingKind;
  key: string;
  entries: LedgerEntry[];
}

/** Moves `amountMinor` from one account to another: the first is debited, the second credited. */
export interface Transfer {
  from: readonly [Account, number];
  to: readonly [Account, number];
  amountMinor: bigint;
}

/**
 * A posting of transfers: one entry per account and partner, no entry of 0. Null where nothing moves.
 * @throws InvariantError if it does not sum to zero
 */
export function postingOf(kind: PostingKind, key: string, transfers: readonly Transfer[]): Posting | null {
  const totals = new Map<string, LedgerEntry>();
  const add = ([account, partner]: readonly [Account, number], amountMinor: bigint) => {
    const id = `${account} ${partner}`;
    const before = totals.get(id)?.amountMinor ?? 0n;
    totals.set(id, { account, partner, amountMinor: minor(before + amountMinor) });
  };
  for (const { from, to, amountMinor } of transfers) {
    add(from, amountMinor);
    add(to, -amountMinor);
  }
  const entries = [...totals.values()].filter(({ amountMinor }) => amountMinor !== 0n);
  assert(sum(entries.map(({ amountMinor }) => amountMinor)) === 0n, `${kind} ${key} does not sum to zero`);
  return entries.length === 0 ? null : { kind, key, entries };
}

/** A partner's balances: what is owed or was paid is positive; `available` may be below 0, an open amount (plans 4.4.3). */
export interface PartnerBalance {
  heldMinor: Minor;
  availableMinor: Minor;
  paidMinor: Minor;
}

/** The balances of one partner as the sums of the entries; nothing is stored. */
export function balanceOf(entries: readonly LedgerEntry[], partner: number): PartnerBalance {
  const of = (account: Account) =>
    minor(
      -sum(entries.filter((one) => one.partner === partner && one.account === account).map((one) => one.amountMinor)),
    );
  return { heldMinor: of('held'), availableMinor: of('available'), paidMinor: of('paid') };
}
