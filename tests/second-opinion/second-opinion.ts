import { componentCapped, planCapped } from '#tests/second-opinion/caps.ts';
import type { CaseDocument, Component, Order } from '#tests/second-opinion/document.ts';
import { differentialWalk } from '#tests/second-opinion/primitives/differential-walk.ts';
import { generationWalk } from '#tests/second-opinion/primitives/generation-walk.ts';
import { levelWalk } from '#tests/second-opinion/primitives/level-walk.ts';
import { isActive, paidAs, title } from '#tests/second-opinion/ranks.ts';
import { rowText, type Row } from '#tests/second-opinion/row.ts';
import { World } from '#tests/second-opinion/world.ts';

export interface Opinion {
  /** `component earner order source level rate base amount`, sorted. */
  readonly rows: readonly string[];
  readonly ranks: readonly {
    partner: number;
    is_active: boolean;
    paid_as: string | null;
    title: string | null;
  }[];
}

/**
 * What a case comes to, said a second time: recursion, exact fractions, a search for everything, written from the rules and
 * importing nothing of the engine. Slow on purpose.
 */
export function secondOpinion(given: CaseDocument): Opinion {
  const world = new World(given);
  const rows = planCapped(world, componentRows(world));
  return {
    rows: rows.map((row) => rowText(world, row)).toSorted(),
    ranks: given.partners
      .map(({ number }) => number)
      .toSorted((a, b) => a - b)
      .map((partner) => ({
        partner,
        is_active: isActive(world, partner),
        paid_as: world.rankAt(paidAs(world, partner)),
        title: world.rankAt(title(world, partner)),
      })),
  };
}

/** Rows of all components of the period's cadence, in the order of the plan; an order taken is kept from who pays the rest. */
function componentRows(world: World): Row[] {
  const taken = new Set<number>();
  return world.plan.components.flatMap((component) => {
    if (component.cadence !== world.given.period.cadence) return [];
    const rows = ordersInTime(world.given)
      .filter((order) => isFor(component, order) && (component.pays_consumed || !taken.has(order.id)))
      .flatMap((order) => {
        const paid = rowsOf(world, component, order);
        return paid;
      });
    if (component.consumes) for (const { order } of rows) if (order !== null) taken.add(order);
    return componentCapped(world, component.cap, rows);
  });
}

export const ordersInTime = ({ orders }: CaseDocument) =>
  orders.toSorted((a, b) => Date.parse(a.paid) - Date.parse(b.paid) || a.id - b.id);

function isFor({ orders }: Component, { own, partner }: Order): boolean {
  return partner !== 0 && (orders === 'all' || (orders === 'own') === (own === true));
}

function rowsOf(world: World, component: Component, order: Order): Row[] {
  switch (component.kind) {
    case 'level_walk':
      return levelWalk(world, component, order);
    case 'differential_walk':
      return differentialWalk(world, component, order);
    case 'generation_walk':
      return generationWalk(world, component, order);
  }
}
