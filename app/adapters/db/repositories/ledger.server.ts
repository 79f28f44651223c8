import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import type { Posting } from '#app/domain/ledger/posting.ts';
import { minor, type Minor } from '#app/domain/money/minor.ts';

/** First key of the advisory lock under which a network's postings follow each other; the second is the network. */
const LEDGER_LOCK = 7303;

/** Whoever reads balances in order to post holds it to the end of the transaction. Taken after the facts lock, if both are. */
export async function lockLedger(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${LEDGER_LOCK}, ${tx.networkId})`);
}

export interface PostedBy {
  readonly now: Date;
  readonly actor: string;
  readonly reason?: string;
}

/**
 * Writes postings, each once under its key; the ids are in their order. In the tables a partner's credit is positive and
 * the house's expense negative, the mirror of the core's signs; both sum to zero. The caller holds the ledger lock.
 */
export async function appendPostings(
  tx: Tx,
  postings: readonly Posting[],
  { now, actor, reason }: PostedBy,
): Promise<string[]> {
  if (postings.length === 0) return [];
  const ids = postings.map(() => uuidv7());
  const seqs = await nextRecordedSeqs(tx, postings.length);
  await tx.run(
    sql`insert into ledger_posting (network_id, id, recorded_seq, kind, source_key, posted_at, actor, reason)
        select ${tx.networkId}, p.id, p.seq, p.kind, p.key, ${now}, ${actor}, ${reason ?? null}
          from unnest(${ids}::uuid[], ${seqs}::bigint[], ${postings.map(({ kind }) => kind)}::text[],
                      ${postings.map(({ key }) => key)}::text[]) as p (id, seq, kind, key)`,
  );
  const entries = postings.flatMap((posting, index) => posting.entries.map((entry) => ({ ...entry, id: ids[index] })));
  await tx.run(
    sql`insert into ledger_entry (network_id, posting_id, account, partner, amount_minor)
        select ${tx.networkId}, e.id, e.account, e.partner, -e.amount
          from unnest(${entries.map(({ id }) => id)}::uuid[], ${entries.map(({ account }) => account)}::text[],
                      ${entries.map(({ partner }) => partner)}::int[],
                      ${entries.map(({ amountMinor }) => amountMinor)}::bigint[]) as e (id, account, partner, amount)`,
  );
  return ids;
}

/**
 * Posts an accepted run: one held sum per partner and what nobody earned, out of commission expense. It is
 * `acceptancePosting` in one statement, because a large network's sums stand in `partner_period` already.
 * @throws InvariantError if the entries do not sum to zero
 */
export async function appendAcceptance(
  tx: Tx,
  { runId, breakageMinor, now, actor }: PostedBy & { runId: number; breakageMinor: bigint },
): Promise<void> {
  const id = uuidv7();
  const [seq] = await nextRecordedSeqs(tx, 1);
  await tx.run(
    sql`insert into ledger_posting (network_id, id, recorded_seq, kind, source_key, posted_at, actor)
        values (${tx.networkId}, ${id}, ${seq}, 'acceptance', ${`run:${runId}`}, ${now}, ${actor})`,
  );
  await tx.run(
    sql`insert into ledger_entry (network_id, posting_id, account, partner, amount_minor)
        select ${tx.networkId}::int, ${id}::uuid, 'held', number, amount_minor from partner_period
         where network_id = ${tx.networkId} and run_id = ${runId} and amount_minor > 0
        union all
        select ${tx.networkId}::int, ${id}::uuid, 'breakage', 0, ${breakageMinor}::bigint where ${breakageMinor}::bigint > 0
        union all
        select ${tx.networkId}::int, ${id}::uuid, 'expense', 0, -total from (
          select coalesce(sum(amount_minor), 0)::bigint + ${breakageMinor}::bigint as total from partner_period
           where network_id = ${tx.networkId} and run_id = ${runId}) as spent where total > 0`,
  );
  const { rest } = await tx.one(
    z.object({ rest: z.bigint() }),
    sql`select coalesce(sum(amount_minor), 0)::bigint as rest from ledger_entry
         where network_id = ${tx.networkId} and posting_id = ${id}`,
  );
  assert(rest === 0n, `the posting of run ${runId} does not sum to zero`);
}

const balanceSchema = z.object({
  partner: z.int(),
  heldMinor: z.bigint().transform(minor),
  availableMinor: z.bigint().transform(minor),
  paidMinor: z.bigint().transform(minor),
});
export type StoredBalance = z.infer<typeof balanceSchema>;

/** Balances of the named partners; who has no entry is left out. */
export function balancesOf(tx: Tx, partners: readonly number[]): Promise<StoredBalance[]> {
  if (partners.length === 0) return Promise.resolve([]);
  return tx.all(
    balanceSchema,
    sql`select partner, coalesce(sum(amount_minor) filter (where account = 'held'), 0)::bigint as "heldMinor",
               coalesce(sum(amount_minor) filter (where account = 'available'), 0)::bigint as "availableMinor",
               coalesce(sum(amount_minor) filter (where account = 'paid'), 0)::bigint as "paidMinor"
          from ledger_entry
         where network_id = ${tx.networkId} and partner = any(${partners}::int[]) and partner <> 0
         group by partner order by partner`,
  );
}

/** What is held of the named partners, by number; 0 for who has no entry. */
export async function heldOf(tx: Tx, partners: readonly number[]): Promise<Map<number, Minor>> {
  const balances = await balancesOf(tx, partners);
  const held = new Map(partners.map((partner) => [partner, minor(0n)]));
  for (const { partner, heldMinor } of balances) held.set(partner, heldMinor);
  return held;
}
