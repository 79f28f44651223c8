import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import type { Rehearsal, RehearsedPage, RehearsedPeriod } from '#app/domain/compare/rehearsal.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { namesOf } from '#app/queries/partners/names-of.ts';

/** Beyond a year back people and products are others. */
export const REHEARSED_MAX = 12;

/** What can be rehearsed. */
export interface RehearsalGround {
  readonly programmeId: number;
  /** Whether a draft is open; else the newest plan is tried. */
  readonly hasDraft: boolean;
  /** How many accepted periods there are to try it on. */
  readonly accepted: number;
  readonly timeZone: string;
}

const groundSchema = z.object({ programmeId: z.int(), hasDraft: z.boolean(), accepted: z.int(), timeZone: z.string() });

export function rehearsalGround(networkId: NetworkId): Promise<RehearsalGround> {
  return inTransaction(networkId, (tx) =>
    tx.one(
      groundSchema,
      sql`select c.programme_id as "programmeId", c.time_zone as "timeZone",
                 exists (select from plan_draft d
                          where d.network_id = ${networkId} and d.programme_id = c.programme_id) as "hasDraft",
                 least(${REHEARSED_MAX}, (select count(*) from period_acceptance a
                   join period p on p.network_id = ${networkId} and p.id = a.period_id and p.calendar_id = c.id
                  where a.network_id = ${networkId}))::int as accepted
            from calendar c where c.network_id = ${networkId} order by c.id limit 1`,
    ),
  );
}

/** Names for what a rehearsal found, the newest period first. */
export function toldRehearsal(
  networkId: NetworkId,
  { plan, periods }: { readonly plan: Plan; readonly periods: readonly RehearsedPeriod[] },
): Promise<Rehearsal> {
  return inTransaction(networkId, async (tx) => {
    const numbers = periods.flatMap(({ comparison }) => comparison.earners.map(({ earner }) => earner));
    const names = await namesOf(tx, numbers);
    return { currency: plan.currency, periods: periods.map((period) => shown(period, plan, names)).toReversed() };
  });
}

function shown(period: RehearsedPeriod, plan: Plan, names: ReadonlyMap<number, string>): RehearsedPage {
  const { comparison, breakageMinor, ranks } = period;
  const { ladder } = plan.ranks;
  return {
    periodId: period.periodId,
    startsAt: new Date(period.startMs).toISOString(),
    cadence: period.cadence,
    baseMinor: String(period.baseMinor),
    paidMinor: { before: String(comparison.before.amountMinor), after: String(comparison.after.amountMinor) },
    breakageMinor: { before: String(breakageMinor.before), after: String(breakageMinor.after) },
    gain: { ...comparison.gain, amountMinor: String(comparison.gain.amountMinor) },
    loss: { ...comparison.loss, amountMinor: String(comparison.loss.amountMinor) },
    earners: comparison.earners.map(({ earner, beforeMinor, afterMinor }) => ({
      ...{ number: earner, name: names.get(earner) ?? '' },
      ...{ beforeMinor: String(beforeMinor), afterMinor: String(afterMinor) },
    })),
    ranks:
      ladder.length === 0
        ? []
        : ranks.after.map((partners, place) => ({ name: ladder[place - 1]?.name ?? null, partners })),
  };
}
