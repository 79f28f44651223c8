import { assert } from '#app/domain/assert.ts';
import { epochsOf, Sweep } from '#app/domain/engine/epochs.ts';
import type { StateColumns } from '#app/domain/engine/facts.ts';
import type { PriorState } from '#app/domain/engine/prior-state.ts';
import { groundOf, type Prepared } from '#app/domain/engine/prepared.ts';
import type { PlanGroup, PlanGroups } from '#app/domain/engine/plan-groups.ts';
import type { Evaluator, OrderInHand } from '#app/domain/engine/primitive.ts';
import type { Standing } from '#app/domain/engine/scene.ts';
import { primitiveOf } from '#app/domain/engine/registry.ts';
import type { RowCollector } from '#app/domain/engine/rows.ts';
import { workshopOf } from '#app/domain/engine/workshop.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { BaseVolume } from '#app/domain/plan/volumes.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/** How often a run looks up from its work: a few thousand orders take about a millisecond. */
const ORDERS_BETWEEN_CHECKPOINTS = 8192;

export interface Progress {
  readonly ordersDone: number;
  readonly ordersTotal: number;
}

/** Is told how far the run is; whatever it throws ends the run, and nothing has been written by then. */
export type Checkpoint = (progress: Progress) => void;

export interface OrderPay {
  readonly prepared: Prepared;
  readonly groups: PlanGroups<Plan>;
  readonly standing: Standing;
  readonly collector: RowCollector;
  readonly checkpoint: Checkpoint;
  readonly prior: PriorState<Plan>;
  /** Takes what components leave to the next period, by id. */
  readonly states: Record<string, StateColumns>;
}

/**
 * Every order once, by paid instant, under the trees of its epoch, component by component; late ones by the plan of the period that
 * they belong to. Afterwards the trees are those of the
 * period's end. Result: what each order comes to in net goods that earn, by order index.
 */
export function payOrders({
  prepared,
  groups,
  standing,
  collector,
  checkpoint,
  prior,
  states,
}: OrderPay): Float64Array {
  const { sequence, facts } = prepared;
  const [open] = groups.all;
  assert(open, 'a run without a plan');
  const own = payersOf(open, prepared, prior.components);
  const payers = [own, ...groups.of.map((group) => payersOf(group, prepared, {}))];
  const { changesAtMs, start } = epochsOf(prepared);
  const reader = new OrderReader(prepared, standing, new Set(payers.flat().map(({ volume }) => volume)));
  const sweep = new Sweep(prepared);
  const orderBase = new Float64Array(facts.orders.key.length);
  for (let epoch = 0; epoch < start.length - 1; epoch++) {
    if (epoch > 0) sweep.to(changesAtMs[epoch - 1] as number);
    for (let place = start[epoch] as number; place < (start[epoch + 1] as number); place++) {
      if (place % ORDERS_BETWEEN_CHECKPOINTS === 0) checkpoint({ ordersDone: place, ordersTotal: sequence.length });
      const order = sequence[place] as number;
      if (!reader.read(order, place)) continue;
      orderBase[order] = reader.netBase;
      collector.orderIndex = order;
      payOrder(payers[(facts.orders.activityOf[order] as number) + 1] ?? [], reader, collector);
    }
  }
  if (changesAtMs.length > 0) sweep.to(changesAtMs[changesAtMs.length - 1] as number);
  checkpoint({ ordersDone: sequence.length, ordersTotal: sequence.length });
  for (const { id, evaluator } of own) if (evaluator.state) states[id] = evaluator.state();
  return orderBase;
}

interface Payer {
  readonly id: string;
  /** The component's place in the run. */
  readonly place: number;
  readonly evaluator: Evaluator;
  readonly volume: BaseVolume;
  readonly orders: 'all' | 'customers' | 'own';
  readonly paysConsumed: boolean;
  readonly consumes: boolean;
}

/** The components that pay for orders in a period of this cadence; `before` is what the last one left to them, by id. */
function payersOf({ plan, offset }: PlanGroup<Plan>, prepared: Prepared, before: PriorState['components']): Payer[] {
  const ground = groundOf(prepared);
  return plan.components.flatMap((component, index): Payer[] => {
    const primitive = primitiveOf(component);
    if (primitive.pays !== 'orders' || !('orders' in component)) return [];
    if (component.cadence !== prepared.facts.period.cadence) return [];
    const evaluator = primitive.compile(component, workshopOf(plan, ground, index), before[component.id] ?? {});
    const { id, base, orders, pays_consumed: paysConsumed, consumes } = component;
    return [{ id, place: offset + index, evaluator, volume: base.volume, orders, paysConsumed, consumes }];
  });
}

function payOrder(payers: readonly Payer[], reader: OrderReader, collector: RowCollector): void {
  const { order } = reader;
  let isConsumed = false;
  for (const payer of payers) {
    if (payer.orders !== 'all' && (payer.orders === 'own') !== order.isOwn) continue;
    if (isConsumed && !payer.paysConsumed) continue;
    reader.use(payer.volume);
    collector.component = payer.place;
    const before = collector.count;
    payer.evaluator.pay(order, collector);
    if (payer.consumes && collector.count > before) isConsumed = true;
  }
}

/** Puts one order after the other into the same hand. */
class OrderReader {
  readonly order: OrderInHand;
  netBase = 0;
  readonly #prepared: Prepared;
  readonly #standing: Standing;
  readonly #uses: Readonly<Record<BaseVolume, boolean>>;
  readonly #bases: Readonly<Record<BaseVolume, Float64Array>>;

  constructor(prepared: Prepared, standing: Standing, volumes: ReadonlySet<BaseVolume>) {
    const { entryStart } = prepared;
    let most = 0;
    for (let order = 0; order < entryStart.length - 1; order++) {
      most = Math.max(most, (entryStart[order + 1] as number) - (entryStart[order] as number));
    }
    this.#prepared = prepared;
    this.#standing = standing;
    this.#uses = { net: true, cv: volumes.has('cv'), margin: volumes.has('margin') };
    this.#bases = { net: new Float64Array(most), cv: new Float64Array(most), margin: new Float64Array(most) };
    const lines = { count: 0, productClass: new Int32Array(most), base: this.#bases.net };
    this.order = { place: 0, partner: HOUSE, isOwn: false, paidAtMs: 0, standing, lines };
  }

  /** The volume that the next component pays a share of. */
  use(volume: BaseVolume): void {
    this.order.lines.base = this.#bases[volume];
  }

  /** Result: whether the order can earn at all: it belongs to somebody, and some entry earns. */
  read(order: number, place: number): boolean {
    const { facts, partnerOf, entryStart, entryOf, before, paid } = this.#prepared;
    const { entries, orders } = facts;
    const period = orders.activityOf[order] as number;
    const columns = paid[period + 1];
    assert(columns, `no plan of prior period ${period}`);
    const { lines } = this.order;
    const partner = partnerOf[order] as number;
    if (partner === HOUSE) return false;
    lines.count = 0;
    this.netBase = 0;
    const end = entryStart[order + 1] as number;
    for (let at = entryStart[order] as number; at < end; at++) {
      const entry = entryOf[at] as number;
      if (entries.earns[entry] === 0) continue;
      const net = columns.net[entry] as number;
      lines.productClass[lines.count] = entries.productClass[entry] as number;
      if (this.#uses.cv) this.#bases.cv[lines.count] = columns.cv[entry] as number;
      if (this.#uses.margin) this.#bases.margin[lines.count] = columns.margin[entry] as number;
      this.#bases.net[lines.count++] = net;
      this.netBase += net;
    }
    this.order.place = place;
    this.order.partner = partner;
    this.order.isOwn = orders.isOwn[order] === 1;
    this.order.paidAtMs = orders.asOfMs[order] as number;
    const standing = period < 0 ? this.#standing : before[period];
    assert(standing, `no standing for prior period ${period}`);
    this.order.standing = standing;
    return lines.count > 0;
  }
}
