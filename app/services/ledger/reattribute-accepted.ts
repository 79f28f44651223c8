import { z } from 'zod';
import { entriesOf } from '#app/adapters/db/repositories/accepted-rows.server.ts';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { appendVolume, type PlacedEntry } from '#app/adapters/db/repositories/volumes.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { minor } from '#app/domain/money/minor.ts';
import { reverseAccepted } from '#app/services/ledger/reverse-accepted.ts';
import { openPeriod } from '#app/services/periods/ensure-periods.ts';
import { calendars } from '#app/services/periods/load-periods.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';

export interface Reattribution {
  readonly key: OrderKey;
  readonly now: Date;
  /** Names this change of partner, e.g. the recorded number of the assignment; a second call with it adds nothing. */
  readonly changeId: string;
}

/**
 * After an order whose rows were accepted was given to another partner (design 9.9): what is left of the old rows is taken
 * back at once, and the open period pays the new ones, with tree and status of the order's date. The volume stays
 * where it was: what earns anew is taken out of the count again. The caller has recorded the new receipt.
 */
export async function reattributeAccepted(tx: Tx, { key, now, changeId }: Reattribution): Promise<void> {
  const entries = await entriesOf(tx, key);
  const accepted = new Set(await acceptedPeriods(tx));
  const placed: PlacedEntry[] = [];
  for (const calendar of await calendars(tx)) {
    const ofCalendar = entries.filter(({ calendarId }) => calendarId === calendar.id);
    if (ofCalendar.some(({ sourceKey }) => sourceKey.startsWith(`moved:${changeId}:`))) continue;
    const { id: periodId } = await openPeriod(tx, calendar, now);
    for (const [lineId, ofLine] of Map.groupBy(ofCalendar, (entry) => entry.lineId)) {
      const stands = ofLine.filter((entry) => !entry.earns || accepted.has(entry.periodId));
      const baseMinor = minor(stands.reduce((total, entry) => total + entry.baseMinor, 0n));
      const [first] = ofLine;
      if (baseMinor <= 0n || !first) continue;
      const asOf = await asOfOf(tx, key);
      const common = {
        ...key,
        calendarId: calendar.id,
        periodId,
        lineId,
        kind: 'edit',
        asOf,
        occurredAt: now,
        reason: null,
        reversalGroup: null,
      } as const;
      const sourceKey = `moved:${changeId}:${lineId}`;
      placed.push({ ...common, sourceKey, baseMinor, earns: true });
      placed.push({ ...common, sourceKey: `${sourceKey}~2`, baseMinor: minor(-baseMinor), earns: false });
    }
  }
  if (placed.length === 0) return;
  await appendVolume(tx, placed);
  await reverseAccepted(tx, key, now);
  await orderPreview(tx);
}

async function acceptedPeriods(tx: Tx): Promise<number[]> {
  const rows = await tx.all(
    z.object({ id: z.int() }),
    sql`select period_id as id from period_acceptance where network_id = ${tx.networkId}`,
  );
  return rows.map(({ id }) => id);
}

/** The instant as of which tree and status count: the order's paid instant. */
async function asOfOf(tx: Tx, { shopId, orderId }: OrderKey): Promise<Date> {
  const { asOf } = await tx.one(
    z.object({ asOf: z.date() }),
    sql`select as_of as "asOf" from volume_entry
         where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}
         order by recorded_seq limit 1`,
  );
  return asOf;
}
