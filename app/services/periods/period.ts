import { z } from 'zod';

/** A calendar of a network: cadence, zone, first day. */
export const calendarSchema = z.object({
  id: z.int(),
  programmeId: z.int(),
  cadence: z.enum(['month', 'week']),
  timeZone: z.string(),
  firstOn: z.string(),
});
export type Calendar = z.infer<typeof calendarSchema>;

/** A period with what was decided about it. `acceptedRunId` is empty until it is accepted. */
export const periodSchema = z.object({
  id: z.int(),
  calendarId: z.int(),
  startsAt: z.date(),
  endsAt: z.date(),
  acceptedRunId: z.int().nullable(),
});
export type Period = z.infer<typeof periodSchema>;

/** Open: it runs; closed: ended by the calendar; accepted: final (plans 1.5). */
export type PeriodState = 'open' | 'closed' | 'accepted';

export function periodStateOf(period: Pick<Period, 'endsAt' | 'acceptedRunId'>, now: Date): PeriodState {
  if (period.acceptedRunId !== null) return 'accepted';
  return period.endsAt <= now ? 'closed' : 'open';
}
