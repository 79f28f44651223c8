import { z } from 'zod';
import { placementRules } from '#app/adapters/db/repositories/placement-rules.server.ts';
import { joinedWithoutPosition } from '#app/adapters/db/repositories/positions.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { deadlineOf, holdingMs, type PlacementRule } from '#app/domain/placement/place-waiting.ts';

const WAITING_SHOWN = 50;

const waitingSchema = z.object({
  number: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  sponsor: z.int(),
  sponsorFirst: z.string(),
  sponsorLast: z.string(),
  joinedAt: z.date(),
  total: z.int(),
});

/** Somebody in the holding tank of a tree, and until when staff may choose a place. */
export interface WaitingPartner {
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly sponsor: { readonly number: number; readonly firstName: string; readonly lastName: string };
  readonly until: string;
}

export interface WaitingTree {
  readonly tree: string;
  readonly kind: 'binary' | 'matrix';
  readonly total: number;
  readonly partners: readonly WaitingPartner[];
}

/** Who joined later than this waits in a tree's holding tank; whoever joined earlier is placed with the next calculation. */
const tankBegins = (rule: PlacementRule, now: Date): Date => new Date(now.getTime() - holdingMs(rule));

/** How many people wait in the holding tank of a tree. */
export async function countWaiting(
  tx: Tx,
  { programmeId, rule }: { programmeId: number; rule: PlacementRule },
  now: Date,
): Promise<number> {
  const key = { programmeId, tree: rule.id };
  const { waiting } = await tx.one(
    z.object({ waiting: z.int() }),
    sql`select count(*)::int as waiting from partner n
         where n.network_id = ${tx.networkId} and ${joinedWithoutPosition(tx, key, tankBegins(rule, now))}`,
  );
  return waiting;
}

/** Who waits for a place in the trees of the plans in force, whose time ends first at the top; the first fifty of each tree. */
export function waitingPage({ networkId, now }: { networkId: NetworkId; now: Date }): Promise<WaitingTree[]> {
  return inTransaction(networkId, async (tx) => {
    const inForce = (await placementRules(tx, now)).filter(({ dueMs }) => dueMs === now.getTime());
    const trees: WaitingTree[] = [];
    for (const { programmeId, rule } of inForce) {
      const key = { programmeId, tree: rule.id };
      const rows = await tx.all(
        waitingSchema,
        sql`select n.number, n.first_name as "firstName", n.last_name as "lastName", n.joined_at as "joinedAt", n.sponsor,
                   s.first_name as "sponsorFirst", s.last_name as "sponsorLast", (count(*) over ())::int as total
              from partner n
              join partner s on s.network_id = ${tx.networkId} and s.number = n.sponsor
             where n.network_id = ${tx.networkId} and ${joinedWithoutPosition(tx, key, tankBegins(rule, now))}
             order by n.joined_at, n.number limit ${WAITING_SHOWN}`,
      );
      const partners = rows.map(({ number, firstName, lastName, joinedAt, ...row }): WaitingPartner => {
        const until = deadlineOf({ partner: number, joinedMs: joinedAt.getTime() }, rule);
        const sponsor = { number: row.sponsor, firstName: row.sponsorFirst, lastName: row.sponsorLast };
        return { number, firstName, lastName, sponsor, until: new Date(until).toISOString() };
      });
      trees.push({ tree: rule.id, kind: rule.kind, total: rows[0]?.total ?? 0, partners });
    }
    return trees;
  });
}
