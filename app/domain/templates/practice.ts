import { caseSchema, type Case } from '#app/domain/case/case-schema.ts';
import { runCase, type CaseResult } from '#app/domain/case/run-case.ts';
import { currency, decimalsOf, parseMinor } from '#app/domain/money/currency.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { Tree } from '#app/domain/plan/trees.ts';
import { EXAMPLE_PERIOD, people, placed, sale } from '#app/domain/templates/example-world.ts';

const [ANNA, BEN, CLEO, DORA, EMIL] = [1001, 1002, 1003, 1004, 1005];
const PEOPLE = [
  { number: ANNA, name: 'Anna' },
  { number: BEN, name: 'Ben' },
  { number: CLEO, name: 'Cleo' },
  { number: DORA, name: 'Dora' },
  { number: EMIL, name: 'Emil' },
];
const WEEK: Case['period'] = { start: '2026-11-02T00:00:00Z', end: '2026-11-09T00:00:00Z', cadence: 'week' };
const SPONSORS = { [ANNA]: 0, [BEN]: ANNA, [CLEO]: BEN, [DORA]: BEN, [EMIL]: ANNA };
/** Cleo is new, so that a plan's first days show. */
const NEWCOMERS = { [CLEO]: '2026-10-15T00:00:00Z' };
const SALES = [
  { partner: CLEO, units: 2000 },
  { partner: DORA, units: 2000 },
  { partner: BEN, units: 200 },
  { partner: ANNA, units: 100 },
  { partner: EMIL, units: 1600 },
];

/** What a plan pays in a small period. Amounts are minor units of its currency. */
export interface Practice {
  readonly cadence: 'week' | 'month';
  readonly people: readonly PracticePerson[];
  readonly salesMinor: number;
  readonly paidMinor: number;
}

export interface PracticePerson {
  readonly name: string;
  readonly rank: string | null;
  /** Net goods of his customers. */
  readonly salesMinor: number;
  readonly earnings: readonly { readonly component: string; readonly amountMinor: number }[];
}

/**
 * A plan in a team of five: Anna sponsors Ben and Emil, Ben sponsors Cleo and Dora, everybody's customers order. In every other
 * tree they stand in the order of their numbers, each below the first that has room.
 */
export function practiceOf(plan: Plan): Practice {
  const period = plan.components.some(({ cadence }) => cadence === 'month') ? EXAMPLE_PERIOD : WEEK;
  const code = currency(plan.currency);
  // Where there are no cents, a unit is worth little.
  const unit = decimalsOf(code) === 0 ? 100 : 1;
  const orders = SALES.map(({ partner, units }, index) => sale(index + 1, partner, String(units * unit)));
  const positions = plan.trees.flatMap((tree) => (tree.kind === 'sponsor' ? [] : placed(tree.id, seatsOf(tree))));
  const given = caseSchema.parse({ period, plan, partners: people(SPONSORS, NEWCOMERS), orders, positions });
  const result = runCase(given);
  const minorOf = (text: string) => Number(parseMinor(text, code));
  return {
    cadence: period.cadence,
    people: PEOPLE.map(({ number, name }) => {
      const units = SALES.find(({ partner }) => partner === number)?.units ?? 0;
      const earnings = earningsOf(number, result, minorOf);
      return { name, rank: rankOf(number, plan, result), salesMinor: minorOf(String(units * unit)), earnings };
    }),
    salesMinor: SALES.reduce((total, { units }) => total + minorOf(String(units * unit)), 0),
    paidMinor: minorOf(result.totals.paid),
  };
}

/** What somebody gets, by component in the order in which it comes first. */
function earningsOf(number: number, { rows }: CaseResult, minorOf: (text: string) => number) {
  const sums = new Map<string, number>();
  for (const { earner, component, amount } of rows) {
    if (earner === number) sums.set(component, (sums.get(component) ?? 0) + minorOf(amount));
  }
  return [...sums].map(([component, amountMinor]) => ({ component, amountMinor }));
}

function rankOf(number: number, { ranks: { ladder } }: Plan, { ranks }: CaseResult): string | null {
  const rank = ranks.find(({ partner }) => partner === number)?.paid_as ?? null;
  return ladder.find(({ id }) => id === rank)?.name ?? null;
}

/** Row by row, from left to right. */
function seatsOf(tree: Exclude<Tree, { kind: 'sponsor' }>) {
  const width = tree.kind === 'binary' ? 2 : tree.width;
  return PEOPLE.map(({ number }, place) => ({
    owner: number,
    parent: place === 0 ? 0 : Math.floor((place - 1) / width) + 1,
    slot: place === 0 ? 0 : (place - 1) % width,
  }));
}
