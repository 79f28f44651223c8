import { z } from 'zod';
import { copyOut, type CopyRow } from '#app/adapters/db/copy-out.server.ts';
import { readPlacements } from '#app/adapters/db/placements.server.ts';
import { readEarnings, readState } from '#app/adapters/db/run-state.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { FactsColumns } from '#app/domain/engine/facts-columns.ts';
import { STATUS, type Facts, type ProductClass } from '#app/domain/engine/facts.ts';
import { NO_PRIOR, type PriorPeriod, type PriorState } from '#app/domain/engine/prior-state.ts';
import { int32, uint8 } from '#app/domain/engine/column.ts';
import { planSchema, type Plan } from '#app/domain/plan/plan.ts';

/** What a run reads: everything recorded up to the watermark that bears on one period. */
export interface FactsRequest {
  readonly periodId: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly cadence: 'week' | 'month';
  readonly watermark: bigint;
  /** The run whose state this one starts from; null for none. */
  readonly priorRunId: number | null;
  /** Its placement trees are read, and those that the plans of late orders name. */
  readonly plan: Pick<Plan, 'trees'>;
}

/** The engine's facts, and Shopify's numbers of the orders at the same indexes. */
export interface RunFacts {
  readonly facts: Facts;
  readonly prior: PriorState<Plan>;
  readonly shopId: Int32Array;
  readonly orderId: BigInt64Array;
  /** The accepted periods of `prior.periods`, by number. */
  readonly latePeriods: readonly number[];
}

const GROUP = '\u001d';
const ITEM = '\u001e';

/** An accepted period whose activity a late order is measured by (design 9.19). */
interface AcceptedPeriod {
  readonly id: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly runId: number;
  readonly planVersion: number;
}

const acceptedSchema = z.object({
  id: z.int(),
  startsAt: z.date(),
  endsAt: z.date(),
  runId: z.int(),
  planVersion: z.int(),
});

function productClassOf(text: string): ProductClass {
  const [tags = '', collections = ''] = text.split(GROUP);
  const items = (group: string) => (group === '' ? [] : group.split(ITEM));
  return { tags: items(tags), collections: items(collections) };
}

/**
 * Reads a period's facts in the caller's repeatable-read transaction, straight into the engine's columns. Orders come by
 * paid instant, shop and number: their place is their key, so rows of a run stand in the order of payment.
 */
export async function readFacts(tx: Tx, request: FactsRequest): Promise<RunFacts> {
  const columns = new FactsColumns();
  await readTree(tx, request, columns);
  const accepted = await acceptedBefore(tx, request);
  const { shopId, orderId, late } = await readEntries(tx, { request, columns, accepted });
  const { startMs, endMs, cadence } = request;
  const periods: PriorPeriod<Plan>[] = [];
  for (const period of late) periods.push(await priorPeriodOf(tx, period));
  const plans = [request.plan, ...periods.map(({ plan }) => plan)];
  const trees = new Set(plans.flatMap((plan) => plan.trees.slice(1).map(({ id }) => id)));
  for (const placement of await readPlacements(tx, request, trees)) columns.placement(placement);
  const facts = columns.done({ startMs, endMs, cadence });
  const state = request.priorRunId === null ? NO_PRIOR : await readState(tx, request.priorRunId);
  const earnings = await readEarnings(tx, cadence === 'month' ? await weeksOf(tx, request) : []);
  const latePeriods = late.map(({ id }) => id);
  return { facts, prior: { ...state, periods, earnings }, shopId, orderId, latePeriods };
}

/**
 * Edges and statuses up to the watermark, and the partners that they name: whoever came later is not there yet. A partner
 * is there from the first dated fact on; `partner.joined_at` changes with an approval, and a run must not.
 */
async function readTree(tx: Tx, { watermark }: FactsRequest, columns: FactsColumns): Promise<void> {
  const firstMs = new Map<number, number>();
  const meet = (number: number, atMs: number) => {
    const first = firstMs.get(number);
    if (first === undefined || atMs < first) firstMs.set(number, atMs);
    return atMs;
  };
  const upTo = `network_id = ${tx.networkId} and recorded_seq <= ${watermark}`;
  await copyOut(
    tx.client,
    `select number, sponsor, valid_from, recorded_seq from sponsor_edge where ${upTo}`,
    (row) => {
      const number = row.int();
      columns.edge(number, row.int(), meet(number, row.ms()), row.long());
    },
  );
  await copyOut(
    tx.client,
    `select number, case status when 'active' then ${STATUS.active} when 'suspended' then ${STATUS.suspended}
        when 'terminated' then ${STATUS.terminated} else ${STATUS.none} end, valid_from, recorded_seq
       from partner_status where number <> 0 and ${upTo}`,
    (row) => {
      const number = row.int();
      columns.status(number, row.int(), meet(number, row.ms()), row.long());
    },
  );
  for (const [number, atMs] of firstMs) columns.partner(number, atMs);
}

/** Accepted periods of the same calendar before this one, newest first. */
function acceptedBefore(tx: Tx, { periodId, startMs }: FactsRequest): Promise<AcceptedPeriod[]> {
  return tx.all(
    acceptedSchema,
    sql`select p.id, p.starts_at as "startsAt", p.ends_at as "endsAt", r.id as "runId", r.plan_version as "planVersion"
          from period_acceptance a
          join period p on p.network_id = ${tx.networkId} and p.id = a.period_id
          join run r on r.network_id = ${tx.networkId} and r.id = a.run_id
         where a.network_id = ${tx.networkId} and p.ends_at <= ${new Date(startMs)}
           and p.calendar_id = (select calendar_id from period where network_id = ${tx.networkId} and id = ${periodId})
         order by p.starts_at desc`,
  );
}

/** Accepted runs of the programme's weeks that end within a month: what they paid can be matched by the month. */
async function weeksOf(tx: Tx, { periodId, startMs, endMs }: FactsRequest): Promise<number[]> {
  const weeks = await tx.all(
    z.object({ runId: z.int() }),
    sql`select a.run_id as "runId"
          from calendar own
          join calendar c on c.network_id = ${tx.networkId} and c.programme_id = own.programme_id and c.cadence = 'week'
          join period p on p.network_id = ${tx.networkId} and p.calendar_id = c.id
          join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
         where own.network_id = ${tx.networkId}
           and own.id = (select calendar_id from period where network_id = ${tx.networkId} and id = ${periodId})
           and p.ends_at > ${new Date(startMs)} and p.ends_at <= ${new Date(endMs)}
         order by p.starts_at, p.id`,
  );
  return weeks.map(({ runId }) => runId);
}

interface EntryReading {
  readonly request: FactsRequest;
  readonly columns: FactsColumns;
  readonly accepted: readonly AcceptedPeriod[];
}

const entriesQuery = (network: number, { periodId, watermark }: FactsRequest) => `
  select e.shop_id, e.order_id, e.as_of, coalesce(a.number, 0), coalesce(a.own_order, false), coalesce(a.customer_key, 0),
         e.base_minor, e.earns,
         array_to_string(l.tags, '${ITEM}') || '${GROUP}' || array_to_string(l.collections, '${ITEM}')
    from volume_entry e
    left join (select distinct on (shop_id, order_id) shop_id, order_id, number, own_order, customer_key
                 from attribution
                where network_id = ${network} and recorded_seq <= ${watermark}
                  and (shop_id, order_id) in (select shop_id, order_id from volume_entry
                        where network_id = ${network} and period_id = ${periodId} and recorded_seq <= ${watermark})
                order by shop_id, order_id, recorded_seq desc) a
      on a.shop_id = e.shop_id and a.order_id = e.order_id
    left join order_line l
      on l.network_id = ${network} and l.shop_id = e.shop_id and l.order_id = e.order_id and l.line_id = e.line_id
     and l.recorded_seq <= ${watermark}
   where e.network_id = ${network} and e.period_id = ${periodId} and e.recorded_seq <= ${watermark}
   order by e.as_of, e.shop_id, e.order_id`;

/** Orders and their entries; each order meets the newest receipt as of the watermark. */
async function readEntries(tx: Tx, { request, columns, accepted }: EntryReading) {
  const shopIds = int32();
  const orderIds: bigint[] = [];
  const late: AcceptedPeriod[] = [];
  let shop = 0;
  let order = 0n;
  const classOf = (text: string) => columns.productClass(text, () => productClassOf(text));
  const activityOf = (asOfMs: number): number => {
    if (asOfMs >= request.startMs) return -1;
    const period = accepted.find(({ startsAt, endsAt }) => startsAt.getTime() <= asOfMs && asOfMs < endsAt.getTime());
    assert(period, 'a late order of a period that is not accepted');
    const known = late.indexOf(period);
    return known >= 0 ? known : late.push(period) - 1;
  };
  await copyOut(tx.client, entriesQuery(tx.networkId, request), (row: CopyRow) => {
    const shopId = row.int();
    const orderId = row.id();
    const asOfMs = row.ms();
    const partner = row.int();
    const isOwn = row.bool();
    const customer = row.long();
    if (shopId !== shop || orderId !== order) {
      shop = shopId;
      order = orderId;
      shopIds.push(shopId);
      orderIds.push(orderId);
      columns.order({ key: shopIds.length, partner, customer, isOwn, asOfMs, activityOf: activityOf(asOfMs) });
    }
    const baseMinor = row.long();
    const earns = row.bool();
    columns.entry({ productClass: classOf(row.text()), baseMinor, pv: 0, cv: 0, marginMinor: 0, earns });
  });
  return { shopId: shopIds.done(), orderId: BigInt64Array.from(orderIds), late };
}

/** The plan of an accepted period, and its partners as its run saw them. */
async function priorPeriodOf(tx: Tx, { runId, planVersion }: AcceptedPeriod): Promise<PriorPeriod<Plan>> {
  const version = await tx.one(
    z.object({ document: planSchema }),
    sql`select v.document from plan_version v
          join run r on r.network_id = ${tx.networkId} and r.id = ${runId}
          join period p on p.network_id = ${tx.networkId} and p.id = r.period_id
          join calendar c on c.network_id = ${tx.networkId} and c.id = p.calendar_id
         where v.network_id = ${tx.networkId} and v.programme_id = c.programme_id and v.version = ${planVersion}`,
  );
  const components = version.document.components.map(() => uint8());
  const columns = { partner: int32(), isActive: uint8(), rank: uint8(), title: uint8() };
  await copyOut(
    tx.client,
    `select number, activity_met, rank::int, title::int, reach from partner_period
      where network_id = ${tx.networkId} and run_id = ${runId} and number <> 0`,
    (row) => {
      columns.partner.push(row.int());
      columns.isActive.push(row.bool() ? 1 : 0);
      columns.rank.push(row.int());
      columns.title.push(row.int());
      const reach = row.bytes();
      components.forEach((column, index) => column.push(reach[index] ?? 0));
    },
  );
  return {
    plan: version.document,
    partner: columns.partner.done(),
    isActive: columns.isActive.done(),
    rank: columns.rank.done(),
    title: columns.title.done(),
    reach: components.map((column) => column.done()),
  };
}
