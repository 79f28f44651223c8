import { AppError } from '#app/errors.ts';
import { notRunnable } from '#app/domain/plan/runnable.ts';
import { parsePlan } from '#app/domain/plan/parse-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/**
 * A document that counts in this network's currency.
 * @throws AppError 'plan.invalid' whose details name the wrong fields by JSON path: `{ 'components[0].rates[2]': 'not-a-rate' }`
 */
export function readPlan(document: unknown, currency: string): Plan {
  const parsed = parsePlan(document);
  if (!parsed.ok) {
    throw new AppError('plan.invalid', Object.fromEntries(parsed.findings.map(({ path, code }) => [path, code])));
  }
  if (parsed.plan.currency !== currency) throw new AppError('plan.invalid', { currency: 'not-offered' });
  const missing = notRunnable(parsed.plan);
  if (missing.length > 0) {
    throw new AppError('plan.invalid', Object.fromEntries(missing.map(({ path, code }) => [path, code])));
  }
  return parsed.plan;
}
