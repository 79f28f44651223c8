import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { AppError } from '#app/errors.ts';
import { calendarSchema, periodSchema, type Calendar, type Period } from '#app/services/periods/period.ts';

/** Every calendar of the network, oldest first. */
export function calendars(tx: Tx): Promise<Calendar[]> {
  return tx.all(
    calendarSchema,
    sql`select id, programme_id as "programmeId", cadence, time_zone as "timeZone", first_on as "firstOn"
          from calendar where network_id = ${tx.networkId} order by id`,
  );
}

function periodsWhere(tx: Tx, condition: Sql): Promise<Period[]> {
  return tx.all(
    periodSchema,
    sql`select p.id, p.calendar_id as "calendarId", p.starts_at as "startsAt", p.ends_at as "endsAt",
               a.run_id as "acceptedRunId"
          from period p
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
         where p.network_id = ${tx.networkId} and ${condition}
         order by p.starts_at`,
  );
}

/** The period with this number. @throws AppError 'period.not-found' */
export async function loadPeriod(tx: Tx, periodId: number): Promise<Period> {
  const [period] = await periodsWhere(tx, sql`p.id = ${periodId}`);
  if (!period) throw new AppError('period.not-found');
  return period;
}

/** The period of a calendar that holds an instant; null before the first one, and where it has not been made yet. */
export async function periodOf(tx: Tx, calendarId: number, at: Date): Promise<Period | null> {
  const [period] = await periodsWhere(
    tx,
    sql`p.calendar_id = ${calendarId} and p.starts_at <= ${at} and p.ends_at > ${at}`,
  );
  return period ?? null;
}

/** Periods that are not accepted and have begun, earliest first. */
export function unacceptedPeriods(tx: Tx, now: Date): Promise<Period[]> {
  return periodsWhere(tx, sql`a.run_id is null and p.starts_at <= ${now}`);
}

/** The period of the same calendar just before; null for the first. */
export async function periodBefore(tx: Tx, period: Period): Promise<Period | null> {
  const [before] = await periodsWhere(tx, sql`p.calendar_id = ${period.calendarId} and p.ends_at = ${period.startsAt}`);
  return before ?? null;
}
