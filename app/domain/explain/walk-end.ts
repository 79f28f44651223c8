import { lineOf, type OrderCase } from '#app/domain/explain/case.ts';
import { traceOf } from '#app/domain/explain/trace.ts';

/**
 * Whether every walk of the plan over this order ends within lines that were cut after so many steps: whoever stands further up
 * changes nothing then.
 */
export function endsWithin(orderCase: OrderCase, steps: number): boolean {
  return orderCase.plan.components.every(
    (_, index) => lineOf(orderCase, index).length < steps || !traceOf(orderCase, index).asksBeyond,
  );
}
