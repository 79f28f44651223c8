import { STATUS } from '#app/domain/engine/facts.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import { oncePerPeriodSchema, type OncePerPeriod } from '#app/domain/explain/period-pay.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** How a period saw somebody at its end. */
export interface SeenInPeriod {
  readonly plan: Plan;
  readonly cadence: Component['cadence'];
  /** One of `STATUS`. */
  readonly status: number;
  /** By component, as in `Standing.reach`. */
  readonly reach: readonly number[];
  /** By component: what his rows of the period come to, in minor units. */
  readonly paidMinor: readonly bigint[];
}

const KINDS = oncePerPeriodSchema.shape.componentKind;

/** What every component that pays once per period did for somebody, and what was lacking where it paid nothing. */
export function oncePerPeriod(seen: SeenInPeriod): OncePerPeriod[] {
  return seen.plan.components.flatMap((component, index) => {
    const kind = KINDS.safeParse(component.kind);
    if (!kind.success) return [];
    const paid = seen.paidMinor[index] ?? 0n;
    return {
      component: component.id,
      componentKind: kind.data,
      outcome: paid > 0n ? 'paid' : lackOf(seen, component, index),
      amountMinor: paid > 0n ? String(paid) : null,
    };
  });
}

function lackOf({ cadence, status, reach }: SeenInPeriod, component: Component, index: number) {
  if (component.cadence !== cadence) return 'other-cadence';
  if (status !== STATUS.active) return 'no-active-status';
  return reach[index] === 0 ? 'not-qualified' : 'nothing-to-pay';
}
