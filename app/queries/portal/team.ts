import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { findPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { findFiguresRun } from '#app/queries/figures-run.ts';
import { shownName } from '#app/queries/portal/person-name.ts';
import { findSight, type Sight } from '#app/queries/portal/sight.ts';
import { levelsBelow } from '#app/queries/tree/levels.ts';

/** Shown of each level before one asks for more, and of a level or a search at a time. */
const FIRST = 5;
export const TEAM_PAGE = 20;
/** Levels shown one below the other. */
const LEVELS_SHOWN = 10;

const personSchema = z
  .object({
    number: z.int(),
    firstName: z.string(),
    lastName: z.string(),
    level: z.int(),
    position: z.int(),
    orders: z.int(),
  })
  .transform(({ firstName, lastName, orders, ...person }) => ({
    ...person,
    name: shownName({ firstName, lastName }),
    activity: activityOf(orders),
  }));

/** Somebody of the team in a list: first name and initial, and how busy, in four classes. */
export type TeamPerson = z.infer<typeof personSchema>;

/** How many customers' orders counted in the period: none, one or two, up to nine, more. Amounts stay private. */
export type ActivityClass = 0 | 1 | 2 | 3;

export function activityOf(orders: number): ActivityClass {
  if (orders === 0) return 0;
  if (orders <= 2) return 1;
  return orders <= 9 ? 2 : 3;
}

export interface TeamLevelShown {
  readonly level: number;
  readonly partners: number;
  readonly people: readonly TeamPerson[];
}

export interface TeamPage {
  readonly asOf: string | null;
  readonly total: number;
  readonly active: number;
  readonly levels: readonly TeamLevelShown[];
  /** Partners on levels deeper than those shown. */
  readonly deeper: number;
  /** The sponsor, one step up; null where the merchant is. */
  readonly sponsor: string | null;
}

interface TeamVisit {
  readonly networkId: NetworkId;
  readonly number: number;
  readonly now: Date;
}

/** A partner's team: how many on each level, and the first of each. */
export function teamPage({ networkId, number, now }: TeamVisit): Promise<TeamPage> {
  return inTransaction(networkId, async (tx) => {
    const sponsor = await sponsorName(tx, number);
    const sight = await findSight(tx, number, now);
    if (!sight) {
      const run = await findFiguresRun(tx, now);
      return { asOf: run?.asOf ?? null, total: 0, active: 0, levels: [], deeper: 0, sponsor };
    }
    const view = { at: null, runId: sight.run.runId, watermark: '0', alikeUntil: null };
    const levels = await levelsBelow(tx, view, number);
    const shown = levels.slice(0, LEVELS_SHOWN);
    const people = await firstOfLevels(
      tx,
      sight,
      shown.map(({ level }) => level),
    );
    const sumOf = (of: 'partners' | 'active', list = levels) => list.reduce((total, level) => total + level[of], 0);
    return {
      asOf: sight.run.asOf,
      total: sumOf('partners'),
      active: sumOf('active'),
      levels: shown.map(({ level, partners }) => ({
        level,
        partners,
        people: people.filter((person) => person.level === level),
      })),
      deeper: sumOf('partners', levels.slice(LEVELS_SHOWN)),
      sponsor,
    };
  });
}

async function sponsorName(tx: Tx, number: number): Promise<string | null> {
  const partner = await findPartner(tx, number);
  const sponsor = partner && partner.sponsor !== 0 ? await findPartner(tx, partner.sponsor) : null;
  return sponsor && shownName(sponsor);
}

const COLUMNS = sql`f.number, p.first_name as "firstName", p.last_name as "lastName", f.position, f.orders`;

function firstOfLevels(tx: Tx, { run, place }: Sight, levels: readonly number[]): Promise<TeamPerson[]> {
  return tx.all(
    personSchema,
    sql`select ${COLUMNS}, f.depth - ${place.depth}::int as level
          from unnest(${levels}::int[]) as l (level)
         cross join lateral (
               select number, position, depth, orders from partner_period
                where network_id = ${tx.networkId} and run_id = ${run.runId} and depth = ${place.depth}::int + l.level
                  and position > ${place.position} and position < ${place.subtreeEnd}
                order by position limit ${FIRST}) f
          join partner p on p.network_id = ${tx.networkId} and p.number = f.number
         order by f.depth, f.position`,
  );
}

export interface TeamList {
  readonly people: readonly TeamPerson[];
  /** Position after which the next page begins; null at the end. */
  readonly next: number | null;
}

/** One level of the team, a page at a time, in the tree's own order. */
export function teamLevel({ networkId, number, now, level, after }: TeamVisit & { level: number; after: number }) {
  return inTransaction(networkId, async (tx): Promise<TeamList> => {
    const sight = await findSight(tx, number, now);
    if (!sight) return { people: [], next: null };
    const { run, place } = sight;
    const people = await tx.all(
      personSchema,
      sql`select ${COLUMNS}, ${level}::int as level from partner_period f
            join partner p on p.network_id = ${tx.networkId} and p.number = f.number
           where f.network_id = ${tx.networkId} and f.run_id = ${run.runId} and f.depth = ${place.depth + level}
             and f.position > ${Math.max(after, place.position)} and f.position < ${place.subtreeEnd}
           order by f.position limit ${TEAM_PAGE + 1}`,
    );
    const page = people.slice(0, TEAM_PAGE);
    return { people: page, next: people.length > TEAM_PAGE ? (page.at(-1)?.position ?? null) : null };
  });
}

/** The sponsored, or whoever stands above a member of the team, as far as it may be known; null for nobody of the team. */
export interface TeamCard {
  readonly person: TeamPerson;
  readonly since: string;
  /** Partners below this person. */
  readonly below: number;
}

/** The card of somebody in the team; null for everybody else, whoever they are. */
export function teamCard({ networkId, number, now, person }: TeamVisit & { person: number }): Promise<TeamCard | null> {
  return inTransaction(networkId, async (tx) => {
    const sight = await findSight(tx, number, now);
    if (!sight) return null;
    const { run, place } = sight;
    const row = await tx.find(
      z.object({ since: z.date(), below: z.int() }).loose(),
      sql`select ${COLUMNS}, f.depth - ${place.depth}::int as level, p.joined_at as since,
                 f.subtree_end - f.position - 1 as below
            from partner_period f join partner p on p.network_id = ${tx.networkId} and p.number = f.number
           where f.network_id = ${tx.networkId} and f.run_id = ${run.runId} and f.number = ${person}
             and f.position > ${place.position} and f.position < ${place.subtreeEnd}`,
    );
    return row && { person: personSchema.parse(row), since: row.since.toISOString(), below: row.below };
  });
}
