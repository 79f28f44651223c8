import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import type { RowChange } from '#app/domain/compare/compare-rows.ts';
import { ORDER_FACTS, type ChangeReason, type ComparedRuns, type RunChanges } from '#app/domain/compare/run-changes.ts';
import { namesOf } from '#app/queries/partners/names-of.ts';
import { orderFacts, partnerFacts } from '#app/queries/periods/facts-between.ts';

const PARTNER_FACTS = 50;

/** Names for what two runs differ in, and the facts behind it. */
export function runChanges(networkId: NetworkId, compared: ComparedRuns): Promise<RunChanges> {
  return inTransaction(networkId, (tx) => told(tx, compared));
}

async function told(tx: Tx, { comparison, range, periodEnd, plan, priorRenewed }: ComparedRuns): Promise<RunChanges> {
  const orders = comparison.rows.filter(({ orderId }) => orderId !== 0n);
  const facts = Map.groupBy(await orderFacts(tx, orders, range), keyOf);
  const orderNames = await namesOfOrders(tx, orders);
  const names = await namesOf(
    tx,
    [...comparison.rows, ...comparison.earners].map(({ earner }) => earner),
  );
  const person = (number: number) => ({ number, name: names.get(number) ?? '' });
  const whyOf = (row: RowChange): ChangeReason => {
    const kinds = new Set(facts.get(keyOf(row))?.map(({ kind }) => kind));
    return ORDER_FACTS.find((kind) => kinds.has(kind)) ?? (plan ? 'plan' : 'people');
  };
  return {
    sums: {
      before: text(comparison.before),
      after: text(comparison.after),
      added: text(comparison.added),
      removed: text(comparison.removed),
      changed: text(comparison.changed),
    },
    same: comparison.same,
    gain: { ...comparison.gain, amountMinor: String(comparison.gain.amountMinor) },
    loss: { ...comparison.loss, amountMinor: String(comparison.loss.amountMinor) },
    earners: comparison.earners.map(({ earner, beforeMinor, afterMinor }) => ({
      ...person(earner),
      beforeMinor: String(beforeMinor),
      afterMinor: String(afterMinor),
    })),
    rows: comparison.rows.map((row) => ({
      order: row.orderId === 0n ? null : { key: keyOf(row), name: orderNames.get(keyOf(row)) ?? '' },
      source: row.source,
      earner: person(row.earner),
      component: row.component,
      level: row.level,
      beforeMinor: row.before && String(row.before.amountMinor),
      afterMinor: row.after && String(row.after.amountMinor),
      why: whyOf(row),
    })),
    plan,
    partnerFacts: await partnerFacts(tx, range, { before: periodEnd, limit: PARTNER_FACTS }),
    priorRenewed,
  };
}

/** An order's address in the admin. */
const keyOf = ({ shopId, orderId }: { shopId: number; orderId: bigint }): string => `${shopId}-${orderId}`;

const text = ({ rows, amountMinor }: { rows: number; amountMinor: number }) => ({
  rows,
  amountMinor: String(amountMinor),
});

async function namesOfOrders(
  tx: Tx,
  orders: readonly { readonly shopId: number; readonly orderId: bigint }[],
): Promise<Map<string, string>> {
  const rows = await tx.all(
    z.object({ shopId: z.int(), orderId: z.bigint(), name: z.string() }),
    sql`select o.shop_id as "shopId", o.order_id as "orderId", o.name from shop_order o
          join (select distinct * from unnest(${orders.map(({ shopId }) => shopId)}::int[],
                  ${orders.map(({ orderId }) => orderId)}::bigint[])) as n (shop_id, order_id)
            on n.shop_id = o.shop_id and n.order_id = o.order_id
         where o.network_id = ${tx.networkId}`,
  );
  return new Map(rows.map((row) => [keyOf(row), row.name]));
}

const choiceSchema = z.object({ id: z.int(), at: z.date().transform((at) => at.toISOString()) });
export type EarlierRun = z.infer<typeof choiceSchema>;

const CHOICES_MAX = 32;

/** Earlier runs that one can be compared with: the one just before, and the last of each day before that. Newest first. */
export function earlierRuns(
  tx: Tx,
  { periodId, before, timeZone }: { periodId: number; before: number; timeZone: string },
): Promise<EarlierRun[]> {
  return tx.all(
    choiceSchema,
    sql`select id, at from (
          select r.id, r.started_at as at,
                 row_number() over (order by r.id desc) as place,
                 row_number() over (partition by (r.started_at at time zone ${timeZone})::date order by r.id desc) as in_day
            from run r
           where r.network_id = ${tx.networkId} and r.period_id = ${periodId} and r.id < ${before} and r.state = 'done'
             and r.kind = 'preview') runs
         where place = 1 or in_day = 1
         order by id desc limit ${CHOICES_MAX}`,
  );
}
