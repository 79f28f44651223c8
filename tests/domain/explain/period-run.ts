import { factsOfCase } from '#app/domain/case/case-facts.ts';
import { caseSchema, type CaseState } from '#app/domain/case/case-schema.ts';
import { storedPeriodRow } from '#app/domain/case/explain-case.ts';
import type { RunOfCase } from '#app/domain/case/order-of-case.ts';
import { runCase } from '#app/domain/case/run-case.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import type { StoredPeriodRow } from '#app/domain/explain/period/period-case.ts';
import type { CaseDocument } from '#tests/second-opinion/document.ts';

const NONE = { kind: 'none' as const };
const NOBODY = { kind: 'not' as const, of: NONE };

/**
 * The same case with everything paid in this period, and nobody has to qualify but for matches, so that most components pay; in the first
 * month nobody has part in a pool, so that funds wait.
 */
function paying(given: CaseDocument, state: CaseState | undefined): unknown {
  const components = given.plan.components.map((component) => {
    const isWaiting = component.kind === 'pool' && state === undefined;
    const qualification = component.kind === 'matching' ? component.qualification : NONE;
    return { ...component, cadence: given.period.cadence, qualification: isWaiting ? NOBODY : qualification };
  });
  return {
    ...given,
    plan: { ...given.plan, components },
    prior: { ...given.prior, ...(state === undefined ? {} : { state }) },
  };
}

function runOf(document: unknown): RunOfCase {
  const parsed = caseSchema.parse(document);
  const { facts, prior } = factsOfCase(parsed);
  return { facts, plan: parsed.plan, prior, result: runPeriod(facts, parsed.plan, prior, () => undefined) };
}

/** The month of a random case, and a second one that starts from what it left: with carry, pairs that refunds undo, held ranks. */
export function twoMonths(given: CaseDocument): RunOfCase[] {
  const first = paying(given, undefined);
  const { state } = runCase(caseSchema.parse(first));
  return [runOf(first), runOf(paying(given, state))];
}

/** The rows of the period of a run, as they are stored. */
export function periodRowsOf({ result: { rows } }: RunOfCase): StoredPeriodRow[] {
  const first = rows.count - rows.basis.length;
  return Array.from({ length: rows.basis.length }, (_, place) => storedPeriodRow(rows, first + place));
}
