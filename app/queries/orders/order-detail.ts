import { z } from 'zod';
import { orderFactsSchema } from '#app/adapters/db/order-facts-codec.ts';
import { orderKeyText, type OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { orderCases } from '#app/queries/explain/order-cases.ts';
import { linesNow, orderBases } from '#app/queries/orders/order-basis.ts';
import { orderEntries, type OrderEntry } from '#app/queries/orders/order-entries.ts';
import { DECIDED_BY } from '#app/queries/orders/order-filters.ts';
import { orderMoney, type OrderMoney } from '#app/queries/orders/order-money.ts';
import { nothingAbove, type NothingAbove } from '#app/queries/orders/order-nothing.ts';
import { proofOf, type OrderProof } from '#app/queries/orders/order-proof.ts';
import { shownReceipt, type ShownReceipt } from '#app/queries/orders/order-receipt.ts';
import { hasBarredReversals, payRowsOf, type OrderPayRow } from '#app/queries/orders/order-rows.ts';

const iso = z.date().transform((at) => at.toISOString());

const orderSchema = z.object({
  shopId: z.int(),
  orderId: z.bigint().transform(String),
  name: z.string(),
  orderedAt: iso,
  paidAt: iso.nullable(),
  fulfilledAt: iso.nullable(),
  ships: z.boolean(),
  cancelledAt: iso.nullable(),
  /** `YYYY-MM-DD`; null while the hold has no end yet. */
  releaseOn: z.string().nullable(),
  financialStatus: z.string(),
  isTest: z.boolean(),
  channel: z.string().nullable(),
  partner: z.int().nullable(),
  partnerName: z.string().nullable(),
  decidedBy: z.enum(DECIDED_BY).nullable(),
  problem: z.enum(['no-rate', 'no-paid-instant']).nullable(),
  shopDomain: z.string(),
  shopName: z.string(),
});

const storedSchema = orderSchema.extend({
  facts: orderFactsSchema,
  ratePerUnit: z.string(),
  baseMinor: z.bigint(),
  currency: z.string(),
});

/** Everything the page of an order shows. Amounts are minor units as text. */
export interface OrderDetail {
  readonly order: z.infer<typeof orderSchema>;
  /** The network's. */
  readonly currency: string;
  readonly receipt: ShownReceipt | null;
  readonly rows: readonly OrderPayRow[];
  readonly nothing: NothingAbove | null;
  /** Null while nothing can be held against each other: unpaid, or before the first run. */
  readonly proof: OrderProof | null;
  readonly money: OrderMoney;
  readonly entries: readonly OrderEntry[];
  /** Its rows were accepted: another partner is paid in the open period. */
  readonly isAccepted: boolean;
  /** When the run of the rows read the facts. */
  readonly isOutdated: boolean;
}

/** @throws AppError order.not-found, for another network's order too */
export function orderDetail({
  networkId,
  key,
  now,
}: {
  networkId: NetworkId;
  key: OrderKey;
  now: Date;
}): Promise<OrderDetail> {
  return inTransaction(networkId, async (tx) => {
    const stored = await findStored(tx, key);
    if (!stored) throw new AppError('order.not-found');
    const { facts, ratePerUnit, baseMinor, currency, ...order } = stored;
    const receipt = await shownReceipt(tx, key);
    const rows = await payRowsOf(tx, key);
    const entries = await orderEntries(tx, key);
    const paidMinor = entries
      .filter(({ kind }) => kind === 'paid' || kind === 'edit')
      .reduce((total, entry) => total + BigInt(entry.baseMinor), 0n);
    return {
      order,
      currency,
      receipt,
      rows,
      money: orderMoney(facts, { networkCurrency: currency, ratePerUnit, paidMinor, baseMinor }),
      entries,
      ...(await derivedOf(tx, { key, rows, receipt, now })),
    };
  });
}

function findStored(tx: Tx, { shopId, orderId }: OrderKey) {
  return tx.find(
    storedSchema,
    sql`select o.shop_id as "shopId", o.order_id as "orderId", o.name, o.ordered_at as "orderedAt", o.paid_at as "paidAt",
               o.fulfilled_at as "fulfilledAt", o.ships, o.cancelled_at as "cancelledAt", o.release_on as "releaseOn",
               o.financial_status as "financialStatus", o.test as "isTest", o.channel, o.partner,
               n.first_name || ' ' || n.last_name as "partnerName", o.decided_by as "decidedBy", o.problem,
               s.domain as "shopDomain", s.name as "shopName", o.facts, o.rate_per_unit as "ratePerUnit",
               o.base_minor as "baseMinor", w.currency
          from shop_order o
          join network w on w.id = ${tx.networkId}
          join shop s on s.id = o.shop_id
          left join partner n on n.network_id = ${tx.networkId} and n.number = o.partner
         where o.network_id = ${tx.networkId} and o.shop_id = ${shopId} and o.order_id = ${orderId}`,
  );
}

interface Deriving {
  readonly key: OrderKey;
  readonly rows: readonly OrderPayRow[];
  readonly receipt: ShownReceipt | null;
  readonly now: Date;
}

/** What the engine says again of the order: who gets nothing, and whether the rows are what the plan pays. */
async function derivedOf(tx: Tx, { key, rows, receipt, now }: Deriving) {
  const text = orderKeyText(key);
  const place = (await orderBases(tx, [key])).get(text);
  if (!place) return { nothing: null, proof: null, isAccepted: false, isOutdated: false };
  const { basis, isAccepted, isOutdated } = place;
  const orderCase = (await orderCases(tx, { basis, keys: [key], now })).get(text);
  if (!orderCase) return { nothing: null, proof: null, isAccepted, isOutdated };
  const lines = (await linesNow(tx, basis.calendarId, [key])).get(text) ?? [];
  const hasBarred = await hasBarredReversals(tx, key);
  return {
    nothing: nothingAbove(orderCase, receipt?.candidates.map(({ partner }) => partner) ?? []),
    proof: proofOf({ place, orderCase, lines, rows, hasBarred }),
    isAccepted,
    isOutdated,
  };
}
