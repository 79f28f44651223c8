import type { Comparison } from '#app/domain/compare/compare-rows.ts';

/** Partners by paid-as rank, from "no rank" on up the ladder of the plan. */
export type RankCounts = readonly number[];

/** One period under both plans: before is what it was, after what the plan in hand would have made of it. */
export interface RehearsedPeriod {
  readonly periodId: number;
  readonly startMs: number;
  readonly cadence: 'week' | 'month';
  readonly comparison: Comparison;
  readonly breakageMinor: { readonly before: number; readonly after: number };
  readonly baseMinor: number;
  readonly ranks: { readonly before: RankCounts; readonly after: RankCounts };
}

/** A past period under its own plan and under the one in hand. Amounts in minor units as text. */
export interface RehearsedPage {
  readonly periodId: number;
  readonly startsAt: string;
  readonly cadence: 'week' | 'month';
  readonly baseMinor: string;
  readonly paidMinor: { readonly before: string; readonly after: string };
  readonly breakageMinor: { readonly before: string; readonly after: string };
  readonly gain: { readonly earners: number; readonly amountMinor: string };
  readonly loss: { readonly earners: number; readonly amountMinor: string };
  readonly earners: readonly {
    readonly number: number;
    readonly name: string;
    readonly beforeMinor: string;
    readonly afterMinor: string;
  }[];
  /** Partners by paid-as rank of the plan in hand, lowest first; empty for a plan without ranks. */
  readonly ranks: readonly { readonly name: string | null; readonly partners: number }[];
}

export interface Rehearsal {
  readonly currency: string;
  /** Newest first. */
  readonly periods: readonly RehearsedPage[];
}
