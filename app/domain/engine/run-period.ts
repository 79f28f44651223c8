import { assert } from '#app/domain/assert.ts';
import { epochsOf, Sweep } from '#app/domain/engine/epochs.ts';
import type { Facts } from '#app/domain/engine/facts.ts';
import type { PriorState } from '#app/domain/engine/prior-state.ts';
import { inputHashOf } from '#app/domain/engine/input-hash.ts';
import { prepare, type Prepared } from '#app/domain/engine/prepared.ts';
import type { Evaluator, OrderInHand, TreeInForce } from '#app/domain/engine/primitive.ts';
import { primitiveOf } from '#app/domain/engine/registry.ts';
import { figuresOf, type RunResult } from '#app/domain/engine/run-result.ts';
import { RowCollector, type Rows } from '#app/domain/engine/rows.ts';
import { activityOf, volumesOf } from '#app/domain/engine/volumes.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/** How often a run looks up from its work: a few thousand orders take about a millisecond. */
const ORDERS_BETWEEN_CHECKPOINTS = 8192;

export interface Progress {
  readonly ordersDone: number;
  readonly ordersTotal: number;
}

/** Is told how far the run is; whatever it throws ends the run, and nothing has been written by then. */
export type Checkpoint = (progress: Progress) => void;

/**
 * Computes a period: facts and a plan in, rows and figures out (plans 5). The same facts give the same rows and hashes,
 * in whatever order they were read; nothing is read that is not an argument.
 * @throws InvariantError on facts that contradict each other, e.g. a circle of sponsors or an unknown partner
 */
export function runPeriod(facts: Facts, plan: Plan, prior: PriorState, checkpoint: Checkpoint): RunResult {
  const plans = [plan, ...prior.periods.map((period) => period.plan)];
  const prepared = prepare(facts, prior, Math.max(...plans.map(payLevelsOf)));
  const volumes = volumesOf(prepared);
  const isActive = activityOf(plan, volumes);
  const collector = new RowCollector({
    components: Math.max(...plans.map(({ components }) => components.length)),
    orders: facts.orders.key.length,
    numbers: prepared.numbers,
  });
  const rows = evaluate({ prepared, plans, isActive, collector, checkpoint });
  assertConservation(collector);
  return {
    rows,
    orders: collector.orders,
    ...figuresOf({ prepared, plan, volumes, isActive, collector, rows }),
    inputHash: inputHashOf(facts, plan, prior),
  };
}

/** The levels of all components together: how often a base can be paid at most. */
function payLevelsOf({ components }: Plan): number {
  const levels = components.map((component) =>
    primitiveOf(component)
      .sentencesOf(component)
      .map(({ level }) => level),
  );
  return levels.reduce((total, ofOne) => total + Math.max(0, ...ofOne), 0);
}

interface Evaluation {
  readonly prepared: Prepared;
  /** The period's own, then those of the accepted periods that late orders belong to. */
  readonly plans: readonly Plan[];
  readonly isActive: Uint8Array;
  readonly collector: RowCollector;
  readonly checkpoint: Checkpoint;
}

/** Every order once, by paid instant, under the tree of its epoch. Afterwards the tree is that of the period's end. */
function evaluate({ prepared, plans, isActive, collector, checkpoint }: Evaluation): Rows {
  const { facts, sequence } = prepared;
  const evaluators = plans.map(({ components }) =>
    components.map((component) => primitiveOf(component).compile(component, facts.classes)),
  );
  const { changesAtMs, start } = epochsOf(prepared);
  const reader = new OrderReader(prepared, isActive);
  const tree = { parent: prepared.sponsors.current, status: prepared.statuses.current };
  const sweep = new Sweep(prepared);
  for (let epoch = 0; epoch < start.length - 1; epoch++) {
    if (epoch > 0) sweep.to(changesAtMs[epoch - 1] as number);
    for (let place = start[epoch] as number; place < (start[epoch + 1] as number); place++) {
      if (place % ORDERS_BETWEEN_CHECKPOINTS === 0) checkpoint({ ordersDone: place, ordersTotal: sequence.length });
      const order = sequence[place] as number;
      if (!reader.read(order)) continue;
      const ofPlan = evaluators[(facts.orders.activityOf[order] as number) + 1] as readonly Evaluator[];
      evaluateOrder(ofPlan, reader.order, tree, collector, order);
    }
  }
  checkpoint({ ordersDone: sequence.length, ordersTotal: sequence.length });
  return collector.done();
}

function evaluateOrder(
  evaluators: readonly Evaluator[],
  order: OrderInHand,
  tree: TreeInForce,
  collector: RowCollector,
  orderIndex: number,
): void {
  collector.orderIndex = orderIndex;
  for (let component = 0; component < evaluators.length; component++) {
    collector.component = component;
    (evaluators[component] as Evaluator)(order, tree, collector);
  }
}

/** Puts one order after the other into the same hand. */
class OrderReader {
  readonly order: OrderInHand;
  readonly #prepared: Prepared;
  readonly #isActive: Uint8Array;

  constructor(prepared: Prepared, isActive: Uint8Array) {
    const { entryStart } = prepared;
    let most = 0;
    for (let order = 0; order < entryStart.length - 1; order++) {
      most = Math.max(most, (entryStart[order + 1] as number) - (entryStart[order] as number));
    }
    this.#prepared = prepared;
    this.#isActive = isActive;
    const lines = { count: 0, productClass: new Int32Array(most), baseMinor: new Float64Array(most) };
    this.order = { partner: HOUSE, isOwn: false, isActive, lines };
  }

  /** Result: whether the order can earn at all: it belongs to somebody, and some entry earns. */
  read(order: number): boolean {
    const { facts, partnerOf, entryStart, entryOf, activeBefore } = this.#prepared;
    const { lines } = this.order;
    const partner = partnerOf[order] as number;
    if (partner === HOUSE) return false;
    lines.count = 0;
    const end = entryStart[order + 1] as number;
    for (let place = entryStart[order] as number; place < end; place++) {
      const entry = entryOf[place] as number;
      if (facts.entries.earns[entry] === 0) continue;
      lines.productClass[lines.count] = facts.entries.productClass[entry] as number;
      lines.baseMinor[lines.count++] = facts.entries.baseMinor[entry] as number;
    }
    this.order.partner = partner;
    this.order.isOwn = facts.orders.isOwn[order] === 1;
    const period = facts.orders.activityOf[order] as number;
    const isActive = period < 0 ? this.#isActive : activeBefore[period];
    assert(isActive, `no activity for prior period ${period}`);
    this.order.isActive = isActive;
    return lines.count > 0;
  }
}

/** Budget = paid + breakage, per order and per component (plans 4.18): counted on two ways, compared here. */
function assertConservation({ orders, totals }: RowCollector): void {
  for (let order = 0; order < orders.budgetMinor.length; order++) {
    const spent = (orders.paidMinor[order] as number) + (orders.breakageMinor[order] as number);
    assert(spent === orders.budgetMinor[order], 'an order pays another sum than its budget');
  }
  for (const { budgetMinor, paidMinor, breakageMinor } of totals) {
    assert(paidMinor + breakageMinor === budgetMinor, 'a component pays another sum than its budget');
  }
}
