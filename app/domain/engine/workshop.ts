import { assert } from '#app/domain/assert.ts';
import { Fraction } from '#app/domain/engine/fraction.ts';
import { placeOf } from '#app/domain/engine/ladder.ts';
import type { Workshop } from '#app/domain/engine/primitive.ts';
import type { Ground } from '#app/domain/engine/scene.ts';
import { unitOf } from '#app/domain/engine/units.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';
import type { Base } from '#app/domain/plan/volumes.ts';

/** Components without a base of their own count in minor units. */
const MONEY: Base = { volume: 'net', factor: '1' };

/** What a component of a plan is prepared with. @throws InvariantError on a component or a tree that the plan has not */
export function workshopOf(plan: PlanShape, { classes, partners, trees, status }: Ground, index: number): Workshop {
  const component = plan.components[index];
  assert(component, `no component ${index}`);
  const id = component.tree ?? 'sponsor';
  const dated = trees.find((tree) => tree.id === id);
  assert(dated, `no tree ${id}`);
  const isAtEnd = component.tree_as_of === 'period_end';
  const unit = unitOf(plan, component.base ?? MONEY);
  const { breakaway_rank: breakaway, breakaway_by: breakawayBy, ladder } = plan.ranks;
  return {
    classes,
    partners,
    status,
    tree: isAtEnd ? dated.atEnd : dated.inForce,
    index,
    rankOf: (rank) => placeOf(plan, rank),
    ranks: ladder.length,
    breakawayRank: breakaway === null ? Infinity : placeOf(plan, breakaway),
    breakawayBy,
    share: (rate) => unit.times(new Fraction(BigInt(ppmOf(rate)), BigInt(PPM_ONE))),
  };
}
