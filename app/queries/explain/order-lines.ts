import { z } from 'zod';
import { orderFactsSchema } from '#app/adapters/db/order-facts-codec.ts';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { ProductClass } from '#app/domain/engine/facts.ts';
import type { LineOnRecord, OrderCase } from '#app/domain/explain/case.ts';
import { currency } from '#app/domain/money/currency.ts';
import { minor, sum, type Minor } from '#app/domain/money/minor.ts';
import { divide } from '#app/domain/money/share.ts';
import type { LineFacts, OrderFacts } from '#app/domain/orders/order-facts.ts';
import { convert, type Exchange } from '#app/domain/volume/convert.ts';
import type { RunBasis } from '#app/queries/explain/run-basis.ts';

const keysOf = (keys: readonly OrderKey[]) =>
  sql`(select * from unnest(${keys.map((key) => key.shopId)}::int[], ${keys.map((key) => key.orderId)}::bigint[]))`;

const orderSchema = z.object({
  shopId: z.int(),
  orderId: z.bigint(),
  name: z.string(),
  paidAt: z.date().nullable(),
  ratePerUnit: z.string(),
  test: z.boolean(),
  facts: orderFactsSchema,
});
export type OrderOnRecord = z.infer<typeof orderSchema>;

/** The named orders as they are known now. */
export function ordersOnRecord(tx: Tx, keys: readonly OrderKey[]): Promise<OrderOnRecord[]> {
  return tx.all(
    orderSchema,
    sql`select shop_id as "shopId", order_id as "orderId", name, paid_at as "paidAt", rate_per_unit as "ratePerUnit", test,
               facts
          from shop_order where network_id = ${tx.networkId} and (shop_id, order_id) in ${keysOf(keys)}`,
  );
}

const entrySchema = z.object({
  shopId: z.int(),
  orderId: z.bigint(),
  lineId: z.bigint(),
  asOf: z.date(),
  /** What earns of the line in the run's period, and the sum of what was added to it. */
  baseMinor: z.bigint(),
  addedMinor: z.bigint(),
  tags: z.array(z.string()).nullable(),
  collections: z.array(z.string()).nullable(),
});
export type LineVolume = z.infer<typeof entrySchema>;

/** What a run read of the orders' lines. */
export function lineVolumes(tx: Tx, basis: RunBasis, keys: readonly OrderKey[]): Promise<LineVolume[]> {
  return tx.all(
    entrySchema,
    sql`select e.shop_id as "shopId", e.order_id as "orderId", e.line_id as "lineId", min(e.as_of) as "asOf",
               sum(e.base_minor)::bigint as "baseMinor", sum(greatest(e.base_minor, 0))::bigint as "addedMinor",
               l.tags, l.collections
          from volume_entry e
          left join order_line l on l.network_id = ${tx.networkId} and l.shop_id = e.shop_id and l.order_id = e.order_id
                                and l.line_id = e.line_id
         where e.network_id = ${tx.networkId} and e.calendar_id = ${basis.calendarId} and e.period_id = ${basis.periodId}
           and e.earns and e.recorded_seq <= ${basis.watermark} and (e.shop_id, e.order_id) in ${keysOf(keys)}
         group by e.shop_id, e.order_id, e.line_id, l.tags, l.collections
         order by e.shop_id, e.order_id, e.line_id`,
  );
}

/**
 * A line as the run saw it: from the goods' price to the base, so that goods - discount - tax - refunded is what earned.
 * Where the order has changed since, what is missing of the line counts as taken back.
 */
export function lineOnRecord(
  line: LineFacts | undefined,
  volume: LineVolume,
  of: { exchange: Exchange; facts: OrderFacts },
) {
  const productClass: ProductClass = { tags: volume.tags ?? [], collections: volume.collections ?? [] };
  const inNetwork = (amount: Minor) => convert(amount, of.exchange);
  const nowNet = line ? inNetwork(line.netMinor) : minor(0n);
  const netMinor = nowNet > volume.addedMinor ? nowNet : volume.addedMinor;
  const discountMinor = line ? inNetwork(line.discountMinor) : minor(0n);
  const taxMinor = line && of.facts.taxesIncluded ? inNetwork(line.taxMinor) : minor(0n);
  return {
    productClass,
    goodsMinor: minor(netMinor + discountMinor + taxMinor),
    discountMinor,
    taxMinor,
    taxRatePpm: line && taxMinor > 0n ? taxRateOf(line) : null,
    refundedMinor: minor(netMinor - volume.baseMinor),
  } satisfies LineOnRecord;
}

/** Tax rates are tenths of a percent; a line taxed otherwise (two rates at once) has none. */
const TENTH_OF_PERCENT_PPM = 1000n;

function taxRateOf({ taxMinor, netMinor, quantity }: LineFacts): number | null {
  if (netMinor <= 0n) return null;
  const exact = divide(taxMinor * 1_000_000n, netMinor, 'half_even');
  const rate = divide(exact, TENTH_OF_PERCENT_PPM, 'half_even') * TENTH_OF_PERCENT_PPM;
  const off = divide(netMinor * rate, 1_000_000n, 'half_even') - taxMinor;
  const isRounding = off <= BigInt(quantity) && -off <= BigInt(quantity);
  return isRounding ? Number(rate) : null;
}

/** What of an order carries no commission, with what it came to. */
export function notCountedOf(facts: OrderFacts, exchange: Exchange): OrderCase['order']['notCounted'] {
  const linesOf = (is: (line: LineFacts) => boolean) => sum(facts.lines.filter(is).map((line) => line.grossMinor));
  const parts = [
    { what: 'shipping', amountMinor: facts.totals.shippingMinor },
    { what: 'gift_card', amountMinor: linesOf((line) => line.isGiftCard) },
    { what: 'tip', amountMinor: sum([facts.totals.tipMinor, linesOf((line) => line.isTip)]) },
  ] as const;
  return parts.flatMap(({ what, amountMinor }) =>
    amountMinor > 0n ? [{ what, amountMinor: convert(amountMinor, exchange) }] : [],
  );
}

export const exchangeOf = (order: OrderOnRecord, basis: RunBasis): Exchange => ({
  from: currency(order.facts.currency),
  to: currency(basis.currency),
  rate: order.ratePerUnit || '1',
});
