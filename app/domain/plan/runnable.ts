import type { PlanFinding } from '#app/domain/plan/parse-plan.ts';
import { conditionsIn } from '#app/domain/plan/condition.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** Conditions of which an explanation can name the figures. */
const EXPLAINED = new Set([
  'none',
  'all',
  'any',
  'not',
  'active',
  'customer_orders',
  'customer_volume',
  'personal_volume',
]);

/**
 * What a valid plan says that runs of a network cannot do yet: they keep no positions, know goods by their net value and customers
 * by their orders alone, and cannot explain what a limit left of an own purchase. The command line runs any plan.
 */
export function notRunnable({ activity, ranks, trees, volumes, rules, components }: Plan): PlanFinding[] {
  const wrong: string[] = [];
  ranks.ladder.forEach(({ achieve, maintain }, index) => {
    for (const { condition } of [...conditionsIn(achieve, []), ...conditionsIn(maintain, [])]) {
      if (condition.kind === 'customers') wrong.push(`ranks.ladder[${index}]`);
    }
  });
  if (trees.length > 1) wrong.push('trees[1]');
  if (volumes.pv.source !== 'net') wrong.push('volumes.pv.source');
  if (volumes.cv.source !== 'net') wrong.push('volumes.cv.source');
  if (conditionsIn(activity, []).some(({ condition }) => !EXPLAINED.has(condition.kind))) wrong.push('activity');
  if (rules.self_volume_limit.kind !== 'none') wrong.push('rules.self_volume_limit');
  components.forEach((component, index) => {
    if (component.kind !== 'level_walk') wrong.push(`components[${index}].kind`);
    else if (conditionsIn(component.qualification, []).some(({ condition }) => !EXPLAINED.has(condition.kind))) {
      wrong.push(`components[${index}].qualification`);
    }
  });
  return wrong.map((path) => ({ code: 'not-offered', path, suggestion: null }));
}
