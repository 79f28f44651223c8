import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { planSchema, type Plan } from '#app/domain/plan/plan.ts';
import type { Period } from '#app/services/periods/period.ts';

export interface PlanInForce {
  readonly version: number;
  /** Of the calendar that the period belongs to. */
  readonly cadence: 'week' | 'month';
  readonly document: Plan;
}

const planInForceSchema = z.object({
  version: z.int(),
  cadence: z.enum(['week', 'month']),
  document: planSchema,
});

/**
 * The plan that a period follows from its first to its last instant: the newest version in effect when it begins (design
 * 9.10). Null where none was published for it.
 */
export function planForPeriod(tx: Tx, { calendarId, startsAt }: Period): Promise<PlanInForce | null> {
  return tx.find(
    planInForceSchema,
    sql`select v.version, c.cadence, v.document from plan_version v
          join calendar c on c.network_id = ${tx.networkId} and c.id = ${calendarId}
         where v.network_id = ${tx.networkId} and v.programme_id = c.programme_id and v.effective_at <= ${startsAt}
         order by v.version desc limit 1`,
  );
}

/** The plan that a run followed. */
export function planOfVersion(tx: Tx, { calendarId }: Period, version: number): Promise<PlanInForce> {
  return tx.one(
    planInForceSchema,
    sql`select v.version, c.cadence, v.document from plan_version v
          join calendar c on c.network_id = ${tx.networkId} and c.id = ${calendarId}
         where v.network_id = ${tx.networkId} and v.programme_id = c.programme_id and v.version = ${version}`,
  );
}
