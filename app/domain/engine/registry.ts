import { z } from 'zod';
import { breakaway } from '#app/domain/engine/primitives/breakaway.ts';
import { differentialWalk } from '#app/domain/engine/primitives/differential-walk.ts';
import { fastStart } from '#app/domain/engine/primitives/fast-start.ts';
import { generationWalk } from '#app/domain/engine/primitives/generation-walk.ts';
import { groupBracket } from '#app/domain/engine/primitives/group-bracket.ts';
import { infinity } from '#app/domain/engine/primitives/infinity.ts';
import { legBonus } from '#app/domain/engine/primitives/leg-bonus.ts';
import { legPairing } from '#app/domain/engine/primitives/leg-pairing.ts';
import { levelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import { matchDown } from '#app/domain/engine/primitives/match-down.ts';
import { matching } from '#app/domain/engine/primitives/matching.ts';
import { oneTime } from '#app/domain/engine/primitives/one-time.ts';
import { percentOfOrder } from '#app/domain/engine/primitives/percent-of-order.ts';
import { pointsSplit } from '#app/domain/engine/primitives/points-split.ts';
import { pool } from '#app/domain/engine/primitives/pool.ts';
import { retailProfit } from '#app/domain/engine/primitives/retail-profit.ts';
import { xUp } from '#app/domain/engine/primitives/x-up.ts';
import type { Primitive } from '#app/domain/engine/primitive.ts';

/** Every kind of component there is. A new primitive is a file and its two lines here. */
const PRIMITIVES = {
  breakaway,
  differential_walk: differentialWalk,
  fast_start: fastStart,
  generation_walk: generationWalk,
  group_bracket: groupBracket,
  infinity,
  leg_bonus: legBonus,
  leg_pairing: legPairing,
  level_walk: levelWalk,
  match_down: matchDown,
  matching,
  one_time: oneTime,
  percent_of_order: percentOfOrder,
  points_split: pointsSplit,
  pool,
  retail_profit: retailProfit,
  x_up: xUp,
};

/** One component of a plan, told apart by `kind`. */
export const componentSchema = z.discriminatedUnion(
  'kind',
  [
    levelWalk.schema,
    breakaway.schema,
    differentialWalk.schema,
    fastStart.schema,
    generationWalk.schema,
    groupBracket.schema,
    infinity.schema,
    legBonus.schema,
    legPairing.schema,
    matchDown.schema,
    matching.schema,
    oneTime.schema,
    percentOfOrder.schema,
    pointsSplit.schema,
    pool.schema,
    retailProfit.schema,
    xUp.schema,
  ],
  'not-offered',
);
export type Component = z.infer<typeof componentSchema>;

/** The primitive that a component is made of. */
export function primitiveOf(component: Component): Primitive<Component> {
  return PRIMITIVES[component.kind] as unknown as Primitive<Component>;
}
