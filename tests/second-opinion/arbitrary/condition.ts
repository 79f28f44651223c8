import fc from 'fast-check';
import type { Condition, VolumeKind } from '#tests/second-opinion/document.ts';

/** Where a condition stands: what it may ask depends on what is known there (plans 5). */
export interface Place {
  readonly trees: readonly string[];
  /** Ranks that it may ask of others, lowest first. */
  readonly ranks: readonly string[];
  readonly at: 'activity' | 'rank' | 'component';
}

const arbVolume = fc.constantFrom<VolumeKind>('net', 'pv', 'cv');
const arbAmount = fc.oneof(
  fc.constantFrom('0', '20', '50', '100'),
  fc.integer({ min: 0, max: 60_000 }).map((cents) => (cents / 100).toFixed(2)),
);
const arbCount = fc.integer({ min: 1, max: 3 });

/** Any condition that a plan may hold at a place. */
export function arbCondition(place: Place): fc.Arbitrary<Condition> {
  const { condition } = fc.letrec<{ condition: Condition; single: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      { arbitrary: tie('single'), weight: 6 },
      {
        arbitrary: fc.record({
          kind: fc.constantFrom('all' as const, 'any' as const),
          of: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }),
        }),
        weight: 2,
      },
      { arbitrary: fc.record({ kind: fc.constant('not' as const), of: tie('condition') }), weight: 1 },
    ),
    single: arbSingle(place),
  }));
  return condition;
}

function arbSingle(place: Place): fc.Arbitrary<Condition> {
  const simple: fc.Arbitrary<Condition>[] = [
    fc.constant<Condition>({ kind: 'none' }),
    fc.record({
      kind: fc.constantFrom('own_volume' as const, 'customer_volume' as const, 'personal_volume' as const),
      volume: arbVolume,
      at_least: arbAmount,
    }),
    fc.record({ kind: fc.constant('customer_orders' as const), at_least: arbCount }),
    fc.record({
      kind: fc.constant('customers' as const),
      at_least: arbCount,
      volume: arbVolume,
      volume_each: arbAmount,
    }),
    arbGroupVolume(place),
    arbSponsored(place),
    arbSponsoredInLegs(place),
  ];
  return fc.oneof(...simple, ...(place.at === 'activity' ? [] : arbLater(place)));
}

function arbGroupVolume({ trees, at }: Place): fc.Arbitrary<Condition> {
  return fc
    .record({
      kind: fc.constant('group_volume' as const),
      tree: fc.constantFrom(...trees),
      volume: arbVolume,
      at_least: arbAmount,
      levels: fc.option(fc.integer({ min: 1, max: 4 })),
      includes_own: fc.boolean(),
      without_breakaway: at === 'activity' ? fc.constant(false) : fc.boolean(),
      max_leg_share: fc.constantFrom('1', '0.5', '0.4', '0.333333'),
    })
    .map((group) => (group.without_breakaway ? { ...group, tree: 'sponsor', levels: null } : group));
}

function arbSponsored({ ranks, at }: Place): fc.Arbitrary<Condition> {
  return fc.record({
    kind: fc.constant('personally_sponsored' as const),
    at_least: arbCount,
    rank: at === 'activity' ? fc.constant(null) : fc.constantFrom(null, ...ranks),
    is_active: at === 'activity' ? fc.constant(false) : fc.boolean(),
  });
}

function arbSponsoredInLegs({ trees, ranks, at }: Place): fc.Arbitrary<Condition> {
  return fc.record({
    kind: fc.constant('sponsored_in_legs' as const),
    tree: fc.constantFrom(...trees),
    legs: fc.constantFrom(1, 1, 2),
    at_least: fc.constantFrom(1, 1, 2),
    rank: at === 'activity' ? fc.constant(null) : fc.constantFrom(null, ...ranks),
    is_active: at === 'activity' ? fc.constant(false) : fc.boolean(),
  });
}

/** What asks for activity and ranks, and so comes after them. */
function arbLater({ trees, ranks, at }: Place): fc.Arbitrary<Condition>[] {
  const legs = fc
    .record({
      kind: fc.constant('legs' as const),
      tree: fc.constantFrom(...trees),
      at_least: arbCount,
      rank: fc.constantFrom(null, ...ranks),
      within: fc.constantFrom('leg' as const, 'first_level' as const),
    })
    .map((condition) => (condition.rank === null ? condition : { ...condition, tree: 'sponsor' }));
  const active = fc.constant<Condition>({ kind: 'active' });
  if (ranks.length === 0) return [active, legs];
  const asked = fc.constantFrom(...ranks);
  const kinds = at === 'rank' ? (['title_rank'] as const) : (['rank', 'title_rank'] as const);
  return [active, legs, fc.record({ kind: fc.constantFrom(...kinds), at_least: asked })];
}
