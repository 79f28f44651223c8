import { assert } from '#app/domain/assert.ts';
import { assertBounded } from '#app/domain/engine/bounds.ts';
import { capComponent, capPlan } from '#app/domain/engine/caps.ts';
import type { Facts, StateColumns } from '#app/domain/engine/facts.ts';
import type { PriorState } from '#app/domain/engine/prior-state.ts';
import { earnedBefore, earningsOf, matchedElsewhere } from '#app/domain/engine/earnings.ts';
import { Figures } from '#app/domain/engine/figures.ts';
import { inputHashOf } from '#app/domain/engine/input-hash.ts';
import { payOrders, type Checkpoint } from '#app/domain/engine/pay-orders.ts';
import { groundOf, prepare, type Prepared } from '#app/domain/engine/prepared.ts';
import type { PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import { placeOf } from '#app/domain/engine/ladder.ts';
import { companyNetOf, planGroupsOf } from '#app/domain/engine/plan-groups.ts';
import { primitiveOf } from '#app/domain/engine/registry.ts';
import { figuresOf, type RunResult } from '#app/domain/engine/run-result.ts';
import { RowCollector, type CapTaken } from '#app/domain/engine/rows.ts';
import { standingOf } from '#app/domain/engine/standing.ts';
import { volumesOf } from '#app/domain/engine/volumes.ts';
import { workshopOf } from '#app/domain/engine/workshop.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/**
 * Computes a period: facts and a plan in, rows, ranks, figures and what the next period starts from out (plans 5). The same
 * facts give the same rows and hashes, in whatever order they were read; nothing is read that is not an argument. Components of
 * another cadence than the period's pay nothing and keep their state.
 * @throws InvariantError on facts that contradict each other, e.g. a circle of sponsors or an unknown partner
 */
export function runPeriod(facts: Facts, plan: Plan, prior: PriorState<Plan>, checkpoint: Checkpoint): RunResult {
  for (const each of [plan, ...prior.periods.map((period) => period.plan)]) assertBounded(facts, each);
  const prepared = prepare(facts, plan, prior);
  const volumes = volumesOf(prepared, prepared.volumes);
  const figures = new Figures(prepared, plan, volumes);
  const rewarded = rewardedFigures(prepared, plan, figures);
  const standing = standingOf(plan, prepared, figures, prior.ranks);
  const groups = planGroupsOf(plan, prior);
  const collector = new RowCollector({
    places: groups.places,
    orders: facts.orders.key.length,
    numbers: prepared.numbers,
  });
  const grounds = groups.all.map((group) => ({
    ...group,
    collector,
    rank: prepared.before[group.period]?.rank ?? standing.rank,
    rankOf: (id: string) => placeOf(group.plan, id),
  }));
  const ground = grounds[0];
  assert(ground, 'a run without a plan');
  const states = statesOfOthers(plan, prior, facts.period.cadence);
  const orderBase = payOrders({ prepared, groups, standing, collector, checkpoint, prior, states });
  collector.settle();
  const caps: CapTaken[] = grounds.flatMap((each) =>
    each.plan.components.flatMap((_, index) => capComponent(each, index)),
  );
  const earnedOf = (id: string, kind: 'net' | 'gross'): Float64Array => {
    const place = plan.components.findIndex((other) => other.id === id);
    const matched = plan.components[place];
    assert(matched, `no component ${id}`);
    if (matched.cadence !== facts.period.cadence)
      return earnedBefore(id, `${kind}Minor`, { prior, indexOf: prepared.indexOf, partners: prepared.numbers.length });
    const net = collector.earned[place] as Float64Array;
    return kind === 'net' ? net : grossOf(net, place, caps);
  };
  plan.components.forEach((component, index) => {
    const primitive = primitiveOf(component);
    if (primitive.pays !== 'period') return;
    if (component.cadence !== facts.period.cadence) return;
    const workshop: PeriodWorkshop = {
      ...workshopOf(plan, groundOf(prepared), index),
      plan,
      prepared,
      figures,
      rewarded,
      standing,
      earnedOf,
      prior: prior.components[component.id] ?? {},
    };
    states[component.id] = primitive.evaluate(component, workshop, collector.periodSink(index, caps));
    collector.settle();
    if (!primitive.capsItself) caps.push(...capComponent(ground, index));
  });
  const earnings = earningsLeft(plan, prepared, earnedOf);
  for (const each of grounds) caps.push(...capPlan(each, orderBase, () => companyNetOf(each, groups, prepared)));
  const rows = collector.done();
  assertConservation(collector);
  return {
    rows,
    orders: collector.orders,
    caps,
    ...figuresOf({ plan, prepared, places: groups.places, volumes, figures, standing, collector, rows }),
    earnings,
    state: { ranks: standing.ranks.history, components: states },
    inputHash: inputHashOf(facts, plan, prior),
  };
}

/** The figures of what carries commission: the same ones where no own purchase is beyond the plan's limit. */
function rewardedFigures(prepared: Prepared, plan: Plan, figures: Figures): Figures {
  const [columns] = prepared.paid;
  if (columns === undefined || columns.net === prepared.volumes.net) return figures;
  return new Figures(prepared, plan, volumesOf(prepared, columns));
}

/** What components of this cadence paid that others of a longer one match. */
function earningsLeft(plan: Plan, { facts, numbers }: Prepared, earnedOf: PeriodWorkshop['earnedOf']) {
  const elsewhere = matchedElsewhere(plan);
  return plan.components.flatMap(({ id, cadence }) =>
    elsewhere.has(id) && cadence === facts.period.cadence
      ? [earningsOf(id, { net: earnedOf(id, 'net'), gross: earnedOf(id, 'gross'), numbers })]
      : [],
  );
}

/** What components of another cadence have left stays as it is. */
function statesOfOthers({ components }: Plan, prior: PriorState<Plan>, cadence: string): Record<string, StateColumns> {
  const others = components.filter((component) => component.cadence !== cadence);
  return Object.fromEntries(
    others.flatMap(({ id }) => {
      const kept = prior.components[id];
      return kept === undefined ? [] : [[id, kept]];
    }),
  );
}

/** What partners had of a component before its cap took something. */
function grossOf(earned: Float64Array, component: number, caps: readonly CapTaken[]): Float64Array {
  const gross = earned.slice();
  for (const cap of caps) {
    if (cap.period < 0 && cap.component === component)
      gross[cap.about] = (gross[cap.about] as number) + cap.rawMinor - cap.cappedMinor;
  }
  return gross;
}

/** Budget = paid + breakage, per order and per component (plans 4.18): counted on two ways, compared here. */
function assertConservation({ orders, totals }: RowCollector): void {
  for (let order = 0; order < orders.budgetMinor.length; order++) {
    const spent = (orders.paidMinor[order] as number) + (orders.breakageMinor[order] as number);
    assert(spent === orders.budgetMinor[order], 'an order pays another sum than its budget');
  }
  for (const { budgetMinor, paidMinor, breakageMinor } of totals) {
    assert(paidMinor + breakageMinor === budgetMinor, 'a component pays another sum than its budget');
    // Components that nothing limits are not bounded at the entrance: a sum that left the integers shows here.
    assert(Number.isSafeInteger(budgetMinor), 'a component pays beyond what integers below 2^53 hold');
  }
}
