import { z } from 'zod';
import { differentialWalk } from '#app/domain/engine/primitives/differential-walk.ts';
import { generationWalk } from '#app/domain/engine/primitives/generation-walk.ts';
import { legPairing } from '#app/domain/engine/primitives/leg-pairing.ts';
import { levelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import type { Primitive } from '#app/domain/engine/primitive.ts';

/** Every kind of component there is. A new primitive is a file and its two lines here. */
const PRIMITIVES = {
  leg_pairing: legPairing,
  level_walk: levelWalk,
  differential_walk: differentialWalk,
  generation_walk: generationWalk,
};

/** One component of a plan, told apart by `kind`. */
export const componentSchema = z.discriminatedUnion(
  'kind',
  [levelWalk.schema, legPairing.schema, differentialWalk.schema, generationWalk.schema],
  'not-offered',
);
export type Component = z.infer<typeof componentSchema>;

/** The primitive that a component is made of. */
export function primitiveOf(component: Component): Primitive<Component> {
  return PRIMITIVES[component.kind] as unknown as Primitive<Component>;
}
