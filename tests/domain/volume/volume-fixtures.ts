import fc from 'fast-check';
import { currency } from '#app/domain/money/currency.ts';
import { sum } from '#app/domain/money/minor.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';
import { volumeEntries, type StoredVolume, type VolumeContext } from '#app/domain/volume/volume-entries.ts';
import type { LineSpec, OrderSpec, RefundSpec } from '#tests/domain/orders/order-fixtures.ts';

export const PAID_AT = new Date('2026-03-10T09:00:00Z');
export const EUR = { from: currency('EUR'), to: currency('EUR'), rate: '1' };
export const PAID: VolumeContext = { paidAt: PAID_AT, exchange: EUR };

/** Applies states one after the other, as the worker does: each adds to what is stored. */
export function stored(states: OrderFacts[], context: VolumeContext = PAID): StoredVolume[] {
  const entries: StoredVolume[] = [];
  for (const facts of states) entries.push(...volumeEntries(facts, entries, context));
  return entries;
}

/** Sum per source, corrections folded into their first key; sources that came to nothing are left out. */
export function sumsBySource(entries: StoredVolume[]): Record<string, bigint> {
  const groups = Map.groupBy(entries, ({ sourceKey }) => sourceKey.replace(/~\d+$/, ''));
  const sums = [...groups].map(([source, list]): [string, bigint] => [
    source,
    sum(list.map(({ baseMinor }) => baseMinor)),
  ]);
  return Object.fromEntries(sums.filter(([, total]) => total !== 0n).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export const lineSum = (entries: StoredVolume[], lineId: bigint): bigint =>
  sum(entries.filter((entry) => entry.lineId === lineId).map(({ baseMinor }) => baseMinor));

const arbLine: fc.Arbitrary<LineSpec> = fc.record({
  price: fc.integer({ min: 1, max: 9999 }),
  quantity: fc.integer({ min: 1, max: 4 }),
  taxes: fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 1 }),
  giftCard: fc.constantFrom(false, false, false, true),
});

const day = (at: number) => new Date(PAID_AT.getTime() + at * 86_400_000).toISOString();

/** An order with refunds of every shape: goods, money, both, neither; units never exceed what was bought. */
export const arbRefundedOrder: fc.Arbitrary<OrderSpec & { refunds: RefundSpec[] }> = fc
  .record({
    lines: fc.array(arbLine, { minLength: 1, maxLength: 3 }),
    shipping: fc.constantFrom(0, 490),
    raw: fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 9 }),
        moved: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9000 })),
        units: fc.array(fc.record({ line: fc.integer({ min: 0, max: 2 }), quantity: fc.integer({ min: 1, max: 2 }) }), {
          maxLength: 2,
        }),
        shipped: fc.boolean(),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ raw, ...order }) => {
    const left = order.lines.map((line) => line.quantity ?? 1);
    const refunds = raw.map(({ at, units, moved, shipped }, index): RefundSpec => {
      const lines = units.flatMap(({ line, quantity }) => {
        const back = Math.min(quantity, left[line] ?? 0);
        if (back === 0) return [];
        left[line] = (left[line] ?? 0) - back;
        return [{ line: 101 + line, quantity: back }];
      });
      return {
        id: 801 + index,
        at: day(at),
        moved,
        lines,
        ...(shipped ? { shipping: { subtotal: 490, tax: 0 } } : {}),
      };
    });
    return { ...order, refunds, status: refunds.length > 0 ? 'partially_refunded' : 'paid', taxesIncluded: false };
  });
