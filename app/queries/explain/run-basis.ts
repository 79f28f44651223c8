import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { addDays, dayIn } from '#app/adapters/time/calendar-days.ts';
import { canonical } from '#app/domain/engine/canonical.ts';
import type { Period } from '#app/domain/explain/explanation.ts';
import { planSchema } from '#app/domain/plan/plan.ts';

const basisSchema = z.object({
  runId: z.int(),
  periodId: z.int(),
  calendarId: z.int(),
  programmeId: z.int(),
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
    sql`select r.id as "runId", p.id as "periodId", p.calendar_id as "calendarId",
               c.programme_id as "programmeId", r.watermark,
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

const planSpanSchema = z.object({
  periodId: z.int(),
  startsAt: z.date(),
  endsAt: z.date(),
  planVersion: z.int(),
  plan: planSchema,
});

/** The plan that an order of some instant follows in a run, and whose caps cover it, as in `run_cap.period_id`. */
export type PlanAt = (asOf: Date) => Pick<RunBasis, 'plan' | 'planVersion'> & { readonly capPeriod: number };

/**
 * By which plan a run paid orders of these instants: its own, or for late orders that of the accepted period to which they
 * belong (design 9.9).
 */
export async function plansAt(tx: Tx, basis: RunBasis, instants: readonly Date[]): Promise<PlanAt> {
  const late = instants.filter((asOf) => asOf < basis.startsAt);
  const spans = late.length === 0 ? [] : await planSpans(tx, basis, late);
  const text = spans.length === 0 ? '' : canonical(basis.plan);
  return (asOf) => {
    const span = spans.find(({ startsAt, endsAt }) => startsAt <= asOf && asOf < endsAt);
    const { plan, planVersion } = span ?? basis;
    // Late orders under the same plan are capped with those of the run's own period.
    return { plan, planVersion, capPeriod: span && canonical(span.plan) !== text ? span.periodId : 0 };
  };
}

const planSpans = (tx: Tx, { calendarId, startsAt }: RunBasis, instants: readonly Date[]) =>
  tx.all(
    planSpanSchema,
    sql`select p.id as "periodId", p.starts_at as "startsAt", p.ends_at as "endsAt", r.plan_version as "planVersion", v.document as plan
          from period p
          join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
          join run r on r.network_id = ${tx.networkId} and r.id = a.run_id
          join calendar c on c.network_id = ${tx.networkId} and c.id = p.calendar_id
          join plan_version v on v.network_id = ${tx.networkId} and v.programme_id = c.programme_id
                             and v.version = r.plan_version
         where p.network_id = ${tx.networkId} and p.calendar_id = ${calendarId} and p.ends_at <= ${startsAt}
           and exists (select from unnest(${instants}::timestamptz[]) as i (at)
                        where p.starts_at <= i.at and i.at < p.ends_at)`,
  );

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
