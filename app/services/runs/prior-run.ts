import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import type { Period } from '#app/services/periods/period.ts';

/**
 * The run from whose state a period's run starts: of the period before, the accepted one, else the newest preview (design 7). Null
 * where there is none yet, or where it left nothing: ranks and what components carry over.
 */
export async function priorRun(tx: Tx, { calendarId, startsAt }: Period): Promise<number | null> {
  const before = await tx.find(
    z.object({ runId: z.int(), leftState: z.boolean() }),
    sql`select r.id as "runId",
               exists (select from run_state s where s.network_id = ${tx.networkId} and s.run_id = r.id
                          and not starts_with(s.name, 'earnings:')) as "leftState"
          from period p
          left join period_acceptance a on a.network_id = ${tx.networkId} and a.period_id = p.id
          left join period_preview v on v.network_id = ${tx.networkId} and v.period_id = p.id
          join run r on r.network_id = ${tx.networkId} and r.id = coalesce(a.run_id, v.run_id)
         where p.network_id = ${tx.networkId} and p.calendar_id = ${calendarId} and p.ends_at <= ${startsAt}
         order by p.starts_at desc limit 1`,
  );
  return before?.leftState ? before.runId : null;
}
