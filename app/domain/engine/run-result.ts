import type { PriorState } from '#app/domain/engine/prior-state.ts';
import type { ComponentEarnings } from '#app/domain/engine/prior-state.ts';
import type { Figures } from '#app/domain/engine/figures.ts';
import { measured } from '#app/domain/engine/measure.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import { rowHashOf, type CapTaken, type OrderTotals, type RowCollector, type Rows } from '#app/domain/engine/rows.ts';
import type { PeriodStanding } from '#app/domain/engine/known.ts';
import type { Volumes } from '#app/domain/engine/volumes.ts';
import type { ComponentPlace } from '#app/domain/engine/plan-groups.ts';
import { measuredIn } from '#app/domain/plan/measured.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';

/** Everything a run has to say. Nothing in it refers to the facts' memory, but `Rows.orderIndex` to their order. */
export interface RunResult {
  readonly rows: Rows;
  readonly orders: OrderTotals;
  /** Caps that took something, in the order in which they did. */
  readonly caps: readonly CapTaken[];
  /** What the next period of this cadence starts from. */
  readonly state: NextState;
  /** What components paid that others of a longer cadence match. */
  readonly earnings: readonly ComponentEarnings[];
  readonly partners: PartnerFigures;
  readonly totals: RunTotals;
  /** Partners whose sponsor does not exist (plans 4.9), by number. */
  readonly orphans: readonly number[];
  /** 32 hexadecimal digits each. */
  readonly inputHash: string;
  readonly rowHash: string;
}

export type NextState = Pick<PriorState, 'ranks' | 'components'>;

/**
 * Figures of each partner, in columns: index 0 is the house account, the others ascend by number. Volumes are net bases in
 * minor units. The tree is the one at the period's end: the downline of i are the positions in `(position[i], subtreeEnd[i])`.
 */
export interface PartnerFigures {
  readonly number: Int32Array;
  readonly sponsor: Int32Array;
  readonly status: Uint8Array;
  /** Active with an active status at the period's end. */
  readonly isActive: Uint8Array;
  /** The plan's activity alone. */
  readonly activityMet: Uint8Array;
  /** Places on the ladder, 0 for none. */
  readonly rank: Uint8Array;
  readonly title: Uint8Array;
  /** By component of the plan, as in `Standing.reach`. */
  readonly reach: readonly Uint8Array[];
  readonly ownVolume: Float64Array;
  readonly customerVolume: Float64Array;
  /** Own and customers' volume of the partner and everybody below (plans 1.2, GV). */
  readonly teamVolume: Float64Array;
  readonly ownOrders: Int32Array;
  readonly customerOrders: Int32Array;
  /** By condition of `measuredIn` the plan. */
  readonly measured: readonly Float64Array[];
  /** By component, in the order of `RunTotals.components`. */
  readonly earnedMinor: readonly Float64Array[];
  readonly position: Int32Array;
  readonly subtreeEnd: Int32Array;
  readonly depth: Int32Array;
}

/** Control totals (plans 5): what a person looks at before accepting, and what a second run must repeat. */
export interface RunTotals {
  readonly orders: number;
  readonly baseMinor: number;
  readonly unattributedOrders: number;
  readonly unattributedBaseMinor: number;
  readonly partners: number;
  /** Status and activity met at the period's end. */
  readonly activePartners: number;
  readonly rows: number;
  readonly budgetMinor: number;
  readonly paidMinor: number;
  readonly breakageMinor: number;
  readonly components: readonly {
    readonly id: string;
    /** -1 for the period's own plan; else the accepted period (`PriorState.periods`) whose older plan paid late orders. */
    readonly period: number;
    readonly rows: number;
    readonly budgetMinor: number;
    readonly paidMinor: number;
    readonly breakageMinor: number;
  }[];
}

interface Computed {
  readonly plan: PlanShape;
  readonly prepared: Prepared;
  readonly places: readonly ComponentPlace[];
  readonly volumes: Volumes;
  readonly figures: Figures;
  readonly standing: PeriodStanding;
  readonly collector: RowCollector;
  readonly rows: Rows;
}

/** Figures and totals of a run whose sweep has reached the period's end. */
export function figuresOf({ plan, prepared, places, volumes, figures, standing, collector, rows }: Computed) {
  const { numbers, facts, orphans } = prepared;
  const { tree, preorder } = figures.tree('sponsor');
  const status = prepared.statuses.current;
  const { isActiveNow } = standing.ranks;
  const partners: PartnerFigures = {
    number: numbers,
    sponsor: tree.parent.map((index) => numbers[index] as number),
    status,
    isActive: isActiveNow,
    activityMet: standing.isActive,
    rank: standing.rank,
    title: standing.title,
    reach: standing.reach,
    ownVolume: volumes.by.net.own,
    customerVolume: volumes.by.net.customer,
    teamVolume: figures.group('sponsor', 'net'),
    ownOrders: volumes.ownOrders,
    customerOrders: volumes.customerOrders,
    measured: measuredIn(plan).map((condition) => measured(condition, figures, standing.ranks)),
    earnedMinor: collector.earned,
    position: preorder.position,
    subtreeEnd: preorder.subtreeEnd,
    depth: preorder.depth,
  };
  const components = places.map(({ component: { id }, period }, place) => {
    const total = collector.totals[place] ?? { rows: 0, budgetMinor: 0, paidMinor: 0, breakageMinor: 0 };
    return { id, period, ...total };
  });
  const totals: RunTotals = {
    ...volumes.total,
    partners: numbers.length - 1,
    activePartners: isActiveNow.reduce((count, isOn) => count + isOn, 0),
    rows: rows.count,
    budgetMinor: components.reduce((total, { budgetMinor }) => total + budgetMinor, 0),
    paidMinor: components.reduce((total, { paidMinor }) => total + paidMinor, 0),
    breakageMinor: components.reduce((total, { breakageMinor }) => total + breakageMinor, 0),
    components,
  };
  return { partners, totals, orphans, rowHash: rowHashOf(rows, facts.orders.key) };
}
