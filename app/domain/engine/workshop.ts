import { assert } from '#app/domain/assert.ts';
import { Fraction } from '#app/domain/engine/fraction.ts';
import type { ProductClass } from '#app/domain/engine/facts.ts';
import type { PartnerColumns, Workshop } from '#app/domain/engine/primitive.ts';
import { placeOf } from '#app/domain/engine/ranks.ts';
import { unitOf } from '#app/domain/engine/units.ts';
import type { TreeInForce } from '#app/domain/engine/scene.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { Base } from '#app/domain/plan/volumes.ts';

/** Components without a base of their own count in minor units. */
const MONEY: Base = { volume: 'net', factor: '1' };

/** What stands around an order: a run has it of a whole network, an explanation or an example of one line. */
export interface Ground {
  readonly classes: readonly ProductClass[];
  readonly partners: PartnerColumns;
  /** Every tree that some plan names: as of the order in hand, and as at the period's end. */
  readonly trees: readonly { readonly id: string; readonly inForce: TreeInForce; readonly atEnd: TreeInForce }[];
  /** By partner: one of `STATUS`, as of the order in hand. */
  readonly status: Uint8Array;
}

/** What a component of a plan is prepared with. @throws InvariantError on a component or a tree that the plan has not */
export function workshopOf(plan: Plan, { classes, partners, trees, status }: Ground, index: number): Workshop {
  const component = plan.components[index];
  assert(component, `no component ${index}`);
  const id = 'tree' in component ? component.tree : 'sponsor';
  const dated = trees.find((tree) => tree.id === id);
  assert(dated, `no tree ${id}`);
  const isAtEnd = 'tree_as_of' in component && component.tree_as_of === 'period_end';
  const unit = unitOf(plan, 'base' in component ? component.base : MONEY);
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
