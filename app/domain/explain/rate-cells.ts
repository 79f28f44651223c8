import { assert } from '#app/domain/assert.ts';
import type { RateCell } from '#app/domain/engine/primitive.ts';
import { primitiveOf, type Component } from '#app/domain/engine/registry.ts';
import type { LineOnRecord } from '#app/domain/explain/case.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** Where the rate of each line stands for somebody of a rank (a place on the ladder) at a level. */
export function rateCells(
  { ranks }: Plan,
  component: Component,
  lines: readonly Pick<LineOnRecord, 'productClass'>[],
  { rank, level }: { rank: number; level: number },
): RateCell[] {
  const primitive = primitiveOf(component);
  assert(primitive.pays === 'orders', `${component.id} pays for no order`);
  const id = ranks.ladder[rank - 1]?.id ?? null;
  return lines.map(({ productClass }) => primitive.cellOf(component, { productClass, rank: id, level }));
}
