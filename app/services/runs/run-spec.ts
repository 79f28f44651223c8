import type { EarningTarget } from '#app/adapters/db/bulk.server.ts';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import type { RunTotals } from '#app/domain/engine/run-result.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** One calculation, as it is handed to the thread that does it. The same spec gives the same rows for ever. */
export interface RunSpec {
  readonly networkId: NetworkId;
  readonly runId: number;
  readonly periodId: number;
  readonly cadence: 'week' | 'month';
  readonly startMs: number;
  readonly endMs: number;
  readonly watermark: bigint;
  /** The run of the period before whose state this one starts from; null for none. */
  readonly priorRunId: number | null;
  readonly plan: Plan;
  /** Null computes and writes nothing: a proof. */
  readonly target: EarningTarget | null;
}

/** Rows and their sum, in minor units. */
export interface LevelSum {
  readonly rows: number;
  readonly amountMinor: number;
}

/** Rows of one component and level. */
export interface PartSum extends LevelSum {
  /** Index in the plan. */
  readonly component: number;
  /** Those above `LEVEL_NAMED_MAX` stand together, one level above it; -1 for rows of the period, which have none. */
  readonly level: number;
}

/** The last level that a list can be narrowed to. */
export const LEVEL_NAMED_MAX = 100;

/** What a person looks at before accepting, besides the control totals. */
export interface RunReview {
  /** Pay level 1, every further one, and what is paid once per period. */
  readonly direct: LevelSum;
  readonly further: LevelSum;
  readonly once: LevelSum;
  /** The rows by component and level: what a narrowed list adds up to. */
  readonly parts: readonly PartSum[];
  /** Orders of earlier periods. */
  readonly lateOrders: number;
  /** Partners who earn more than three times the median of all who earn, most first; at most fifty are named. */
  readonly outliers: readonly number[];
  readonly outlierCount: number;
}

/** What a calculation found, without its rows. */
export interface RunSummary {
  readonly rowHash: string;
  readonly inputHash: string;
  readonly rowCount: number;
  /** Partners with at least one row. */
  readonly earnerCount: number;
  readonly amountMinor: bigint;
  readonly totals: RunTotals;
  readonly review: RunReview;
  /** Partners whose sponsor does not exist: they hang under the house account (plans 4.9). */
  readonly orphans: readonly number[];
  readonly durationsMs: { readonly read: number; readonly compute: number; readonly write: number };
}

/** Thrown inside a calculation that was told to stop; nothing of it is kept. */
export class RunCancelled extends Error {
  override name = 'RunCancelled';
}
