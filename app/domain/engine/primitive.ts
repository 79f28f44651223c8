import type { z } from 'zod';
import type { ProductClass } from '#app/domain/engine/facts.ts';

/** One order while it is evaluated. The engine reuses the object: keep nothing of it. */
export interface OrderInHand {
  /** Index of the attributed partner, or of the buyer if `isOwn`; never the house account. */
  partner: number;
  isOwn: boolean;
  /** 1 by partner index: active in the period that counts for this order. */
  isActive: Uint8Array;
  /** The first `count` places hold one product class each, with the net base that earns; a base may be 0 or negative. */
  readonly lines: { count: number; productClass: Int32Array; baseMinor: Float64Array };
}

/** The tree at the order's instant: `parent` by index (0 is the house account), `status` as in `STATUS`. */
export interface TreeInForce {
  readonly parent: Int32Array;
  readonly status: Uint8Array;
}

/** Why somebody in the line above an order does not earn. A closed set: `explanation.json` has one sentence for each. */
export type PassReason = 'not-active' | 'suspended' | 'terminated' | 'not-a-partner-then';

/** Takes what an evaluation finds, in order: for one order, levels ascend. Indexes as in the tree, amounts in minor units. */
export interface RowSink {
  /** What the order would cost if every level were paid; then paid and unpaid add up to it (plans 4.18). */
  budget(amountMinor: number): void;
  /** Somebody takes a level; the rows follow, none if they come to nothing. */
  reached(partner: number, level: number): void;
  row(earner: number, level: number, ratePpm: number, baseMinor: number, amountMinor: number): void;
  /** Breakage: a level that nobody earned. */
  unpaid(level: number, amountMinor: number): void;
  /** Somebody was met and got nothing; `level` is the one he used up, 0 if he took none (compression). */
  passed(partner: number, reason: PassReason, level: number): void;
}

export type Evaluator = (order: OrderInHand, tree: TreeInForce, sink: RowSink) => void;

/** The cell of a plan from which a rate was read: the default table, or that of a tag or a collection. */
export type RateTable =
  | { readonly kind: 'default' }
  | { readonly kind: 'tag'; readonly value: string }
  | { readonly kind: 'collection'; readonly value: string };

/** One line of what a component says in words, e.g. "pay level 3: 3 %". */
export interface ComponentSentence {
  readonly table: RateTable;
  readonly level: number;
  readonly ratePpm: number;
}

/**
 * A kind of component: its part of the plan language, its evaluation, and what an explanation asks of it.
 * One file per primitive, one entry in `registry.ts`; nothing else in the engine knows a kind by name.
 */
export interface Primitive<C> {
  readonly schema: z.ZodType<C>;
  /** Prepares a component for a run over orders whose lines have these product classes. */
  compile(component: C, classes: readonly ProductClass[]): Evaluator;
  /** Where the rate of a product at a level stands in the plan; a rate of 0 where the table ends before it. */
  cellOf(component: C, productClass: ProductClass, level: number): { table: RateTable; ratePpm: number };
  sentencesOf(component: C): ComponentSentence[];
}
