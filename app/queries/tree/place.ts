import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

const placeSchema = z.object({ position: z.int(), subtreeEnd: z.int(), depth: z.int() });

/** Where a partner stands in the tree of a run: the downline is the range of positions between. */
export type Place = z.infer<typeof placeSchema>;

/**
 * A partner's place in the tree of a run; null where the run has not seen the partner. Statements about a downline get its
 * bounds as values: with bounds that come from a join the database takes every downline for a ninth of the network.
 */
export function findPlace(tx: Tx, { runId, number }: { runId: number; number: number }): Promise<Place | null> {
  return tx.find(
    placeSchema,
    sql`select position, subtree_end as "subtreeEnd", depth from partner_period
         where network_id = ${tx.networkId} and run_id = ${runId} and number = ${number}`,
  );
}

/** Rows `f` of partner_period that lie below a place; `level` steps below it, or all. */
export function isBelow({ position, subtreeEnd, depth }: Place, level: number | null): Sql {
  const onLevel = level === null ? sql`true` : sql`f.depth = ${depth + level}::int`;
  return sql`f.position > ${position}::int and f.position < ${subtreeEnd}::int and ${onLevel}`;
}
