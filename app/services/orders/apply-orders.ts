import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { countOrders } from '#app/adapters/db/repositories/counted-orders.server.ts';
import { foldOrders } from '#app/adapters/db/repositories/order-costs.server.ts';
import {
  findOrders,
  lockOrders,
  lockSubjectsOf,
  orderKeyText,
  saveOrders,
  type KnownOrder,
  type OrderKey,
  type OrderToSave,
} from '#app/adapters/db/repositories/orders.server.ts';
import { decidedBy, partnerOf } from '#app/adapters/db/repositories/receipts.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import type { Receipt } from '#app/domain/attribution/receipt.ts';
import { recogniseInNews } from '#app/services/attribution/recognise-accounts.ts';
import { reattributeAccepted } from '#app/services/ledger/reattribute-accepted.ts';
import { countVolume, type CountedOrder } from '#app/services/orders/count-volume.ts';
import { decideOrders } from '#app/services/orders/decide-orders.ts';
import { networkContext, type NetworkContext } from '#app/services/orders/network-context.ts';
import { afterNews, newsByOrder, orderIdOf, type OrderNews } from '#app/services/orders/order-news.ts';
import { releaseDay } from '#app/services/orders/release-day.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';

/** Orders that Shopify must be asked about: a refund of an order nobody told us of, or a payment without an instant. */
export interface Applied {
  toFetch: OrderKey[];
}

/** Orders and customers that the news concern. A refund does not name the customer, so its order is asked. */
async function lockSubjects(tx: Tx, news: readonly OrderNews[]): Promise<string[]> {
  const keyOf = (each: OrderNews): OrderKey => ({ shopId: each.shopId, orderId: orderIdOf(each) });
  const refunded = await findOrders(tx, news.filter(({ kind }) => kind === 'refund').map(keyOf));
  return [
    ...news.flatMap((each) => lockSubjectsOf(keyOf(each), each.kind === 'state' ? each.facts.customerId : null)),
    ...refunded.flatMap(({ shopId, facts }) => lockSubjectsOf({ shopId, orderId: facts.orderId }, facts.customerId)),
  ];
}

function toSave(
  order: KnownOrder,
  isNew: boolean,
  receipt: Receipt,
  counted: CountedOrder,
  context: NetworkContext,
): OrderToSave {
  const { exchange } = counted;
  const needsInstant = order.facts.payment.kind === 'needs-transactions';
  return {
    ...order,
    releaseOn: order.releaseOn ?? releaseDay(order.facts, context),
    isNew,
    baseMinor: counted.baseMinor,
    partner: partnerOf(receipt),
    decidedBy: decidedBy(receipt),
    ratePerUnit: exchange?.rate ?? '',
    rateSource: exchange?.source ?? 'none',
    problem: exchange === null ? 'no-rate' : needsInstant ? 'no-paid-instant' : null,
  };
}

/**
 * Applies news of orders of one network, in any order and any number of times (design 5): newest state, receipt, volume,
 * and what accepted rows give back. All in the caller's transaction, which holds the facts lock from here on.
 */
export async function applyOrders(tx: Tx, news: readonly OrderNews[], now: Date): Promise<Applied> {
  await lockFactsShared(tx);
  await lockOrders(tx, await lockSubjects(tx, news));
  const grouped = newsByOrder(news);
  const keys = [...grouped.values()].flatMap(([first]) =>
    first ? [{ shopId: first.shopId, orderId: orderIdOf(first) }] : [],
  );
  const known = new Map(
    (await findOrders(tx, keys)).map((order) => [
      orderKeyText({ shopId: order.shopId, orderId: order.facts.orderId }),
      order,
    ]),
  );
  const toFetch: OrderKey[] = [];
  const orders: KnownOrder[] = [];
  for (const key of keys) {
    const order = afterNews(known.get(orderKeyText(key)) ?? null, grouped.get(orderKeyText(key)) ?? []);
    if (!order || order.facts.payment.kind === 'needs-transactions') toFetch.push(key);
    if (order) orders.push(order);
  }
  const newKeys = new Set(keys.map(orderKeyText).filter((text) => !known.has(text)));
  await recogniseInNews(tx, news, now);
  await settleOrders(tx, orders, newKeys, now);
  return { toFetch };
}

/**
 * Decides, counts and saves orders whose newest state is known (`newKeys`: those the database does not have yet); the caller
 * holds their locks. Also used where not the order but a decision about it changed: a manual assignment, a partner's own
 * account, a rate, a late product. Accepted orders that staff gave to somebody else are paid anew (design 9.9).
 */
export async function settleOrders(
  tx: Tx,
  orders: readonly KnownOrder[],
  newKeys: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  if (orders.length === 0) return;
  const context = await networkContext(tx, now);
  const { receipts, redecided, reopened } = await decideOrders(tx, { orders, newKeys }, context);
  const touched = [...orders, ...redecided];
  const counted = await countVolume(tx, { orders: touched, receipts, newKeys, context });
  await saveOrders(
    tx,
    touched.map((order) => {
      const text = orderKeyText({ shopId: order.shopId, orderId: order.facts.orderId });
      const receipt = receipts.get(text);
      const volume = counted.get(text);
      assert(receipt && volume, `order ${text} was not decided`);
      return toSave(order, newKeys.has(text), receipt, volume, context);
    }),
  );
  for (const { key, recordedSeq } of reopened) {
    await reattributeAccepted(tx, { key, now, changeId: recordedSeq.toString() });
  }
  const keys = touched.map(({ shopId, facts }) => ({ shopId, orderId: facts.orderId }));
  const isNew = (key: OrderKey) => newKeys.has(orderKeyText(key));
  await countOrders(tx, keys);
  await foldOrders(tx, keys.filter(isNew), true);
  await foldOrders(
    tx,
    keys.filter((key) => !isNew(key)),
    false,
  );
  await orderPreview(tx);
}
