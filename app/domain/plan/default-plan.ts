import { commonPlan, walkOf, type PlanRequest } from '#app/domain/plan/common-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** What the set-up form starts with: three pay levels, everybody active, inactive partners skipped. */
export function defaultPlan(request: PlanRequest) {
  return { ...commonPlan(request), components: [walkOf(request, 'level', ['0.10', '0.05', '0.03'])] } satisfies Plan;
}
