import { readFacts, type RunFacts } from '#app/adapters/db/facts.server.ts';
import { inSnapshot } from '#app/adapters/db/snapshot.server.ts';
import type { ComparedRow } from '#app/domain/compare/compare-rows.ts';
import type { Checkpoint } from '#app/domain/engine/pay-orders.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import type { NextState, RunResult } from '#app/domain/engine/run-result.ts';
import { withTriedPlaces } from '#app/domain/placement/tried-places.ts';
import type { RunSpec } from '#app/services/runs/run-spec.ts';

/** A run in memory: what it read and what it found. */
export interface ComputedRun {
  readonly read: RunFacts;
  readonly result: RunResult;
  readonly readMs: number;
  readonly computeMs: number;
}

/** Another plan is tried: trees in which nobody stands are filled by its rule. */
interface Tried {
  /** Takes the place of what the run before left. */
  readonly state: NextState | undefined;
}

/**
 * Facts up to the watermark, in one snapshot ▶ engine. Nothing is written. @throws whatever `checkpoint` throws
 */
export async function computedRun(spec: RunSpec, checkpoint: Checkpoint, tried?: Tried): Promise<ComputedRun> {
  const begin = performance.now();
  const found = await inSnapshot(spec.networkId, (tx) => readFacts(tx, spec));
  const read = tried ? { ...found, facts: withTriedPlaces(found.facts, spec.plan) } : found;
  const hasRead = performance.now();
  const prior = tried?.state ? { ...read.prior, ...tried.state } : read.prior;
  const result = runPeriod(read.facts, spec.plan, prior, checkpoint);
  return { read, result, readMs: hasRead - begin, computeMs: performance.now() - hasRead };
}

/** The rows of a run under names that mean the same in every run. */
export function* comparedRows({ components }: RunSpec['plan'], { read, result }: ComputedRun): Generator<ComparedRow> {
  const { rows } = result;
  for (let row = 0; row < rows.count; row++) {
    const order = rows.orderIndex[row] as number;
    const index = rows.component[row] as number;
    yield {
      shopId: order < 0 ? 0 : (read.shopId[order] as number),
      orderId: order < 0 ? 0n : (read.orderId[order] as bigint),
      source: rows.source[row] as number,
      earner: rows.earner[row] as number,
      // A late order's component may be of an older plan that had more of them.
      component: components[index]?.id ?? String(index),
      level: rows.level[row] as number,
      baseMinor: rows.base[row] as number,
      amountMinor: rows.amountMinor[row] as number,
    };
  }
}
