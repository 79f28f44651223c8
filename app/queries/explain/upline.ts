import { z } from 'zod';
import { numbersOf } from '#app/adapters/db/row-basis.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { STATUS } from '#app/domain/engine/facts.ts';
import { REACH_ALL } from '#app/domain/engine/scene.ts';
import { isWalkedAtEnd, type LinesAbove, type OrderCase, type PartnerOnPath } from '#app/domain/explain/case.ts';
import { SPONSOR_TREE } from '#app/domain/plan/trees.ts';
import type { PlanAt, RunBasis } from '#app/queries/explain/run-basis.ts';

/** Whose line above is asked for, and as of when. */
export interface UplineRequest {
  /** The attributed partner, of an own order the buyer; 0 for nobody. */
  readonly partner: number;
  readonly asOf: Date;
}

/** More steps than any walk of ours takes. */
const STEPS_MAX = 1000;

const stepSchema = z.object({
  place: z.int(),
  step: z.int(),
  number: z.int(),
  joinedAt: z.date(),
  firstName: z.string(),
  lastName: z.string(),
  status: z.string().nullable(),
  ownMinor: z.bigint().nullable(),
  customerMinor: z.bigint().nullable(),
  orders: z.int().nullable(),
  activityMet: z.boolean().nullable(),
  rank: z.int().nullable(),
  title: z.int().nullable(),
  reach: z.instanceof(Buffer).nullable(),
  measured: z.instanceof(Buffer).nullable(),
});
type Step = z.infer<typeof stepSchema>;

const STATUS_OF = new Map<string, number>(Object.entries(STATUS));

/** The lines above each order, by sponsors and in every placement tree that the plan of some order names; of so many partners at most. */
export async function linesAbove(
  tx: Tx,
  basis: RunBasis,
  { requests, planAt, most = STEPS_MAX }: { requests: readonly UplineRequest[]; planAt: PlanAt; most?: number },
): Promise<Pick<OrderCase, 'path' | 'placed' | 'atEnd'>[]> {
  const plans = requests.map(({ asOf }) => planAt(asOf).plan);
  const trees = [...new Set(plans.flatMap((plan) => plan.trees.slice(1).map(({ id }) => id)))];
  const atOrder = await linesAt(tx, basis, {
    requests: requests.map((each) => ({ ...each, edgesAt: each.asOf })),
    ...{ trees, most },
  });
  if (!plans.some(({ components }) => components.some(isWalkedAtEnd)))
    return atOrder.map((lines) => ({ ...lines, atEnd: null }));
  const edgesAt = new Date(basis.endsAt.getTime() - 1);
  const atEnd = await linesAt(tx, basis, { requests: requests.map((each) => ({ ...each, edgesAt })), trees, most });
  return atOrder.map((lines, place) => ({ ...lines, atEnd: atEnd[place] ?? null }));
}

/** A request with the instant of the tree; statuses and figures are those of the order. */
type DatedRequest = UplineRequest & { readonly edgesAt: Date };

async function linesAt(
  tx: Tx,
  basis: RunBasis,
  { requests, trees, most }: { requests: readonly DatedRequest[]; trees: readonly string[]; most: number },
): Promise<LinesAbove[]> {
  const paths = await uplines(tx, basis, { requests, tree: SPONSOR_TREE.id, most });
  const placed: [string, PartnerOnPath[][]][] = [];
  for (const tree of trees) placed.push([tree, await uplines(tx, basis, { requests, tree, most })]);
  return requests.map((_, place) => ({
    path: paths[place] ?? [],
    placed: Object.fromEntries(placed.map(([tree, lines]) => [tree, lines[place] ?? []])),
  }));
}

/** Somebody as a run saw him at an instant; null where there is nobody of that number. */
export async function partnerAt(tx: Tx, basis: RunBasis, request: UplineRequest): Promise<PartnerOnPath | null> {
  const requests = [{ ...request, edgesAt: request.asOf }];
  const [line] = await uplines(tx, basis, { requests, tree: SPONSOR_TREE.id, most: 1 });
  return line?.[0] ?? null;
}

/**
 * The lines above several orders as a run saw them: edges and statuses up to its watermark, activity of the period that
 * counts (a late order's is its own, design 9.19). In the order of the requests, nearest first, without the house account:
 * sponsors, or in a placement tree of the programme who holds the places above, from the first position of whom the order is.
 */
async function uplines(
  tx: Tx,
  basis: RunBasis,
  { requests, tree, most }: { requests: readonly DatedRequest[]; tree: string; most: number },
): Promise<PartnerOnPath[][]> {
  const walk = tree === SPONSOR_TREE.id ? sponsorsAbove(tx, basis, most) : placesAbove(tx, basis, { tree, most });
  const steps = await tx.all(stepSchema, uplineQuery(tx, basis, { requests, walk }));
  const byPlace = Map.groupBy(steps, ({ place }) => place);
  return requests.map((_, place) => (byPlace.get(place + 1) ?? []).map((step) => onPath(step, basis)));
}

function onPath(step: Step, { plan }: RunBasis): PartnerOnPath {
  const isActive = step.activityMet ?? plan.activity.kind === 'none';
  return {
    person: { number: step.number, name: `${step.firstName} ${step.lastName}`.trim() },
    joinedMs: step.joinedAt.getTime(),
    status: STATUS_OF.get(step.status ?? '') ?? STATUS.none,
    isActive,
    rank: step.rank ?? 0,
    title: step.title ?? 0,
    reach: step.reach === null ? simpleReach(plan, isActive) : [...step.reach],
    figures: figuresOf(step),
  };
}

function figuresOf({ ownMinor, customerMinor, orders, measured }: Step): PartnerOnPath['figures'] {
  if (ownMinor === null || customerMinor === null || orders === null) return null;
  return {
    ownMinor: Number(ownMinor),
    customerMinor: Number(customerMinor),
    customerOrders: orders,
    measured: measured === null ? [] : numbersOf(measured),
  };
}

/** Who has no figures yet, because he joined after the run, qualifies where activity is all that is asked. */
function simpleReach({ components }: RunBasis['plan'], isActive: boolean): number[] {
  return components.map(({ qualification: { kind } }) =>
    kind === 'none' || (kind === 'active' && isActive) ? REACH_ALL : 0,
  );
}

const sponsorOf = (tx: Tx, basis: RunBasis) => sql`(
  select e.sponsor from sponsor_edge e
   where e.network_id = ${tx.networkId} and e.number = below.number and e.valid_from <= below.edges_at
     and e.recorded_seq <= ${basis.watermark}
   order by e.valid_from desc, e.recorded_seq desc limit 1)`;

/** A run lets a partner join with his first dated fact: `partner.joined_at` changes with an approval. */
const firstFact = (tx: Tx, basis: RunBasis) => sql`least(
  (select min(e.valid_from) from sponsor_edge e
    where e.network_id = ${tx.networkId} and e.number = b.number and e.recorded_seq <= ${basis.watermark}),
  (select min(s.valid_from) from partner_status s
    where s.network_id = ${tx.networkId} and s.number = b.number and s.recorded_seq <= ${basis.watermark}))`;

/** From `wanted` upwards by sponsors of the instant of the tree. */
const sponsorsAbove = (tx: Tx, basis: RunBasis, most: number) => sql`
      select place, 0 as step, partner as number, as_of, edges_at, 0 as node from wanted where partner <> 0
      union all
      select below.place, below.step + 1, coalesce(${sponsorOf(tx, basis)}, 0), below.as_of, below.edges_at, 0
        from below where below.number <> 0 and below.step + 1 < ${most}`;

/** From `wanted` upwards by places: of whoever had one at the instant of the tree. */
const placesAbove = (tx: Tx, basis: RunBasis, { tree, most }: { tree: string; most: number }) => sql`
      select w.place, 0 as step, p.owner as number, w.as_of, w.edges_at, p.number as node
        from wanted w
        join position p on p.network_id = ${tx.networkId} and p.programme_id = ${basis.programmeId} and p.tree = ${tree}
                       and p.owner = w.partner and p.place = 1
        join placement_edge e on e.network_id = ${tx.networkId} and e.programme_id = ${basis.programmeId}
                             and e.tree = ${tree} and e.position = p.number
       where e.valid_from <= w.edges_at and e.recorded_seq <= ${basis.watermark}
      union all
      select b.place, b.step + 1, p.owner, b.as_of, b.edges_at, p.number
        from below b
        join placement_edge e on e.network_id = ${tx.networkId} and e.programme_id = ${basis.programmeId}
                             and e.tree = ${tree} and e.position = b.node
        join position p on p.network_id = ${tx.networkId} and p.programme_id = ${basis.programmeId} and p.tree = ${tree}
                       and p.number = e.parent
       where b.step + 1 < ${most}`;

/** Figures are looked up for each step (`limit 1`): a plan that joins them reads those of all partners and runs. */
function uplineQuery(
  tx: Tx,
  basis: RunBasis,
  { requests, walk }: { requests: readonly DatedRequest[]; walk: ReturnType<typeof sql> },
) {
  return sql`
    with recursive wanted as (
      select place::int, partner, as_of, edges_at
        from unnest(${requests.map(({ partner }) => partner)}::int[], ${requests.map(({ asOf }) => asOf)}::timestamptz[],
                    ${requests.map(({ edgesAt }) => edgesAt)}::timestamptz[])
             with ordinality as w (partner, as_of, edges_at, place)
    ), below as (${walk})
    select b.place, b.step, b.number, coalesce(${firstFact(tx, basis)}, n.joined_at) as "joinedAt", n.first_name as "firstName", n.last_name as "lastName",
           case when n.joined_at <= b.as_of then (
             select s.status from partner_status s
              where s.network_id = ${tx.networkId} and s.number = b.number and s.valid_from <= b.as_of
                and s.recorded_seq <= ${basis.watermark}
              order by s.valid_from desc, s.recorded_seq desc limit 1) end as status,
           f.own_minor as "ownMinor", f.customer_minor as "customerMinor", f.orders,
           f.activity_met as "activityMet", f.rank, f.title, f.reach, f.measured
      from below b
      join partner n on n.network_id = ${tx.networkId} and n.number = b.number
      left join lateral (
        select * from partner_period o
         where o.network_id = ${tx.networkId} and o.number = b.number
           and o.run_id = case when b.as_of >= ${basis.startsAt} then ${basis.runId}::int else (
                 select a.run_id from period_acceptance a
                   join period p on p.network_id = ${tx.networkId} and p.id = a.period_id
                  where a.network_id = ${tx.networkId} and p.calendar_id = ${basis.calendarId}
                    and p.starts_at <= b.as_of and p.ends_at > b.as_of) end
         limit 1) f on true
     where b.number <> 0
     order by b.place, b.step`;
}
