import type { Comparison } from '#app/domain/compare/compare-rows.ts';
import type { PartnerStatus } from '#app/domain/partners/partner-status.ts';

/** What happened to an order: its volume by kind, its receipt, or that a line's product became known. */
export const ORDER_FACTS = ['paid', 'refund', 'edit', 'cancel', 'attribution', 'product'] as const;
export type OrderFact = (typeof ORDER_FACTS)[number];

/** Why a row differs: what happened to its order, another plan, or the people above it and what they reached. */
export type ChangeReason = OrderFact | 'plan' | 'people';

/** A row that differs, amounts in minor units as text; null where it is not there. */
export interface ChangedRow {
  readonly order: { readonly key: string; readonly name: string } | null;
  /** Partner or position that a row of the period is about, else 0. */
  readonly source: number;
  readonly earner: { readonly number: number; readonly name: string };
  readonly component: string;
  readonly level: number;
  readonly beforeMinor: string | null;
  readonly afterMinor: string | null;
  readonly why: ChangeReason;
}

/** What changed between two runs of a period, and because of which facts. */
export interface RunChanges {
  readonly sums: Record<'before' | 'after' | 'added' | 'removed' | 'changed', { rows: number; amountMinor: string }>;
  readonly same: number;
  readonly gain: { readonly earners: number; readonly amountMinor: string };
  readonly loss: { readonly earners: number; readonly amountMinor: string };
  readonly earners: readonly {
    readonly number: number;
    readonly name: string;
    readonly beforeMinor: string;
    readonly afterMinor: string;
  }[];
  /** The largest differences first. */
  readonly rows: readonly ChangedRow[];
  readonly plan: { readonly before: number; readonly after: number } | null;
  readonly partnerFacts: readonly PartnerFact[];
  /** What the period before left has been computed again since: both runs are computed from what it left last. */
  readonly priorRenewed: boolean;
}

/** A move to another sponsor (his number), or a change of status, that came in between. */
export type PartnerFact = { readonly number: number; readonly name: string; readonly validFrom: string } & (
  { readonly kind: 'move'; readonly to: string } | { readonly kind: 'status'; readonly to: PartnerStatus }
);

/** Two runs of one period that were computed again, before anybody is named. */
export interface ComparedRuns {
  readonly comparison: Comparison;
  /** Watermarks of the two. */
  readonly range: { readonly after: bigint; readonly upTo: bigint };
  readonly periodEnd: Date;
  readonly plan: RunChanges['plan'];
  readonly priorRenewed: boolean;
}
