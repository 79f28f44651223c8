import type { PlanFinding } from '#app/domain/plan/parse-plan.ts';
import { ONCE_KINDS } from '#app/domain/explain/period-pay.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** Kinds of component that pay for orders whose every row and every missing row an explanation can tell (design 7). */
export const explainedKinds = [
  'breakaway',
  'differential_walk',
  'fast_start',
  'generation_walk',
  'infinity',
  'level_walk',
  'percent_of_order',
  'points_split',
  'retail_profit',
] as const satisfies readonly Component['kind'][];
const EXPLAINED_KINDS: ReadonlySet<string> = new Set([...explainedKinds, ...ONCE_KINDS]);

/**
 * What a valid plan says that runs of a network cannot do yet: whoever leaves keeps his position, they know goods by their net value
 * alone, and cannot explain what a limit left of an own purchase. The command line runs any plan.
 */
export function notRunnable({ trees, volumes, rules, components }: Plan): PlanFinding[] {
  const wrong: string[] = [];
  trees.forEach((tree, index) => {
    if (tree.kind !== 'sponsor' && tree.gap !== 'hold_slot') wrong.push(`trees[${index}].gap`);
  });
  if (volumes.pv.source !== 'net') wrong.push('volumes.pv.source');
  if (volumes.cv.source !== 'net') wrong.push('volumes.cv.source');
  if (rules.self_volume_limit.kind !== 'none') wrong.push('rules.self_volume_limit');
  components.forEach((component, index) => {
    // A programme has one calendar: what another cadence pays would never be paid.
    if (component.cadence !== components[0]?.cadence) wrong.push(`components[${index}].cadence`);
    if (!EXPLAINED_KINDS.has(component.kind)) wrong.push(`components[${index}].kind`);
    else if (paysNewCustomers(component)) wrong.push(`components[${index}].event.kind`);
    else if ('base' in component && component.base.volume !== 'net') wrong.push(`components[${index}].base.volume`);
  });
  return wrong.map((path) => ({ code: 'not-offered', path, suggestion: null }));
}

/** Who is new is told by what earlier periods under the plan left: a network's customers from before it would all be paid for. */
const paysNewCustomers = (component: Component): boolean =>
  component.kind === 'one_time' && component.event.kind === 'customer_acquisition';
