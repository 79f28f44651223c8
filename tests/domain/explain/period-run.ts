import { factsOfCase } from '#app/domain/case/case-facts.ts';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { storedPeriodRow } from '#app/domain/case/explain-case.ts';
import type { RunOfCase } from '#app/domain/case/order-of-case.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import type { StoredPeriodRow } from '#app/domain/explain/period/period-case.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { CaseDocument } from '#tests/second-opinion/document.ts';

const NONE = { kind: 'none' as const };
const NOBODY = { kind: 'not' as const, of: NONE };

/** The same case with everything paid in this period, where nobody has to qualify but for matches: most components pay. */
function paying(given: CaseDocument): unknown {
  const components = given.plan.components.map((component) => {
    const qualification = component.kind === 'matching' ? component.qualification : NONE;
    return { ...component, cadence: given.period.cadence, qualification };
  });
  return { ...given, plan: { ...given.plan, components } };
}

/** The same plan with nobody having part in a pool, so that funds wait. */
function waiting(plan: Plan): Plan {
  const components = plan.components.map((component) =>
    component.kind === 'pool' ? { ...component, qualification: NOBODY } : component,
  );
  return { ...plan, components };
}

/**
 * The month of a random case with pools that wait, and the same one again that starts from what it left: with carry, pairs that
 * refunds undo, held ranks and full pools.
 */
export function twoMonths(given: CaseDocument): RunOfCase[] {
  const { plan, ...rest } = caseSchema.parse(paying(given));
  const { facts, prior } = factsOfCase({ ...rest, plan });
  const runOf = (paid: Plan, before: RunOfCase['prior']): RunOfCase => {
    return { facts, plan: paid, prior: before, result: runPeriod(facts, paid, before, () => undefined) };
  };
  const first = runOf(waiting(plan), prior);
  return [first, runOf(plan, { ...prior, ...first.result.state })];
}

/** The rows of the period of a run, as they are stored. */
export function periodRowsOf({ result: { rows } }: RunOfCase): StoredPeriodRow[] {
  const first = rows.count - rows.basis.length;
  return Array.from({ length: rows.basis.length }, (_, place) => storedPeriodRow(rows, first + place));
}
