import { z } from 'zod';
import { orderKeyText, type OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { findPartner, partnersByNumber } from '#app/adapters/db/repositories/partners.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { hasCaps } from '#app/domain/explain/caps.ts';
import { AppError } from '#app/errors.ts';
import { linesAbove } from '#app/queries/explain/upline.ts';
import { plansAt } from '#app/queries/explain/run-basis.ts';
import { linesNow, orderBases, planOf, type LineNow, type OrderBasis } from '#app/queries/orders/order-basis.ts';
import { payRowsOf } from '#app/queries/orders/order-rows.ts';

/** Somebody who gains or loses, over all orders in hand. */
export interface PartnerEffect {
  readonly number: number;
  readonly name: string;
  readonly beforeMinor: string;
  readonly afterMinor: string;
}

/** What giving orders to a partner would do, before it is done. */
export interface AssignmentEffect {
  readonly partner: { readonly number: number; readonly name: string };
  readonly currency: string;
  readonly orders: number;
  /** Orders whose rows are accepted: taken back and paid anew in the open period. */
  readonly accepted: number;
  /** Orders without rows yet, unpaid or before the first run: what they will pay is not known. */
  readonly unknown: number;
  /** Further orders of the same customers that are decided again, since they may follow. */
  readonly followers: number;
  /** The plan has caps: what the orders would pay is told before them, for a cap depends on everything else in the period. */
  readonly isLimited: boolean;
  readonly partners: readonly PartnerEffect[];
}

interface EffectQuestion {
  readonly networkId: NetworkId;
  readonly keys: readonly OrderKey[];
  readonly partner: number;
}

/**
 * Who would gain and lose if orders were given to a partner: rows of now against the plan on the partner's line as of each
 * order's paid instant. @throws AppError partner.not-found
 */
export function assignmentEffect({ networkId, keys, partner }: EffectQuestion): Promise<AssignmentEffect> {
  return inTransaction(networkId, async (tx) => {
    const person = await findPartner(tx, partner);
    if (!person || person.status === 'house') throw new AppError('partner.not-found', { number: partner });
    const places = await orderBases(tx, keys);
    const [before, after] = [new Map<number, bigint>(), new Map<number, bigint>()];
    for (const key of keys) {
      for (const { earner, nowMinor } of await payRowsOf(tx, key)) add(before, earner, BigInt(nowMinor));
    }
    for (const [number, amountMinor] of await rowsAfter(tx, { keys, places, partner })) add(after, number, amountMinor);
    const { currency } = await tx.one(
      z.object({ currency: z.string() }),
      sql`select currency from network where id = ${networkId}`,
    );
    return {
      partner: { number: partner, name: `${person.firstName} ${person.lastName}`.trim() },
      currency,
      orders: keys.length,
      accepted: [...places.values()].filter(({ isAccepted }) => isAccepted).length,
      unknown: keys.filter((key) => !places.has(orderKeyText(key))).length,
      followers: await followersOf(tx, keys),
      isLimited: [...places.values()].some(({ basis }) => hasCaps(basis.plan)),
      partners: await effects(tx, before, after),
    };
  });
}

function add(sums: Map<number, bigint>, number: number, amountMinor: bigint): void {
  sums.set(number, (sums.get(number) ?? 0n) + amountMinor);
}

interface Placed {
  readonly keys: readonly OrderKey[];
  readonly places: ReadonlyMap<string, OrderBasis>;
  readonly partner: number;
}

/** What the plan would pay for the orders on the partner's line. */
async function rowsAfter(tx: Tx, { keys, places, partner }: Placed): Promise<[number, bigint][]> {
  const rows: [number, bigint][] = [];
  const byRun = Map.groupBy(keys, (key) => places.get(orderKeyText(key))?.basis.runId ?? null);
  for (const [runId, ofRun] of byRun) {
    const basis = places.get(orderKeyText(ofRun[0] ?? { shopId: 0, orderId: 0n }))?.basis;
    if (runId === null || !basis) continue;
    const lines = await linesNow(tx, basis.calendarId, ofRun);
    const ofOrders = ofRun.map((key) => lines.get(orderKeyText(key)) ?? []);
    const instants = ofOrders.map((of) => asOfOf(of, basis.startsAt));
    const planAt = await plansAt(tx, basis, instants);
    const above = await linesAbove(tx, basis, { requests: instants.map((asOf) => ({ partner, asOf })), planAt });
    ofOrders.forEach((of, index) => {
      const found = above[index];
      const source = found?.path[0]?.person ?? null;
      if (!found) return;
      const paidAt = instants[index] ?? basis.startsAt;
      const paidAtMs = paidAt.getTime();
      const order = { name: '', paidOn: '', paidAtMs, isOwn: false, isTest: false, lines: of, notCounted: [] };
      for (const row of planOf({ ...found, plan: planAt(paidAt).plan, order, source }, of))
        rows.push([row.partner, row.amountMinor]);
    });
  }
  return rows;
}

const asOfOf = (lines: readonly LineNow[], otherwise: Date): Date => lines[0]?.asOf ?? otherwise;

/** Other orders of the customers, as far as no accepted period keeps them. */
async function followersOf(tx: Tx, keys: readonly OrderKey[]): Promise<number> {
  const shopIds = keys.map(({ shopId }) => shopId);
  const orderIds = keys.map(({ orderId }) => orderId);
  const { count } = await tx.one(
    z.object({ count: z.int() }),
    sql`with given as (select * from unnest(${shopIds}::int[], ${orderIds}::bigint[]) as g (shop_id, order_id))
        select count(*)::int as count from shop_order o
         where o.network_id = ${tx.networkId}
           and (o.shop_id, o.customer_id) in (
             select k.shop_id, k.customer_id from shop_order k
              where k.network_id = ${tx.networkId} and k.customer_id is not null
                and (k.shop_id, k.order_id) in (select shop_id, order_id from given))
           and (o.shop_id, o.order_id) not in (select shop_id, order_id from given)
           and not exists (select from volume_entry v
                             join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = v.period_id
                            where v.network_id = ${tx.networkId} and v.shop_id = o.shop_id and v.order_id = o.order_id
                              and v.earns)`,
  );
  return count;
}

/** Everybody for whom something changes, the greatest gain first. */
async function effects(
  tx: Tx,
  before: ReadonlyMap<number, bigint>,
  after: ReadonlyMap<number, bigint>,
): Promise<PartnerEffect[]> {
  const numbers = [...new Set([...before.keys(), ...after.keys()])];
  const people = await partnersByNumber(tx, numbers);
  return people
    .map(({ number, firstName, lastName }) => ({
      number,
      name: `${firstName} ${lastName}`.trim(),
      was: before.get(number) ?? 0n,
      will: after.get(number) ?? 0n,
    }))
    .filter(({ was, will }) => was !== will)
    .sort((a, b) => (b.will - b.was > a.will - a.was ? 1 : -1))
    .map(({ number, name, was, will }) => ({ number, name, beforeMinor: String(was), afterMinor: String(will) }));
}
