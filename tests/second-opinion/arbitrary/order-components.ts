import fc from 'fast-check';
import {
  arbDepth,
  arbEqualRank,
  arbLevelRates,
  arbRankRates,
  arbRate,
  factor,
  orderComponent,
  tagged,
  type Programme,
} from '#tests/second-opinion/arbitrary/component-parts.ts';
import { arbCondition } from '#tests/second-opinion/arbitrary/condition.ts';
import type { LevelWalk } from '#tests/second-opinion/document.ts';

export function arbLevelWalk(programme: Programme) {
  const kinds = fc.constantFrom('none' as const, 'standard' as const, 'physical' as const, 'dynamic' as const);
  const others = fc.record({ kind: kinds });
  return fc.record({
    kind: fc.constant('level_walk' as const),
    ...orderComponent(programme),
    ...tagged(programme),
    compression:
      programme.ranks.length === 0
        ? others
        : fc.oneof(
            { arbitrary: others, weight: 4 },
            fc.record({ kind: fc.constant('below_rank' as const), rank: fc.constantFrom(...programme.ranks) }),
          ),
    max_physical_depth: arbDepth,
    stops_at_breakaway: fc.oneof({ arbitrary: fc.constant(false), weight: 3 }, fc.constant(true)),
    depth_unlock: fc.oneof(
      fc.constant<LevelWalk['depth_unlock']>([]),
      fc.array(
        fc.record({ levels: fc.integer({ min: 0, max: 4 }), when: arbCondition({ ...programme, at: 'component' }) }),
        { minLength: 2, maxLength: 3 },
      ),
    ),
    pay_buyer: fc.boolean(),
  });
}

export function arbDifferentialWalk(programme: Programme) {
  return fc.record({
    kind: fc.constant('differential_walk' as const),
    ...orderComponent(programme),
    rates: arbRankRates(programme),
    unqualified_blocks: fc.boolean(),
    equal_rank: arbEqualRank,
    max_total_rate: fc.oneof(arbRate, fc.constant('0.5')),
    pay_buyer: fc.boolean(),
    stops_at_breakaway: fc.boolean(),
    max_physical_depth: arbDepth,
  });
}

export function arbGenerationWalk(programme: Programme) {
  return fc.record({
    kind: fc.constant('generation_walk' as const),
    ...orderComponent(programme),
    ...tagged(programme),
    boundary: fc.oneof(
      fc.record({ kind: fc.constant('threshold_rank' as const), rank: fc.constantFrom(...programme.ranks) }),
      fc.constant({ kind: 'same_rank' as const }),
    ),
    inactive_leader: fc.constantFrom('boundary' as const, 'invisible' as const, 'invisible_consumes_number' as const),
    leader_volume: fc.constantFrom('closed_generation' as const, 'next_generation' as const),
    generations: fc
      .subarray([...programme.ranks], { minLength: 1 })
      .chain((some) =>
        fc.tuple(
          ...some.map((rank) => fc.record({ rank: fc.constant(rank), at_most: fc.integer({ min: 0, max: 5 }) })),
        ),
      ),
    pay_buyer: fc.boolean(),
    max_physical_depth: arbDepth,
  });
}

const flatRate = ({ ranks }: Programme) => {
  const flat = fc.record({ kind: fc.constant('flat' as const), rate: arbRate });
  if (ranks.length === 0) return flat;
  return fc.oneof(
    flat,
    fc.record({ kind: fc.constant('by_rank' as const), ranks: arbRankRates({ ranks, trees: [] }) }),
  );
};

const flatTagged = (programme: Programme) => ({
  rates: flatRate(programme),
  tagged_rates: fc.array(
    fc
      .record({ value: fc.constantFrom('premium', 'FEE', '77'), rates: flatRate(programme) })
      .map(({ value, rates }) => ({
        match: /^\d/.test(value) ? ('collection' as const) : ('tag' as const),
        value,
        rates,
      })),
    { maxLength: 2, size: '-1' },
  ),
});

export const arbPercentOfOrder = (programme: Programme) =>
  fc.record({
    kind: fc.constant('percent_of_order' as const),
    ...orderComponent(programme),
    earner: fc.constantFrom('attributed_partner' as const, 'buyer' as const, 'sponsor' as const),
    ...flatTagged(programme),
  });

export const arbRetailProfit = (programme: Programme) =>
  fc.record({
    kind: fc.constant('retail_profit' as const),
    ...orderComponent(programme),
    base: fc.record({ volume: fc.constantFrom('margin' as const, 'net' as const, 'cv' as const), factor }),
    orders: fc.constant('customers' as const),
    ...flatTagged(programme),
  });

export const arbFastStart = (programme: Programme) =>
  fc.record({
    kind: fc.constant('fast_start' as const),
    ...orderComponent(programme),
    tree: fc.constant('sponsor'),
    window_days: fc.constantFrom(1, 14, 30, 60),
    ...tagged(programme),
    compression: fc.record({
      kind: fc.constantFrom('none' as const, 'standard' as const, 'physical' as const, 'dynamic' as const),
    }),
    max_physical_depth: arbDepth,
  });

export const arbInfinity = (programme: Programme) =>
  fc.record({
    kind: fc.constant('infinity' as const),
    ...orderComponent(programme),
    from_level: fc.integer({ min: 1, max: 3 }),
    rates: arbRankRates(programme),
    mode: fc.oneof(
      fc.record({
        kind: fc.constant('differential' as const),
        equal_rank: arbEqualRank,
        max_total_rate: fc.oneof(arbRate, fc.constant('0.5')),
      }),
      fc.record({
        kind: fc.constant('until_blocked' as const),
        blocker: fc.constantFrom('inclusive' as const, 'exclusive' as const),
      }),
    ),
    pay_buyer: fc.boolean(),
    max_physical_depth: arbDepth,
  });

export const arbPointsSplit = (programme: Programme) =>
  fc.record({
    kind: fc.constant('points_split' as const),
    ...orderComponent(programme),
    points: fc.integer({ min: 1, max: 8 }),
    rate_per_point: fc.constantFrom('0.03', '0.05', '0.011111'),
    points_by_rank: fc
      .subarray([...programme.ranks], { minLength: 1 })
      .chain((some) =>
        fc.tuple(...some.map((rank) => fc.record({ rank: fc.constant(rank), points: fc.integer({ min: 1, max: 5 }) }))),
      ),
    pay_buyer: fc.boolean(),
    max_physical_depth: arbDepth,
  });

export const arbBreakaway = (programme: Programme) =>
  fc.record({
    kind: fc.constant('breakaway' as const),
    ...orderComponent(programme),
    override: fc.oneof(
      fc.record({
        kind: fc.constant('differential' as const),
        rates: arbRankRates(programme),
        equal_rank: arbEqualRank,
        generations: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({ kind: fc.constant('fixed' as const), rates: arbLevelRates(programme, 1) }),
    ),
    max_physical_depth: arbDepth,
  });

export const arbXUp = (programme: Programme) =>
  fc.record({
    kind: fc.constant('x_up' as const),
    ...orderComponent(programme),
    tree: fc.constant('sponsor'),
    x: fc.integer({ min: 1, max: 3 }),
    passes_up: fc.constantFrom('own_volume' as const, 'downline' as const),
    reopens_on_refund: fc.constant(false as const),
    ...tagged(programme),
  });
