import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { oncePerPeriod } from '#app/domain/explain/once-per-period.ts';
import type { OncePerPeriod } from '#app/domain/explain/once-schema.ts';
import { ONCE_KINDS } from '#app/domain/explain/period-pay.ts';
import { cadenceSchema } from '#app/domain/plan/component.ts';
import { earningRows, estimateRows, isOfPeriod } from '#app/queries/commissions/row-sources.ts';
import type { RunBasis } from '#app/queries/explain/run-basis.ts';
import { partnerAt } from '#app/queries/explain/upline.ts';

const paidSchema = z.object({ component: z.int(), amountMinor: z.bigint() });

/** What a run paid a partner once per period, and what was lacking where it paid nothing; empty where its plan pays orders alone. */
export async function onceInPeriod(tx: Tx, basis: RunBasis, number: number): Promise<OncePerPeriod[]> {
  const { plan, endsAt } = basis;
  const kinds: ReadonlySet<string> = new Set(ONCE_KINDS);
  if (!plan.components.some(({ kind }) => kinds.has(kind))) return [];
  const partner = await partnerAt(tx, basis, { partner: number, asOf: new Date(endsAt.getTime() - 1) });
  if (!partner) return [];
  const paid = new Map((await paidOf(tx, basis, number)).map((row) => [row.component, row.amountMinor]));
  const paidMinor = plan.components.map((_, component) => paid.get(component) ?? 0n);
  return oncePerPeriod({ plan, cadence: await cadenceOf(tx, basis), partner, paidMinor });
}

/** What the partner's rows of the period come to, by component. */
function paidOf(tx: Tx, { runId }: RunBasis, number: number) {
  const condition = sql`e.run_id = ${runId} and e.earner = ${number} and ${isOfPeriod}`;
  const request = { tx, period: null, condition };
  return tx.all(
    paidSchema,
    sql`select component, sum(amount_minor)::bigint as "amountMinor"
          from (${estimateRows(request)} union all ${earningRows(request)}) rows group by component`,
  );
}

async function cadenceOf(tx: Tx, { calendarId }: RunBasis) {
  const { cadence } = await tx.one(
    z.object({ cadence: cadenceSchema }),
    sql`select cadence from calendar where network_id = ${tx.networkId} and id = ${calendarId}`,
  );
  return cadence;
}
