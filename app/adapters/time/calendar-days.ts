import { Temporal } from 'temporal-polyfill';

/** A calendar's cadence: months begin on the 1st, weeks on a Monday. */
export type Cadence = 'month' | 'week';

/** Half-open pair of instants. */
export interface Range {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const instantOf = (day: Temporal.PlainDate, timeZone: string): Date =>
  new Date(day.toZonedDateTime(timeZone).epochMilliseconds);

/** The day on which the cadence's period that holds `day` begins. */
function beginning(day: Temporal.PlainDate, cadence: Cadence): Temporal.PlainDate {
  return cadence === 'month' ? day.with({ day: 1 }) : day.subtract({ days: day.dayOfWeek - 1 });
}

/**
 * The periods of a calendar from the one that holds `firstOn` through the one that holds `through`, without a gap. Each
 * begins at its first day's first instant in `timeZone`, so a period may be an hour shorter or longer (plans 4.17).
 * Empty where `through` lies before the first.
 */
export function periodsThrough(
  { cadence, timeZone, firstOn }: { cadence: Cadence; timeZone: string; firstOn: string },
  through: Date,
): Range[] {
  const step = cadence === 'month' ? { months: 1 } : { weeks: 1 };
  const periods: Range[] = [];
  let day = beginning(Temporal.PlainDate.from(firstOn), cadence);
  for (;;) {
    const startsAt = instantOf(day, timeZone);
    if (startsAt > through) return periods;
    day = day.add(step);
    periods.push({ startsAt, endsAt: instantOf(day, timeZone) });
  }
}

/** The calendar day in `timeZone` on which an instant falls, as `YYYY-MM-DD`. */
export function dayIn(timeZone: string, at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The first instant of a day (`YYYY-MM-DD`) in `timeZone`. */
export function startOfDay(timeZone: string, day: string): Date {
  return instantOf(Temporal.PlainDate.from(day), timeZone);
}

/** A day (`YYYY-MM-DD`) so many days later; earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
