import type { z } from 'zod';
import type { ProductClass, StateColumns } from '#app/domain/engine/facts.ts';
import type { Figures } from '#app/domain/engine/figures.ts';
import type { Fraction } from '#app/domain/engine/fraction.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import type { PeriodStanding } from '#app/domain/engine/known.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';
import type { PartnerColumns, Standing, TreeInForce } from '#app/domain/engine/scene.ts';
import type { Phase } from '#app/domain/plan/component.ts';
import type { Ranks } from '#app/domain/plan/ranks.ts';
import type { Condition } from '#app/domain/plan/condition.ts';
import type { Tree } from '#app/domain/plan/trees.ts';
import type { VolumeKind } from '#app/domain/plan/volumes.ts';

/** One order while it is evaluated. The engine reuses the object: keep nothing of it. */
export interface OrderInHand {
  /** Place in the run's sequence of orders, ascending by paid instant. */
  place: number;
  /** Index of the attributed partner, or of the buyer if `isOwn`; never the house account. */
  partner: number;
  isOwn: boolean;
  paidAtMs: number;
  /** Of the period whose standing counts for this order: its own, for late orders an accepted one (design 9.19). */
  standing: Standing;
  /** The first `count` places hold one product class each, with what it comes to in the component's base; may be 0 or negative. */
  readonly lines: { count: number; readonly productClass: Int32Array; base: Float64Array };
}

/**
 * Why somebody in the line above an order does not earn. A closed set: `explanation.json` has one sentence for each. Stored rows
 * name a reason by its place: further ones stand at the end.
 */
export const PASS_REASONS = [
  'not-active',
  'suspended',
  'terminated',
  'not-a-partner-then',
  'below-rank',
  'no-rate',
  'level-locked',
  'no-difference',
  'in-group',
] as const;
export type PassReason = (typeof PASS_REASONS)[number];

/** Takes what an evaluation finds, in order: for one order, whoever is nearest first (where ranks have generations of their own, levels may fall). Indexes as in the facts, amounts in minor units. */
export interface RowSink {
  /** What the order would cost if everything were paid; then paid and unpaid add up to it (plans 4.18). */
  budget(amountMinor: number): void;
  /** Somebody takes a level; the rows follow, none if they come to nothing. */
  reached(partner: number, level: number): void;
  row(earner: number, level: number, ratePpm: number, base: number, amountMinor: number): void;
  /** How the rate of the next row came about, where the earner is paid only what his own is above the highest below him. */
  difference(ownPpm: number, belowPpm: number): void;
  /** Breakage: a level that nobody earned. */
  unpaid(level: number, amountMinor: number): void;
  /** Somebody was met and got nothing; `level` is the one he used up, 0 if he took none (compression). */
  passed(partner: number, reason: PassReason, level: number): void;
}

export interface Evaluator {
  /** Pays one order. Called by paid instant; the trees of the scene stand as of that instant. */
  pay(order: OrderInHand, sink: RowSink): void;
  /** What the component leaves to the next period of its cadence, after the last order. */
  state?(): StateColumns;
}

/** What a component is prepared with: everything it asks of the run that is not an order. */
export interface Workshop {
  readonly classes: readonly ProductClass[];
  readonly partners: PartnerColumns;
  /** By partner: one of `STATUS`, as of the order in hand. */
  readonly status: Uint8Array;
  /** The component's own tree, as of the order or the period's end. */
  readonly tree: TreeInForce;
  /** Index of the component in the plan: its place in `Standing.reach`. */
  readonly index: number;
  /** Place of a rank on the ladder, from 1. */
  rankOf(id: string): number;
  /** How many ranks the ladder has. */
  readonly ranks: number;
  /** From this rank on a partner heads a group of his own; Infinity where groups never break away. */
  readonly breakawayRank: number;
  readonly breakawayBy: 'paid_as' | 'title';
  /** The component's base times a rate of its document, in minor units. */
  share(rate: string): Fraction;
}

/** The cell of a plan from which a rate was read: the default table, or that of a tag or a collection. */
export type RateTable =
  | { readonly kind: 'default' }
  | { readonly kind: 'tag'; readonly value: string }
  | { readonly kind: 'collection'; readonly value: string };

/** What the rate of a row is made of: the rate of its cell, its difference to the line below, or points worth so much each. */
export type RateUse =
  | { readonly kind: 'whole' }
  | { readonly kind: 'difference'; readonly floorPpm: number }
  | { readonly kind: 'points'; readonly pointPpm: number };

/** The rate of the cell itself. */
export const WHOLE_RATE: RateUse = { kind: 'whole' };

/** Where a rate stands in the plan. */
export interface RateCell {
  readonly table: RateTable;
  readonly ratePpm: number;
}

/** What a component refers to by name, each with the path from the component to the field. */
export interface References {
  readonly ranks: readonly Reference[];
  /** Earlier components of an earlier phase. */
  readonly components: readonly Reference[];
  /** Conditions beside the qualification and what opens a level. */
  readonly conditions?: readonly { readonly condition: Condition; readonly path: readonly PropertyKey[] }[];
  /** Amounts of money (`net`) or points beside its cap. */
  readonly amounts?: readonly {
    readonly amount: string;
    readonly volume: VolumeKind;
    readonly path: readonly PropertyKey[];
  }[];
  /** The kinds of tree that it can stand on; absent where every kind will do. */
  readonly trees?: readonly Tree['kind'][];
  /** The field that asks for breakaway groups: the plan must then say from which rank on there are any. */
  readonly breakaway?: readonly PropertyKey[];
}

export interface Reference {
  readonly id: string;
  readonly path: readonly PropertyKey[];
}

/** What all kinds of component have. */
interface PrimitiveOf<C> {
  readonly phase: Phase;
  readonly schema: z.ZodType<C>;
  referencesOf(component: C): References;
  /**
   * The most that it can cost, in parts per million: of the component's base where it pays for orders, of the company's volume
   * or of the earnings it matches elsewhere. Infinity where nothing limits it. `ranks` are those of the component's plan.
   */
  worstCasePpm(component: C, ranks: Ranks): number;
}

/**
 * A kind of component that pays for single orders: its part of the plan language, its evaluation, and what an explanation
 * asks of it. One file per primitive, one entry in `registry.ts`; nothing else in the engine knows a kind by name.
 */
export interface OrderPrimitive<C> extends PrimitiveOf<C> {
  readonly pays: 'orders';
  /** `prior` is what the last period of this cadence left; no columns if there was none. */
  compile(component: C, workshop: Workshop, prior: StateColumns): Evaluator;
  /** Where the rate of a product stands that an earner of this rank has at a level; a rate of 0 where there is none. */
  cellOf(component: C, at: { productClass: ProductClass; rank: string | null; level: number }): RateCell;
  /** What a row's rate is made of. */
  rateUseOf(component: C): RateUse;
  /** What its levels count: pay levels, generations, steps from the order, or nothing. */
  readonly counts: 'levels' | 'generations' | 'steps' | 'nothing';
}

/** Takes the rows of a component that pays once per period. `source` is the partner, position or event that a row is about. */
export interface PeriodSink {
  row(row: PeriodRow): void;
  /** What the component would pay if nothing kept it: paid and unpaid add up to it. */
  budget(amountMinor: number): void;
  unpaid(amountMinor: number): void;
  /** A primitive that caps itself says whom, and from what to what; its rows have the lower amounts already. */
  capped(earner: number, rawMinor: number, cappedMinor: number): void;
}

export interface PeriodRow {
  /** Partner index. */
  readonly earner: number;
  /** Number of a partner or a position; 0 where the row is about the period as a whole. */
  readonly source: number;
  readonly level: number;
  readonly ratePpm: number;
  readonly base: number;
  readonly amountMinor: number;
  /** The figures that an explanation tells beside these, in an order that the primitive fixes; integers below 2^53. */
  readonly basis: readonly number[];
}

/** Everything a component may ask of the period as a whole. Trees stand as at its end. */
export interface PeriodWorkshop extends Workshop {
  readonly plan: PlanShape;
  readonly prepared: Prepared;
  /** What qualifies people. */
  readonly figures: Figures;
  /** What is paid for: own purchases beyond the plan's limit are left out (plans 4.5). */
  readonly rewarded: Figures;
  readonly standing: PeriodStanding;
  /**
   * What an earlier component paid, by partner index in minor units: after its own cap (`net`) or before (`gross`); one of another cadence
   * in its periods that end within this one.
   */
  earnedOf(id: string, kind: 'net' | 'gross'): Float64Array;
  /** What the last period of this cadence left to the component; no columns if there was none. */
  readonly prior: StateColumns;
}

/**
 * A kind of component that pays once per period: on earnings, legs, shares or events. Result: what it leaves to the next
 * period, in columns of one length.
 */
export interface PeriodPrimitive<C> extends PrimitiveOf<C> {
  readonly pays: 'period';
  /** Applies `cap` itself, because more hangs on it than the amount. */
  readonly capsItself?: true;
  evaluate(component: C, workshop: PeriodWorkshop, sink: PeriodSink): StateColumns;
}

export type Primitive<C> = OrderPrimitive<C> | PeriodPrimitive<C>;
