import { nextRecordedSeqs } from '#app/adapters/db/recording.server.ts';
import { foldLedger } from '#app/adapters/db/repositories/ledger-snapshot.server.ts';
import { appendPostings, heldOf, lockLedger } from '#app/adapters/db/repositories/ledger.server.ts';
import { heldRuns, heldSums, type HeldSum } from '#app/adapters/db/repositories/releases.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import { releasePostings } from '#app/domain/ledger/postings.ts';
import type { Posting } from '#app/domain/ledger/posting.ts';
import { minor, sum, type Minor } from '#app/domain/money/minor.ts';
import { countCommissions } from '#app/services/ledger/count-commissions.ts';
import { loadNetwork } from '#app/services/ledger/load-network.ts';

/**
 * Moves what is due from held to available (design 8): one posting per partner, run and day, days that were missed
 * included. Done again on the same day it moves nothing. It comes often, so it also brings forward what pages read instead of
 * the books and of every row. Answers how many postings were made.
 */
export async function releaseDue({ networkId, now }: { networkId: NetworkId; now: Date }): Promise<number> {
  const postings = await inTransaction(networkId, async (tx) => {
    await lockLedger(tx);
    const released = await release(tx, now);
    await foldLedger(tx);
    return released;
  });
  await countCommissions(networkId);
  return postings;
}

async function release(tx: Tx, now: Date): Promise<number> {
  const { timeZone } = await loadNetwork(tx);
  const today = dayIn(timeZone, now);
  const runs = await heldRuns(tx);
  if (runs.length === 0) return 0;
  const sums = await heldSums(tx, runs);
  const isDue = ({ day }: HeldSum) => day !== null && day <= today;
  const partners = [...new Set(sums.filter(isDue).map(({ partner }) => partner))];
  const held = await heldOf(tx, partners);
  const byPartner = Map.groupBy(sums, ({ partner }) => partner);
  const postings = partners.flatMap((partner) => postingsOf(partner, held, byPartner.get(partner) ?? [], isDue));
  await appendPostings(tx, postings, { now, actor: 'system' });
  await markReleased(tx, { sums, isDue, today, now });
  return postings.length;
}

function postingsOf(
  partner: number,
  held: ReadonlyMap<number, Minor>,
  sums: readonly HeldSum[],
  isDue: (one: HeldSum) => boolean,
): Posting[] {
  const pot = {
    partner,
    heldMinor: held.get(partner) ?? minor(0n),
    unreleasedMinor: sum(sums.map(({ netMinor }) => netMinor)),
  };
  const due = sums
    .filter(isDue)
    .map(({ runId, day, netMinor }) => ({ runId: String(runId), day: day ?? '', dueMinor: netMinor }));
  return releasePostings(pot, due);
}

interface Released {
  readonly sums: readonly HeldSum[];
  readonly isDue: (one: HeldSum) => boolean;
  readonly today: string;
  readonly now: Date;
}

/** Notes through which day each run's rows are released; a run with nothing left to hold is not looked at again. */
async function markReleased(tx: Tx, { sums, isDue, today, now }: Released): Promise<void> {
  const due = new Set(sums.filter(isDue).map(({ runId }) => runId));
  const stillHeld = new Set(sums.filter((one) => !isDue(one)).map(({ runId }) => runId));
  const runIds = [...due];
  const seqs = await nextRecordedSeqs(tx, runIds.length);
  await tx.run(
    sql`insert into release_day (network_id, run_id, through_on, recorded_seq, released_at, is_last)
        select ${tx.networkId}, run_id, ${today}, seq, ${now}, is_last
          from unnest(${runIds}::int[], ${seqs}::bigint[], ${runIds.map((id) => !stillHeld.has(id))}::boolean[])
                 as released (run_id, seq, is_last)`,
  );
}
