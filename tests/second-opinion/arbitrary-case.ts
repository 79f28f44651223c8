import fc from 'fast-check';
import type { Programme } from '#tests/second-opinion/arbitrary/component-parts.ts';
import { arbComponents } from '#tests/second-opinion/arbitrary/components.ts';
import { arbCondition } from '#tests/second-opinion/arbitrary/condition.ts';
import { arbOrders } from '#tests/second-opinion/arbitrary/orders.ts';
import { arbPeople, DAYS, onDay, positionsOf } from '#tests/second-opinion/arbitrary/people.ts';
import { arbCaps, arbRules, arbVolumes } from '#tests/second-opinion/arbitrary/plan-parts.ts';
import type { CaseDocument, Component, Plan, PriorRow, RankState } from '#tests/second-opinion/document.ts';

const PLACEMENT = { positions_per_partner: 1, holding_days: 0, gap: 'hold_slot', spillover: 'breadth_first' };
const TREES = [
  { kind: 'sponsor', id: 'sponsor' },
  { kind: 'binary', id: 'pairs', ...PLACEMENT },
  { kind: 'matrix', id: 'grid', width: 3, height: 7, ...PLACEMENT },
];

function arbLadder({ ranks, trees }: Programme) {
  return fc.tuple(
    ...ranks.map((id, index) => {
      const place = { trees, ranks: ranks.slice(0, index + 1), at: 'rank' as const };
      return fc.record({
        id: fc.constant(id),
        name: fc.constant(id),
        achieve: arbCondition(place),
        maintain: arbCondition(place),
        grace: fc.record({
          after_miss: fc.nat({ max: 2 }),
          after_promotion: fc.nat({ max: 3 }),
          renews_after: fc.nat({ max: 3 }),
        }),
      });
    }),
  );
}

/** Components that ask for heads of groups need a rank that makes heads. */
function withHeads<P extends { components: Component[]; breakaway_rank: string | null }>(
  plan: P,
  ranks: readonly string[],
): P {
  const stops = (component: Component) => 'stops_at_breakaway' in component && component.stops_at_breakaway;
  const asks = plan.components.some((component) => component.kind === 'breakaway' || stops(component));
  if (!asks || plan.breakaway_rank !== null) return plan;
  const [rank] = ranks;
  if (rank !== undefined) return { ...plan, breakaway_rank: rank };
  const components = plan.components.map((component) =>
    'stops_at_breakaway' in component ? { ...component, stops_at_breakaway: false } : component,
  );
  return { ...plan, components };
}

/** A plan, and sometimes the one that it had before: other components, caps and heads of groups. */
function arbPlans(programme: Programme) {
  const { ranks, trees } = programme;
  const parts = {
    components: arbComponents(programme),
    breakaway_rank: fc.constantFrom(null, ...ranks),
    breakaway_by: fc.constantFrom('paid_as' as const, 'title' as const),
  };
  const frame = fc.record({
    volumes: arbVolumes,
    activity: fc.oneof(fc.constant({ kind: 'none' as const }), arbCondition({ trees, ranks: [], at: 'activity' })),
    ladder: arbLadder(programme),
    rules: arbRules,
  });
  const older = fc.option(fc.record(parts), { freq: 1 });
  return fc.record({ frame, open: fc.record(parts), older }).chain(({ frame: same, open, older: before }) =>
    fc.record({
      plan: withCaps(programme, { ...same, ...open }),
      older: before === null ? fc.constant(null) : withCaps(programme, { ...same, ...before }),
    }),
  );
}

type Drawn = Pick<Plan, 'volumes' | 'activity' | 'rules' | 'components'> &
  Pick<Plan['ranks'], 'ladder' | 'breakaway_rank' | 'breakaway_by'>;

function withCaps({ ranks, trees }: Programme, drawn: Drawn): fc.Arbitrary<Plan> {
  const { ladder, breakaway_rank, breakaway_by, ...plan } = withHeads(drawn, ranks);
  return arbCaps(plan.components.map(({ id }) => id)).map((caps) => ({
    language_version: 1,
    name: 'Random',
    currency: 'EUR',
    profile: 'none',
    trees: TREES.filter(({ id }) => trees.includes(id)),
    ranks: { ladder, breakaway_rank, breakaway_by },
    ...plan,
    caps,
  }));
}

/** Where people stand in placement trees, from one number: the spread matters, not the single place. */
const arbPlaces = fc.integer({ min: 1, max: 9_999 }).map(
  (seed) => (partners: number) =>
    Array.from({ length: partners }, (_, index) => {
      const pick = (seed * (index + 1) * 7_919) % 104_729;
      return { parent: pick, slot: pick % 3, isPlaced: pick % 17 !== 0 };
    }),
);

const arbPast = fc.infiniteStream(
  fc.record({
    title: fc.nat({ max: 4 }),
    paidAs: fc.nat({ max: 4 }),
    isActive: fc.boolean(),
    reach: fc.constantFrom(0, 1, 3, null, null, 254),
    isKnown: fc.boolean(),
    override: fc.nat({ max: 12 }),
    since: fc.nat({ max: 3 }),
    isGrace: fc.boolean(),
    rested: fc.option(fc.nat({ max: 3 })),
  }),
);
type Past = ReturnType<typeof arbPast.generate>['value'] extends fc.Stream<infer One> ? One : never;

interface Plans {
  readonly plan: Plan;
  readonly older: Plan | null;
}

/** What earlier periods and people's decisions leave: titles, figures of an accepted period, overrides. */
function pastOf(partners: readonly number[], ranks: readonly string[], plans: Plans, past: readonly Past[]) {
  const before = plans.older ?? plans.plan;
  const known = partners.flatMap((partner, index) => {
    const one = past[index];
    return one === undefined ? [] : [{ partner, ...one }];
  });
  const rank = (place: number) => ranks[Math.min(place, ranks.length) - 1] ?? null;
  const state = known
    .filter(({ isKnown, title }) => isKnown && ranks.length > 0 && title > 0)
    .map(({ partner, title, paidAs, since, isGrace, rested }): RankState => ({
      partner,
      title: rank(title),
      paid_as: rank(Math.min(paidAs, title)),
      reached: ranks.slice(0, Math.min(title, ranks.length)).flatMap((id, index) => {
        // Every rank has a past of its own; of some nobody knows when they were reached.
        if ((since + index) % 4 === 3) return [];
        const hasGrace = isGrace && index % 2 === 0;
        return [
          {
            rank: id,
            since_promotion: (since + index) % 3 === 2 ? null : since + index,
            grace_used: hasGrace ? 1 : 0,
            since_grace: hasGrace ? null : rested,
          },
        ];
      }),
    }));
  const period = known
    .filter(({ isKnown }) => isKnown)
    .map(({ partner, title, paidAs, isActive, reach }): PriorRow => ({
      partner,
      is_active: isActive,
      rank: rank(paidAs),
      title: rank(Math.max(title, paidAs)),
      reach: before.components.map(() => reach),
    }));
  const overrides = known.flatMap(({ partner, override, title }): NonNullable<CaseDocument['overrides']> => {
    if (override < 2) return [{ kind: 'active' as const, partner, is_active: override === 0, reason: 'decided' }];
    const granted = rank(title);
    return override === 2 && granted !== null
      ? [{ kind: 'rank' as const, partner, rank: granted, reason: 'granted' }]
      : [];
  });
  const older = plans.older === null ? {} : { plans: [plans.older] };
  const weekly = plans.plan.components.filter(({ cadence }) => cadence === 'week');
  const earnings = weekly.flatMap(({ id }) =>
    known
      .filter(({ since }) => since > 1)
      .map(({ partner, title, since }) => {
        return { component: id, partner, net: `${title * since}.50`, gross: `${title * since + since}.75` };
      }),
  );
  return { prior: { earnings, state: { ranks: state, components: {} }, ...older, periods: [period] }, overrides };
}

const arbProgramme: fc.Arbitrary<Programme> = fc.record({
  ranks: fc.nat({ max: 4 }).map((count) => ['basic', 'silver', 'gold', 'pearl'].slice(0, count)),
  trees: fc.subarray(['pairs', 'grid']).map((placed) => ['sponsor', ...placed]),
});

/** A month of a random network under a random plan. */
export const arbCase: fc.Arbitrary<CaseDocument> = arbProgramme.chain((programme) =>
  fc
    .record({ plans: arbPlans(programme), partners: arbPeople, orders: arbOrders, places: arbPlaces, past: arbPast })
    .map(({ plans: { plan, older }, partners, orders, places, past }) => {
      const picks = places(partners.length);
      return {
        period: { start: onDay(0), end: onDay(DAYS), cadence: 'month' as const },
        plan,
        partners,
        positions: programme.trees.flatMap((tree) =>
          tree === 'sponsor' ? [] : positionsOf(tree, tree === 'pairs' ? 2 : 3, picks),
        ),
        ...pastOf(
          partners.map(({ number }) => number),
          programme.ranks,
          { plan, older },
          [...past.take(partners.length)],
        ),
        orders: orders(partners.length),
      };
    }),
);
