import { z } from 'zod';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { foldName } from '#app/domain/partners/fold-name.ts';
import { shownName } from '#app/queries/portal/person-name.ts';
import { findSight, type Sight } from '#app/queries/portal/sight.ts';
import { activityOf, TEAM_PAGE, type TeamPerson } from '#app/queries/portal/team.ts';

/** A team up to this size is read whole; in a larger one the names are looked up first. */
const SMALL_TEAM = 2000;

const foundSchema = z.object({
  number: z.int(),
  firstName: z.string(),
  lastName: z.string(),
  level: z.int(),
  position: z.int(),
  orders: z.int(),
});

/** What may be searched is what may be seen: the first name, and of the last name its initial. */
function searchedName(text: string): string {
  const [first = '', ...last] = foldName(text).split(' ');
  const initial = [...(last.at(-1) ?? '')][0];
  return initial ? `${first} ${initial}` : first;
}

function matching(text: string): Sql {
  if (/^\d{1,9}$/.test(text.trim())) return sql`p.number = ${Number(text)}`;
  const name = searchedName(text);
  return sql`(p.search_name >= ${name} and p.search_name < ${`${name}\u{10ffff}`})`;
}

function candidates(tx: Tx, { run, place }: Sight, condition: Sql): Sql {
  const inTeam = sql`f.network_id = ${tx.networkId} and f.run_id = ${run.runId}
    and f.position > ${place.position} and f.position < ${place.subtreeEnd}`;
  if (place.subtreeEnd - place.position <= SMALL_TEAM) {
    return sql`select f.number from partner_period f
      join partner p on p.network_id = ${tx.networkId} and p.number = f.number
     where ${inTeam} and ${condition} order by p.search_name, p.number limit ${TEAM_PAGE}`;
  }
  return sql`select p.number from partner p
     where p.network_id = ${tx.networkId} and ${condition}
       and exists (select from partner_period f where ${inTeam} and f.number = p.number)
     order by p.search_name, p.number limit ${TEAM_PAGE}`;
}

/** People of the team whose first name (and initial) begins with `text`, or whose number it is; the first twenty by name. */
export function teamSearch(visit: {
  networkId: NetworkId;
  number: number;
  now: Date;
  text: string;
}): Promise<TeamPerson[]> {
  return inTransaction(visit.networkId, async (tx) => {
    const sight = await findSight(tx, visit.number, visit.now);
    if (!sight) return [];
    const found = await tx.all(
      foundSchema,
      sql`select p.number, p.first_name as "firstName", p.last_name as "lastName", f.position, f.orders,
                 f.depth - ${sight.place.depth}::int as level
            from (${candidates(tx, sight, matching(visit.text))}) found
            join partner p on p.network_id = ${tx.networkId} and p.number = found.number
            join partner_period f on f.network_id = ${tx.networkId} and f.run_id = ${sight.run.runId}
                                 and f.number = found.number
           order by p.search_name, p.number`,
    );
    return found.map(({ firstName, lastName, orders, ...person }) => ({
      ...person,
      name: shownName({ firstName, lastName }),
      activity: activityOf(orders),
    }));
  });
}
