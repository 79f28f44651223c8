import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { STATUS } from '#app/domain/engine/facts.ts';
import { oncePerPeriod } from '#app/domain/explain/once-per-period.ts';
import { ONCE_KINDS, type OncePerPeriod } from '#app/domain/explain/period-pay.ts';
import { cadenceSchema } from '#app/domain/plan/component.ts';
import { earningRows, estimateRows, isOfPeriod } from '#app/queries/commissions/row-sources.ts';
import type { RunBasis } from '#app/queries/explain/run-basis.ts';

const seenSchema = z.object({
  cadence: cadenceSchema,
  status: z.string().nullable(),
  reach: z.instanceof(Buffer).nullable(),
  paid: z.array(z.object({ component: z.int(), amountMinor: z.string().transform(BigInt) })),
});

const STATUS_OF = new Map<string, number>(Object.entries(STATUS));

/** What a run paid a partner once per period, and what was lacking where it paid nothing; empty where its plan pays orders alone. */
export async function onceInPeriod(tx: Tx, basis: RunBasis, partner: number): Promise<OncePerPeriod[]> {
  const kinds: ReadonlySet<string> = new Set(ONCE_KINDS);
  if (!basis.plan.components.some(({ kind }) => kinds.has(kind))) return [];
  const seen = await tx.one(seenSchema, seenQuery(tx, basis, partner));
  const paidOf = new Map(seen.paid.map(({ component, amountMinor }) => [component, amountMinor]));
  return oncePerPeriod({
    plan: basis.plan,
    cadence: seen.cadence,
    status: STATUS_OF.get(seen.status ?? '') ?? STATUS.none,
    reach: [...(seen.reach ?? [])],
    paidMinor: basis.plan.components.map((_, component) => paidOf.get(component) ?? 0n),
  });
}

function seenQuery(tx: Tx, { runId, calendarId, endsAt, watermark }: RunBasis, partner: number) {
  const condition = sql`e.run_id = ${runId} and e.earner = ${partner} and ${isOfPeriod}`;
  const request = { tx, period: null, condition };
  return sql`
    select c.cadence, f.reach,
           (select s.status from partner_status s
             where s.network_id = ${tx.networkId} and s.number = ${partner} and s.valid_from < ${endsAt}
               and s.recorded_seq <= ${watermark}
             order by s.valid_from desc, s.recorded_seq desc limit 1) as status,
           coalesce((select json_agg(json_build_object('component', r.component, 'amountMinor', r.amount_minor::text))
                       from (select component, sum(amount_minor)::bigint as amount_minor
                               from (${estimateRows(request)} union all ${earningRows(request)}) x
                              group by component) r), '[]'::json) as paid
      from calendar c
      left join partner_period f on f.network_id = ${tx.networkId} and f.run_id = ${runId} and f.number = ${partner}
     where c.network_id = ${tx.networkId} and c.id = ${calendarId}`;
}
