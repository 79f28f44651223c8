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

/** What the set-up form starts with: three pay levels, everybody active, inactive partners skipped. */
export function defaultPlan({
  name,
  currency,
  cadence,
}: {
  name: string;
  currency: string;
  cadence: 'week' | 'month';
}) {
  return {
    language_version: LANGUAGE_VERSION,
    name,
    currency,
    profile: 'de_eu',
    volumes: {
      scale: 2,
      pv: { source: 'net' },
      cv: { source: 'net', money_per_point: '1' },
      unattributed_counts: false,
    },
    trees: [SPONSOR_TREE],
    activity: { kind: 'none' },
    ranks: { ladder: [], breakaway_rank: null, breakaway_by: 'paid_as' },
    rules: DEFAULT_RULES,
    components: [
      {
        kind: 'level_walk',
        id: 'level',
        cadence,
        tree: 'sponsor',
        base: { volume: 'net', factor: '1' },
        orders: 'all',
        rates: { kind: 'by_level', levels: ['0.10', '0.05', '0.03'] },
        tagged_rates: [],
        compression: { kind: 'standard' },
        max_physical_depth: 1000,
        depth_unlock: [],
        pay_buyer: false,
        stops_at_breakaway: false,
        qualification: { kind: 'active' },
        tree_as_of: 'order_time',
        pays_consumed: true,
        consumes: false,
        cap: { kind: 'none' },
        rounding: 'half_even',
      },
    ],
    caps: { order: { kind: 'none' }, partner: { kind: 'none' }, company: { kind: 'none' } },
  } satisfies Plan;
}
