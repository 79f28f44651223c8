import { assert } from '#app/domain/assert.ts';
import type { PassReason } from '#app/domain/engine/primitive.ts';
import { REACH_ALL } from '#app/domain/engine/scene.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import type { OrderCase } from '#app/domain/explain/case.ts';
import { figureText } from '#app/domain/explain/explain-row.ts';
import type { Nothing, NothingReason, Person } from '#app/domain/explain/explanation.ts';
import { rateCells } from '#app/domain/explain/rate-cells.ts';
import { LEVELS_MAX } from '#app/domain/plan/fields.ts';
import { isCounted, netOf, traceOf, type Trace } from '#app/domain/explain/trace.ts';

/** Who asks, and whether his link or code was seen on the order but lost against another. */
export interface Asker {
  readonly person: Person;
  readonly wasCandidate: boolean;
}

/**
 * Why a partner gets nothing from an order; the first component of the plan that passes him over gives the reason.
 * Result: `earned` where he has a row after all.
 */
export function explainNothing(orderCase: OrderCase, asker: Asker): Nothing | { kind: 'earned' } {
  const { plan, order, source, period } = orderCase;
  const step = orderCase.path.findIndex(({ person }) => person.number === asker.person.number);
  const traces = plan.components.map((_, index) => traceOf(orderCase, index));
  if (isPaid(orderCase) && traces.some(({ rows }) => rows.some((row) => row.step === step))) return { kind: 'earned' };
  const [component, trace] = [plan.components[0], traces[0]];
  assert(component && trace, 'a plan without components');
  const reason = reasonOf(orderCase, asker, { step, component, trace });
  return {
    kind: 'nothing',
    currency: plan.currency,
    earner: asker.person,
    order: { name: order.name, paidOn: order.paidOn, isOwn: order.isOwn },
    source,
    reason,
    steps: step < 0 ? null : step + 1,
    levels: levelsOf(orderCase, component, step),
    figure:
      reason === 'not-active'
        ? figureText(orderCase.path[step]?.figure ?? { kind: 'none', value: 0, atLeast: 0 })
        : null,
    wouldBe: reason === 'not-active' && period.state === 'open' ? rowIfActive(orderCase, step) : null,
    plan: { name: plan.name, version: orderCase.planVersion, component: component.id },
    period,
  };
}

/** Test orders and orders of nobody have a path for nobody, whatever stands above. */
function isPaid({ order, source }: OrderCase): boolean {
  return !order.isTest && source !== null;
}

function reasonOf(
  orderCase: OrderCase,
  { person, wasCandidate }: Asker,
  { step, component, trace }: { step: number; component: Component; trace: Trace },
): NothingReason {
  const { order, source } = orderCase;
  if (order.isTest) return 'test-order';
  if (source === null) return 'not-attributed';
  if (order.isOwn && source.number === person.number) return 'own-order';
  if (step < 0) return wasCandidate ? 'attributed-elsewhere' : 'not-in-path';
  if (order.lines.length > 0 && order.lines.every((line) => netOf(line) <= 0 && line.refundedMinor > 0n))
    return 'refunded';
  const levels = levelsOf(orderCase, component, step);
  if (levels === 0) return 'no-commission-product';
  const met = trace.steps[step];
  if (met?.reason) return NOTHING_OF_PASS[met.reason];
  if (met === undefined) return levelsTaken(trace) >= levels ? 'plan-ends' : 'too-far';
  const rank = orderCase.path[step]?.rank ?? 0;
  const cells = rateCells(orderCase.plan, component, order.lines, { rank, level: met.level });
  return cells.some(({ ratePpm }) => ratePpm > 0) ? 'rounded-to-zero' : 'no-rate-at-level';
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
  'no-difference': 'below-rank',
  'in-group': 'below-rank',
};

/** A walk that stopped before its last level was stopped by the limit of steps. */
function levelsTaken({ steps }: Trace): number {
  return Math.max(0, ...steps.map((met) => met?.level ?? 0));
}

/** Pay levels that the order's products have for somebody of the asker's rank; 0 where none carries commission. */
function levelsOf({ plan, order, path }: OrderCase, component: Component, step: number): number {
  if (component.kind !== 'level_walk') return 0;
  const rank = path[step]?.rank ?? 0;
  const lines = order.lines.filter((line) => netOf(line) > 0 && isCounted(plan, line));
  let levels = 0;
  for (let level = 1; level <= LEVELS_MAX; level++) {
    if (rateCells(plan, component, lines, { rank, level }).some(({ ratePpm }) => ratePpm > 0)) levels = level;
  }
  return levels;
}

function rowIfActive(orderCase: OrderCase, step: number): Nothing['wouldBe'] {
  const reach = orderCase.path.map((partner, index) => (index === step ? REACH_ALL : (partner.reach[0] ?? 0)));
  const row = traceOf(orderCase, 0, reach).rows.find((candidate) => candidate.step === step);
  if (row === undefined) return null;
  return {
    level: row.level,
    ratePpm: row.ratePpm,
    baseMinor: String(row.baseMinor),
    amountMinor: String(row.amountMinor),
  };
}
