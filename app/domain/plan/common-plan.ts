import type { LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import { currency as currencyOf, decimalsOf } from '#app/domain/money/currency.ts';
import { LANGUAGE_VERSION } from '#app/domain/plan/plan-shape.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { Rules } from '#app/domain/plan/rules.ts';
import { SPONSOR_TREE } from '#app/domain/plan/trees.ts';

/** What forms and templates write where `plans.md` 4 has a default. The parser knows none. */
export const DEFAULT_RULES: Rules = {
  tie_break: 'earlier_then_lower_number',
  orphan: 'house_account',
  termination_tree: 'keep_inactive',
  refund_mode: 'share_of_row',
  requalify_on_refund: false,
  clawback_window_days: 0,
  late_orders: 'open_period',
  earn_event: 'paid',
  fx_mode: 'paid_instant',
  self_volume_limit: { kind: 'none' },
  related_party: 'count',
  carry_migration: 'keep_by_component_id',
};

const POINT_DECIMALS = 2;

/** What a plan to start from is asked for. */
export interface PlanRequest {
  readonly name: string;
  /** ISO code of the currency in which plan and ledger count. */
  readonly currency: string;
  readonly cadence: 'week' | 'month';
}

/** What all plans to start from say alike: net goods, the German and European profile, no caps, no ranks, one tree. */
export function commonPlan({ name, currency }: PlanRequest) {
  // Points that follow net goods are no coarser than the currency.
  const scale = Math.max(POINT_DECIMALS, decimalsOf(currencyOf(currency)));
  return {
    language_version: LANGUAGE_VERSION,
    name,
    currency,
    profile: 'de_eu',
    volumes: {
      scale,
      pv: { source: 'net' },
      cv: { source: 'net', money_per_point: '1' },
      excluded_tags: [],
      unattributed_counts: false,
    },
    trees: [SPONSOR_TREE],
    activity: { kind: 'none' },
    ranks: { ladder: [], breakaway_rank: null, breakaway_by: 'paid_as' },
    rules: DEFAULT_RULES,
    caps: { order: { kind: 'none' }, partner: { kind: 'none' }, company: { kind: 'none' } },
  } satisfies Omit<Plan, 'components'>;
}

/** What all components of such a plan say alike. */
export function commonFields({ cadence }: PlanRequest, id: string) {
  return {
    id,
    cadence,
    qualification: { kind: 'active' },
    cap: { kind: 'none' },
    rounding: 'half_even',
  } as const;
}

/** What a component that pays for orders says alike: net goods of all orders, along the sponsor tree at order time. */
export function orderFieldsOf(request: PlanRequest, id: string) {
  return {
    ...commonFields(request, id),
    tree: 'sponsor',
    base: { volume: 'net', factor: '1' },
    orders: 'all',
    tree_as_of: 'order_time',
    pays_consumed: true,
    consumes: false,
  } as const;
}

/** A level walk with one list of rates. */
export function walkOf(request: PlanRequest, id: string, levels: readonly string[]) {
  return {
    kind: 'level_walk',
    ...orderFieldsOf(request, id),
    rates: { kind: 'by_level', levels: [...levels] },
    tagged_rates: [],
    compression: { kind: 'standard' },
    max_physical_depth: 1000,
    depth_unlock: [],
    pay_buyer: false,
    stops_at_breakaway: false,
  } satisfies LevelWalk;
}
