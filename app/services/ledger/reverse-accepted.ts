import { z } from 'zod';
import {
  acceptedRowsOf,
  appendAdjustments,
  entriesOf,
  plansOfRuns,
  postedSources,
  productClassesOf,
  type AcceptedOrderRow,
} from '#app/adapters/db/repositories/accepted-rows.server.ts';
import { appendPostings, heldOf, lockLedger } from '#app/adapters/db/repositories/ledger.server.ts';
import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { adjustmentPosting } from '#app/domain/ledger/postings.ts';
import type { LedgerEntry, Posting } from '#app/domain/ledger/posting.ts';
import { minor, type Minor } from '#app/domain/money/minor.ts';
import { takeBackSources, type TakeBackSource } from '#app/services/ledger/refunded-rows.ts';
import { openPeriod } from '#app/services/periods/ensure-periods.ts';
import { calendars } from '#app/services/periods/load-periods.ts';
import type { Calendar } from '#app/services/periods/period.ts';
import { readSetting } from '#app/services/settings/read-setting.ts';

/**
 * Takes back of an order's accepted rows what its volume entries say was taken back since (plans 4.4, design 9.5, 9.6, 9.20):
 * an adjustment per row and event, posted at once, in the open period's statement. Everything is read from the books, so
 * that doing it again adds nothing. The caller has recorded the entries and holds the facts lock.
 */
export async function reverseAccepted(tx: Tx, key: OrderKey, now: Date): Promise<void> {
  await lockLedger(tx);
  const rows = await acceptedRowsOf(tx, key);
  if (rows.length === 0) return;
  const entries = await entriesOf(tx, key);
  const productClasses = await productClassesOf(tx, key);
  const paidAt = await paidAtOf(tx, key);
  const plans = await plansOfRuns(tx, [...new Set(rows.map(({ runId }) => runId))], paidAt);
  const planOfRun = new Map(plans.map(({ runId, document }) => [runId, document]));
  const posted = await postedSources(tx, key);
  const rule = { ...(await readSetting(tx, 'reversal')).value, paidAt };
  for (const calendar of await calendars(tx)) {
    const isOfCalendar = ({ calendarId }: { calendarId: number }) => calendarId === calendar.id;
    const ofCalendar = rows.filter(isOfCalendar);
    const sources = takeBackSources({
      rows: ofCalendar,
      entries: entries.filter(isOfCalendar),
      posted: posted.filter(({ runId }) => ofCalendar.some((row) => row.runId === runId)),
      productClasses,
      planOfRun,
      rule,
    });
    for (const source of sources) await post(tx, { key, calendar, source, now });
  }
}

async function paidAtOf(tx: Tx, { shopId, orderId }: OrderKey): Promise<Date> {
  const { paidAt } = await tx.one(
    z.object({ paidAt: z.date() }),
    sql`select paid_at as "paidAt" from shop_order
         where network_id = ${tx.networkId} and shop_id = ${shopId} and order_id = ${orderId}`,
  );
  return paidAt;
}

interface SourceToPost {
  readonly key: OrderKey;
  readonly calendar: Calendar;
  readonly source: TakeBackSource;
  readonly now: Date;
}

/** One posting per event of an order, one adjustment per row. */
async function post(tx: Tx, { key, calendar, source, now }: SourceToPost): Promise<void> {
  if (source.taken.length === 0) return;
  const held = await heldOf(tx, [...new Set(source.taken.map(({ row }) => row.earner))]);
  const postings: Posting[] = [];
  for (const { row, amountMinor } of source.taken) {
    const posting = postingFor(row, amountMinor, held);
    if (posting) postings.push(posting);
  }
  const whole: Posting = {
    kind: 'adjustment',
    key: `adjustment:${calendar.id}:${key.shopId}:${key.orderId}:${source.sourceKey}`,
    entries: summed(postings),
  };
  const posted = await appendPostings(tx, [whole], {
    now,
    actor: 'system',
    ...(source.reason === null ? {} : { reason: source.reason }),
  });
  const { id: periodId } = await openPeriod(tx, calendar, now);
  const { sourceKey, occurredAt, reason } = source;
  await appendAdjustments(
    tx,
    key,
    source.taken.map((taken) => ({ ...taken, sourceKey, occurredAt, reason, periodId, postingId: posted[0] ?? '' })),
  );
}

/** Lowers what is held first; `held` is brought up to date for the partner's next row. */
function postingFor(row: AcceptedOrderRow, amountMinor: Minor, held: Map<number, Minor>): Posting | null {
  if (amountMinor === 0n) return null;
  const heldMinor = held.get(row.earner) ?? minor(0n);
  const posting = adjustmentPosting({
    partner: row.earner,
    key: `${row.runId}:${row.rowNo}`,
    amountMinor,
    heldMinor,
    unreleasedMinor: heldMinor,
  });
  const taken = posting?.entries.find(({ account }) => account === 'held')?.amountMinor ?? 0n;
  held.set(row.earner, minor(heldMinor - taken));
  return posting;
}

/** The entries of several postings as one: one entry per account and partner. */
function summed(postings: readonly Posting[]): LedgerEntry[] {
  const entries = postings.flatMap((posting) => posting.entries);
  return [...Map.groupBy(entries, ({ account, partner }) => `${account} ${partner}`).values()].flatMap((same) => {
    const [first] = same;
    const amountMinor = minor(same.reduce((total, entry) => total + entry.amountMinor, 0n));
    return first && amountMinor !== 0n ? [{ ...first, amountMinor }] : [];
  });
}
