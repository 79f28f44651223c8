import type { OrderKey } from '#app/adapters/db/repositories/orders.server.ts';
import { orderKeyText } from '#app/adapters/db/repositories/orders.server.ts';
import { partnersByNumber } from '#app/adapters/db/repositories/partners.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { peopleAbove, type LinesAbove, type OrderCase, type PartnerOnPath } from '#app/domain/explain/case.ts';
import type { Explanation, Person } from '#app/domain/explain/explanation.ts';
import type { PeriodPay } from '#app/domain/explain/period-pay.ts';
import { partnerView } from '#app/domain/explain/partner-view.ts';
import { orderCases } from '#app/queries/explain/order-cases.ts';
import { runBases, type RunBasis } from '#app/queries/explain/run-basis.ts';
import { shownName } from '#app/queries/portal/person-name.ts';
import { visibleTo } from '#app/queries/portal/sight.ts';

/** An order as a run read it, with names as partners see each other, and whom this viewer may see at all. */
export interface PartnerCase {
  readonly orderCase: OrderCase;
  readonly visible: ReadonlySet<number>;
  readonly basis: RunBasis;
  readonly timeZone: string;
  readonly currency: string;
}

interface CaseVisit {
  readonly viewer: number;
  readonly runId: number;
  readonly key: OrderKey;
  readonly now: Date;
}

/** Null where the run or the order is not there (any more). */
export async function findPartnerCase(tx: Tx, { viewer, runId, key, now }: CaseVisit): Promise<PartnerCase | null> {
  const [basis] = await runBases(tx, [runId]);
  const orderCase = basis && (await orderCases(tx, { basis, keys: [key], now })).get(orderKeyText(key));
  if (!basis || !orderCase) return null;
  const above = peopleAbove(orderCase).map(({ number }) => number);
  const sponsors = orderCase.path.map(({ person }) => person.number);
  const numbers = [...new Set([...above, ...sponsors, orderCase.source?.number ?? 0, viewer])];
  const names = new Map((await partnersByNumber(tx, numbers)).map((person) => [person.number, shownName(person)]));
  const shown = ({ number }: Person): Person => ({ number, name: names.get(number) ?? '' });
  const shownStep = (step: PartnerOnPath): PartnerOnPath => ({ ...step, person: shown(step.person) });
  const shownLines = ({ path, placed }: LinesAbove): LinesAbove => ({
    path: path.map(shownStep),
    placed: Object.fromEntries(Object.entries(placed).map(([tree, line]) => [tree, line.map(shownStep)])),
  });
  const visible = await visibleTo(tx, { viewer, numbers, now });
  return {
    orderCase: {
      ...orderCase,
      source: orderCase.source && shown(orderCase.source),
      ...shownLines(orderCase),
      atEnd: orderCase.atEnd && shownLines(orderCase.atEnd),
    },
    visible,
    basis,
    timeZone: basis.timeZone,
    currency: basis.currency,
  };
}

const NOBODY: Person = { number: 0, name: null };

/**
 * The part of an explanation that its earner may read. That a named partner was inactive is that partner's own affair: whoever was
 * skipped has no name here.
 */
export function partnersPart<T extends Explanation>(value: T, visible: ReadonlySet<number>): Explanation {
  const seen = partnerView(value, { mayName: (number) => visible.has(number), mayKnowWhy: () => false });
  if (seen.kind === 'period_pay') return { ...seen, pay: withoutPassed(seen.pay) };
  if (seen.kind !== 'level_pay') return seen;
  const path = seen.path.map((step) => (step.outcome === 'paid' ? step : { ...step, person: NOBODY }));
  return { ...seen, path };
}

function withoutPassed(pay: PeriodPay['pay']): PeriodPay['pay'] {
  if (pay.kind !== 'matching') return pay;
  return { ...pay, passed: pay.passed.map((step) => ({ ...step, person: NOBODY })) };
}
