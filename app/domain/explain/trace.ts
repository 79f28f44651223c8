import { assert } from '#app/domain/assert.ts';
import type { OrderInHand, PassReason, RowSink } from '#app/domain/engine/primitive.ts';
import { primitiveOf } from '#app/domain/engine/registry.ts';
import { treeOfPartners, type Ground } from '#app/domain/engine/scene.ts';
import { workshopOf } from '#app/domain/engine/workshop.ts';
import { hasPlace, lineOf, type LineOnRecord, type OrderCase, type PartnerOnPath } from '#app/domain/explain/case.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { carriesVolume } from '#app/domain/plan/volumes.ts';

export interface TracedRow {
  /** Index into the component's line. */
  readonly step: number;
  readonly level: number;
  readonly ratePpm: number;
  readonly baseMinor: number;
  readonly amountMinor: number;
  /** Of a rate that is a difference: the earner's own, and the highest below. */
  readonly difference: { readonly ownPpm: number; readonly belowPpm: number } | null;
}

/** What one component did with one order, step by step of its line. */
export interface Trace {
  readonly rows: readonly TracedRow[];
  /** By step: the level taken or used up (0 for none), and why nothing was earned; undefined where the walk never came. */
  readonly steps: readonly ({ readonly level: number; readonly reason: PassReason | null } | undefined)[];
  /** Why the component does not look at the order at all. */
  readonly leftOut: 'other-orders' | 'consumed' | null;
  /** Whether the walk asked who stands above the last one of the line. */
  readonly asksBeyond: boolean;
}

type TracedOrder = Pick<OrderCase, 'plan' | 'path' | 'placed' | 'atEnd' | 'order'>;

const reachOf = (line: readonly PartnerOnPath[], component: number) =>
  line.map((partner) => partner.reach[component] ?? 0);

/** The net base of a line as the run saw it. */
export function netOf(line: LineOnRecord): number {
  return Number(line.goodsMinor - line.discountMinor - line.taxMinor - line.refundedMinor);
}

/** Whether anybody is paid for a line at all (plans R1). */
export const isCounted = ({ volumes }: Plan, { productClass }: LineOnRecord): boolean =>
  carriesVolume(volumes, productClass);

/**
 * Lets the engine's own primitive decide one order again, on a tree that is nothing but the line above it. `qualified` overrides
 * who qualifies, for "what if". Components that do not pay for orders, or not for this one, leave no trace.
 */
export function traceOf(
  orderCase: TracedOrder,
  index: number,
  reach: readonly number[] = reachOf(lineOf(orderCase, index), index),
): Trace {
  const component = orderCase.plan.components[index];
  const asks = component && 'orders' in component && !component.pays_consumed;
  if (asks && isConsumed(orderCase, index)) return new TraceNotes('consumed');
  return ownTraceOf(orderCase, index, reach);
}

/** What a component would do if none before it took the order for itself. */
function ownTraceOf(orderCase: TracedOrder, index: number, reach: readonly number[]): Trace {
  const { plan, order } = orderCase;
  const path = lineOf(orderCase, index);
  const component = plan.components[index];
  assert(component, `no component ${index}`);
  const primitive = primitiveOf(component);
  const notes = new TraceNotes(null);
  if (path.length === 0 || primitive.pays !== 'orders' || !('orders' in component)) return notes;
  if (component.orders !== 'all' && (component.orders === 'own') !== order.isOwn) return new TraceNotes('other-orders');
  const parent = Int32Array.from({ length: path.length + 1 }, (_, node) =>
    node === 0 || node === path.length ? 0 : node + 1,
  );
  const partners = { ...treeOfPartners(parent), parent: watched(parent, notes) };
  const tree = hasPlace(orderCase, index) ? partners : { ...partners, nodeOf: new Int32Array(parent.length).fill(-1) };
  const byNode = (values: readonly number[]) => Uint8Array.of(0, ...values);
  const ground: Ground = {
    classes: order.lines.map(({ productClass }) => productClass),
    partners: {
      number: Int32Array.from(parent, (_, node) => node),
      joinedMs: Float64Array.of(0, ...path.map((partner) => partner.joinedMs)),
    },
    trees: plan.trees.map(({ id }) => ({ id, inForce: tree, atEnd: tree })),
    status: byNode(path.map(({ status }) => status)),
  };
  const inHand: OrderInHand = {
    place: 0,
    partner: 1,
    isOwn: order.isOwn,
    paidAtMs: order.paidAtMs,
    standing: {
      isActive: byNode(path.map(({ isActive }) => Number(isActive))),
      rank: byNode(path.map(({ rank }) => rank)),
      title: byNode(path.map(({ title }) => title)),
      reach: plan.components.map((_, other) => byNode(other === index ? reach : reachOf(path, other))),
    },
    lines: {
      count: order.lines.length,
      productClass: Int32Array.from(order.lines, (_, line) => line),
      base: Float64Array.from(order.lines, (line) => (isCounted(plan, line) ? netOf(line) : 0)),
    },
  };
  primitive.compile(component, workshopOf(plan, ground, index), {}).pay(inHand, notes);
  return notes;
}

/** A line as a tree has it; notes when a walk asks who is above the last one. */
function watched(parent: Int32Array, notes: TraceNotes): Int32Array {
  const last = String(parent.length - 1);
  return new Proxy(parent, {
    get(line, key): unknown {
      if (key === last) notes.asksBeyond = true;
      return Reflect.get(line, key);
    },
  });
}

/** Whether an earlier component has taken the order for itself: the first that would has nobody before it who did. */
function isConsumed(orderCase: TracedOrder, before: number): boolean {
  return orderCase.plan.components
    .slice(0, before)
    .some(
      (component, index) =>
        'consumes' in component &&
        component.consumes &&
        ownTraceOf(orderCase, index, reachOf(lineOf(orderCase, index), index)).rows.length > 0,
    );
}

/** Writes down what a run has no use for: who was met, and who took which level. Step = index in the tree - 1. */
class TraceNotes implements RowSink, Trace {
  readonly rows: TracedRow[] = [];
  readonly steps: ({ level: number; reason: PassReason | null } | undefined)[] = [];
  readonly leftOut: Trace['leftOut'];
  asksBeyond = false;
  #difference: TracedRow['difference'] = null;

  constructor(leftOut: Trace['leftOut']) {
    this.leftOut = leftOut;
  }

  budget(): void {
    // One order's budget is nobody's explanation.
  }

  reached(partner: number, level: number): void {
    this.steps[partner - 1] = { level, reason: null };
  }

  row(earner: number, level: number, ratePpm: number, baseMinor: number, amountMinor: number): void {
    this.rows.push({ step: earner - 1, level, ratePpm, baseMinor, amountMinor, difference: this.#difference });
    this.#difference = null;
  }

  difference(ownPpm: number, belowPpm: number): void {
    this.#difference = { ownPpm, belowPpm };
  }

  unpaid(): void {
    // Levels that nobody took are told by the steps that did.
  }

  passed(partner: number, reason: PassReason, level: number): void {
    this.steps[partner - 1] = { level, reason };
  }
}
