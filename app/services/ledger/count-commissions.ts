import {
  areCountsTrue,
  countedRuns,
  countReversals,
  countRun,
  uncountedRuns,
} from '#app/adapters/db/repositories/commission-totals.server.ts';
import { lockLedger } from '#app/adapters/db/repositories/ledger.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { log } from '#app/adapters/log.server.ts';

/** Counts what was accepted, released, paid or taken back since, run by run: no run keeps the ledger for long. Again, it does nothing. */
export async function countCommissions(networkId: NetworkId): Promise<void> {
  for (const runId of await inTransaction(networkId, uncountedRuns)) {
    await inTransaction(networkId, async (tx) => {
      await lockLedger(tx);
      await countRun(tx, runId);
    });
  }
  await inTransaction(networkId, async (tx) => {
    await lockLedger(tx);
    await countReversals(tx);
  });
}

/** Counts every run's rows again and compares; a difference is an alarm, and the run is counted anew. Answers whether all were true. */
export async function proveCounts(networkId: NetworkId): Promise<boolean> {
  let areTrue = true;
  for (const runId of await inTransaction(networkId, countedRuns)) {
    const isTrue = await inTransaction(networkId, async (tx) => {
      await lockLedger(tx);
      if (!(await countedRuns(tx)).includes(runId) || (await areCountsTrue(tx, runId))) return true;
      await countRun(tx, runId);
      return false;
    });
    if (!isTrue) log().error({ networkId, runId }, 'the counts of a run differed from its rows and were made anew');
    areTrue &&= isTrue;
  }
  return areTrue;
}
