import type { OrderInHand, RowSink } from '#app/domain/engine/primitive.ts';
import { primitiveOf } from '#app/domain/engine/registry.ts';
import { STATUS, type ProductClass } from '#app/domain/engine/facts.ts';
import { REACH_ALL, treeOfPartners, type Ground, type Standing } from '#app/domain/engine/scene.ts';
import { workshopOf } from '#app/domain/engine/workshop.ts';
import { type Minor } from '#app/domain/money/minor.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** What one order pays to people in one line, nearest first; index 0 recommended it. Minor units of the plan's currency. */
export interface PlanExample {
  readonly baseMinor: number;
  readonly rows: readonly ExampleRow[];
  readonly paidMinor: number;
  /** Levels that nobody in the line earned. */
  readonly unpaidMinor: number;
}

export interface ExampleRow {
  /** Place in the line: 0 is the partner who recommended the order. */
  readonly earner: number;
  readonly component: string;
  readonly level: number;
  readonly ratePpm: number;
  readonly amountMinor: number;
}

/** A line of partners above an order: how many there are, and which of them are not active (by place). */
export interface ExampleLine {
  readonly length: number;
  readonly inactive: readonly number[];
}

/**
 * The plan applied to one order by the engine's own evaluators: what a form shows beside the rates. The order's products
 * have the tags and collections of `productClass`.
 */
export function exampleOf(
  plan: Plan,
  baseMinor: Minor,
  { length, inactive }: ExampleLine,
  productClass: ProductClass = { tags: [], collections: [] },
): PlanExample {
  // Index 0 is the house account; who recommended the order is the last, farthest from it.
  const parent = Int32Array.from({ length: length + 1 }, (_, index) => Math.max(0, index - 1));
  const tree = treeOfPartners(parent);
  const ground: Ground = {
    classes: [productClass],
    partners: { number: Int32Array.from(parent, (_, index) => index), joinedMs: new Float64Array(length + 1) },
    trees: plan.trees.map(({ id }) => ({ id, inForce: tree, atEnd: tree })),
    status: new Uint8Array(length + 1).fill(STATUS.active),
  };
  const standing = standingOf(plan, length, inactive);
  const lines = { count: 1, productClass: Int32Array.of(0), base: Float64Array.of(Number(baseMinor)) };
  const order: OrderInHand = { place: 0, partner: length, isOwn: false, paidAtMs: 0, standing, lines };
  const rows: ExampleRow[] = [];
  let unpaidMinor = 0;
  plan.components.forEach((component, index) => {
    const primitive = primitiveOf(component);
    if (primitive.pays !== 'orders') return;
    const sink: RowSink = {
      budget: () => undefined,
      reached: () => undefined,
      difference: () => undefined,
      passed: () => undefined,
      unpaid: (_level, amountMinor) => (unpaidMinor += amountMinor),
      row: (earner, level, ratePpm, _base, amountMinor) => {
        rows.push({ earner: length - earner, component: component.id, level, ratePpm, amountMinor });
      },
    };
    primitive.compile(component, workshopOf(plan, ground, index), {}).pay(order, sink);
  });
  const paidMinor = rows.reduce((total, row) => total + row.amountMinor, 0);
  return { baseMinor: Number(baseMinor), rows, paidMinor, unpaidMinor };
}

/** Everybody without a rank; who is not active qualifies for nothing that asks for anything. */
function standingOf(plan: Plan, length: number, inactive: readonly number[]): Standing {
  const isActive = new Uint8Array(length + 1).fill(1);
  for (const place of inactive) isActive[length - place] = 0;
  const none = new Uint8Array(length + 1);
  const reach = plan.components.map(({ qualification }) =>
    isActive.map((active) => (active === 1 || qualification.kind === 'none' ? REACH_ALL : 0)),
  );
  return { isActive, rank: none, title: none, reach };
}
