import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { findFiguresRun, type FiguresRun } from '#app/queries/figures-run.ts';
import { findPlace, type Place } from '#app/queries/tree/place.ts';

export interface Sight {
  readonly run: FiguresRun;
  readonly place: Place;
}

/** What a partner can see of the tree; null until a run has seen the partner. */
export async function findSight(tx: Tx, number: number, now: Date): Promise<Sight | null> {
  const run = await findFiguresRun(tx, now);
  const place = run && (await findPlace(tx, { runId: run.runId, number }));
  return run && place && { run, place };
}

/**
 * Whom a partner may see by name, of the given numbers: himself, his own team, and the sponsor one step up. Everybody else
 * has words instead of a name.
 */
export async function visibleTo(
  tx: Tx,
  { viewer, numbers, now }: { viewer: number; numbers: readonly number[]; now: Date },
): Promise<Set<number>> {
  const sight = await findSight(tx, viewer, now);
  const rows = await tx.all(
    z.object({ number: z.int() }),
    sql`select p.number from partner p
          left join partner_period f on f.network_id = ${tx.networkId} and f.run_id = ${sight?.run.runId ?? -1}
                                    and f.number = p.number
         where p.network_id = ${tx.networkId} and p.number = any(${numbers}::int[]) and p.number > 0
           and (p.number = ${viewer} or p.sponsor = ${viewer}
                or (f.position > ${sight?.place.position ?? 0} and f.position < ${sight?.place.subtreeEnd ?? 0})
                or p.number = (select me.sponsor from partner me
                                where me.network_id = ${tx.networkId} and me.number = ${viewer}))`,
  );
  return new Set(rows.map((row) => row.number));
}
