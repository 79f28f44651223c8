import { compareRows, type Comparison } from '#app/domain/compare/compare-rows.ts';
import type { Checkpoint } from '#app/domain/engine/pay-orders.ts';
import { comparedRows, computedRun } from '#app/services/runs/computed-run.ts';
import type { RunSpec } from '#app/services/runs/run-spec.ts';

/** Two runs of one period. */
export interface RunPair {
  readonly before: RunSpec;
  readonly after: RunSpec;
}

/** How many rows and earners are named; the sums are of all. */
export const NAMED = { rows: 200, earners: 50 };

/** Computes two runs again from their facts and says what differs. Rows of previews are not kept, and need not be. */
export async function comparePair({ before, after }: RunPair, checkpoint: Checkpoint): Promise<Comparison> {
  const first = await computedRun(before, checkpoint);
  const second = await computedRun(after, checkpoint);
  return compareRows(comparedRows(before.plan, first), comparedRows(after.plan, second), NAMED);
}
