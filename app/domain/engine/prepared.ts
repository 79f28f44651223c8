import { assert } from '#app/domain/assert.ts';
import type { Facts, OrderFacts } from '#app/domain/engine/facts.ts';
import type { PriorPeriod, PriorState } from '#app/domain/engine/prior-state.ts';
import {
  knownIndex,
  placementOf,
  placementTree,
  reindexed,
  sponsorTree,
  type DatedTree,
} from '#app/domain/engine/dated-tree.ts';
import type { Ground, Standing } from '#app/domain/engine/scene.ts';
import {
  carriedColumns,
  carriedShares,
  countedColumns,
  type PaidColumns,
  type VolumeColumns,
} from '#app/domain/engine/commissionable.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';
import { timelineOf, type DatedFacts, type Timeline } from '#app/domain/tree/dated.ts';

/** The greatest partner number a table by number is made for; numbers come from a counter, so they are dense. */
const NUMBER_MAX = 1 << 26;

/**
 * Checked facts with partners as indexes: 0 is the house account, the others ascend by number. `sequence`
 * lists the orders by paid instant, then key; the entries of order o are `entryOf[entryStart[o]]` up to `entryOf[entryStart[o + 1]]`.
 */
export interface Prepared {
  readonly facts: Facts;
  readonly numbers: Int32Array;
  /** By partner index: the instant he joined. */
  readonly joinedMs: Float64Array;
  readonly partnerOf: Int32Array;
  /** Every tree that the plan, or that of an accepted period, names: the sponsor tree is the first. */
  readonly trees: readonly DatedTree[];
  /** A byte each: the walk reads it at every step. */
  readonly statuses: Timeline<Uint8Array>;
  readonly sequence: Int32Array;
  readonly entryStart: Int32Array;
  readonly entryOf: Int32Array;
  /** What entries count for under the period's plan: it qualifies people. */
  readonly volumes: VolumeColumns;
  /** What entries count for: `counted[0]` under the period's plan, `counted[p + 1]` under that of accepted period p. */
  readonly counted: readonly PaidColumns[];
  /** What of it carries commission, by plan as above. */
  readonly paid: readonly PaidColumns[];
  /** By accepted period of `PriorState`, then by partner index. */
  readonly before: readonly Standing[];
  /** Index by partner number; -1 for numbers that nobody has. */
  readonly indexOf: Int32Array;
  /** Numbers of partners whose sponsor does not exist: they hang under the house account and are reported (plans 4.9). */
  readonly orphans: readonly number[];
}

/** Checks what the database cannot promise in one place, and turns numbers into indexes. @throws InvariantError */
export function prepare(facts: Facts, plan: PlanShape, prior: PriorState): Prepared {
  const plans = [plan, ...prior.periods.map((period) => period.plan)];
  const { numbers, indexOf } = indexed(facts.partners.number);
  const partnerOf = facts.orders.partner.map((number) => knownIndex(indexOf, number, 'order'));
  const sweep = { fromMs: firstInstant(facts), untilMs: facts.period.endMs };
  const { sponsors, orphans } = sponsorTree(facts, { numbers, indexOf, sweep });
  const joinedMs = joinedByIndex(facts, indexOf);
  const statuses = notBeforeJoining(
    reindexed(facts.statuses, indexOf, (status) => status),
    joinedMs,
  );
  assertOneGrant(facts);
  const ordered = { partnerOf, sequence: inOrderOfTime(facts.orders), ...entriesByOrder(facts) };
  const volumes = countedColumns(facts, plan);
  const counted = plans.map((each) => (each === plan ? volumes : countedColumns(facts, each)));
  const carried = carriedShares({ facts, columns: volumes }, ordered, plan);
  const placed = new Set(plans.flatMap(({ trees }) => trees.slice(1).map(({ id }) => id)));
  return {
    facts,
    numbers,
    joinedMs,
    indexOf,
    ...ordered,
    trees: [
      sponsors,
      ...[...placed].map((id) => placementTree(placementOf(facts, id), { indexOf, partners: numbers.length, sweep })),
    ],
    statuses: timelineOf(statuses, new Uint8Array(numbers.length), sweep),
    volumes,
    counted,
    paid: counted.map((columns) => carriedColumns(facts, columns, carried)),
    before: prior.periods.map((period) => priorStanding(period, indexOf, numbers.length)),
    orphans,
  };
}

/** A rank or an activity that was granted twice would depend on the order of reading. */
function assertOneGrant({ overrides }: Facts): void {
  const seen = new Set<string>();
  for (const { kind, partner } of overrides) {
    assert(!seen.has(`${kind} ${partner}`), `two overrides of one kind for a partner: ${partner}`);
    seen.add(`${kind} ${partner}`);
  }
}

/** What the components of a run stand on. */
export function groundOf({ facts, numbers, joinedMs, trees, statuses }: Prepared): Ground {
  return { classes: facts.classes, partners: { number: numbers, joinedMs }, trees, status: statuses.current };
}

/** Who never appears in an accepted period counts as not active, without rank, and qualifies for nothing. */
function priorStanding(period: PriorPeriod, indexOf: Int32Array, partners: number): Standing {
  const index = period.partner.map((number) => knownIndex(indexOf, number, 'prior period'));
  const byIndex = (values: Uint8Array) => {
    const placed = new Uint8Array(partners);
    for (let row = 0; row < index.length; row++) placed[index[row] as number] = values[row] as number;
    return placed;
  };
  return {
    isActive: byIndex(period.isActive),
    rank: byIndex(period.rank),
    title: byIndex(period.title),
    reach: period.reach.map(byIndex),
  };
}

function indexed(unsorted: Int32Array): { numbers: Int32Array; indexOf: Int32Array } {
  const numbers = new Int32Array(unsorted.length + 1);
  numbers.set(unsorted, 1);
  numbers.sort();
  const greatest = numbers[numbers.length - 1] as number;
  assert(numbers[0] === HOUSE && greatest < NUMBER_MAX, 'a partner number out of range');
  const indexOf = new Int32Array(greatest + 1).fill(-1);
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] as number;
    assert(indexOf[number] === -1, 'a partner twice');
    indexOf[number] = index;
  }
  return { numbers, indexOf };
}

function joinedByIndex({ partners: { number, joinedMs } }: Facts, indexOf: Int32Array): Float64Array {
  const joined = new Float64Array(number.length + 1);
  for (let index = 0; index < number.length; index++)
    joined[indexOf[number[index] as number] as number] = joinedMs[index] as number;
  return joined;
}

/** Nobody has a status before the joining instant, whatever an import dates earlier. */
function notBeforeJoining(dated: DatedFacts, joinedMs: Float64Array): DatedFacts {
  const validFromMs = dated.validFromMs.slice();
  for (let index = 0; index < validFromMs.length; index++) {
    const from = joinedMs[dated.partner[index] as number] as number;
    if ((validFromMs[index] as number) < from) validFromMs[index] = from;
  }
  return { ...dated, validFromMs };
}

/** A sweep starts at the earliest order: a late one belongs before the period. */
function firstInstant(facts: Facts): number {
  let first = facts.period.startMs;
  for (const asOf of facts.orders.asOfMs) {
    assert(asOf < facts.period.endMs, 'an order after the period');
    if (asOf < first) first = asOf;
  }
  return first;
}

/** Indexes of the orders by paid instant, then key; a reader that sorts so costs nothing here. */
function inOrderOfTime({ key, asOfMs }: OrderFacts): Int32Array {
  const sequence = new Int32Array(key.length);
  const compare = (a: number, b: number) =>
    (asOfMs[a] as number) - (asOfMs[b] as number) || (key[a] as number) - (key[b] as number);
  let isSorted = true;
  for (let index = 0; index < key.length; index++) {
    sequence[index] = index;
    if (index > 0 && compare(index - 1, index) >= 0) isSorted = false;
    assert(Number.isSafeInteger(key[index]), 'an order key that is no integer');
  }
  if (isSorted) return sequence;
  sequence.sort(compare);
  for (let place = 1; place < sequence.length; place++) {
    assert(compare(sequence[place - 1] as number, sequence[place] as number) !== 0, 'an order twice');
  }
  return sequence;
}

/** Entries grouped by order by counting, not by comparing. */
function entriesByOrder({ orders, entries }: Facts): { entryStart: Int32Array; entryOf: Int32Array } {
  const entryStart = new Int32Array(orders.key.length + 1);
  for (const order of entries.order) {
    assert(order >= 0 && order < orders.key.length, 'an entry without its order');
    entryStart[order + 1] = (entryStart[order + 1] as number) + 1;
  }
  for (let order = 0; order < orders.key.length; order++) {
    entryStart[order + 1] = (entryStart[order + 1] as number) + (entryStart[order] as number);
  }
  const next = entryStart.slice();
  const entryOf = new Int32Array(entries.order.length);
  for (let entry = 0; entry < entryOf.length; entry++) {
    const order = entries.order[entry] as number;
    entryOf[next[order] as number] = entry;
    next[order] = (next[order] as number) + 1;
  }
  return { entryStart, entryOf };
}
