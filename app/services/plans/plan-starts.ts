import { z } from 'zod';
import { periodsThrough } from '#app/adapters/time/calendar-days.ts';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { Calendar } from '#app/services/periods/period.ts';

/** How far ahead a plan can be published. */
const AHEAD_MS = 100 * 24 * 60 * 60 * 1000;

/** A period with which a new version can begin. */
export interface PlanStart {
  readonly startsAt: Date;
  /** The period runs already: its estimates change. */
  readonly isRunning: boolean;
}

/**
 * Where a new version may begin: at the start of a period, from the running one on, as long as neither it nor a later one
 * is accepted. Earliest first; what the calendar has not made yet is computed, not written.
 */
export async function planStarts(tx: Tx, calendar: Calendar, now: Date): Promise<PlanStart[]> {
  const { acceptedThrough } = await tx.one(
    z.object({ acceptedThrough: z.date().nullable() }),
    sql`select max(p.ends_at) as "acceptedThrough" from period p
          join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
         where p.network_id = ${tx.networkId} and p.calendar_id = ${calendar.id}`,
  );
  return periodsThrough(calendar, new Date(now.getTime() + AHEAD_MS))
    .filter(({ endsAt }) => endsAt > now)
    .filter(({ startsAt }) => acceptedThrough === null || startsAt >= acceptedThrough)
    .map(({ startsAt }) => ({ startsAt, isRunning: startsAt <= now }));
}
