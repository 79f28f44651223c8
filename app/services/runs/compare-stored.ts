import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import type { ComparedRuns } from '#app/domain/compare/run-changes.ts';
import { AppError } from '#app/errors.ts';
import type { RunPair } from '#app/services/runs/compare-runs.ts';
import { inThread } from '#app/services/runs/run-in-thread.ts';
import { storedSpec } from '#app/services/runs/stored-spec.ts';

interface ComparedRequest {
  readonly networkId: NetworkId;
  readonly periodId: number;
  /** Runs of the period. */
  readonly before: number;
  readonly after: number;
}

/** Computes two runs of a period again and compares them. @throws AppError 'run.not-found' for a run that is not the period's */
export async function compareStored({ networkId, ...runs }: ComparedRequest): Promise<ComparedRuns> {
  const { pair, ...about } = await inTransaction(networkId, (tx) => pairOf(tx, runs));
  const comparison = await inThread('compare', pair).result;
  const range = { after: pair.before.watermark, upTo: pair.after.watermark };
  return { comparison, range, periodEnd: new Date(pair.after.endMs), ...about };
}

async function pairOf(tx: Tx, { periodId, before, after }: Omit<ComparedRequest, 'networkId'>) {
  const [first, second] = [await storedSpec(tx, before), await storedSpec(tx, after)];
  if (first.periodId !== periodId || second.periodId !== periodId) throw new AppError('run.not-found');
  const versions = await tx.all(
    z.object({ id: z.int(), version: z.int() }),
    sql`select id, plan_version as version from run
         where network_id = ${tx.networkId} and id = any(${[before, after]}::int[])`,
  );
  const versionOf = (id: number) => versions.find((run) => run.id === id)?.version ?? 0;
  const plan = { before: versionOf(before), after: versionOf(after) };
  // The preview that the first run started from has been replaced, and its state with it.
  const priorRenewed = first.priorRunId !== second.priorRunId;
  const pair: RunPair = { before: { ...first, priorRunId: second.priorRunId }, after: second };
  return { pair, priorRenewed, plan: plan.before === plan.after ? null : plan };
}
