import fc from 'fast-check';
import { arbCondition } from '#tests/second-opinion/arbitrary/condition.ts';
import type { Cap, Component, LevelRates, PoolShares } from '#tests/second-opinion/document.ts';

/** What a component can refer to. */
export interface Programme {
  readonly trees: readonly string[];
  readonly ranks: readonly string[];
}

export const arbRate = fc.oneof(
  fc.constantFrom('0.05', '0.10', '0.03', '0.05', '0'),
  fc.integer({ min: 1, max: 400_000 }).map((ppm) => (ppm / 1_000_000).toFixed(6)),
);
const arbMoney = fc.integer({ min: 0, max: 4_000 }).map((amount) => (amount / 100).toFixed(2));
const arbDepth = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 6 }), weight: 1 },
  { arbitrary: fc.constant(1000), weight: 3 },
);

export function arbCap({ ranks }: Programme): fc.Arbitrary<Cap> {
  const amount = fc.record({ kind: fc.constant('amount' as const), amount: arbMoney });
  const none = fc.constant<Cap>({ kind: 'none' });
  return fc.oneof(
    { arbitrary: none, weight: 3 },
    { arbitrary: amount, weight: 1 },
    ...(ranks.length === 0 ? [] : [{ arbitrary: arbCapByRank(ranks), weight: 1 }]),
  );
}

function arbCapByRank(ranks: readonly string[]): fc.Arbitrary<Cap> {
  return fc.record({
    kind: fc.constant('by_rank' as const),
    ranks: fc
      .subarray([...ranks], { minLength: 1 })
      .chain((some) => fc.tuple(...some.map((rank) => fc.record({ rank: fc.constant(rank), amount: arbMoney })))),
    otherwise: arbMoney,
  });
}

const anyComponent = (programme: Programme) => ({
  id: fc.constant('component'),
  cadence: fc.oneof({ arbitrary: fc.constant('month' as const), weight: 9 }, fc.constant('week' as const)),
  qualification: fc.oneof(fc.constant({ kind: 'active' as const }), arbCondition({ ...programme, at: 'component' })),
  cap: arbCap(programme),
  rounding: fc.constantFrom('half_even' as const, 'half_up' as const, 'floor' as const),
});

const factor = fc.constantFrom('1', '1', '0.5', '0.4', '1.25', '0.333333');

const orderComponent = (programme: Programme) => ({
  ...anyComponent(programme),
  tree: fc.constantFrom(...programme.trees),
  base: fc.record({ volume: fc.constantFrom('net' as const, 'cv' as const), factor }),
  orders: fc.constantFrom('all' as const, 'all' as const, 'customers' as const, 'own' as const),
  tree_as_of: fc.constantFrom('order_time' as const, 'period_end' as const),
  pays_consumed: fc.boolean(),
  consumes: fc.boolean(),
});

export function arbLevelRates({ ranks }: Programme, least: 0 | 1): fc.Arbitrary<LevelRates> {
  const levels = fc.array(arbRate, { minLength: least, maxLength: 5 });
  const byLevel = fc.record({ kind: fc.constant('by_level' as const), levels });
  if (ranks.length === 0) return byLevel;
  const byRank = fc.record({
    kind: fc.constant('by_rank' as const),
    ranks: fc
      .subarray([...ranks], { minLength: 1 })
      .chain((some) => fc.tuple(...some.map((rank) => fc.record({ rank: fc.constant(rank), levels })))),
  });
  return fc.oneof(byLevel, byRank);
}

const tagged = (programme: Programme) => ({
  rates: arbLevelRates(programme, 1),
  tagged_rates: fc.array(
    fc
      .record({ value: fc.constantFrom('premium', 'FEE', 'kit', '77', '88'), rates: arbLevelRates(programme, 0) })
      .map(({ value, rates }) => ({
        match: /^\d/.test(value) ? ('collection' as const) : ('tag' as const),
        value,
        rates,
      })),
    { maxLength: 2, size: '-1' },
  ),
});

function arbLevelWalk(programme: Programme) {
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
    depth_unlock: fc.array(
      fc.record({ levels: fc.integer({ min: 0, max: 4 }), when: arbCondition({ ...programme, at: 'component' }) }),
      { maxLength: 3, size: '-1' },
    ),
    pay_buyer: fc.boolean(),
  });
}

const arbRankRates = ({ ranks }: Programme) =>
  fc
    .subarray([...ranks], { minLength: 1 })
    .chain((some) => fc.tuple(...some.map((rank) => fc.record({ rank: fc.constant(rank), rate: arbRate }))));

const arbEqualRank = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({ kind: fc.constant('min_override' as const), rate: arbRate }),
);

function arbDifferentialWalk(programme: Programme) {
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

function arbGenerationWalk(programme: Programme) {
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

const arbPercentOfOrder = (programme: Programme) =>
  fc.record({
    kind: fc.constant('percent_of_order' as const),
    ...orderComponent(programme),
    earner: fc.constantFrom('attributed_partner' as const, 'buyer' as const, 'sponsor' as const),
    ...flatTagged(programme),
  });

const arbRetailProfit = (programme: Programme) =>
  fc.record({
    kind: fc.constant('retail_profit' as const),
    ...orderComponent(programme),
    base: fc.record({ volume: fc.constantFrom('margin' as const, 'net' as const, 'cv' as const), factor }),
    orders: fc.constant('customers' as const),
    ...flatTagged(programme),
  });

const arbFastStart = (programme: Programme) =>
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

const arbInfinity = (programme: Programme) =>
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

const arbPointsSplit = (programme: Programme) =>
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

const arbBreakaway = (programme: Programme) =>
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

const base = fc.record({ volume: fc.constantFrom('net' as const, 'cv' as const), factor });
const matchedFields = {
  tree: fc.constant('sponsor' as const),
  // Which components these are is known when the plan is put together.
  of: fc.constant<string[]>([]),
  earnings: fc.constantFrom('net' as const, 'gross' as const),
};

const arbMatching = (programme: Programme) => {
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

const arbMatchDown = (programme: Programme) =>
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

const arbPool = (programme: Programme) =>
  fc.record({
    kind: fc.constant('pool' as const),
    ...anyComponent(programme),
    base,
    rate: arbRate,
    shares: arbShares(programme),
    top: fc.option(fc.integer({ min: 1, max: 4 })),
    no_qualifiers: fc.constantFrom('company_keeps' as const, 'carries' as const),
  });

const arbLegBonus = (programme: Programme) =>
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

const arbGroupBracket = (programme: Programme) =>
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

type Draw = (programme: Programme) => fc.Arbitrary<Component>;
const ALWAYS: Readonly<Record<string, Draw>> = {
  level_walk: arbLevelWalk,
  percent_of_order: arbPercentOfOrder,
  retail_profit: arbRetailProfit,
  fast_start: arbFastStart,
  matching: arbMatching,
  match_down: arbMatchDown,
  pool: arbPool,
  leg_bonus: arbLegBonus,
  group_bracket: arbGroupBracket,
};
const WITH_RANKS: Readonly<Record<string, Draw>> = {
  differential_walk: arbDifferentialWalk,
  generation_walk: arbGenerationWalk,
  infinity: arbInfinity,
  points_split: arbPointsSplit,
  breakaway: arbBreakaway,
};

/** The phases of a run, by kind of component (plans 5). */
const PHASES = [
  ['percent_of_order', 'retail_profit'],
  ['fast_start'],
  ['level_walk', 'differential_walk', 'points_split', 'breakaway', 'leg_bonus', 'group_bracket'],
  ['generation_walk', 'infinity'],
  ['matching', 'match_down'],
  ['pool'],
];
const MATCHING = 4;
const phaseOf = ({ kind }: Component) => PHASES.findIndex((kinds) => kinds.includes(kind));

/** One to four components of any kind, one of them with something to match, in the order in which a run evaluates them. */
export function arbComponents(programme: Programme): fc.Arbitrary<Component[]> {
  const kinds = programme.ranks.length === 0 ? ALWAYS : { ...ALWAYS, ...WITH_RANKS };
  return fc
    .array(fc.oneof(...Object.values(kinds).map((draw) => draw(programme))), { minLength: 1, maxLength: 3 })
    .chain((components) =>
      components.some((component) => phaseOf(component) < MATCHING)
        ? fc.constant(components)
        : arbLevelWalk(programme).map((walk) => [walk, ...components]),
    )
    .map((components) =>
      components
        .toSorted((a, b) => phaseOf(a) - phaseOf(b))
        .map((component, index) => ({ ...component, id: `component_${index}` }))
        .map((component, _, all) => matched(component, all)),
    );
}

/** A match names everything that is paid before it. */
function matched(component: Component, all: readonly Component[]): Component {
  if (!('of' in component)) return component;
  return { ...component, of: all.filter((other) => phaseOf(other) < phaseOf(component)).map(({ id }) => id) };
}
