import { LANGUAGE_VERSION, type Plan } from '#app/domain/plan/plan.ts';

/** What the set-up form starts with: three pay levels, everybody active, inactive partners skipped. The parser knows no defaults. */
export function defaultPlan({ name, currency }: { name: string; currency: string }): Plan {
  return {
    language_version: LANGUAGE_VERSION,
    name,
    currency,
    activity: { kind: 'none' },
    rules: {
      orphan: 'house_account',
      termination_tree: 'keep_inactive',
      refund_mode: 'share_of_row',
      clawback_window_days: 0,
      late_orders: 'open_period',
      earn_event: 'paid',
      fx_mode: 'paid_instant',
      self_volume_limit: { kind: 'none' },
    },
    components: [
      {
        kind: 'level_walk',
        id: 'level',
        tree: 'sponsor',
        base: 'net_goods',
        rates: ['0.10', '0.05', '0.03'],
        tagged_rates: [],
        compression: 'standard',
        max_physical_depth: 1000,
        qualification: { kind: 'active' },
        pay_buyer: false,
        tree_as_of: 'order_time',
        rounding: 'half_even',
      },
    ],
    caps: { order: { kind: 'none' }, period: { kind: 'none' }, company: { kind: 'none' } },
  };
}
