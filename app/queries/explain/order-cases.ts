import { z } from 'zod';
import { orderKeyText, type OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { dayIn } from '#app/adapters/time/calendar-days.ts';
import type { LinesAbove, OrderCase } from '#app/domain/explain/case.ts';
import type { Person } from '#app/domain/explain/explanation.ts';
import { endsWithin } from '#app/domain/explain/walk-end.ts';
import {
  exchangeOf,
  lineOnRecord,
  lineVolumes,
  notCountedOf,
  ordersOnRecord,
  type LineVolume,
  type OrderOnRecord,
} from '#app/queries/explain/order-lines.ts';
import { cappedOrders } from '#app/queries/explain/run-caps.ts';
import { periodIn, plansAt, type PlanAt, type RunBasis } from '#app/queries/explain/run-basis.ts';
import { linesAbove, type UplineRequest } from '#app/queries/explain/upline.ts';

const receiptSchema = z.object({
  shopId: z.int(),
  orderId: z.bigint(),
  number: z.int().nullable(),
  ownOrder: z.boolean(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
});
type SourceOfOrder = z.infer<typeof receiptSchema>;

/** Whom the run saw each order attributed to. */
function sources(tx: Tx, basis: RunBasis, keys: readonly OrderKey[]): Promise<SourceOfOrder[]> {
  return tx.all(
    receiptSchema,
    sql`select distinct on (a.shop_id, a.order_id) a.shop_id as "shopId", a.order_id as "orderId", a.number,
               a.own_order as "ownOrder", n.first_name as "firstName", n.last_name as "lastName"
          from attribution a
          left join partner n on n.network_id = ${tx.networkId} and n.number = a.number
         where a.network_id = ${tx.networkId} and a.recorded_seq <= ${basis.watermark} and (a.shop_id, a.order_id) in
               (select * from unnest(${keys.map((key) => key.shopId)}::int[], ${keys.map((key) => key.orderId)}::bigint[]))
         order by a.shop_id, a.order_id, a.recorded_seq desc`,
  );
}

/** Walks seldom look further up; in a chain of thousands of partners a line of all of them would be read for each order. */
const NEAR_STEPS = 32;

interface CasesRequest {
  readonly basis: RunBasis;
  readonly keys: readonly OrderKey[];
  readonly now: Date;
  /** How long the lines above may be; by default as long as any walk. */
  readonly most?: number;
}

/** `orderCases` as far up as the plan's walks look: enough for whoever has a row, not for somebody high above. */
export async function walkedCases(tx: Tx, request: CasesRequest): Promise<Map<string, OrderCase>> {
  const near = await orderCases(tx, { ...request, most: NEAR_STEPS });
  const isFar = (key: OrderKey) => {
    const found = near.get(orderKeyText(key));
    return found !== undefined && !endsWithin(found, NEAR_STEPS);
  };
  const far = request.keys.filter(isFar);
  return far.length === 0 ? near : new Map([...near, ...(await orderCases(tx, { ...request, keys: far }))]);
}

/**
 * What a run read of the named orders, by `orderKeyText`: everything an explanation is derived from. The same few statements
 * for one order and for a thousand.
 */
export async function orderCases(tx: Tx, { basis, keys, now, most }: CasesRequest): Promise<Map<string, OrderCase>> {
  const orders = await ordersOnRecord(tx, keys);
  const volumes = Map.groupBy(await lineVolumes(tx, basis, keys), orderKeyText);
  const sourceOf = new Map((await sources(tx, basis, keys)).map((source) => [orderKeyText(source), source]));
  const requests = orders.map((order): UplineRequest => {
    const source = sourceOf.get(orderKeyText(order));
    const asOf = volumes.get(orderKeyText(order))?.[0]?.asOf ?? order.paidAt ?? order.facts.orderedAt;
    return { partner: source?.number ?? 0, asOf };
  });
  const instants = requests.map(({ asOf }) => asOf);
  const planAt = await plansAt(tx, basis, instants);
  const lines = await linesAbove(tx, basis, { requests, planAt, ...(most === undefined ? {} : { most }) });
  const capped = await cappedOrders(
    tx,
    basis.runId,
    orders.map((order, index) => ({
      key: order,
      capPeriod: planAt(requests[index]?.asOf ?? basis.startsAt).capPeriod,
      partners: everybodyIn(lines[index] ?? NOBODY_ABOVE),
    })),
  );
  return new Map(
    orders.map((order, index) => {
      const text = orderKeyText(order);
      const parts = {
        source: sourceOf.get(text),
        volumes: volumes.get(text) ?? [],
        ...(lines[index] ?? NOBODY_ABOVE),
        capped: capped.get(text) ?? null,
        asOf: requests[index]?.asOf ?? order.facts.orderedAt,
      };
      return [text, caseOf(order, basis, { ...parts, planAt, now })];
    }),
  );
}

const NOBODY_ABOVE = { path: [], placed: {}, atEnd: null };

const everybodyIn = ({ atEnd, ...lines }: LinesAbove & Pick<OrderCase, 'atEnd'>): number[] =>
  (atEnd === null ? [lines] : [lines, atEnd])
    .flatMap(({ path, placed }) => [...path, ...Object.values(placed).flat()])
    .map(({ person }) => person.number);

interface CaseParts {
  readonly source: SourceOfOrder | undefined;
  readonly volumes: readonly LineVolume[];
  readonly path: OrderCase['path'];
  readonly placed: OrderCase['placed'];
  readonly atEnd: OrderCase['atEnd'];
  readonly capped: OrderCase['capped'];
  readonly asOf: Date;
  readonly planAt: PlanAt;
  readonly now: Date;
}

function caseOf(
  order: OrderOnRecord,
  basis: RunBasis,
  { source, volumes, path, placed, atEnd, capped, asOf, planAt, now }: CaseParts,
): OrderCase {
  const exchange = exchangeOf(order, basis);
  const { facts } = order;
  const lines = volumes.map((volume) =>
    lineOnRecord(
      facts.lines.find(({ lineId }) => lineId === volume.lineId),
      volume,
      { exchange, facts },
    ),
  );
  return {
    ...planOf(planAt(asOf)),
    order: {
      name: order.name,
      paidOn: dayIn(basis.timeZone, asOf),
      paidAtMs: asOf.getTime(),
      isOwn: source?.ownOrder ?? false,
      isTest: order.test,
      lines,
      notCounted: notCountedOf(facts, exchange),
    },
    source: personOf(source),
    path,
    placed,
    atEnd,
    period: periodIn(basis, now),
    capped,
  };
}

const planOf = ({ plan, planVersion }: ReturnType<PlanAt>) => ({ plan, planVersion });

const personOf = (source: SourceOfOrder | undefined): Person | null =>
  source?.number == null ? null : { number: source.number, name: `${source.firstName} ${source.lastName}`.trim() };
