import type { CaseResult } from '#app/domain/case/run-case.ts';
import type { CaseDocument, Component } from '#tests/second-opinion/document.ts';

export const STATES = ['ran', 'paid', 'skipped', 'compressed', 'capped', 'refunded'] as const;
type State = (typeof STATES)[number];

/** How often each kind of component was in each state. */
export type Counts = Readonly<Record<string, Readonly<Record<State, number>>>>;

/** How many cases per kind of component paid, left somebody out, compressed, were capped and saw refunds. */
export class Statistics {
  readonly #counts = new Map<string, Record<State, number>>();
  readonly #tally = { cases: 0, rows: 0 };

  add(given: CaseDocument, result: CaseResult): void {
    this.#tally.cases++;
    this.#tally.rows += result.rows.length;
    const kinds = new Map<string, Set<State>>();
    for (const component of given.plan.components) {
      if (component.cadence !== given.period.cadence) continue;
      const states = statesOf(component, given, result);
      kinds.set(component.kind, new Set([...(kinds.get(component.kind) ?? []), ...states]));
    }
    for (const [kind, states] of kinds) {
      const counts = this.#counts.get(kind) ?? { ran: 0, paid: 0, skipped: 0, compressed: 0, capped: 0, refunded: 0 };
      for (const state of states) counts[state]++;
      this.#counts.set(kind, counts);
    }
  }

  get rows(): number {
    return this.#tally.rows;
  }

  get counts(): Counts {
    return Object.fromEntries(this.#counts);
  }
}

function statesOf(component: Component, given: CaseDocument, result: CaseResult): State[] {
  const rows = result.rows.filter((row) => row.component === component.id);
  const total = result.totals.components.find(({ id }) => id === component.id);
  const isPaid = rows.length > 0;
  const isLeft = total !== undefined && total.breakage !== '0.00';
  const refunded = new Set(given.orders.filter(({ refunds = [] }) => refunds.length > 0).map(({ id }) => id));
  const isCapped = component.cap.kind !== 'none' && isLeft;
  const compresses =
    ('compression' in component && component.compression.kind !== 'none') ||
    ('path' in component && component.path.kind === 'levels' && component.path.compression.kind !== 'none');
  const found: [State, boolean][] = [
    ['ran', true],
    ['paid', isPaid],
    ['skipped', isLeft],
    ['compressed', compresses && isPaid],
    ['capped', isCapped && isPaid],
    ['refunded', isPaid && rows.some(({ order }) => (order === null ? refunded.size > 0 : refunded.has(order)))],
  ];
  return found.flatMap(([state, is]) => (is ? [state] : []));
}
