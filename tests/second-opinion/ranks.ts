import { meets, type Known } from '#tests/second-opinion/conditions.ts';
import type { RankState } from '#tests/second-opinion/document.ts';
import { lastInstant, statusAt } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** What activity may ask: nobody has a rank yet. */
const BEFORE_RANKS: Known = { isActive: () => false, isActiveAtEnd: () => false, paidAs: () => 0, title: () => 0 };

/** Activity of the period: the plan's condition, unless somebody decided otherwise (plans 1.3). */
export function isActive(world: World, partner: number): boolean {
  const override = world.given.overrides?.findLast((one) => one.kind === 'active' && one.partner === partner);
  if (override?.kind === 'active') return override.is_active;
  return world.once(`active ${partner}`, () => meets(world, world.plan.activity, partner, BEFORE_RANKS));
}

/** Who counts as active for others: he must still be there when the period ends. */
export const isActiveAtEnd = (world: World, partner: number) =>
  isActive(world, partner) && statusAt(world.given, partner, lastInstant(world.given)) === 'active';

export function priorOf({ given }: World, partner: number): RankState | undefined {
  return given.prior?.state?.ranks.find((row) => row.partner === partner);
}

export const priorTitle = (world: World, partner: number) => world.place(priorOf(world, partner)?.title ?? null);

/** While a rank is worked out his own title is what he held before; people below him already have their new one. */
const whileRanking = (world: World, self: number): Known => ({
  isActive: (partner) => isActive(world, partner),
  isActiveAtEnd: (partner) => isActiveAtEnd(world, partner),
  paidAs: (partner) => paidAs(world, partner),
  title: (partner) => (partner === self ? priorTitle(world, partner) : title(world, partner)),
});

/** The highest rank whose rule is met: the milder one for who held it before (plans 1.3). */
function reachedRank(world: World, partner: number): number {
  return world.once(`reached ${partner}`, () => searchRank(world, partner));
}

function searchRank(world: World, partner: number): number {
  const meetsRank = (place: number) => {
    const rank = world.plan.ranks.ladder[place - 1];
    if (rank === undefined) return false;
    const rule = priorTitle(world, partner) >= place ? rank.maintain : rank.achieve;
    return meets(world, rule, partner, whileRanking(world, partner));
  };
  return world.plan.ranks.ladder.reduce((best, _, index) => (meetsRank(index + 1) ? index + 1 : best), 0);
}

/** What is known of one rank of a partner: grace counts per rank (plans 1.3). */
function countersOf(before: RankState | undefined, rank: string | null) {
  const found = before?.reached.find((row) => row.rank === rank);
  return found ?? { since_promotion: null, grace_used: 0, since_grace: null };
}

/** Whether a rank that was missed stays: soon after its promotion, or for some periods, again only after a while (plans 1.3). */
function hasGrace(world: World, partner: number): 'promotion' | 'miss' | null {
  const before = priorOf(world, partner);
  const held = world.place(before?.paid_as ?? null);
  const grace = world.plan.ranks.ladder[held - 1]?.grace;
  if (before === undefined || grace === undefined || reachedRank(world, partner) >= held) return null;
  const { since_promotion: since, grace_used: used, since_grace: rested } = countersOf(before, before.paid_as);
  if (since !== null && since + 1 < grace.after_promotion) return 'promotion';
  const isFresh = rested === null || rested + 1 >= grace.renews_after;
  return used < grace.after_miss && (used > 0 || isFresh) ? 'miss' : null;
}

/** The paid-as rank before anybody grants another one. */
function ownRank(world: World, partner: number): number {
  return world.once(`own rank ${partner}`, () =>
    hasGrace(world, partner) === null
      ? reachedRank(world, partner)
      : world.place(priorOf(world, partner)?.paid_as ?? null),
  );
}

/** The rank that money is paid by in this period (plans 1.3). */
export function paidAs(world: World, partner: number): number {
  const override = world.given.overrides?.findLast((one) => one.kind === 'rank' && one.partner === partner);
  return override?.kind === 'rank' ? world.place(override.rank) : ownRank(world, partner);
}

/** The best rank ever reached: it never falls, and what was granted for a period is not reached. */
export const title = (world: World, partner: number) =>
  Math.max(priorTitle(world, partner), reachedRank(world, partner));

/** What components may ask. */
export const knownIn = (world: World): Known => ({
  isActive: (partner) => isActive(world, partner),
  isActiveAtEnd: (partner) => isActiveAtEnd(world, partner),
  paidAs: (partner) => paidAs(world, partner),
  title: (partner) => title(world, partner),
});

/** What the period leaves of ranks to the next one, for who ever had one. */
export function rankStateOf(world: World): RankState[] {
  return world.given.partners
    .map(({ number }) => stateOf(world, number))
    .filter((row) => row.title !== null || row.paid_as !== null)
    .toSorted((a, b) => a.partner - b.partner);
}

function stateOf(world: World, partner: number): RankState {
  const before = priorOf(world, partner);
  const isMissed = (rank: string) => hasGrace(world, partner) === 'miss' && before?.paid_as === rank;
  const reached = world.plan.ranks.ladder.slice(0, title(world, partner)).map(({ id }, index) => {
    const { since_promotion: since, grace_used: used, since_grace: rested } = countersOf(before, id);
    const isNew = index + 1 > priorTitle(world, partner);
    const restedNow = used > 0 ? 0 : rested === null ? null : rested + 1;
    return {
      rank: id,
      since_promotion: isNew ? 0 : since === null ? null : since + 1,
      grace_used: isMissed(id) ? used + 1 : 0,
      since_grace: isMissed(id) ? null : restedNow,
    };
  });
  return {
    partner,
    title: world.rankAt(title(world, partner)),
    paid_as: world.rankAt(ownRank(world, partner)),
    reached,
  };
}
