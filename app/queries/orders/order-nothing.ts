import { peopleAbove, type OrderCase } from '#app/domain/explain/case.ts';
import { explainNothing } from '#app/domain/explain/explain-nothing.ts';
import type { Nothing } from '#app/domain/explain/explanation.ts';

/** Partners above an order who get nothing from it, and why; `more` have the last one's reason. */
export interface NothingAbove {
  readonly count: number;
  readonly explained: readonly Nothing[];
  readonly more: number;
}

/** So many are explained one by one; above them a plan has ended. */
const EXPLAINED_MAX = 20;

/** Everybody on a line above without a row, nearest first. */
export function nothingAbove(orderCase: OrderCase, candidates: readonly (number | null)[]): NothingAbove {
  const earners = new Set<number>();
  const explained: Nothing[] = [];
  const above = peopleAbove(orderCase);
  for (const person of above.slice(0, EXPLAINED_MAX)) {
    const found = explainNothing(orderCase, { person, wasCandidate: candidates.includes(person.number) });
    if (found.kind === 'nothing') explained.push(found);
    else earners.add(person.number);
  }
  const more = Math.max(0, above.length - EXPLAINED_MAX);
  return { count: explained.length + more, explained, more };
}
