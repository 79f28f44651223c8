import { compareRows } from '#app/domain/compare/compare-rows.ts';
import type { RankCounts, RehearsedPeriod } from '#app/domain/compare/rehearsal.ts';
import type { Checkpoint } from '#app/domain/engine/pay-orders.ts';
import type { NextState, RunResult } from '#app/domain/engine/run-result.ts';
import { NAMED } from '#app/services/runs/compare-runs.ts';
import { comparedRows, computedRun } from '#app/services/runs/computed-run.ts';
import type { RunSpec } from '#app/services/runs/run-spec.ts';

/** Past periods of one calendar in their order, each as it was computed; and the plan that is tried on them. */
export interface RehearsalSpec {
  readonly periods: readonly RunSpec[];
  readonly plan: RunSpec['plan'];
}

/**
 * What past periods would have cost under another plan (design 7, rehearse): the first as if it had been published for it, each
 * further one from what the plan in hand left in the one before; trees that nobody stands in yet are filled. Nothing is written.
 */
export async function rehearsePlan(spec: RehearsalSpec, checkpoint: Checkpoint): Promise<RehearsedPeriod[]> {
  const periods: RehearsedPeriod[] = [];
  let state: NextState | undefined;
  for (const before of spec.periods) {
    const after = { ...before, plan: spec.plan };
    const was = await computedRun(before, checkpoint);
    const would = await computedRun(after, checkpoint, { state });
    state = would.result.state;
    periods.push({
      ...{ periodId: before.periodId, startMs: before.startMs, cadence: before.cadence },
      comparison: compareRows(comparedRows(before.plan, was), comparedRows(after.plan, would), NAMED),
      breakageMinor: { before: was.result.totals.breakageMinor, after: would.result.totals.breakageMinor },
      baseMinor: would.result.totals.baseMinor,
      ranks: { before: ranksOf(before.plan, was.result), after: ranksOf(after.plan, would.result) },
    });
  }
  return periods;
}

function ranksOf({ ranks: { ladder } }: RunSpec['plan'], { partners }: RunResult): RankCounts {
  const counts = new Array<number>(ladder.length + 1).fill(0);
  // Index 0 is the house account.
  for (let index = 1; index < partners.rank.length; index++) {
    const rank = partners.rank[index] as number;
    counts[rank] = (counts[rank] as number) + 1;
  }
  return counts;
}
