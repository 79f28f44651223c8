import { meets } from '#tests/second-opinion/conditions.ts';
import type { Component, Order, PriorRow } from '#tests/second-opinion/document.ts';
import { knownIn, paidAs, title } from '#tests/second-opinion/ranks.ts';
import { lastInstant, statusAt } from '#tests/second-opinion/trees.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** How a prior period says that somebody qualified and had no level open. */
const NO_LEVEL = 254;

/** How partners stand towards one order: by their figures of this period, or of the accepted one it belongs to (plans 4.14). */
export interface Standing {
  readonly qualifies: (partner: number) => boolean;
  /** Levels that are open to a partner who qualifies. */
  readonly levels: (partner: number) => number;
  readonly paidAs: (partner: number) => number;
  readonly title: (partner: number) => number;
}

export function standingFor(world: World, component: Component, order: Order): Standing {
  const isThere = (partner: number) => statusAt(world.given, partner, Date.parse(order.paid)) === 'active';
  if (order.late_period !== undefined) {
    const before = (partner: number) => priorRow(world, order, partner);
    const reach = (partner: number) => {
      const row = before(partner);
      const levels = row === undefined ? 0 : row.reach[world.indexOf(component)];
      return levels === null ? Infinity : (levels ?? 0);
    };
    return {
      qualifies: (partner) => isThere(partner) && reach(partner) > 0,
      levels: (partner) => (reach(partner) === NO_LEVEL ? 0 : reach(partner)),
      paidAs: (partner) => world.place(before(partner)?.rank ?? null),
      title: (partner) => world.place(before(partner)?.title ?? null),
    };
  }
  return {
    qualifies: (partner) => isThere(partner) && isQualified(world, component, partner),
    levels: (partner) => openLevels(world, component, partner),
    paidAs: (partner) => paidAs(world, partner),
    title: (partner) => title(world, partner),
  };
}

function priorRow({ given }: World, { late_period: period }: Order, partner: number): PriorRow | undefined {
  return given.prior?.periods?.[period ?? 0]?.find((row) => row.partner === partner);
}

/** Who may earn from a component in this period, apart from his status. */
export function isQualified(world: World, component: Component, partner: number): boolean {
  return world.once(`qualifies ${component.id} ${partner}`, () =>
    meets(world, component.qualification, partner, knownIn(world)),
  );
}

/** Levels open by depth unlock: the most that a met condition opens (UNI-07). */
function openLevels(world: World, component: Component, partner: number): number {
  if (!('depth_unlock' in component) || component.depth_unlock.length === 0) return Infinity;
  const open = component.depth_unlock.filter(({ when }) => meets(world, when, partner, knownIn(world)));
  return Math.max(0, ...open.map(({ levels }) => levels));
}

/** Who is paid once for the period: qualified, and still there when it ends. */
export const isPaidForPeriod = (world: World, component: Component, partner: number) =>
  statusAt(world.given, partner, lastInstant(world.given)) === 'active' && isQualified(world, component, partner);
