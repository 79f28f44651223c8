import type { Case } from '#app/domain/case/case-schema.ts';
import type { PlanRequest } from '#app/domain/plan/common-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** A plan to start from, and one small period that shows what it pays. */
export interface Template {
  plan(request: PlanRequest): Plan;
  /** Partners and orders of the worked example, in EUR and by the month, and what it must come to. */
  readonly example: {
    readonly names: Readonly<Record<number, string>>;
    readonly world: Omit<Case, 'plan' | 'period'>;
    /** Everything the example pays, by earner and component, in EUR. */
    readonly pays: readonly { readonly earner: number; readonly component: string; readonly amount: string }[];
  };
}
