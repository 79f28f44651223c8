import { orderKeyText, type KnownOrder, type OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import {
  appendVolume,
  volumeOf,
  type PlacedEntry,
  type StoredEntry,
} from '#app/adapters/db/repositories/volumes.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { Receipt } from '#app/domain/attribution/receipt.ts';
import { sum, type Minor } from '#app/domain/money/minor.ts';
import { volumeEntries } from '#app/domain/volume/volume-entries.ts';
import { reverseAccepted } from '#app/services/ledger/reverse-accepted.ts';
import { freezePaidLines } from '#app/services/orders/freeze-lines.ts';
import type { NetworkContext, SourcedExchange } from '#app/services/orders/network-context.ts';
import { placeEntries } from '#app/services/orders/place-entries.ts';
import { openPeriod, periodForFact } from '#app/services/periods/ensure-periods.ts';
import type { Calendar, Period } from '#app/services/periods/period.ts';

export interface CountedOrder {
  /** Commission base that counts now, network currency. */
  baseMinor: Minor;
  /** The rate by which it counts; null while the merchant has named none. */
  exchange: SourcedExchange | null;
}

interface Counting {
  orders: readonly KnownOrder[];
  receipts: ReadonlyMap<string, Receipt>;
  /** Orders the database does not have yet: they have no volume, and need no look. */
  newKeys: ReadonlySet<string>;
  context: NetworkContext;
}

interface OrderVolume {
  key: OrderKey;
  order: KnownOrder;
  paidAt: Date;
  exchange: SourcedExchange;
  stored: readonly StoredEntry[];
}

const keyOf = ({ shopId, facts }: KnownOrder): OrderKey => ({ shopId, orderId: facts.orderId });

/** The periods of one batch, each asked for once; the open one, in which nearly all facts count, is known already. */
function periodFinder(tx: Tx, { calendar, open, now }: { calendar: Calendar; open: Period; now: Date }) {
  const found = open.acceptedRunId === null ? [open] : [];
  return async (countsAt: Date): Promise<number | null> => {
    const hit = found.find((period) => period.startsAt <= countsAt && countsAt < period.endsAt);
    if (hit) return hit.id;
    const place = await periodForFact(tx, { calendar, countsAt, now });
    if (!place) return null;
    if (!place.isLate) found.push(place.period);
    return place.period.id;
  };
}

/**
 * Adds the volume entries that the orders' states ask for, one per line and calendar, and takes back what accepted rows
 * must give back (plans 4.4). Unpaid orders, and those that wait for a rate or a paid instant, carry nothing yet.
 */
export async function countVolume(
  tx: Tx,
  { orders, receipts, newKeys, context }: Counting,
): Promise<Map<string, CountedOrder>> {
  const known = orders.map(keyOf).filter((key) => !newKeys.has(orderKeyText(key)));
  const storedByOrder = Map.groupBy(await volumeOf(tx, known), orderKeyText);
  const volumes = orders.flatMap((order): OrderVolume[] => {
    const key = keyOf(order);
    const stored = storedByOrder.get(orderKeyText(key)) ?? [];
    const exchange = exchangeOf(order, stored, context);
    if (order.facts.payment.kind !== 'paid' || !exchange) return [];
    return [{ key, order, paidAt: order.facts.payment.at, exchange, stored }];
  });
  await freezePaidLines(tx, { volumes, receipts, context });

  const placed: PlacedEntry[] = [];
  const reversed = new Map<string, OrderKey>();
  for (const calendar of context.calendars) {
    const open = await openPeriod(tx, calendar, context.now);
    const findPeriod = periodFinder(tx, { calendar, open, now: context.now });
    for (const volume of volumes) {
      const newPeriodId = await findPeriod(volume.paidAt);
      if (newPeriodId === null) continue;
      const stored = volume.stored.filter((entry) => entry.calendarId === calendar.id);
      const { key, order, paidAt, exchange } = volume;
      const entries = volumeEntries(order.facts, stored, { paidAt, exchange });
      const placing = { key, calendarId: calendar.id, asOf: paidAt, newPeriodId, openPeriodId: open.id, stored };
      const result = placeEntries(entries, placing);
      placed.push(...result.placed);
      if (result.reverses) reversed.set(orderKeyText(key), key);
    }
  }
  await appendVolume(tx, placed);
  for (const key of reversed.values()) await reverseAccepted(tx, key, context.now);
  return totalsOf(orders, { context, storedByOrder, placed, calendarId: context.calendars[0]?.id ?? 0 });
}

/** What counted once keeps its rate (design 9.14, plans 4.12): a rate that is named later concerns later orders. */
function exchangeOf(
  { facts, rate }: KnownOrder,
  stored: readonly StoredEntry[],
  context: NetworkContext,
): SourcedExchange | null {
  if (!rate || stored.length === 0) return context.exchangeFrom(facts.currency);
  return { from: facts.currency, to: context.currency, rate: rate.perUnit, source: rate.source };
}

interface Totals {
  context: NetworkContext;
  storedByOrder: ReadonlyMap<string, StoredEntry[]>;
  placed: readonly PlacedEntry[];
  calendarId: number;
}

/** What each order is worth by now; every calendar says the same, so the first one is asked. */
function totalsOf(
  orders: readonly KnownOrder[],
  { context, storedByOrder, placed, calendarId }: Totals,
): Map<string, CountedOrder> {
  const placedByOrder = Map.groupBy(placed, orderKeyText);
  return new Map(
    orders.map((order) => {
      const text = orderKeyText(keyOf(order));
      const stored = storedByOrder.get(text) ?? [];
      const entries = [...stored, ...(placedByOrder.get(text) ?? [])];
      const counted = entries.filter((entry) => entry.calendarId === calendarId);
      const baseMinor = sum(counted.map((entry) => entry.baseMinor));
      return [text, { baseMinor, exchange: exchangeOf(order, stored, context) }];
    }),
  );
}
