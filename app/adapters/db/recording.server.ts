import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** First key of the advisory locks that guard a network's facts; the second is the network. */
const FACTS_LOCK = 7301;

/** First key of the locks under which people are placed, one after the other; the second is the network. */
const PLACEMENT_LOCK = 7305;

/** Every writer of facts holds it to the end of its transaction; many may at once (design 4, recording). */
export async function lockFactsShared(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock_shared(${FACTS_LOCK}, ${tx.networkId})`);
}

/** A freeze, an acceptance or a change of the tree holds it alone: afterwards no fact is under way. */
export async function lockFactsExclusive(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${FACTS_LOCK}, ${tx.networkId})`);
}

/**
 * Whoever gives places in a network's trees holds it alone, taken before the facts' lock: so positions are numbered without gaps in
 * the order of their records, and a run up to any watermark finds them so.
 */
export async function lockPlacement(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${PLACEMENT_LOCK}, ${tx.networkId})`);
}

/**
 * `count` numbers for facts, ascending. Taken in a statement of its own, after the lock: so a number above a freeze's
 * watermark is never committed before it.
 */
export async function nextRecordedSeqs(tx: Tx, count: number): Promise<bigint[]> {
  if (count === 0) return [];
  const rows = await tx.all(
    z.object({ seq: z.bigint() }),
    sql`select nextval('recorded_seq') as seq from generate_series(1, ${count}::int)`,
  );
  return rows.map((row) => row.seq);
}

/** A watermark: taken with the exclusive lock held, every fact below it is committed and none below it will come. */
export async function takeWatermark(tx: Tx): Promise<bigint> {
  const row = await tx.one(z.object({ seq: z.bigint() }), sql`select nextval('recorded_seq') as seq`);
  return row.seq;
}

/** The next number of a kind that people see (partner, run, period, batch); the first is `first`. */
export async function nextNumber(tx: Tx, name: string, first: number, count = 1): Promise<number> {
  const row = await tx.one(
    z.object({ value: z.int() }),
    sql`insert into network_counter as c (network_id, name, value) values (${tx.networkId}, ${name}, ${first + count - 1})
        on conflict (network_id, name) do update set value = c.value + ${count} where c.network_id = ${tx.networkId}
        returning value`,
  );
  return row.value - count + 1;
}
