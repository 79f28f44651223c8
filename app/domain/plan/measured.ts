import { conditionsIn, type Condition } from '#app/domain/plan/condition.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';

/** Conditions whose figure no column of a run's partners tells: a run that asks them measures it for everybody. */
export type MeasuredCondition = Extract<
  Condition,
  {
    kind:
      | 'own_volume'
      | 'customer_volume'
      | 'personal_volume'
      | 'customers'
      | 'group_volume'
      | 'personally_sponsored'
      | 'legs'
      | 'sponsored_in_legs';
  }
>;

/**
 * What a run measures for its explanations: every condition of activity and of qualifications that its columns do not tell, each once,
 * in the order of the plan.
 */
export function measuredIn({ activity, components }: PlanShape): MeasuredCondition[] {
  const asked = [activity, ...components.map(({ qualification }) => qualification)];
  const found = new Map<string, MeasuredCondition>();
  for (const { condition } of asked.flatMap((each) => conditionsIn(each, []))) {
    if (isMeasured(condition)) found.set(measureKey(condition), condition);
  }
  return [...found.values()];
}

/** What tells a measured condition from others of a plan. */
export const measureKey = (condition: MeasuredCondition): string => JSON.stringify(condition);

/** Net volumes and numbers of orders stand in columns of their own, and so do ranks and activity. */
export function isMeasured(condition: Condition): condition is MeasuredCondition {
  switch (condition.kind) {
    case 'own_volume':
    case 'customer_volume':
    case 'personal_volume':
      return condition.volume !== 'net';
    case 'customers':
    case 'group_volume':
    case 'personally_sponsored':
    case 'legs':
    case 'sponsored_in_legs':
      return true;
    default:
      return false;
  }
}
