import { assert } from '#app/domain/assert.ts';
import { placementOf } from '#app/domain/engine/dated-tree.ts';
import { STATUS, type Facts, type Placement } from '#app/domain/engine/facts.ts';
import type { PriorPeriod, PriorState } from '#app/domain/engine/prior-state.ts';
import type { RunResult } from '#app/domain/engine/run-result.ts';
import type { PeriodCase } from '#app/domain/explain/period/period-case.ts';
import { planGroupsOf } from '#app/domain/engine/plan-groups.ts';
import type { CapTaken } from '#app/domain/engine/rows.ts';
import type { CapOnRecord } from '#app/domain/explain/caps.ts';
import {
  isWalkedAtEnd,
  type LineOnRecord,
  type LinesAbove,
  type OrderCase,
  type PartnerOnPath,
  type RowLeft,
} from '#app/domain/explain/case.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { inForceAt, type DatedFacts } from '#app/domain/tree/dated.ts';

/** What a run of a case had in hand. */
export interface RunOfCase {
  readonly facts: Facts;
  readonly plan: Plan;
  readonly prior: PriorState<Plan>;
  readonly result: RunResult;
}

/** A plan of a case was never published. */
const UNPUBLISHED = 0;
const NOBODY = -1;

/** How a period saw its partners: this one's figures, or an accepted one's. */
type Seen = Pick<PriorPeriod, 'isActive' | 'rank' | 'title' | 'reach'> & { readonly numbers: Int32Array };

/**
 * One order of a case as an explanation wants it: partners have numbers and no names, lines have no price behind their base.
 * `order` is an index into the facts.
 */
export function orderOfCase({ facts, plan, prior, result }: RunOfCase, order: number): OrderCase {
  const { orders, period } = facts;
  const paidAtMs = orders.asOfMs[order] as number;
  const partner = orders.partner[order] as number;
  const late = prior.periods[orders.activityOf[order] as number];
  const run = { facts, plan: late?.plan ?? plan, prior, result };
  const start = { partner, paidAtMs, seen: seenBy(late, result), isLate: late !== undefined };
  return {
    plan: late?.plan ?? plan,
    planVersion: UNPUBLISHED,
    order: {
      name: String(orders.key[order]),
      paidOn: dayOf(paidAtMs),
      paidAtMs,
      isOwn: orders.isOwn[order] === 1,
      isTest: false,
      lines: linesOf(facts, order),
      notCounted: [],
    },
    source: partner === 0 ? null : personOf(partner),
    ...linesAbove(run, start, paidAtMs),
    atEnd: run.plan.components.some(isWalkedAtEnd) ? linesAbove(run, start, period.endMs - 1) : null,
    period: spanOf(facts.period),
    capped: result.caps.length === 0 ? null : cappedOf({ facts, plan, prior, result }, order),
  };
}

/** Somebody as the period of a case saw him at its end. */
export function partnerInCase(run: RunOfCase, partner: number): PartnerOnPath {
  const start = { partner, paidAtMs: run.facts.period.endMs - 1, seen: seenBy(undefined, run.result), isLate: false };
  return onPath(run, partner, start);
}

/** The period of a case as an explanation of its own rows wants it. */
export function periodOfCase({ plan, facts: { period }, result }: Omit<RunOfCase, 'prior'>): PeriodCase {
  return {
    plan,
    planVersion: UNPUBLISHED,
    period: spanOf(period),
    caps: capsOfCase(result, { period: -1, order: NOBODY }),
    personOf,
  };
}

/** What caps took of the rows of one order's plan, and what is left of the order's own. */
function cappedOf({ facts, plan, prior, result }: RunOfCase, order: number): NonNullable<OrderCase['capped']> {
  const late = facts.orders.activityOf[order] as number;
  const period = planGroupsOf(plan, prior).of[late]?.period ?? -1;
  return { caps: capsOfCase(result, { period, order }), rows: rowsOf(result, order) };
}

/** The caps that cut rows of one plan of a run, those of orders of the named one alone. */
function capsOfCase(
  { caps, partners }: RunResult,
  { period, order }: { period: number; order: number },
): CapOnRecord[] {
  const covers = (cap: CapTaken) => cap.period === period && (cap.kind !== 'order' || cap.about === order);
  return caps.filter(covers).map(({ kind, component, about, rawMinor, cappedMinor }) => ({
    ...{ kind, component },
    earner: kind === 'order' ? 0 : (partners.number[about] as number),
    rawMinor: minor(BigInt(rawMinor)),
    cappedMinor: minor(BigInt(cappedMinor)),
  }));
}

function rowsOf({ rows }: RunResult, order: number): RowLeft[] {
  return [...rows.orderIndex.keys()].flatMap((row) =>
    rows.orderIndex[row] === order
      ? [
          {
            earner: rows.earner[row] as number,
            component: rows.component[row] as number,
            level: rows.level[row] as number,
            ratePpm: rows.ratePpm[row] as number,
            amountMinor: minor(BigInt(rows.amountMinor[row] as number)),
          },
        ]
      : [],
  );
}

const spanOf = ({ startMs, endMs }: Facts['period']) => ({
  from: dayOf(startMs),
  to: dayOf(endMs - 1),
  state: 'closed' as const,
});
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const personOf = (number: number) => ({ number, name: '' });

function seenBy(late: PriorPeriod | undefined, { partners }: RunResult): Seen {
  if (late) return { ...late, numbers: late.partner };
  const { number, activityMet, rank, title, reach } = partners;
  return { numbers: number, isActive: activityMet, rank, title, reach };
}

/** What earns of each line's goods, refunds and edits included: lines of one product class are one. */
function linesOf({ entries, classes }: Facts, order: number): LineOnRecord[] {
  const bases = new Map<number, bigint>();
  entries.order.forEach((of, entry) => {
    if (of !== order || entries.earns[entry] === 0) return;
    const productClass = entries.productClass[entry] as number;
    bases.set(productClass, (bases.get(productClass) ?? 0n) + BigInt(entries.baseMinor[entry] as number));
  });
  return [...bases].map(([index, base]) => {
    const productClass = classes[index];
    assert(productClass, `no product class ${index}`);
    const none = minor(0n);
    return {
      productClass,
      goodsMinor: minor(base > 0n ? base : 0n),
      discountMinor: none,
      taxMinor: none,
      taxRatePpm: null,
      refundedMinor: minor(base > 0n ? 0n : -base),
    };
  });
}

interface Start {
  readonly partner: number;
  readonly paidAtMs: number;
  readonly seen: Seen;
  /** Nobody keeps what an accepted period of a case counted. */
  readonly isLate: boolean;
}

/** From the partner of an order upwards at an instant, without the house account: by sponsors, and in each placement tree. */
function linesAbove(run: RunOfCase, start: Start, atMs: number): LinesAbove {
  const { facts, plan } = run;
  const { partner } = start;
  const sponsors: number[] = [];
  for (let number = partner; number !== 0; number = valueAt(facts.edges, number, atMs) ?? 0) sponsors.push(number);
  const placed = plan.trees.slice(1).map(({ id }) => {
    const owners = ownersAbove(placementOf(facts, id), partner, atMs);
    return [id, owners.map((owner) => onPath(run, owner, start))] as const;
  });
  return { path: sponsors.map((number) => onPath(run, number, start)), placed: Object.fromEntries(placed) };
}

/** Who holds the places above somebody's first one, that one included; nobody while he has none. */
function ownersAbove({ positions, edges }: Placement, partner: number, atMs: number): number[] {
  const ownerOf = new Map(Array.from(positions.number, (number, row) => [number, positions.owner[row] as number]));
  const own = [...positions.number].filter((number) => ownerOf.get(number) === partner);
  const owners: number[] = [];
  let node: number | null = own.length === 0 ? 0 : Math.min(...own);
  while (node !== 0) {
    const above = valueAt(edges, node, atMs);
    if (above === null) break;
    owners.push(ownerOf.get(node) as number);
    node = above;
  }
  return owners;
}

/** Somebody above the order as his period saw him. */
function onPath({ facts, result: { partners } }: RunOfCase, number: number, start: Start): PartnerOnPath {
  const { paidAtMs, seen, isLate } = start;
  const at = seen.numbers.indexOf(number);
  const now = partners.number.indexOf(number);
  return {
    person: personOf(number),
    joinedMs: facts.partners.joinedMs[facts.partners.number.indexOf(number)] as number,
    status: valueAt(facts.statuses, number, paidAtMs) ?? STATUS.none,
    isActive: seen.isActive[at] === 1,
    rank: seen.rank[at] ?? 0,
    title: seen.title[at] ?? 0,
    reach: seen.reach.map((column) => column[at] ?? 0),
    figures: isLate
      ? null
      : {
          ownMinor: partners.ownVolume[now] as number,
          customerMinor: partners.customerVolume[now] as number,
          customerOrders: partners.customerOrders[now] as number,
          measured: partners.measured.map((column) => column[now] as number),
        },
  };
}

/** What holds for one partner at an instant; null where no fact does. */
function valueAt(
  { partner, value, validFromMs, recordedSeq }: DatedFacts,
  number: number,
  atMs: number,
): number | null {
  const rows = [...partner.keys()].filter((row) => partner[row] === number);
  const own: DatedFacts = {
    partner: new Int32Array(rows.length),
    value: Int32Array.from(rows, (row) => value[row] as number),
    validFromMs: Float64Array.from(rows, (row) => validFromMs[row] as number),
    recordedSeq: Float64Array.from(rows, (row) => recordedSeq[row] as number),
  };
  const [held = NOBODY] = inForceAt(own, { partners: 1, atMs, absent: NOBODY });
  return held === NOBODY ? null : held;
}
