import { canonical } from '#app/domain/engine/canonical.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import type { PriorState } from '#app/domain/engine/prior-state.ts';
import type { ComponentShape, PlanShape } from '#app/domain/plan/plan-shape.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/**
 * Rows that one plan pays for one period. The first group is the open period's; late orders of an accepted period belong to it too if
 * the plan was the same one, else to a group of their own, with totals and caps of its own (plans 4.14, 4.15).
 */
export interface PlanGroup<P extends PlanShape = PlanShape> {
  readonly plan: P;
  /** Index into `PriorState.periods`; -1 for the open period. */
  readonly period: number;
  /** The collector's place of the plan's first component; the others follow. */
  readonly offset: number;
}

/** A component in the collector: places of one run, over all groups. */
export interface ComponentPlace {
  readonly component: ComponentShape;
  /** Index in its own plan. */
  readonly index: number;
  /** As in `PlanGroup`. */
  readonly period: number;
}

/** The groups of a run, the open period's first; `of[p]` is the group of accepted period p. */
export interface PlanGroups<P extends PlanShape = PlanShape> {
  readonly all: readonly PlanGroup<P>[];
  readonly of: readonly PlanGroup<P>[];
  readonly places: readonly ComponentPlace[];
}

export function planGroupsOf<P extends PlanShape>(plan: P, { periods }: PriorState<P>): PlanGroups<P> {
  const open: PlanGroup<P> = { plan, period: -1, offset: 0 };
  const all = [open];
  const places = placesOf(open);
  const text = periods.length === 0 ? '' : canonical(plan);
  const of = periods.map((period, index) => {
    if (period.plan === plan || canonical(period.plan) === text) return open;
    const group = { plan: period.plan, period: index, offset: places.length };
    all.push(group);
    places.push(...placesOf(group));
    return group;
  });
  return { all, of, places };
}

const placesOf = ({ plan, period }: PlanGroup): ComponentPlace[] =>
  plan.components.map((component, index) => ({ component, index, period }));

/** Net goods of a group's orders: what its company cap is a share of, those that belong to nobody where the plan counts them. */
export function companyNetOf({ plan, period }: PlanGroup, groups: PlanGroups, prepared: Prepared): number {
  const { facts, partnerOf, entryStart, entryOf, counted } = prepared;
  const net = counted[period + 1]?.net ?? new Float64Array(0);
  let sum = 0;
  for (let order = 0; order < partnerOf.length; order++) {
    const of = facts.orders.activityOf[order] as number;
    if ((of < 0 ? -1 : (groups.of[of]?.period ?? -1)) !== period) continue;
    if (partnerOf[order] === HOUSE && !plan.volumes.unattributed_counts) continue;
    for (let place = entryStart[order] as number; place < (entryStart[order + 1] as number); place++)
      sum += net[entryOf[place] as number] as number;
  }
  return sum;
}
