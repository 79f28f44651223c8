import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { placeWaiting, type Placed, type PlacementRule } from '#app/domain/placement/place-waiting.ts';
import { PlacementTree } from '#app/domain/placement/placement-tree.ts';
import { widthOf } from '#app/domain/placement/rule-spans.ts';
import { commonPlan, walkOf } from '#app/domain/plan/common-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { SPONSOR_TREE } from '#app/domain/plan/trees.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';
import type { TestDatabase } from '#tests/database/test-database.ts';

/** Somebody as a list of partners says it: the number of whoever recommended him, 0 for nobody. */
export interface Recruit {
  readonly number: number;
  readonly sponsor: number;
  readonly joinedMs: number;
}

/** A plan of one walk over a placement tree: 5 %, 4 %, 3 %, everybody active. */
export function planOver(rule: PlacementRule): Plan {
  const request = { name: 'Places', currency: 'EUR', cadence: 'month' } as const;
  const walk = { ...walkOf(request, 'places', ['0.05', '0.04', '0.03']), tree: rule.id };
  return { ...commonPlan(request), trees: [SPONSOR_TREE, rule], components: [walk] };
}

/** Writes partners with their first edge and status, all at once. */
export async function recruit(database: TestDatabase, networkId: NetworkId, people: readonly Recruit[]): Promise<void> {
  const numbers = people.map(({ number }) => number);
  const joined = people.map(({ joinedMs }) => new Date(joinedMs));
  const sponsors = people.map(({ sponsor }) => sponsor);
  const rows = `unnest($2::int[], $3::int[], $4::timestamptz[]) as t (number, sponsor, joined)`;
  const values = [networkId, numbers, sponsors, joined];
  await database.asOwner(
    `insert into partner (network_id, number, status, sponsor, first_name, last_name, search_name, search_last, language, joined_at)
     select $1, number, 'active', sponsor, 'P', number::text, 'p', 'p', 'en', joined from ${rows}`,
    values,
  );
  await database.asOwner(
    `insert into sponsor_edge (network_id, recorded_seq, number, sponsor, valid_from, reason, actor, recorded_at)
     select $1, nextval('recorded_seq'), number, sponsor, joined, '', 'test', joined from ${rows}`,
    values,
  );
  await database.asOwner(
    `insert into partner_status (network_id, recorded_seq, number, status, valid_from, reason, actor, recorded_at)
     select $1, nextval('recorded_seq'), number, 'active', joined, '', 'test', joined from ${rows}`,
    values,
  );
  await inTransaction(networkId, orderPreview);
}

/** `owner below position-owner at slot since`, in order of position: what two ways of placing are compared by. */
export async function seatsIn(database: TestDatabase, networkId: NetworkId, tree: string): Promise<string[]> {
  const rows = await database.asOwner<{ seat: string }>(
    `select p.owner || ' below ' || coalesce(up.owner, 0) || ' at ' || e.slot || ' since '
            || round(extract(epoch from e.valid_from) * 1000) as seat
       from position p
       join placement_edge e on e.network_id = p.network_id and e.programme_id = p.programme_id and e.tree = p.tree
                            and e.position = p.number
       left join position up on up.network_id = p.network_id and up.programme_id = p.programme_id and up.tree = p.tree
                            and up.number = e.parent
      where p.network_id = $1 and p.tree = $2 order by p.number`,
    [networkId, tree],
  );
  return rows.map(({ seat }) => seat);
}

/** The same as the domain says it of everybody at once. */
export function seatsAtOnce(
  rule: PlacementRule,
  people: readonly Recruit[],
  { opensMs, nowMs }: { opensMs: number; nowMs: number },
): string[] {
  const sponsorOf = new Map(people.map(({ number, sponsor }) => [number, sponsor]));
  const placed: Placed = {
    tree: new PlacementTree(widthOf(rule), { parent: new Int32Array(1), slot: new Int32Array(1) }),
    firstOf: () => 0,
    sponsorOf: (partner) => sponsorOf.get(partner) ?? 0,
    placedAtMs: () => opensMs,
    opensMs,
    volume: new Float64Array(0),
  };
  const waiting = people.map(({ number, joinedMs }) => ({ partner: number, joinedMs }));
  const seats = placeWaiting(rule, placed, waiting, nowMs);
  return seats.map(
    ({ partner, parent, slot, fromMs }) =>
      `${partner} below ${parent === 0 ? 0 : seats[parent - 1]?.partner} at ${slot} since ${fromMs}`,
  );
}
