import { placementOf } from '#app/domain/engine/dated-tree.ts';
import type { PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import type { VolumeKind } from '#app/domain/plan/volumes.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/** New volume by position: that of the legs, and of its own (plans 2.5). */
export interface LegVolumes {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly own: Float64Array;
}

/** The volume of a period below each position of a binary tree, from one roll-up of the whole tree. */
export function legVolumesOf({ rewarded, prepared }: PeriodWorkshop, tree: string, volume: VolumeKind): LegVolumes {
  const { parent } = rewarded.tree(tree).tree;
  const group = rewarded.group(tree, volume);
  const left = new Float64Array(parent.length);
  const right = new Float64Array(parent.length);
  const { positions, slot } = placementOf(prepared.facts, tree);
  for (let row = 0; row < slot.length; row++) {
    const node = positions.number[row] as number;
    const above = parent[node] as number;
    if (above === HOUSE) continue;
    const leg = slot[row] === 0 ? left : right;
    leg[above] = (leg[above] as number) + (group[node] as number);
  }
  return { left, right, own: rewarded.byNode(tree, volume) };
}
