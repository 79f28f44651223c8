import { STATUS } from '#app/domain/engine/facts.ts';
import type { OrderInHand, PassReason, RowSink, TreeInForce } from '#app/domain/engine/primitive.ts';
import { primitiveOf, type Component } from '#app/domain/engine/registry.ts';
import type { LineOnRecord, OrderCase } from '#app/domain/explain/case.ts';

export interface TracedRow {
  /** Index into `OrderCase.path`. */
  readonly step: number;
  readonly level: number;
  readonly ratePpm: number;
  readonly baseMinor: number;
  readonly amountMinor: number;
}

/** What one component did with one order, step by step of the path. */
export interface Trace {
  readonly rows: readonly TracedRow[];
  /** By step: the level taken or used up (0 for none), and why nothing was earned; undefined where the walk never came. */
  readonly steps: readonly ({ readonly level: number; readonly reason: PassReason | null } | undefined)[];
}

/** The net base of a line as the run saw it. */
export function netOf(line: LineOnRecord): number {
  return Number(line.goodsMinor - line.discountMinor - line.taxMinor - line.refundedMinor);
}

/**
 * Lets the engine's own primitive decide one order again, on a tree that is nothing but the line above it.
 * `active` overrides who counts as active, for "what if".
 */
export function traceOf(
  { path, order }: Pick<OrderCase, 'path' | 'order'>,
  component: Component,
  active = path.map(({ isActive }) => isActive),
): Trace {
  const buyer = path.length + 1;
  const tree: TreeInForce = {
    parent: Int32Array.from({ length: buyer + 1 }, (_, index) =>
      index === 0 || index === path.length ? 0 : index + 1,
    ),
    status: Uint8Array.of(STATUS.none, ...path.map(({ status }) => status), STATUS.none),
  };
  tree.parent[buyer] = path.length > 0 ? 1 : 0;
  const inHand: OrderInHand = {
    partner: order.isOwn ? buyer : 1,
    isOwn: order.isOwn,
    isActive: Uint8Array.of(0, ...active.map(Number), 0),
    lines: {
      count: order.lines.length,
      productClass: Int32Array.from(order.lines, (_, index) => index),
      baseMinor: Float64Array.from(order.lines, netOf),
    },
  };
  const notes = new TraceNotes();
  const classes = order.lines.map(({ productClass }) => productClass);
  if (path.length > 0) primitiveOf(component).compile(component, classes)(inHand, tree, notes);
  return notes;
}

/** Writes down what a run has no use for: who was met, and who took which level. Step = index in the tree - 1. */
class TraceNotes implements RowSink, Trace {
  readonly rows: TracedRow[] = [];
  readonly steps: ({ level: number; reason: PassReason | null } | undefined)[] = [];

  budget(): void {
    // One order's budget is nobody's explanation.
  }

  reached(partner: number, level: number): void {
    this.steps[partner - 1] = { level, reason: null };
  }

  row(earner: number, level: number, ratePpm: number, baseMinor: number, amountMinor: number): void {
    this.rows.push({ step: earner - 1, level, ratePpm, baseMinor, amountMinor });
  }

  unpaid(): void {
    // Levels that nobody took are told by the steps that did.
  }

  passed(partner: number, reason: PassReason, level: number): void {
    this.steps[partner - 1] = { level, reason };
  }
}
