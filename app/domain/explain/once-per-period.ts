import { STATUS } from '#app/domain/engine/facts.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import type { PartnerOnPath } from '#app/domain/explain/case.ts';
import { needOf } from '#app/domain/explain/need.ts';
import { oncePerPeriodSchema, type OncePerPeriod } from '#app/domain/explain/once-schema.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** A period, and how its run saw somebody at its end. */
export interface SeenInPeriod {
  readonly plan: Plan;
  readonly cadence: Component['cadence'];
  readonly partner: Pick<PartnerOnPath, 'status' | 'isActive' | 'rank' | 'title' | 'reach' | 'figures'>;
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
    const outcome = paid > 0n ? 'paid' : lackOf(seen, component, index);
    return {
      component: component.id,
      componentKind: kind.data,
      outcome,
      amountMinor: paid > 0n ? String(paid) : null,
      need: outcome === 'not-qualified' ? needIn(seen, component) : null,
    };
  });
}

function lackOf({ cadence, partner }: SeenInPeriod, component: Component, index: number) {
  if (component.cadence !== cadence) return 'other-cadence';
  if (partner.status !== STATUS.active) return 'no-active-status';
  return partner.reach[index] === 0 ? 'not-qualified' : 'nothing-to-pay';
}

/** A decision by hand can contradict the figures: then they lack nothing. */
function needIn({ plan, partner }: SeenInPeriod, { qualification }: Component): OncePerPeriod['need'] {
  const { figures, isActive, rank, title } = partner;
  const need = figures && needOf(qualification, plan, { ...figures, isActive, rank, title });
  return need?.isMet ? null : need;
}
