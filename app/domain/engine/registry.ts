import { z } from 'zod';
import { differentialWalk } from '#app/domain/engine/primitives/differential-walk.ts';
import { levelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import type { Primitive } from '#app/domain/engine/primitive.ts';

/** Every kind of component there is. A new primitive is a file and its two lines here. */
const PRIMITIVES = {
  level_walk: levelWalk,
  differential_walk: differentialWalk,
};

/** One component of a plan, told apart by `kind`. */
export const componentSchema = z.discriminatedUnion('kind', [levelWalk.schema, differentialWalk.schema], 'not-offered');
export type Component = z.infer<typeof componentSchema>;

/** The primitive that a component is made of. */
export function primitiveOf(component: Component): Primitive<Component> {
  return PRIMITIVES[component.kind] as unknown as Primitive<Component>;
}
