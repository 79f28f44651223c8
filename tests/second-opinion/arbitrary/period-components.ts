import fc from 'fast-check';
import {
  anyComponent,
  arbDepth,
  arbLevelRates,
  arbRankRates,
  arbRate,
  factor,
  type Programme,
} from '#tests/second-opinion/arbitrary/component-parts.ts';
import { arbCondition } from '#tests/second-opinion/arbitrary/condition.ts';
import type { OneTime, PoolShares } from '#tests/second-opinion/document.ts';

const base = fc.record({ volume: fc.constantFrom('net' as const, 'cv' as const), factor });
const matchedFields = {
  tree: fc.constant('sponsor' as const),
  // Which components these are is known when the plan is put together.
  of: fc.constant<string[]>([]),
  earnings: fc.constantFrom('net' as const, 'gross' as const),
};

export const arbMatching = (programme: Programme) => {
  const levels = fc.record({
    kind: fc.constant('levels' as const),
    rates: arbLevelRates(programme, 1),
    compression: fc.record({ kind: fc.constantFrom('none' as const, 'standard' as const, 'dynamic' as const) }),
  });
  const generations = generationTerms(programme);
  return fc.record({
    kind: fc.constant('matching' as const),
    ...anyComponent(programme),
    ...matchedFields,
    path:
      generations === null
        ? levels
        : fc.oneof(
            levels,
            fc.record({
              kind: fc.constant('generations' as const),
              rates: arbLevelRates(programme, 1),
              ...generations,
            }),
          ),
    max_physical_depth: arbDepth,
  });
};

function generationTerms({ ranks }: Programme) {
  if (ranks.length === 0) return null;
  return {
    boundary: fc.oneof(
      fc.record({ kind: fc.constant('threshold_rank' as const), rank: fc.constantFrom(...ranks) }),
      fc.constant({ kind: 'same_rank' as const }),
    ),
    inactive_leader: fc.constantFrom('boundary' as const, 'invisible' as const, 'invisible_consumes_number' as const),
    leader_earnings: fc.constantFrom('closed_generation' as const, 'next_generation' as const),
    generations: fc
      .subarray([...ranks], { minLength: 1 })
      .chain((some) =>
        fc.tuple(
          ...some.map((rank) => fc.record({ rank: fc.constant(rank), at_most: fc.integer({ min: 0, max: 5 }) })),
        ),
      ),
  };
}

export const arbMatchDown = (programme: Programme) =>
  fc.record({
    kind: fc.constant('match_down' as const),
    ...anyComponent(programme),
    ...matchedFields,
    rate: arbRate,
  });

function arbShares(programme: Programme): fc.Arbitrary<PoolShares> {
  const others: fc.Arbitrary<PoolShares>[] = [
    fc.constant<PoolShares>({ kind: 'equal' }),
    fc.record({
      kind: fc.constant('by_volume' as const),
      figure: fc.constantFrom(
        'own_volume' as const,
        'customer_volume' as const,
        'personal_volume' as const,
        'group_volume' as const,
      ),
      volume: fc.constantFrom('net' as const, 'pv' as const, 'cv' as const),
    }),
    fc.record({
      kind: fc.constant('points' as const),
      rules: fc.array(
        fc.record({ points: fc.integer({ min: 1, max: 5 }), when: arbCondition({ ...programme, at: 'component' }) }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  ];
  if (programme.ranks.length === 0) return fc.oneof(...others);
  const byRank = fc
    .subarray([...programme.ranks], { minLength: 1 })
    .chain((some) =>
      fc.tuple(...some.map((rank) => fc.record({ rank: fc.constant(rank), shares: fc.integer({ min: 1, max: 9 }) }))),
    );
  return fc.oneof(...others, fc.record({ kind: fc.constant('by_rank' as const), ranks: byRank }));
}

export const arbPool = (programme: Programme) =>
  fc.record({
    kind: fc.constant('pool' as const),
    ...anyComponent(programme),
    base,
    rate: arbRate,
    shares: arbShares(programme),
    top: fc.option(fc.integer({ min: 1, max: 4 })),
    no_qualifiers: fc.constantFrom('company_keeps' as const, 'carries' as const),
  });

export const arbLegBonus = (programme: Programme) =>
  fc.record({
    kind: fc.constant('leg_bonus' as const),
    ...anyComponent(programme),
    tree: fc.constantFrom(...programme.trees),
    base,
    legs: fc.oneof(
      fc.record({
        kind: fc.constantFrom('all' as const, 'all_but_strongest' as const, 'strongest' as const, 'weakest' as const),
      }),
      fc.record({
        kind: fc.constant('places' as const),
        places: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }),
      }),
    ),
    levels: fc.option(fc.integer({ min: 1, max: 4 })),
    rates:
      programme.ranks.length === 0
        ? fc.record({ kind: fc.constant('same' as const), rate: arbRate })
        : fc.oneof(
            fc.record({ kind: fc.constant('same' as const), rate: arbRate }),
            fc.record({ kind: fc.constant('by_rank' as const), ranks: arbRankRates(programme) }),
          ),
  });

export const arbGroupBracket = (programme: Programme) =>
  fc.record({
    kind: fc.constant('group_bracket' as const),
    ...anyComponent(programme),
    tree: fc.constant('sponsor' as const),
    base,
    bracket_volume: fc.constantFrom('net' as const, 'pv' as const, 'cv' as const),
    brackets: fc
      .uniqueArray(fc.constantFrom('0', '50', '100', '200', '400', '1000'), { minLength: 1, maxLength: 4 })
      .chain((steps) =>
        fc.tuple(...steps.map(() => fc.integer({ min: 0, max: 30 }))).map((rates) => {
          const rising = rates.toSorted((a, b) => a - b).map((rate) => (rate / 100).toFixed(2));
          return steps
            .toSorted((a, b) => Number(a) - Number(b))
            .map((at_least, index) => ({ at_least, rate: rising[index] ?? '0' }));
        }),
      ),
    unqualified_blocks: fc.boolean(),
    pay_buyer: fc.boolean(),
  });

const arbAmount = fc.constantFrom('1', '10.01', '33.33', '100');

function arbEvent({ ranks }: Programme): fc.Arbitrary<OneTime['event']> {
  const customers: fc.Arbitrary<OneTime['event']> = fc.record({
    kind: fc.constant('customer_acquisition' as const),
    volume: fc.constantFrom('net' as const, 'pv' as const, 'cv' as const),
    volume_each: fc.constantFrom('0', '50', '100'),
    window: fc.oneof(
      fc.constant({ kind: 'period' as const }),
      fc.record({ kind: fc.constant('days_since_joining' as const), days: fc.constantFrom(10, 30, 60) }),
    ),
    pay: fc.oneof(
      fc.record({ kind: fc.constant('per_customer' as const), amount: arbAmount }),
      fc.record({
        kind: fc.constant('steps' as const),
        steps: fc.uniqueArray(fc.record({ customers: fc.integer({ min: 1, max: 3 }), amount: arbAmount }), {
          minLength: 1,
          selector: ({ customers: count }) => count,
        }),
      }),
    ),
  });
  if (ranks.length === 0) return customers;
  const amounts = fc
    .subarray([...ranks], { minLength: 1 })
    .chain((some) => fc.tuple(...some.map((rank) => fc.record({ rank: fc.constant(rank), amount: arbAmount }))));
  const jumps = fc.constantFrom('all' as const, 'top' as const);
  return fc.oneof(
    customers,
    fc.record({
      kind: fc.constant('rank_advancement' as const),
      amounts,
      jumps,
      hold_periods: fc.constantFrom(0, 0, 0, 1),
      multiplier: fc.oneof(
        fc.constant({ kind: 'none' as const }),
        fc.record({
          kind: fc.constant('within_days_of_joining' as const),
          days: fc.constantFrom(30, 50),
          factor: fc.constantFrom('2', '1.333333'),
        }),
      ),
    }),
    fc.record({ kind: fc.constant('sponsor_promotion' as const), amounts, jumps }),
    fc.record({
      kind: fc.constant('lifestyle' as const),
      amounts,
      periods: fc.constantFrom(1, 1, 2),
      of_last: fc.constantFrom(2, 3),
    }),
  );
}

export const arbOneTime = (programme: Programme) =>
  fc.record({ kind: fc.constant('one_time' as const), ...anyComponent(programme), event: arbEvent(programme) });

const arbMode = fc.oneof(
  fc.record({
    kind: fc.constant('percent' as const),
    rate: arbRate,
    of: fc.constantFrom('weaker_leg' as const, 'volume_ratio' as const),
  }),
  fc.record({
    kind: fc.constant('cycles' as const),
    left: fc.constantFrom('10', '25', '50.5'),
    right: fc.constantFrom('10', '20', '75'),
    sides: fc.constantFrom('as_written' as const, 'either' as const),
    pay: fc.oneof(
      fc.record({ kind: fc.constant('amount' as const), amount: arbAmount }),
      fc.record({ kind: fc.constant('rate' as const), rate: arbRate }),
    ),
  }),
  fc.record({
    kind: fc.constant('steps' as const),
    steps: fc.uniqueArray(fc.record({ volume: fc.constantFrom('10', '50', '120'), amount: arbAmount }), {
      minLength: 1,
      selector: ({ volume }) => volume,
    }),
  }),
);

/** Of a first period: what is carried on and how refunds undo pairs shows later. */
export const arbLegPairing = (programme: Programme) =>
  fc.record({
    kind: fc.constant('leg_pairing' as const),
    ...anyComponent(programme),
    tree: fc.constant('pairs'),
    base,
    mode: arbMode,
    carry: fc.constantFrom('carry_forward' as const, 'net_off' as const, 'flush' as const),
    carry_cap: fc.constantFrom(null, '100'),
    carry_expires_after: fc.constantFrom(null, 2),
    personal_volume_to: fc.constantFrom(...(['none', 'weak', 'strong', 'left', 'right'] as const)),
    inactive: fc.oneof(
      fc.record({ kind: fc.constantFrom('accumulate' as const, 'no_accumulate' as const) }),
      fc.record({ kind: fc.constant('flush_on_inactive' as const), after_periods: fc.constantFrom(1, 2) }),
    ),
    cap_per: fc.constantFrom('position' as const, 'owner' as const),
    cap_consumes_volume: fc.boolean(),
    refund_of_paired: fc.oneof(
      fc.record({ kind: fc.constant('undo_pairs' as const), periods: fc.constantFrom(1, 3) }),
      fc.constant({ kind: 'negative_leg' as const }),
    ),
  });
