import type { ProductClass } from '#app/domain/engine/facts.ts';
import type { ActivityFigure } from '#app/domain/explain/activity-figure.ts';
import type { Period, Person } from '#app/domain/explain/explanation.ts';
import type { Minor } from '#app/domain/money/minor.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** One line of an order as it stood at the run's watermark; net base = goods - discount - tax - refunded. */
export interface LineOnRecord {
  readonly productClass: ProductClass;
  /** Price times quantity as the shop showed it. */
  readonly goodsMinor: Minor;
  readonly discountMinor: Minor;
  /** Tax that the price contains; 0 where tax comes on top. */
  readonly taxMinor: Minor;
  readonly taxRatePpm: number | null;
  /** Net base that refunds and edits had taken back by then. */
  readonly refundedMinor: Minor;
}

/** A partner above the order as the run saw him: status at the paid instant, activity of the period that counts. */
export interface PartnerOnPath {
  readonly person: Person;
  /** When he joined, in milliseconds since 1970. */
  readonly joinedMs: number;
  /** One of `STATUS`. */
  readonly status: number;
  readonly isActive: boolean;
  /** Places on the ladder of the plan that counts, 0 for none. */
  readonly rank: number;
  readonly title: number;
  /** By component of that plan, as in `Standing.reach`. */
  readonly reach: readonly number[];
  /** `activityFigureOf` his figures in that period. */
  readonly figure: ActivityFigure;
}

/** Everything an explanation is derived from: what the run read of one order, and names for it. Nothing of it is stored twice. */
export interface OrderCase {
  readonly plan: Plan;
  readonly planVersion: number;
  readonly order: {
    readonly name: string;
    /** The paid instant as a day of the network's time zone, `YYYY-MM-DD`. */
    readonly paidOn: string;
    readonly paidAtMs: number;
    readonly isOwn: boolean;
    readonly isTest: boolean;
    readonly lines: readonly LineOnRecord[];
    readonly notCounted: readonly { readonly what: 'shipping' | 'gift_card' | 'tip'; readonly amountMinor: Minor }[];
  };
  /** Whom it is attributed to, or the buyer of an own order; null for nobody. */
  readonly source: Person | null;
  /**
   * Upwards from the attributed partner, of an own order from the buyer; the house account is left out. It must reach as far as
   * the plan looks, or to the top.
   */
  readonly path: readonly PartnerOnPath[];
  readonly period: Period;
}
