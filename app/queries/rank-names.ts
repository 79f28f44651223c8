import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const ranksSchema = z.object({ ladder: z.array(z.object({ name: z.string() })) });

/**
 * Names of the ranks of the plan that a run followed, lowest first: what a partner's figures call rank k stands at k - 1. Empty
 * for a plan without ranks, and without a run.
 */
export async function rankNames(tx: Tx, runId: number | null): Promise<readonly string[]> {
  if (runId === null) return [];
  const row = await tx.find(
    z.object({ ranks: ranksSchema }),
    sql`select v.document -> 'ranks' as ranks
          from run r
          join period p on p.network_id = ${tx.networkId} and p.id = r.period_id
          join calendar c on c.network_id = ${tx.networkId} and c.id = p.calendar_id
          join plan_version v on v.network_id = ${tx.networkId} and v.programme_id = c.programme_id and v.version = r.plan_version
         where r.network_id = ${tx.networkId} and r.id = ${runId}`,
  );
  return row?.ranks.ladder.map(({ name }) => name) ?? [];
}

/** The name of a place on the ladder; null for none. */
export const rankAt = (names: readonly string[], place: number | null): string | null =>
  place === null ? null : (names[place - 1] ?? null);
