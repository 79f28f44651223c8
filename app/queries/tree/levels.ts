import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { findPlace, isBelow } from '#app/queries/tree/place.ts';
import type { TreeView } from '#app/queries/tree/tree-node.ts';

/** Levels shown one by one; all deeper ones are added up in the last. */
export const LEVELS_MAX = 30;

const levelSchema = z.object({
  level: z.int(),
  partners: z.int(),
  active: z.int(),
  ownMinor: z.bigint().transform(String),
});

/** Partners, active ones and their own sales on one level below somebody. */
export type TreeLevel = z.infer<typeof levelSchema>;

/** Levels of runs that pages asked for. A run never changes, so what was read once holds; the oldest goes first. */
const known = new Map<string, TreeLevel[]>();
const KNOWN_MAX = 500;

/** The levels below a partner, or of the whole network below 0: one range of positions, read once for each run. */
export async function levelsBelow(tx: Tx, view: TreeView, number: number): Promise<TreeLevel[]> {
  if (view.runId === null) return [];
  const key = `${tx.networkId}:${view.runId}:${number}`;
  const before = known.get(key);
  if (before) return before;
  const place = await findPlace(tx, { runId: view.runId, number });
  if (!place) return [];
  const levels = await tx.all(
    levelSchema,
    sql`select least(f.depth - ${place.depth}::int, ${LEVELS_MAX}::int) as level, count(*)::int as partners,
               (count(*) filter (where f.active))::int as active, sum(f.customer_minor + f.own_minor)::bigint as "ownMinor"
          from partner_period f
         where f.network_id = ${tx.networkId} and f.run_id = ${view.runId} and ${isBelow(place, null)}
         group by 1 order by 1`,
  );
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= KNOWN_MAX) known.delete(oldest);
  known.set(key, levels);
  return levels;
}
