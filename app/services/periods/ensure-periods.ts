import { z } from 'zod';
import { nextNumber } from '#app/adapters/db/recording.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { periodsThrough } from '#app/adapters/time/calendar-days.ts';
import { assert } from '#app/domain/assert.ts';
import { periodOf } from '#app/services/periods/load-periods.ts';
import type { Calendar, Period } from '#app/services/periods/period.ts';

const FIRST_PERIOD = 1;

/**
 * Makes the periods of a calendar from its first day through the one that holds `through`. What exists stays as it is;
 * two callers at once make each period once.
 */
export async function ensurePeriods(tx: Tx, calendar: Calendar, through: Date): Promise<void> {
  const newest = await tx.one(
    z.object({ endsAt: z.date().nullable() }),
    sql`select max(ends_at) as "endsAt" from period
         where network_id = ${tx.networkId} and calendar_id = ${calendar.id}`,
  );
  if (newest.endsAt && newest.endsAt > through) return;
  const missing = periodsThrough(calendar, through).filter(
    ({ startsAt }) => !newest.endsAt || startsAt >= newest.endsAt,
  );
  if (missing.length === 0) return;
  const first = await nextNumber(tx, 'period', FIRST_PERIOD, missing.length);
  await tx.run(
    sql`insert into period (network_id, id, calendar_id, starts_at, ends_at)
        select ${tx.networkId}, id, ${calendar.id}, starts_at, ends_at
          from unnest(${missing.map((_, index) => first + index)}::int[],
                      ${missing.map((period) => period.startsAt)}::timestamptz[],
                      ${missing.map((period) => period.endsAt)}::timestamptz[]) as made (id, starts_at, ends_at)
        on conflict (network_id, calendar_id, starts_at) do nothing`,
  );
}

/** The period that runs at `now`; made if need be. @throws InvariantError before the calendar's first day */
export async function openPeriod(tx: Tx, calendar: Calendar, now: Date): Promise<Period> {
  const known = await periodOf(tx, calendar.id, now);
  if (known) return known;
  await ensurePeriods(tx, calendar, now);
  const period = await periodOf(tx, calendar.id, now);
  assert(period, `calendar ${calendar.id} has not begun`);
  return period;
}

/**
 * Where a fact counts: in the period of its instant, or, where that is accepted, in the one that runs now (design 4,
 * recording; plans 4.14). Null before the calendar's first day: such a fact counts nowhere. The caller holds the facts lock,
 * so that no acceptance comes in between.
 */
export async function periodForFact(
  tx: Tx,
  { calendar, countsAt, now }: { calendar: Calendar; countsAt: Date; now: Date },
): Promise<{ period: Period; isLate: boolean } | null> {
  await ensurePeriods(tx, calendar, countsAt > now ? countsAt : now);
  const own = await periodOf(tx, calendar.id, countsAt);
  if (!own) return null;
  if (own.acceptedRunId === null) return { period: own, isLate: false };
  return { period: await openPeriod(tx, calendar, now), isLate: true };
}
