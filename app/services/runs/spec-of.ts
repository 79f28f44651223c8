import type { Period } from '#app/services/periods/period.ts';
import type { PlanInForce } from '#app/services/runs/plan-for-period.ts';
import type { RunSpec } from '#app/services/runs/run-spec.ts';

type SpecParts = Pick<RunSpec, 'networkId' | 'runId' | 'watermark' | 'priorRunId' | 'target'> & {
  readonly period: Period;
  readonly plan: PlanInForce;
};

/** A calculation of a period under a plan, whatever becomes of its rows. */
export function specOf({ period, plan, ...parts }: SpecParts): RunSpec {
  return {
    ...parts,
    periodId: period.id,
    cadence: plan.cadence,
    startMs: period.startsAt.getTime(),
    endMs: period.endsAt.getTime(),
    plan: plan.document,
  };
}
