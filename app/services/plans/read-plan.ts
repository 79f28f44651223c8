import { judgePlan } from '#app/domain/compliance/judge-plan.ts';
import type { PlanHome } from '#app/domain/compliance/profile.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { AppError } from '#app/errors.ts';

/**
 * A document that counts in this network's currency.
 * @throws AppError 'plan.invalid' whose details name the wrong fields by JSON path: `{ 'components[0].rates[2]': 'not-a-rate' }`
 */
export function readPlan(document: unknown, { currency }: Pick<PlanHome, 'currency'>): Plan {
  const parsed = parsePlan(document);
  if (!parsed.ok) {
    throw new AppError('plan.invalid', Object.fromEntries(parsed.findings.map(({ path, code }) => [path, code])));
  }
  if (parsed.plan.currency !== currency) throw new AppError('plan.invalid', { currency: 'not-offered' });
  return parsed.plan;
}

/**
 * A document that may be published: runs can compute and explain it, and neither law nor arithmetic forbids it (plans 6).
 * @throws AppError 'plan.invalid'; 'plan.blocked' whose details name what blocks it, by JSON path
 */
export function readPublishable(document: unknown, home: PlanHome): Plan {
  const plan = readPlan(document, home);
  const blocking = judgePlan(plan, home).findings.filter(({ severity }) => severity === 'error');
  if (blocking.length === 0) return plan;
  throw new AppError('plan.blocked', Object.fromEntries(blocking.map(({ path, code }) => [path, code])));
}
