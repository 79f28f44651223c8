import { createHash } from 'node:crypto';
import { z } from 'zod';
import { encodedFacts, orderFactsSchema } from '#app/adapters/db/order-facts-codec.ts';
import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { Minor } from '#app/domain/money/minor.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';

/** Which order: Shopify's ids are unique within a shop only. */
export interface OrderKey {
  shopId: number;
  orderId: bigint;
}

/** An order as the database has it. */
export interface KnownOrder {
  shopId: number;
  facts: OrderFacts;
  triggeredAt: Date;
  /** The day from which its rows are available; set once. */
  releaseOn: string | null;
  /** The rate with which it was saved last, and where that came from; null where there was none. */
  rate: { perUnit: string; source: string } | null;
}

/** An order to be saved, with what was decided about it. */
export interface OrderToSave extends KnownOrder {
  isNew: boolean;
  baseMinor: Minor;
  partner: number | null;
  decidedBy: string;
  ratePerUnit: string;
  rateSource: string;
  problem: string | null;
}

export const orderKeyText = ({ shopId, orderId }: OrderKey): string => `${shopId}:${orderId}`;

/** What must be held to decide about an order: itself, and its customer, since a customer's orders decide each other. */
export function lockSubjectsOf({ shopId, orderId }: OrderKey, customerId: bigint | null): string[] {
  const order = `order:${shopId}:${orderId}`;
  return customerId === null ? [order] : [order, `customer:${shopId}:${customerId}`];
}

/** A 64-bit number from a text, for advisory locks. */
const lockKey = (text: string): bigint => createHash('sha1').update(text).digest().readBigInt64BE(0);

/**
 * Holds orders, and the customers whose orders decide each other, until the transaction ends: one order is never in two
 * hands at once. Always taken in the same order, so that two batches cannot wait for each other.
 */
export async function lockOrders(tx: Tx, subjects: readonly string[]): Promise<void> {
  const keys = [...new Set(subjects.map((subject) => lockKey(`${tx.networkId}:${subject}`)))].sort((a, b) =>
    a < b ? -1 : 1,
  );
  await tx.client.query({
    name: 'orders-lock',
    text: 'select pg_advisory_xact_lock(k) from unnest($1::bigint[]) as k',
    values: [keys],
  });
}

const knownSchema = z.object({
  shopId: z.int(),
  facts: orderFactsSchema,
  triggeredAt: z.date().nullable(),
  updatedAt: z.date(),
  releaseOn: z.string().nullable(),
  ratePerUnit: z.string(),
  rateSource: z.string(),
});

async function ordersWhere(tx: Tx, condition: Sql): Promise<KnownOrder[]> {
  const rows = await tx.all(
    knownSchema,
    sql`select o.shop_id as "shopId", o.facts, o.triggered_at as "triggeredAt", o.updated_at as "updatedAt",
               o.release_on as "releaseOn", o.rate_per_unit as "ratePerUnit", o.rate_source as "rateSource"
          from shop_order o where o.network_id = ${tx.networkId} and ${condition}`,
  );
  return rows.map(({ shopId, facts, triggeredAt, updatedAt, releaseOn, ratePerUnit, rateSource }) => ({
    shopId,
    facts,
    triggeredAt: triggeredAt ?? updatedAt,
    releaseOn,
    rate: ratePerUnit === '' ? null : { perUnit: ratePerUnit, source: rateSource },
  }));
}

export function findOrders(tx: Tx, keys: readonly OrderKey[]): Promise<KnownOrder[]> {
  if (keys.length === 0) return Promise.resolve([]);
  const shopIds = keys.map((key) => key.shopId);
  const orderIds = keys.map((key) => key.orderId);
  return ordersWhere(
    tx,
    sql`(o.shop_id, o.order_id) in (select * from unnest(${shopIds}::int[], ${orderIds}::bigint[]))`,
  );
}

/** Every order of the named customers. */
export function ordersOfCustomers(
  tx: Tx,
  customers: readonly { shopId: number; customerId: bigint }[],
): Promise<KnownOrder[]> {
  if (customers.length === 0) return Promise.resolve([]);
  const shopIds = customers.map((customer) => customer.shopId);
  const customerIds = customers.map((customer) => customer.customerId);
  return ordersWhere(
    tx,
    sql`(o.shop_id, o.customer_id) in (select * from unnest(${shopIds}::int[], ${customerIds}::bigint[]))`,
  );
}

const RECORD = `shop_id int, order_id bigint, name text, ordered_at timestamptz, updated_at timestamptz,
  triggered_at timestamptz, refund_count int, cancelled_at timestamptz, paid_at timestamptz, fulfilled_at timestamptz,
  ships boolean, release_on date, currency char(3), rate_per_unit text, rate_source text, test boolean, customer_id bigint,
  financial_status text, total_minor bigint, base_minor bigint, facts jsonb, partner int, decided_by text, problem text`;
const COLUMNS = RECORD.split(',').map((column) => column.trim().split(' ')[0] ?? '');

function recordOf(order: OrderToSave) {
  const { facts } = order;
  return {
    shop_id: order.shopId,
    order_id: facts.orderId.toString(),
    name: facts.name,
    ordered_at: facts.orderedAt,
    updated_at: facts.updatedAt,
    triggered_at: order.triggeredAt,
    refund_count: facts.refunds.length,
    cancelled_at: facts.cancelledAt,
    paid_at: facts.payment.kind === 'paid' ? facts.payment.at : null,
    fulfilled_at: facts.fulfilledAt instanceof Date ? facts.fulfilledAt : null,
    ships: facts.fulfilledAt !== 'nothing-ships',
    release_on: order.releaseOn,
    currency: facts.currency,
    rate_per_unit: order.ratePerUnit,
    rate_source: order.rateSource,
    test: facts.isTest,
    customer_id: facts.customerId?.toString() ?? null,
    financial_status: facts.financialStatus,
    total_minor: facts.totals.totalMinor.toString(),
    base_minor: order.baseMinor.toString(),
    facts: encodedFacts(facts),
    partner: order.partner,
    decided_by: order.decidedBy,
    problem: order.problem,
  };
}

const recordsOf = (orders: readonly OrderToSave[]): string => JSON.stringify(orders.map(recordOf));

const INSERT = `insert into shop_order (network_id, ${COLUMNS.join(', ')})
  select $1, r.* from jsonb_to_recordset($2::jsonb) as r (${RECORD})`;

const UPDATE = `update shop_order o set ${COLUMNS.slice(2)
  .map((column) => `${column} = r.${column}`)
  .join(', ')}
  from jsonb_to_recordset($2::jsonb) as r (${RECORD})
  where o.network_id = $1 and o.shop_id = r.shop_id and o.order_id = r.order_id`;

/** Writes new orders and the newest state of known ones; the caller holds their locks. */
export async function saveOrders(tx: Tx, orders: readonly OrderToSave[]): Promise<void> {
  const fresh = orders.filter((order) => order.isNew);
  const known = orders.filter((order) => !order.isNew);
  if (fresh.length > 0) {
    await tx.client.query({ name: 'orders-insert', text: INSERT, values: [tx.networkId, recordsOf(fresh)] });
  }
  if (known.length > 0) {
    await tx.client.query({ name: 'orders-update', text: UPDATE, values: [tx.networkId, recordsOf(known)] });
  }
}
