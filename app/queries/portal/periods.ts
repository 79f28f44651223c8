import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';

/** Three years of months: what a list of periods offers. */
const PERIODS_MAX = 36;

const iso = z.date().transform((at) => at.toISOString());

const periodSchema = z.object({
  id: z.int(),
  startsAt: iso,
  endsAt: iso,
  state: z.enum(['open', 'closed', 'accepted']),
  /** When the newest preview read its facts; null for accepted periods, and before the first preview. */
  asOf: iso.nullable(),
});
export type PortalPeriod = z.infer<typeof periodSchema>;

/** Periods that have begun, newest first. */
export function portalPeriods(tx: Tx, now: Date): Promise<PortalPeriod[]> {
  return tx.all(
    periodSchema,
    sql`select p.id, p.starts_at as "startsAt", p.ends_at as "endsAt", r.started_at as "asOf",
               case when a.run_id is not null then 'accepted' when p.ends_at <= ${now} then 'closed' else 'open' end as state
          from period p
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
          left join period_preview v on v.network_id = ${tx.networkId} and v.period_id = p.id
          left join run r on r.network_id = ${tx.networkId} and r.id = v.run_id
         where p.network_id = ${tx.networkId} and p.starts_at <= ${now}
         order by p.starts_at desc, p.id desc limit ${PERIODS_MAX}`,
  );
}
