import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import type { RehearsedPeriod } from '#app/domain/compare/rehearsal.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { notRunnable } from '#app/domain/plan/runnable.ts';
import { AppError } from '#app/errors.ts';
import { draftGround } from '#app/services/plans/draft-ground.ts';
import { inThread } from '#app/services/runs/run-in-thread.ts';
import type { RunSpec } from '#app/services/runs/run-spec.ts';
import { storedSpec } from '#app/services/runs/stored-spec.ts';

interface RehearsalRequest {
  readonly networkId: NetworkId;
  readonly programmeId: number;
  /** How many accepted periods, the newest ones. */
  readonly periods: number;
}

/**
 * What the draft (without one the newest plan) would have paid in the accepted periods before, oldest first. Nothing is written.
 * @throws AppError 'plan.invalid' for a plan that networks cannot run yet, 'period.not-found' where none is accepted
 */
export async function rehearseDraft({
  networkId,
  programmeId,
  periods,
}: RehearsalRequest): Promise<{ plan: Plan; periods: RehearsedPeriod[] }> {
  const plan = await draftGround(networkId, programmeId);
  if (notRunnable(plan).length > 0) throw new AppError('plan.invalid');
  const specs = await inTransaction(networkId, (tx) => acceptedSpecs(tx, programmeId, periods));
  if (specs.length === 0) throw new AppError('period.not-found');
  return { plan, periods: await inThread('rehearse', { periods: specs, plan }).result };
}

/** The newest accepted periods of the programme, oldest first. */
async function acceptedSpecs(tx: Tx, programmeId: number, limit: number): Promise<RunSpec[]> {
  const runs = await tx.all(
    z.object({ runId: z.int() }),
    sql`select a.run_id as "runId" from period_acceptance a
          join period p on p.network_id = ${tx.networkId} and p.id = a.period_id
          join calendar c on c.network_id = ${tx.networkId} and c.id = p.calendar_id and c.programme_id = ${programmeId}
         where a.network_id = ${tx.networkId} order by p.starts_at desc limit ${limit}`,
  );
  const specs: RunSpec[] = [];
  for (const { runId } of runs) specs.unshift(await storedSpec(tx, runId));
  return specs;
}
