import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';

const PERIODS_MAX = 120;

const iso = z.date().transform((at) => at.toISOString());

const rowSchema = z.object({
  id: z.int(),
  startsAt: iso,
  endsAt: iso,
  cadence: z.enum(['month', 'week']),
  timeZone: z.string(),
  state: z.enum(['open', 'closed', 'accepted']),
  planVersion: z.int().nullable(),
  amountMinor: z
    .bigint()
    .nullable()
    .transform((amount) => amount?.toString() ?? null),
  acceptedAt: iso.nullable(),
  actor: z.string().nullable(),
});
export type PeriodRow = z.infer<typeof rowSchema>;

/** Every period that has begun, newest first, with what its accepted run or newest preview comes to. */
export function periodList(networkId: NetworkId, now: Date): Promise<{ periods: PeriodRow[]; currency: string }> {
  return inTransaction(networkId, async (tx) => {
    const periods = await tx.all(
      rowSchema,
      sql`select p.id, p.starts_at as "startsAt", p.ends_at as "endsAt", k.cadence, k.time_zone as "timeZone",
                 case when a.run_id is not null then 'accepted' when p.ends_at <= ${now} then 'closed' else 'open' end as state,
                 r.plan_version as "planVersion", r.amount_minor as "amountMinor", a.accepted_at as "acceptedAt", a.actor
            from period p
            join calendar k on k.network_id = ${networkId} and k.id = p.calendar_id
            left join period_acceptance a on a.network_id = ${networkId} and a.period_id = p.id
            left join period_preview v on v.network_id = ${networkId} and v.period_id = p.id
            left join run r on r.network_id = ${networkId} and r.id = coalesce(a.run_id, v.run_id)
           where p.network_id = ${networkId} and p.starts_at <= ${now}
           order by p.starts_at desc, p.id desc limit ${PERIODS_MAX}`,
    );
    const { currency } = await tx.one(
      z.object({ currency: z.string() }),
      sql`select currency from network where id = ${networkId}`,
    );
    return { periods, currency };
  });
}
