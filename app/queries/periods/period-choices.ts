import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** Three years of months: what a list of periods offers. */
const PERIODS_MAX = 36;

const iso = z.date().transform((at) => at.toISOString());

const choiceSchema = z.object({
  id: z.int(),
  startsAt: iso,
  endsAt: iso,
  state: z.enum(['open', 'closed', 'accepted']),
  cadence: z.enum(['month', 'week']),
  timeZone: z.string(),
  /** When the run whose rows are shown read its facts; null before the first. */
  asOf: iso.nullable(),
  /** Its rows were lost in a crash, or the calculation after it failed. */
  isStale: z.boolean(),
});
export type PeriodChoice = z.infer<typeof choiceSchema>;

/** Periods that have begun, newest first, with where their figures come from. */
export function periodChoices(tx: Tx, now: Date): Promise<PeriodChoice[]> {
  return tx.all(
    choiceSchema,
    sql`select p.id, p.starts_at as "startsAt", p.ends_at as "endsAt", k.cadence, k.time_zone as "timeZone",
               r.started_at as "asOf",
               case when a.run_id is not null then 'accepted' when p.ends_at <= ${now} then 'closed' else 'open' end as state,
               a.run_id is null and (coalesce(v.stale, false) or exists (
                 select from run f where f.network_id = ${tx.networkId} and f.period_id = p.id and f.state = 'failed'
                    and f.id > v.run_id)) as "isStale"
          from period p
          join calendar k on k.network_id = ${tx.networkId} and k.id = p.calendar_id
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
          left join period_preview v on v.network_id = ${tx.networkId} and v.period_id = p.id
          left join run r on r.network_id = ${tx.networkId} and r.id = coalesce(a.run_id, v.run_id)
         where p.network_id = ${tx.networkId} and p.starts_at <= ${now}
         order by p.starts_at desc, p.id desc limit ${PERIODS_MAX}`,
  );
}
