import { meets, type Known } from '#tests/second-opinion/conditions.ts';
import type { RankState } from '#tests/second-opinion/document.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** What activity may ask: nobody has a rank yet. */
const BEFORE_RANKS: Known = { isActive: () => false, paidAs: () => 0, title: () => 0 };

/** Activity of the period: the plan's condition, unless somebody decided otherwise (plans 1.3). */
export function isActive(world: World, partner: number): boolean {
  const override = world.given.overrides?.find((one) => one.kind === 'active' && one.partner === partner);
  if (override?.kind === 'active') return override.is_active;
  return world.once(`active ${partner}`, () => meets(world, world.plan.activity, partner, BEFORE_RANKS));
}

export function priorOf({ given }: World, partner: number): RankState | undefined {
  return given.prior?.state?.ranks.find((row) => row.partner === partner);
}

const priorTitle = (world: World, partner: number) => world.place(priorOf(world, partner)?.title ?? null);

/** While ranks are worked out a title is what was held before; those of others are asked for below, never above. */
const whileRanking = (world: World): Known => ({
  isActive: (partner) => isActive(world, partner),
  paidAs: (partner) => paidAs(world, partner),
  title: (partner) => priorTitle(world, partner),
});

/** The highest rank whose rule is met: the milder one for who held it before (plans 1.3). */
function reachedRank(world: World, partner: number): number {
  const meetsRank = (place: number) => {
    const rank = world.plan.ranks.ladder[place - 1];
    if (rank === undefined) return false;
    const rule = priorTitle(world, partner) >= place ? rank.maintain : rank.achieve;
    return meets(world, rule, partner, whileRanking(world));
  };
  return world.plan.ranks.ladder.reduce((best, _, index) => (meetsRank(index + 1) ? index + 1 : best), 0);
}

/** The rank that money is paid by in this period (plans 1.3). */
export function paidAs(world: World, partner: number): number {
  return world.once(`paid as ${partner}`, () => {
    const override = world.given.overrides?.find((one) => one.kind === 'rank' && one.partner === partner);
    if (override?.kind === 'rank') return world.place(override.rank);
    return reachedRank(world, partner);
  });
}

/** The best rank ever: it never falls. */
export const title = (world: World, partner: number) => Math.max(priorTitle(world, partner), paidAs(world, partner));

/** What components may ask. */
export const knownIn = (world: World): Known => ({
  isActive: (partner) => isActive(world, partner),
  paidAs: (partner) => paidAs(world, partner),
  title: (partner) => title(world, partner),
});
