import { factsOfCase } from '#app/domain/case/case-facts.ts';
import type { Case } from '#app/domain/case/case-schema.ts';
import { orderOfCase, type RunOfCase } from '#app/domain/case/order-of-case.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import type { Rows } from '#app/domain/engine/rows.ts';
import type { Component } from '#app/domain/engine/registry.ts';
import { explainNothing } from '#app/domain/explain/explain-nothing.ts';
import { explainRow, type StoredRow } from '#app/domain/explain/explain-row.ts';
import type { LevelPay, Nothing } from '#app/domain/explain/explanation.ts';
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
  };
}

/** Why row number `row` (from 1) of a case is what it is. @throws InvariantError where the case contradicts itself */
export function explainCaseRow(given: Case, row: number): LevelPay | NotExplained {
  const run = runOf(given);
  const { rows } = run.result;
  const at = row - 1;
  const order = rows.orderIndex[at];
  if (order === undefined) return { kind: 'no-row' };
  const orderCase = order < 0 ? null : orderOfCase(run, order);
  const component = orderCase?.plan.components[rows.component[at] as number];
  if (!orderCase || !component || !isExplained(given, component)) return { kind: 'not-yet' };
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
  if (!orderCase.plan.components.every((component) => isExplained(given, component))) return { kind: 'not-yet' };
  return explainNothing(orderCase, { person: { number: partner, name: '' }, wasCandidate: false });
}

/** Whether the order's own facts and the sponsors of its instant say everything that decided. */
function isExplained({ plan }: Case, component: Component): boolean {
  if (!EXPLAINED.has(component.kind) || !('base' in component) || !('tree_as_of' in component)) return false;
  const tree = plan.trees.find(({ id }) => id === component.tree);
  return tree?.kind === 'sponsor' && component.tree_as_of === 'order_time' && component.base.volume === 'net';
}
