import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { addDays, dayIn } from '#app/adapters/time/calendar-days.ts';
import type { Period } from '#app/domain/explain/explanation.ts';
import { planSchema } from '#app/domain/plan/plan.ts';

const basisSchema = z.object({
  runId: z.int(),
  periodId: z.int(),
  calendarId: z.int(),
  watermark: z.bigint(),
  planVersion: z.int(),
  plan: planSchema,
  startsAt: z.date(),
  endsAt: z.date(),
  isAccepted: z.boolean(),
  timeZone: z.string(),
  currency: z.string(),
});

/** What a run stands on: its period, its plan, and up to where it read. */
export type RunBasis = z.infer<typeof basisSchema>;

/** The bases of the named runs. */
export function runBases(tx: Tx, runIds: readonly number[]): Promise<RunBasis[]> {
  return tx.all(
    basisSchema,
    sql`select r.id as "runId", p.id as "periodId", p.calendar_id as "calendarId", r.watermark,
               r.plan_version as "planVersion", v.document as plan, p.starts_at as "startsAt", p.ends_at as "endsAt",
               a.run_id is not null as "isAccepted", c.time_zone as "timeZone", n.currency
          from run r
          join period p on p.network_id = ${tx.networkId} and p.id = r.period_id
          join calendar c on c.network_id = ${tx.networkId} and c.id = p.calendar_id
          join plan_version v on v.network_id = ${tx.networkId} and v.programme_id = c.programme_id
                             and v.version = r.plan_version
          join network n on n.id = ${tx.networkId}
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
         where r.network_id = ${tx.networkId} and r.id = any(${runIds}::int[])`,
  );
}

/** A period as explanations name it: both days inside, in its own zone. */
export function periodIn(basis: Pick<RunBasis, 'startsAt' | 'endsAt' | 'isAccepted' | 'timeZone'>, now: Date): Period {
  const { startsAt, endsAt, isAccepted, timeZone } = basis;
  const ended = endsAt <= now ? 'closed' : 'open';
  return {
    from: dayIn(timeZone, startsAt),
    to: addDays(dayIn(timeZone, endsAt), -1),
    state: isAccepted ? 'accepted' : ended,
  };
}
