import type { Plan } from '#app/domain/plan/plan.ts';

/** An accepted period that late orders belong to: they are paid by its plan (design 9.9, 9.19). */
export interface PriorPeriod {
  /** Who was active in it, by partner number. */
  readonly activePartners: Int32Array;
  readonly plan: Plan;
}

/** What earlier periods leave to this one. */
export interface PriorState {
  readonly periods: readonly PriorPeriod[];
}
