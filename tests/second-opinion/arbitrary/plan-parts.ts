import fc from 'fast-check';
import type { Plan } from '#tests/second-opinion/document.ts';

export const arbVolumes: fc.Arbitrary<Plan['volumes']> = fc.record({
  scale: fc.constantFrom(2, 3),
  pv: fc.record({ source: fc.constantFrom('net' as const, 'product' as const) }),
  cv: fc.record({
    source: fc.constantFrom('net' as const, 'product' as const),
    money_per_point: fc.constantFrom('1', '1', '0.8', '1.333333'),
  }),
  excluded_tags: fc.constantFrom<string[]>([], [], ['KIT'], ['fee', 'premium']),
  unattributed_counts: fc.boolean(),
});

/** Own purchases without a limit, or up to one (plans 4.5). */
const arbSelfLimit: fc.Arbitrary<Plan['rules']['self_volume_limit']> = fc.oneof(
  { arbitrary: fc.constant({ kind: 'none' as const }), weight: 2 },
  {
    arbitrary: fc.record({
      kind: fc.constant('volume' as const),
      volume: fc.constantFrom('net' as const, 'pv' as const, 'cv' as const),
      at_most: fc.constantFrom('0', '33.33', '100', '200'),
    }),
    weight: 1,
  },
);

/** The one meaning that is offered of each rule, or one of several (plans 4). */
export const arbRules = arbSelfLimit.map((limit) => ({
  tie_break: 'earlier_then_lower_number',
  orphan: 'house_account',
  termination_tree: 'keep_inactive',
  refund_mode: 'share_of_row',
  requalify_on_refund: false,
  clawback_window_days: 0,
  late_orders: 'open_period',
  earn_event: 'paid',
  fx_mode: 'paid_instant',
  self_volume_limit: limit,
  related_party: 'count',
  carry_migration: 'keep_by_component_id',
}));

const none = fc.constant({ kind: 'none' as const });
const arbShare = fc.constantFrom('0', '0.05', '0.1', '0.333333');

export function arbCaps(components: readonly string[]): fc.Arbitrary<Plan['caps']> {
  const scope = fc.subarray([...components], { minLength: 1 });
  return fc.record({
    order: fc.oneof({ arbitrary: none, weight: 3 }, fc.record({ kind: fc.constant('share' as const), rate: arbShare })),
    partner: fc.oneof(
      { arbitrary: none, weight: 3 },
      fc.record({
        kind: fc.constant('amount' as const),
        amount: fc.constantFrom('0', '3.33', '10', '25'),
        components: scope,
      }),
    ),
    company: fc.oneof(
      { arbitrary: none, weight: 3 },
      fc.record({ kind: fc.constant('share' as const), rate: arbShare, components: scope }),
    ),
  });
}
