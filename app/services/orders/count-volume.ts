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
import type { Exchange } from '#app/domain/volume/convert.ts';
import { volumeEntries } from '#app/domain/volume/volume-entries.ts';
import { reverseAccepted } from '#app/services/ledger/reverse-accepted.ts';
import { freezePaidLines } from '#app/services/orders/freeze-lines.ts';
import type { NetworkContext } from '#app/services/orders/network-context.ts';
import { placeEntries } from '#app/services/orders/place-entries.ts';
import { openPeriod, periodForFact } from '#app/services/periods/ensure-periods.ts';
import type { Calendar, Period } from '#app/services/periods/period.ts';

export interface CountedOrder {
  /** Commission base that counts now, network currency. */
  baseMinor: Minor;
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
  exchange: Exchange;
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
    const exchange = context.exchangeFrom(order.facts.currency);
    if (order.facts.payment.kind !== 'paid' || !exchange) return [];
    const key = keyOf(order);
    return [
      { key, order, paidAt: order.facts.payment.at, exchange, stored: storedByOrder.get(orderKeyText(key)) ?? [] },
    ];
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
  return totalsOf(orders, { storedByOrder, placed, calendarId: context.calendars[0]?.id ?? 0 });
}

interface Totals {
  storedByOrder: ReadonlyMap<string, StoredEntry[]>;
  placed: readonly PlacedEntry[];
  calendarId: number;
}

/** What each order is worth by now; every calendar says the same, so the first one is asked. */
function totalsOf(
  orders: readonly KnownOrder[],
  { storedByOrder, placed, calendarId }: Totals,
): Map<string, CountedOrder> {
  const placedByOrder = Map.groupBy(placed, orderKeyText);
  return new Map(
    orders.map((order) => {
      const text = orderKeyText(keyOf(order));
      const entries = [...(storedByOrder.get(text) ?? []), ...(placedByOrder.get(text) ?? [])];
      const counted = entries.filter((entry) => entry.calendarId === calendarId);
      return [text, { baseMinor: sum(counted.map((entry) => entry.baseMinor)) }];
    }),
  );
}
