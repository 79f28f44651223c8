import { assert } from '#app/domain/assert.ts';
import { factsOfCase } from '#app/domain/case/case-facts.ts';
import type { Case } from '#app/domain/case/case-schema.ts';
import { orderOfCase, partnerInCase, periodOfCase, type RunOfCase } from '#app/domain/case/order-of-case.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import type { Rows } from '#app/domain/engine/rows.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import { explainNothing } from '#app/domain/explain/explain-nothing.ts';
import { explainRow, type StoredRow } from '#app/domain/explain/explain-row.ts';
import type { LevelPay, Nothing } from '#app/domain/explain/explanation.ts';
import { oncePerPeriod } from '#app/domain/explain/once-per-period.ts';
import { explainPeriodRow } from '#app/domain/explain/period/explain-period-row.ts';
import type { StoredPeriodRow } from '#app/domain/explain/period/period-case.ts';
import type { OncePerPeriod } from '#app/domain/explain/once-schema.ts';
import type { PeriodPay } from '#app/domain/explain/period-pay.ts';
import { minor } from '#app/domain/money/minor.ts';
import { explainedKinds } from '#app/domain/plan/runnable.ts';

/** Why there is no explanation: nothing of that name, or nothing that can be explained yet. */
export interface NotExplained {
  readonly kind: 'no-row' | 'no-order' | 'no-partner' | 'earned' | 'not-yet';
}

const EXPLAINED: ReadonlySet<string> = new Set(explainedKinds);
const EVENTS = { state: { word: 'estimated' as const }, reversals: [] };

function runOf(given: Case): RunOfCase {
  const { facts, prior } = factsOfCase(given);
  return { facts, plan: given.plan, prior, result: runPeriod(facts, given.plan, prior, () => undefined) };
}

/** The row at an index of a run as it is stored. */
export function storedRow(rows: Rows, at: number): StoredRow {
  return {
    earner: rows.earner[at] as number,
    component: rows.component[at] as number,
    level: rows.level[at] as number,
    ratePpm: rows.ratePpm[at] as number,
    baseMinor: minor(BigInt(rows.base[at] as number)),
    amountMinor: minor(BigInt(rows.amountMinor[at] as number)),
    cents: rows.cents[at] ?? 0,
  };
}

/** A row of the period at an index of a run as it is stored. */
export function storedPeriodRow(rows: Rows, at: number): StoredPeriodRow {
  const basis = rows.basis.at(at - (rows.count - rows.basis.length));
  assert(basis, `row ${at + 1} is no row of the period`);
  return { ...storedRow(rows, at), source: rows.source[at] as number, basis: Array.from(basis) };
}

/** Why row number `row` (from 1) of a case is what it is. @throws InvariantError where the case contradicts itself */
export function explainCaseRow(given: Case, row: number): LevelPay | PeriodPay | NotExplained {
  const run = runOf(given);
  const { rows } = run.result;
  const at = row - 1;
  const order = rows.orderIndex[at];
  if (order === undefined) return { kind: 'no-row' };
  if (order < 0) {
    const value = explainPeriodRow(periodOfCase(run), storedPeriodRow(rows, at), EVENTS.state);
    return value.kind === 'outdated' ? { kind: 'not-yet' } : value;
  }
  const orderCase = orderOfCase(run, order);
  const component = orderCase.plan.components[rows.component[at] as number];
  if (!component || !isExplained(component)) return { kind: 'not-yet' };
  const value = explainRow(orderCase, storedRow(rows, at), EVENTS);
  // What a cap or a limit took is not in the order's own facts.
  return value.kind === 'outdated' ? { kind: 'not-yet' } : value;
}

/** Why a partner gets nothing from the order with this id. @throws InvariantError where the case contradicts itself */
export function explainCaseNothing(given: Case, partner: number, orderId: number): Nothing | NotExplained {
  if (!given.partners.some(({ number }) => number === partner)) return { kind: 'no-partner' };
  const run = runOf(given);
  const order = run.facts.orders.key.indexOf(orderId);
  if (order < 0) return { kind: 'no-order' };
  const { rows } = run.result;
  if (rows.orderIndex.some((of, row) => of === order && rows.earner[row] === partner)) return { kind: 'earned' };
  const orderCase = orderOfCase(run, order);
  const ofOrders = orderCase.plan.components.filter((component) => 'orders' in component);
  if (!ofOrders.every(isExplained)) return { kind: 'not-yet' };
  const value = explainNothing(orderCase, { person: { number: partner, name: '' }, wasCandidate: false });
  return value.kind === 'nothing' ? { ...value, once: onceInCase(run, partner) } : value;
}

/** What the period's own plan paid a partner once, or what was lacking. */
function onceInCase(run: RunOfCase, partner: number): OncePerPeriod[] {
  const { plan, facts } = run;
  const { rows } = run.result;
  const paidMinor = plan.components.map(() => 0n);
  for (let row = rows.count - rows.basis.length; row < rows.count; row++) {
    const component = rows.component[row] as number;
    if (rows.earner[row] === partner)
      paidMinor[component] = (paidMinor[component] ?? 0n) + BigInt(rows.amountMinor[row] as number);
  }
  return oncePerPeriod({
    plan,
    cadence: facts.period.cadence,
    partner: partnerInCase(run, partner),
    paidMinor,
  });
}

/** Whether the order's own facts and the trees say everything that decided. */
function isExplained(component: Component): boolean {
  if (!EXPLAINED.has(component.kind) || !('base' in component)) return false;
  return component.base.volume === 'net';
}
