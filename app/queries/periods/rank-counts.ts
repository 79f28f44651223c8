import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { rankNames } from '#app/queries/rank-names.ts';

/** How many partners a run paid as a rank. */
export interface RankCount {
  /** From 1 for the lowest. */
  readonly place: number;
  readonly name: string;
  readonly partners: number;
}

/** Partners by paid-as rank of a run, highest first; empty where its plan has no ranks. It may come after the page. */
export function rankCounts(networkId: NetworkId, runId: number): Promise<readonly RankCount[]> {
  return inTransaction(networkId, async (tx) => {
    const names = await rankNames(tx, runId);
    if (names.length === 0) return [];
    const counted = await tx.all(
      z.object({ place: z.int(), partners: z.int() }),
      sql`select f.rank as place, count(*)::int as partners from partner_period f
           where f.network_id = ${tx.networkId} and f.run_id = ${runId} and f.rank > 0 group by f.rank`,
    );
    return names
      .map((name, index) => {
        const place = index + 1;
        return { place, name, partners: counted.find((each) => each.place === place)?.partners ?? 0 };
      })
      .toReversed();
  });
}
