import fc from 'fast-check';
import { factsOfCase } from '#app/domain/case/case-facts.ts';
import { caseSchema } from '#app/domain/case/case-schema.ts';
import { storedRow } from '#app/domain/case/explain-case.ts';
import type { RunOfCase } from '#app/domain/case/order-of-case.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import type { RunResult } from '#app/domain/engine/run-result.ts';
import type { StoredRow } from '#app/domain/explain/explain-row.ts';
import { explainedKinds } from '#app/domain/plan/runnable.ts';
import { arbCase } from '#tests/second-opinion/arbitrary-case.ts';
import type { CaseDocument, Plan } from '#tests/second-opinion/document.ts';

/** A plan with what networks may run of it: net goods. */
function runnablePlan(plan: Plan, cadence: CaseDocument['period']['cadence']) {
  const kinds: ReadonlySet<string> = new Set(explainedKinds);
  const components = plan.components.flatMap((component) => {
    if (!kinds.has(component.kind) || !('base' in component)) return [];
    const base = { ...component.base, volume: 'net' as const };
    return [{ ...component, base, cadence }];
  });
  const none = { kind: 'none' as const };
  const left = <C extends { kind: string; components?: string[] }>(cap: C): C | typeof none => {
    const ids = cap.components?.filter((id) => components.some((component) => component.id === id));
    return ids?.length === 0 ? none : { ...cap, ...(ids ? { components: ids } : {}) };
  };
  const { order, partner, company } = plan.caps;
  return {
    ...plan,
    components,
    caps: { order, partner: left(partner), company: left(company) },
    rules: { ...plan.rules, self_volume_limit: none },
  };
}

/** The same case under what networks may run. */
function runnable(given: CaseDocument): unknown {
  const { cadence } = given.period;
  const older = given.prior?.plans?.map((plan) => plan && runnablePlan(plan, cadence));
  return {
    ...given,
    plan: runnablePlan(given.plan, cadence),
    ...(older ? { prior: { ...given.prior, plans: older } } : {}),
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

/** Plans as they are drawn seldom pay so much that a cap of the company cuts: these ones cap what they pay, mostly. */
export const arbCapped = fc
  .tuple(arbCase, fc.constantFrom('0', '0.01', '0.033333'), fc.constantFrom('2', '5.55', '12'), fc.nat({ max: 7 }))
  .map(([given, rate, amount, pick]): CaseDocument => {
    const { plan } = given;
    const components = plan.components.map(({ id }) => id);
    if (pick === 0 || components.length === 0) return given;
    const company = { kind: 'share' as const, rate, components };
    const partner = { kind: 'amount' as const, amount, components: components.slice(pick % 2) };
    const order = { kind: 'share' as const, rate };
    const drawn = {
      ...(pick % 3 > 0 ? { company } : {}),
      ...(pick > 5 ? { partner } : {}),
      ...(pick === 3 || pick === 4 ? { order } : {}),
    };
    return { ...given, plan: { ...plan, caps: { ...plan.caps, ...drawn } } };
  });
