import { assert } from '#app/domain/assert.ts';
import type { LevelRates } from '#app/domain/engine/level-rates.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import type { LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import type { Described, Outcome, PlanOf } from '#tests/domain/engine/examples/format.ts';
import {
  addedUp,
  CV,
  DEPTH,
  nameIn,
  ORDER_FIELDS,
  ownSales,
  rankId,
  runWorld,
  totalOf,
  type WorldRow,
} from '#tests/domain/engine/examples/world.ts';

type ByLevel = Readonly<Record<string, string>>;

/** A table by level as a list; a level without an entry pays nothing. */
export function levelList(rates: ByLevel, most = Infinity): string[] {
  const highest = Math.max(...Object.keys(rates).map(Number));
  return Array.from({ length: Math.min(most, highest) }, (_, index) => rates[index + 1] ?? '0');
}

export const byLevel = (rates: ByLevel, most?: number): LevelRates => ({
  kind: 'by_level',
  levels: levelList(rates, most),
});

const rankRates = (ladder: readonly string[], rates: ByLevel) =>
  Object.entries(rates).map(([rank, rate]) => ({ rank: rankId(ladder, rank), rate }));

const COMPRESSION = { none: 'none', skip_inactive: 'standard', dynamic: 'dynamic' } as const;

interface Levels {
  readonly max_depth: number;
  readonly compression: keyof typeof COMPRESSION;
  readonly broad_pct?: string | undefined;
  readonly rates?: Readonly<Record<string, ByLevel>> | undefined;
  readonly rates_by_level?: ByLevel | undefined;
  readonly level_min_rank?: ByLevel | undefined;
}

export function levelComponent(plan: Levels, ladder: readonly string[], more: Partial<LevelWalk> = {}): LevelWalk {
  const { max_depth: most, compression, broad_pct: factor = '1' } = plan;
  const lists = Object.entries(plan.rates ?? {});
  return {
    ...ORDER_FIELDS,
    ...DEPTH,
    kind: 'level_walk',
    id: 'level',
    base: { ...CV, factor },
    rates:
      plan.rates_by_level !== undefined
        ? byLevel(plan.rates_by_level, most)
        : {
            kind: 'by_rank',
            ranks: lists.map(([rank, rates]) => ({ rank: rankId(ladder, rank), levels: levelList(rates, most) })),
          },
    tagged_rates: [],
    compression: { kind: COMPRESSION[compression] },
    depth_unlock: Object.entries(plan.level_min_rank ?? {}).map(([level, rank]) => ({
      levels: Number(level),
      when: { kind: 'rank', at_least: rankId(ladder, rank) },
    })),
    pay_buyer: false,
    stops_at_breakaway: false,
    ...more,
  };
}

export function levelWalk(plan: PlanOf<'level_walk'>, { tree, volumes }: Described): Outcome {
  const ladder = plan.ranks ?? Object.keys(plan.rates ?? {});
  return runWorld({
    people: tree,
    ladder,
    moneyPerPoint: plan.multiplier,
    components: [levelComponent(plan, ladder)],
    sales: ownSales(volumes),
  });
}

export function moved(plan: PlanOf<'moved'>, { tree, volumes }: Described): Outcome {
  const levels = { rates_by_level: plan.rates_by_level, max_depth: Infinity, compression: 'none' as const };
  return runWorld({
    people: tree,
    moves: plan.moves,
    components: [levelComponent(levels, [], { tree_as_of: plan.attribution })],
    sales: ownSales(volumes),
  });
}

/** What a buyer is paid for his own order is his personal bonus; what others are, the differential. */
export function differentialPath(plan: PlanOf<'differential_path'>, { tree, volumes }: Described): Outcome {
  const ladder = Object.keys(plan.rate_by_rank);
  const component: Component = {
    ...ORDER_FIELDS,
    ...DEPTH,
    kind: 'differential_walk',
    id: 'differential',
    rates: rankRates(ladder, plan.rate_by_rank),
    unqualified_blocks: false,
    equal_rank: { kind: 'none' },
    max_total_rate: '1',
    pay_buyer: plan.pay_buyer,
    stops_at_breakaway: false,
  };
  const { rows } = runWorld({ people: tree, ladder, components: [component], sales: ownSales(volumes) });
  return { rows: rows.map((row) => (row.partner === row.from ? { ...row, bonus: 'personal' } : row)) };
}

/** One generation of heads, as the format has no field for more. */
export function breakaway(plan: PlanOf<'breakaway'>, described: Described): Outcome {
  const { ranks: ladder, broad_pct: factor = '1', min_override: floor } = plan;
  const { tree, volumes } = described;
  const override: Component = {
    ...ORDER_FIELDS,
    ...DEPTH,
    kind: 'breakaway',
    id: 'override',
    base: { ...CV, factor },
    override: {
      kind: 'differential',
      rates: rankRates(ladder, plan.rank_rates),
      equal_rank: Number(floor) === 0 ? { kind: 'none' } : { kind: 'min_override', rate: floor },
      generations: 1,
    },
  };
  const level =
    plan.level && levelComponent({ ...plan.level, broad_pct: factor }, ladder, { stops_at_breakaway: true });
  const { rows } = runWorld({
    people: tree,
    ladder,
    breakawayRank: plan.threshold_rank,
    moneyPerPoint: plan.multiplier,
    components: level ? [level, override] : [override],
    sales: ownSales(volumes),
  });
  return byGroup(rows, plan, described);
}

/** The engine pays an override order by order; an example names the whole group by its head. */
function byGroup(
  rows: readonly WorldRow[],
  { ranks, threshold_rank: least }: PlanOf<'breakaway'>,
  { tree }: Described,
) {
  const isHead = (rank: string | null | undefined) => ranks.indexOf(rank ?? '') >= ranks.indexOf(least);
  const headOf = (name: string | null | undefined): string => {
    const person = tree.find(({ id }) => id === name);
    assert(person, 'an override on an order below no head');
    return isHead(person.rank) ? person.id : headOf(person.sponsor);
  };
  const overrides = rows.filter(({ bonus }) => bonus === 'override').map((row) => ({ ...row, from: headOf(row.from) }));
  const volumeOf = (group: readonly WorldRow[]) => totalOf(group.map(({ base }) => base));
  return {
    rows: [
      ...rows.filter(({ bonus }) => bonus !== 'override'),
      ...addedUp(overrides, ({ partner, level, from }) => `${partner} ${level} ${from}`),
    ],
    state: {
      group_volume: Object.fromEntries(
        [...Map.groupBy(overrides, ({ from }) => from)].map(([head, group]) => [head, volumeOf(group)]),
      ),
    },
  };
}

export function generation(plan: PlanOf<'generation'>, { tree, volumes }: Described): Outcome {
  const { ranks: ladder, ineligible_creates_boundary: isBoundary = true } = plan;
  const invisible = plan.empty_generation_consumes_number === true ? 'invisible_consumes_number' : 'invisible';
  const component: Component = {
    ...ORDER_FIELDS,
    ...DEPTH,
    kind: 'generation_walk',
    id: 'generation',
    boundary:
      plan.boundary_mode === 'same_rank'
        ? { kind: 'same_rank' }
        : { kind: 'threshold_rank', rank: rankId(ladder, plan.boundary_rank ?? '') },
    inactive_leader: isBoundary ? 'boundary' : invisible,
    leader_volume: 'closed_generation',
    generations: ladder.map((rank) => ({ rank: rankId(ladder, rank), at_most: plan.max_generations })),
    rates: byLevel(plan.generation_rates),
    tagged_rates: [],
    pay_buyer: false,
  };
  return runWorld({ people: tree, ladder, components: [component], sales: ownSales(volumes) });
}

export function infinity(plan: PlanOf<'infinity'>, { tree, volumes }: Described): Outcome {
  const ladder = Object.keys(plan.rate_by_rank);
  const component: Component = {
    ...ORDER_FIELDS,
    ...DEPTH,
    kind: 'infinity',
    id: 'infinity',
    from_level: plan.from_level,
    rates: rankRates(ladder, plan.rate_by_rank),
    mode: { kind: 'differential', equal_rank: { kind: 'none' }, max_total_rate: '1' },
    pay_buyer: false,
  };
  return runWorld({ people: tree, ladder, components: [component], sales: ownSales(volumes) });
}

export function xUp(plan: PlanOf<'x_up'>, { tree, volumes }: Described): Outcome {
  const component: Component = {
    ...ORDER_FIELDS,
    kind: 'x_up',
    id: 'x_up',
    tree: 'sponsor',
    x: plan.x,
    passes_up: 'own_volume',
    reopens_on_refund: false,
    rates: { kind: 'by_level', levels: [plan.rate] },
    tagged_rates: [],
  };
  const { rows, result } = runWorld({ people: tree, components: [component], sales: ownSales(volumes) });
  const { recruit = [], pay_sponsor: paySponsor = [] } = result.state.components['x_up'] ?? {};
  const links = recruit.map((number, row) => [nameIn(tree, number), nameIn(tree, paySponsor[row] ?? 0)]);
  return { rows, state: { pay_sponsor: Object.fromEntries(links) } };
}
