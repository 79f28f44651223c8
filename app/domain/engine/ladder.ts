import { assert } from '#app/domain/assert.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';

/** Place on the ladder from 1. @throws InvariantError on a rank that the plan does not name */
export function placeOf(plan: PlanShape, id: string): number {
  const place = plan.ranks.ladder.findIndex((rank) => rank.id === id) + 1;
  assert(place > 0, `no rank ${id}`);
  return place;
}
