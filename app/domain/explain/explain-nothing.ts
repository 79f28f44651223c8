import { assert } from '#app/domain/assert.ts';
import type { PassReason } from '#app/domain/engine/primitive.ts';
import { REACH_ALL } from '#app/domain/engine/scene.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import { hasPlace, lineOf, type OrderCase } from '#app/domain/explain/case.ts';
import { capsOver, hasCaps } from '#app/domain/explain/caps.ts';
import { countsOf, lackOf, leftOf } from '#app/domain/explain/explain-row.ts';
import type { Nothing, NothingReason, Person } from '#app/domain/explain/explanation.ts';
import { rateCells } from '#app/domain/explain/rate-cells.ts';
import { LEVELS_MAX } from '#app/domain/plan/fields.ts';
import { isCounted, netOf, traceOf, type Trace } from '#app/domain/explain/trace.ts';

/** Who asks, and whether his link or code was seen on the order but lost against another. */
export interface Asker {
  readonly person: Person;
  readonly wasCandidate: boolean;
}

/** What one component did with the order, and where in its line the asker stands: -1 for nowhere. */
interface Walk {
  readonly trace: Trace;
  readonly step: number;
}

/**
 * Why a partner gets nothing from an order; the first component of the plan that passes him over gives the reason.
 * Result: `earned` where he has a row after all. What is paid once per period no order decides: `once` is empty, whoever knows the
 * period fills it (`oncePerPeriod`).
 */
export function explainNothing(orderCase: OrderCase, asker: Asker): Nothing | { kind: 'earned' } {
  const { plan, order, source, period } = orderCase;
  const walks = plan.components.map((_, index) => walkOf(orderCase, index, asker.person.number));
  if (isPaid(orderCase) && walks.some((walk, index) => isEarner(orderCase, walk.trace, { index, asker }))) {
    return { kind: 'earned' };
  }
  const decided = reasonOf(orderCase, asker, walks);
  const component = plan.components[decided.component];
  const step = walks[decided.component]?.step;
  assert(component && step !== undefined, 'a plan without components');
  const { reason, need } =
    decided.reason === 'not-active'
      ? lackOf(orderCase, decided.component, step)
      : { reason: decided.reason, need: null };
  return {
    kind: 'nothing',
    currency: plan.currency,
    earner: asker.person,
    order: { name: order.name, paidOn: order.paidOn, isOwn: order.isOwn },
    source,
    reason,
    steps: step < 0 ? null : step + (order.isOwn ? 0 : 1),
    levels: levelsOf(orderCase, decided.component, step),
    need,
    caps:
      reason === 'limit-reached'
        ? capsOver(orderCase.capped?.caps ?? [], plan, { component: decided.component, earner: asker.person.number })
        : [],
    wouldBe:
      reason === 'not-active' && period.state === 'open' && !hasCaps(plan)
        ? rowIfActive(orderCase, decided.component, step)
        : null,
    once: [],
    plan: { name: plan.name, version: orderCase.planVersion, component: component.id },
    period,
  };
}

/** Of several places in one line the nearest that the walk came to counts, else the nearest. */
function walkOf(orderCase: OrderCase, index: number, asker: number): Walk {
  const trace = traceOf(orderCase, index);
  const own = lineOf(orderCase, index).flatMap(({ person }, step) => (person.number === asker ? [step] : []));
  return { trace, step: own.find((step) => trace.steps[step] !== undefined) ?? own[0] ?? -1 };
}

function isEarner(orderCase: OrderCase, { rows }: Trace, { index, asker }: { index: number; asker: Asker }): boolean {
  const line = lineOf(orderCase, index);
  return rows.some(
    (row) => line[row.step]?.person.number === asker.person.number && leftOf(orderCase, index, row) > 0n,
  );
}

/** Test orders and orders of nobody have a path for nobody, whatever stands above. */
function isPaid({ order, source }: OrderCase): boolean {
  return !order.isTest && source !== null;
}

interface Decided {
  readonly reason: NothingReason;
  /** Index of the component that gives it. */
  readonly component: number;
}

function reasonOf(orderCase: OrderCase, { person, wasCandidate }: Asker, walks: readonly Walk[]): Decided {
  const { order, source, plan } = orderCase;
  const ofPlan = (reason: NothingReason): Decided => ({ reason, component: 0 });
  if (order.isTest) return ofPlan('test-order');
  if (source === null) return ofPlan('not-attributed');
  if (walks.every(({ step }) => step < 0)) return ofPlan(whenElsewhere(orderCase, person, wasCandidate));
  if (order.lines.length > 0 && order.lines.every((line) => netOf(line) <= 0 && line.refundedMinor > 0n))
    return ofPlan('refunded');
  const cut = walks.findIndex(({ trace }, index) => {
    const line = lineOf(orderCase, index);
    return trace.rows.some((row) => line[row.step]?.person.number === person.number);
  });
  if (cut >= 0) return { reason: 'limit-reached', component: cut };
  const met = walks.findIndex(({ trace, step }) => trace.steps[step] !== undefined);
  if (met >= 0) return { reason: whenMet(orderCase, met, walks[met] as Walk), component: met };
  if (order.isOwn && source.number === person.number) return ofPlan('own-order');
  const paysOrders = plan.components.map((component) => 'orders' in component);
  if (!paysOrders.includes(true)) return ofPlan('paid-once-per-period');
  const looking = walks.findIndex(({ trace }, index) => trace.leftOut === null && paysOrders[index]);
  if (looking < 0) {
    if (walks.some(({ trace }) => trace.leftOut === 'consumed')) return ofPlan('paid-by-other-component');
    return ofPlan(order.isOwn ? 'own-orders-not-paid' : 'customer-orders-not-paid');
  }
  const carrying = walks.flatMap((walk, index) => {
    const component = plan.components[index];
    const isLooking = walk.trace.leftOut === null && paysOrders[index];
    return component && isLooking && carriesCommission(orderCase, component) ? [{ index, walk }] : [];
  });
  const passing = carrying.find(({ walk }) => walk.step >= 0) ?? carrying[0];
  if (passing === undefined) return ofPlan('no-commission-product');
  const { index: component, walk } = passing;
  if (!hasPlace(orderCase, component)) return { reason: 'not-placed', component };
  return { reason: walk.step < 0 ? 'not-in-path' : whenPassed(orderCase, component, walk), component };
}

/** Why somebody stands on no line above the order that the plan walks. */
function whenElsewhere(orderCase: OrderCase, person: Person, wasCandidate: boolean): NothingReason {
  if (wasCandidate) return 'attributed-elsewhere';
  const isSponsor = orderCase.path.some((above) => above.person.number === person.number);
  const isPlaced = orderCase.plan.components.some((_, index) => hasPlace(orderCase, index));
  return isSponsor && !isPlaced ? 'not-placed' : 'not-in-path';
}

/** Why somebody whom a walk met has no row. */
function whenMet(orderCase: OrderCase, index: number, { trace, step }: Walk): NothingReason {
  const met = trace.steps[step];
  const component = orderCase.plan.components[index];
  assert(met && component, 'a walk that met nobody');
  if (met.reason) return NOTHING_OF_PASS[met.reason];
  const rank = lineOf(orderCase, index)[step]?.rank ?? 0;
  const cells = rateCells(orderCase.plan, component, orderCase.order.lines, { rank, level: met.level });
  return cells.some(({ ratePpm }) => ratePpm > 0) ? 'rounded-to-zero' : 'no-rate-at-level';
}

/** Why a walk never came to somebody above the order. */
function whenPassed(orderCase: OrderCase, index: number, { trace, step }: Walk): NothingReason {
  const component = orderCase.plan.components[index];
  assert(component && 'orders' in component, 'a walk without its component');
  if (countsOf(component) === 'steps') {
    return 'max_physical_depth' in component && step >= component.max_physical_depth ? 'too-far' : 'no-difference';
  }
  return levelsTaken(trace) >= levelsOf(orderCase, index, step) ? 'plan-ends' : 'too-far';
}

/** Reasons of a walk in the words of an explanation. */
const NOTHING_OF_PASS: Record<PassReason, NothingReason> = {
  'not-active': 'not-active',
  suspended: 'suspended',
  terminated: 'terminated',
  'not-a-partner-then': 'not-a-partner-then',
  'below-rank': 'below-rank',
  'no-rate': 'no-rate-at-level',
  'level-locked': 'limit-reached',
  'no-difference': 'no-difference',
  'in-group': 'below-rank',
};

/** A walk that stopped before its last level was stopped by the limit of steps. */
function levelsTaken({ steps }: Trace): number {
  return Math.max(0, ...steps.map((met) => met?.level ?? 0));
}

/** Whether some product of the order has a rate for somebody. */
function carriesCommission({ plan, order }: OrderCase, component: Component): boolean {
  const lines = order.lines.filter((line) => netOf(line) > 0);
  const places = [0, ...plan.ranks.ladder.map((_, place) => place + 1)];
  const levels = Array.from({ length: LEVELS_MAX }, (_, level) => level + 1);
  return places.some((rank) =>
    levels.some((level) => rateCells(plan, component, lines, { rank, level }).some(({ ratePpm }) => ratePpm > 0)),
  );
}

/** Levels that the order's products have for somebody of the asker's rank; 1 where a component knows none. */
function levelsOf(orderCase: OrderCase, index: number, step: number): number {
  const { plan, order } = orderCase;
  const component = plan.components[index];
  if (!component || !('orders' in component)) return 0;
  if (countsOf(component) === 'nothing') return 1;
  const rank = lineOf(orderCase, index)[step]?.rank ?? 0;
  const lines = order.lines.filter((line) => netOf(line) > 0 && isCounted(plan, line));
  let levels = 0;
  for (let level = 1; level <= LEVELS_MAX; level++) {
    if (rateCells(plan, component, lines, { rank, level }).some(({ ratePpm }) => ratePpm > 0)) levels = level;
  }
  return levels;
}

function rowIfActive(orderCase: OrderCase, component: number, step: number): Nothing['wouldBe'] {
  const line = lineOf(orderCase, component);
  const reach = line.map((partner, index) => (index === step ? REACH_ALL : (partner.reach[component] ?? 0)));
  const row = traceOf(orderCase, component, reach).rows.find((candidate) => candidate.step === step);
  if (row === undefined) return null;
  return {
    level: row.level,
    ratePpm: row.ratePpm,
    baseMinor: String(row.baseMinor),
    amountMinor: String(row.amountMinor),
  };
}
