import type { StateColumns } from '#app/domain/engine/facts.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';

/** What earlier periods leave to this one. */
export interface PriorState<P extends PlanShape = PlanShape> {
  /** Accepted periods that late orders belong to (design 9.19). */
  readonly periods: readonly PriorPeriod<P>[];
  readonly ranks: RankHistory;
  /** What a component carries over, by its id: lots, counters, what was paid once. */
  readonly components: Readonly<Record<string, StateColumns>>;
  /**
   * What components of a shorter cadence paid in the accepted periods that end within this one; undefined where nobody knows: a plan that
   * matches them cannot be run then.
   */
  readonly earnings?: readonly ComponentEarnings[];
}

/**
 * What a component paid in one period of its cadence, by partner number and in minor units: a run leaves it for components of a longer
 * cadence, and gets that of all accepted periods that ended within its own.
 */
export interface ComponentEarnings {
  /** The component's id. */
  readonly component: string;
  readonly partner: Int32Array;
  /** After and before the component's own cap; caps of the plan come later and do not count (plans 5, steps 13 and 17). */
  readonly netMinor: Float64Array;
  readonly grossMinor: Float64Array;
}

/**
 * Partners as an accepted period saw them; whoever is not listed was not active and had no rank. Late orders that belong to it are
 * paid by its plan (design 9.9, 9.19).
 */
export interface PriorPeriod<P extends PlanShape = PlanShape> {
  readonly plan: P;
  readonly partner: Int32Array;
  readonly isActive: Uint8Array;
  /** Places on the ladder of its plan, 0 for none. */
  readonly rank: Uint8Array;
  readonly title: Uint8Array;
  /** By component of its plan, as in `Standing.reach`. */
  readonly reach: readonly Uint8Array[];
}

/**
 * `partner`, `title` and `paidAs`: one row per partner who ever held a rank. `reachedBy` and what follows: one row per partner and rank
 * that he has reached, because grace counts per rank (plans 1.3). Ranks are indexes into `ladder`, -1 for none.
 */
export interface RankHistory {
  readonly ladder: readonly string[];
  readonly partner: Int32Array;
  readonly title: Int8Array;
  /** The paid-as rank of the last period of this cadence, grace included, without what was granted for that period. */
  readonly paidAs: Int8Array;
  /** Partner and rank of a row of counters. */
  readonly reachedBy: Int32Array;
  readonly reached: Int8Array;
  /** Periods since the rank was first reached, 0 for the one in which it was; -1 where nobody knows, e.g. after a new ladder. */
  readonly sincePromotion: Int32Array;
  /** Periods of grace used in a row for the rank so far. */
  readonly graceUsed: Int32Array;
  /** Periods since the last grace of the rank ended, 0 for the first without; -1 if there never was one. */
  readonly sinceGrace: Int32Array;
}

/** Nothing came before. */
export const NO_PRIOR: PriorState<never> = {
  periods: [],
  ranks: {
    ladder: [],
    partner: new Int32Array(0),
    title: new Int8Array(0),
    paidAs: new Int8Array(0),
    reachedBy: new Int32Array(0),
    reached: new Int8Array(0),
    sincePromotion: new Int32Array(0),
    graceUsed: new Int32Array(0),
    sinceGrace: new Int32Array(0),
  },
  components: {},
};
