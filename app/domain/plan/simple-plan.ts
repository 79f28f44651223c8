import type { LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import type { Condition } from '#app/domain/plan/condition.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** Activity that the form knows: one figure of net goods or orders. */
export type SimpleActivity =
  | { readonly kind: 'none' }
  | { readonly kind: 'customer_orders'; readonly at_least: number }
  | { readonly kind: 'customer_volume' | 'personal_volume'; readonly volume: 'net'; readonly at_least: string };

/** A level walk with one list of rates for everybody. */
export type SimpleWalk = LevelWalk & {
  readonly rates: { readonly kind: 'by_level' };
  readonly compression: { readonly kind: 'none' | 'standard' };
};

/** The parts of a plan that the form edits; null where the plan says more than a form with rates by level can show. */
export function simplePartsOf({ activity, components }: Plan): { activity: SimpleActivity; walk: SimpleWalk } | null {
  const [walk, ...others] = components;
  if (walk === undefined || others.length > 0 || walk.kind !== 'level_walk') return null;
  return isSimpleActivity(activity) && isSimpleWalk(walk) ? { activity, walk } : null;
}

/** Activity that a form or a sentence can say. */
export function isSimpleActivity(activity: Condition): activity is SimpleActivity {
  if (activity.kind === 'none' || activity.kind === 'customer_orders') return true;
  return (activity.kind === 'customer_volume' || activity.kind === 'personal_volume') && activity.volume === 'net';
}

function isSimpleWalk(walk: LevelWalk): walk is SimpleWalk {
  const lists = [walk.rates, ...walk.tagged_rates.map(({ rates }) => rates)];
  return (
    lists.every(({ kind }) => kind === 'by_level') &&
    walk.depth_unlock.length === 0 &&
    (walk.compression.kind === 'none' || walk.compression.kind === 'standard')
  );
}
