import type { OrderInHand, RowSink, TreeInForce } from '#app/domain/engine/primitive.ts';
import { primitiveOf } from '#app/domain/engine/registry.ts';
import { STATUS, type ProductClass } from '#app/domain/engine/facts.ts';
import { type Minor } from '#app/domain/money/minor.ts';
import { ppmOf } from '#app/domain/plan/fields.ts';
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
  const tree: TreeInForce = {
    parent: Int32Array.from({ length: length + 1 }, (_, index) => Math.max(0, index - 1)),
    status: new Uint8Array(length + 1).fill(STATUS.active),
  };
  const isActive = new Uint8Array(length + 1).fill(1);
  for (const place of inactive) isActive[length - place] = 0;
  const lines = { count: 1, productClass: Int32Array.of(0), baseMinor: Float64Array.of(Number(baseMinor)) };
  const order: OrderInHand = { partner: length, isOwn: false, isActive, lines };
  const rows: ExampleRow[] = [];
  let unpaidMinor = 0;
  for (const component of plan.components) {
    const sink: RowSink = {
      budget: () => undefined,
      reached: () => undefined,
      passed: () => undefined,
      unpaid: (_level, amountMinor) => (unpaidMinor += amountMinor),
      row: (earner, level, ratePpm, _base, amountMinor) => {
        rows.push({ earner: length - earner, component: component.id, level, ratePpm, amountMinor });
      },
    };
    primitiveOf(component).compile(component, [productClass])(order, tree, sink);
  }
  const paidMinor = rows.reduce((total, row) => total + row.amountMinor, 0);
  return { baseMinor: Number(baseMinor), rows, paidMinor, unpaidMinor };
}

/** The most that an order can cost under a plan, as a share of its base: the dearest rate table of each component. */
export function worstCasePpm(plan: Plan): number {
  return plan.components.reduce((total, { rates, tagged_rates }) => {
    const tables = [rates, ...tagged_rates.map((table) => table.rates)];
    const sums = tables.map((table) => table.reduce((sum, rate) => sum + ppmOf(rate), 0));
    return total + Math.max(...sums);
  }, 0);
}
