import fc from 'fast-check';
import { arbCondition } from '#tests/second-opinion/arbitrary/condition.ts';
import type { Cap, LevelRates } from '#tests/second-opinion/document.ts';

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
export const arbDepth = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 6 }), weight: 1 },
  { arbitrary: fc.constant(1000), weight: 3 },
);

export function arbCap({ ranks }: Programme): fc.Arbitrary<Cap> {
  const amount = fc.record({ kind: fc.constant('amount' as const), amount: arbMoney });
  const none = fc.constant<Cap>({ kind: 'none' });
  return fc.oneof(
    { arbitrary: none, weight: 2 },
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

export const anyComponent = (programme: Programme) => ({
  id: fc.constant('component'),
  cadence: fc.oneof({ arbitrary: fc.constant('month' as const), weight: 9 }, fc.constant('week' as const)),
  qualification: fc.oneof(fc.constant({ kind: 'active' as const }), arbCondition({ ...programme, at: 'component' })),
  cap: arbCap(programme),
  rounding: fc.constantFrom('half_even' as const, 'half_up' as const, 'floor' as const),
});

export const factor = fc.constantFrom('1', '1', '0.5', '0.4', '1.25', '0.333333');

export const orderComponent = (programme: Programme) => ({
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

export const tagged = (programme: Programme) => ({
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

export const arbRankRates = ({ ranks }: Programme) =>
  fc
    .subarray([...ranks], { minLength: 1 })
    .chain((some) => fc.tuple(...some.map((rank) => fc.record({ rank: fc.constant(rank), rate: arbRate }))));

export const arbEqualRank = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({ kind: fc.constant('min_override' as const), rate: arbRate }),
);
