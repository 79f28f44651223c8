import type { Condition } from '#app/domain/plan/condition.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { at } from '#tests/domain/engine/arbitrary-network.ts';

const ORDER_FIELDS = {
  cadence: 'month',
  tree: 'sponsor',
  base: { volume: 'cv', factor: '0.4' },
  orders: 'customers',
  qualification: { kind: 'rank', at_least: 'bronze' },
  tree_as_of: 'period_end',
  pays_consumed: false,
  consumes: true,
  rounding: 'floor',
} as const;

const CONDITIONS: Condition[] = [
  { kind: 'none' },
  { kind: 'not', of: { kind: 'active' } },
  { kind: 'own_volume', volume: 'pv', at_least: '10.00' },
  { kind: 'customer_orders', at_least: 2 },
  { kind: 'customers', at_least: 3, volume: 'net', volume_each: '25' },
  {
    kind: 'group_volume',
    ...{ tree: 'sponsor', volume: 'pv', at_least: '4350', levels: null },
    ...{ includes_own: true, without_breakaway: true, max_leg_share: '0.4' },
  },
  { kind: 'personally_sponsored', at_least: 1, rank: 'bronze', is_active: true },
  { kind: 'legs', tree: 'sponsor', at_least: 2, rank: 'bronze', within: 'leg' },
  { kind: 'legs', tree: 'places', at_least: 1, rank: null, within: 'first_level' },
  { kind: 'title_rank', at_least: 'bronze' },
  { kind: 'sponsored_in_legs', tree: 'legs', legs: 2, at_least: 1, rank: null, is_active: true },
];

const rank = (id: string, achieve: Condition, maintain: Condition) => ({
  ...{ id, name: id, achieve, maintain },
  grace: { after_miss: 1, after_promotion: 2, renews_after: 3 },
});

/** A plan that says something of nearly every kind: trees, conditions, ranks, tables and caps. */
export function fullPlan(): Plan {
  const ground = defaultPlan({ name: 'Full', currency: 'EUR', cadence: 'month' });
  const walk = at(ground.components, 0);
  return {
    ...ground,
    trees: [
      ...ground.trees,
      {
        ...{ kind: 'binary', id: 'legs', positions_per_partner: 3, holding_days: 7, gap: 'hold_slot' },
        spillover: 'weaker_leg',
      },
      {
        ...{ kind: 'matrix', id: 'places', positions_per_partner: 1, holding_days: 0, gap: 'promote_earliest' },
        ...{ width: 3, height: 7, spillover: 'breadth_first' },
      },
    ],
    activity: { kind: 'any', of: [{ kind: 'customer_volume', volume: 'net', at_least: '50.00' }] },
    ranks: {
      ladder: [
        rank('bronze', { kind: 'all', of: CONDITIONS }, { kind: 'active' }),
        rank(
          'gold',
          { kind: 'legs', tree: 'sponsor', at_least: 2, rank: 'bronze', within: 'first_level' },
          { kind: 'none' },
        ),
      ],
      breakaway_rank: 'gold',
      breakaway_by: 'title',
    },
    rules: { ...ground.rules, self_volume_limit: { kind: 'volume', volume: 'pv', at_most: '300' } },
    components: [
      walk,
      {
        ...walk,
        ...ORDER_FIELDS,
        id: 'by_rank',
        rates: { kind: 'by_rank', ranks: [{ rank: 'gold', levels: ['0.1', '0.05'] }] },
        tagged_rates: [{ match: 'tag', value: 'Tea', rates: { kind: 'by_level', levels: [] } }],
        compression: { kind: 'below_rank', rank: 'bronze' },
        depth_unlock: [{ levels: 2, when: { kind: 'rank', at_least: 'gold' } }],
        cap: { kind: 'by_rank', ranks: [{ rank: 'gold', amount: '1000.00' }], otherwise: '100' },
      },
      {
        ...ORDER_FIELDS,
        kind: 'generation_walk',
        id: 'generations',
        cap: { kind: 'amount', amount: '500' },
        boundary: { kind: 'threshold_rank', rank: 'gold' },
        inactive_leader: 'boundary',
        leader_volume: 'closed_generation',
        generations: [{ rank: 'gold', at_most: 3 }],
        rates: { kind: 'by_level', levels: ['0.02'] },
        tagged_rates: [],
        pay_buyer: false,
        max_physical_depth: 100,
      },
    ],
    caps: {
      order: { kind: 'share', rate: '0.6' },
      partner: { kind: 'amount', amount: '25000', components: ['level'] },
      company: { kind: 'share', rate: '0.5', components: ['level', 'by_rank'] },
    },
  };
}
