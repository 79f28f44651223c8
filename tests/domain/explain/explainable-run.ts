import { factsOfCase } from '#app/domain/case/case-facts.ts';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { storedRow } from '#app/domain/case/explain-case.ts';
import type { RunOfCase } from '#app/domain/case/order-of-case.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import type { RunResult } from '#app/domain/engine/run-result.ts';
import type { StoredRow } from '#app/domain/explain/explain-row.ts';
import { explainedKinds } from '#app/domain/plan/runnable.ts';
import type { CaseDocument } from '#tests/second-opinion/document.ts';

/** The same case under what networks may run: net goods, no caps. */
function runnable(given: CaseDocument): unknown {
  const kinds: ReadonlySet<string> = new Set(explainedKinds);
  const components = given.plan.components.flatMap((component) => {
    if (!kinds.has(component.kind) || !('base' in component)) return [];
    const base = { ...component.base, volume: 'net' as const };
    const frame = { base, cadence: given.period.cadence, tree_as_of: 'order_time' as const };
    return [{ ...component, ...frame, cap: { kind: 'none' as const } }];
  });
  const none = { kind: 'none' as const };
  return {
    ...given,
    plan: {
      ...given.plan,
      components,
      caps: { order: none, partner: none, company: none },
      rules: { ...given.plan.rules, self_volume_limit: none },
    },
  };
}

/** The run of a random case under what networks may run; null where nothing of its plan is left. */
export function explainableRun(given: CaseDocument): RunOfCase | null {
  const parsed = caseSchema.safeParse(runnable(given));
  if (!parsed.success) return null;
  const { facts, prior } = factsOfCase(parsed.data);
  const { plan } = parsed.data;
  return { facts, plan, prior, result: runPeriod(facts, plan, prior, () => undefined) };
}

/** The rows of a run as they are stored, with the index of their order. */
export const storedRows = ({ rows }: RunResult): (StoredRow & { order: number })[] =>
  Array.from({ length: rows.count }, (_, row) => ({ order: rows.orderIndex[row] as number, ...storedRow(rows, row) }));
