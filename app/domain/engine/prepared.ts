import { assert } from '#app/domain/assert.ts';
import type { Facts, OrderFacts } from '#app/domain/engine/facts.ts';
import type { PriorState } from '#app/domain/engine/prior-state.ts';
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
  readonly partnerOf: Int32Array;
  readonly sponsors: Timeline<Int32Array>;
  /** A byte each: the walk reads it at every step. */
  readonly statuses: Timeline<Uint8Array>;
  readonly sequence: Int32Array;
  readonly entryStart: Int32Array;
  readonly entryOf: Int32Array;
  /** 1 by partner index, per period of `PriorState`. */
  readonly activeBefore: readonly Uint8Array[];
  /** Numbers of partners whose sponsor does not exist: they hang under the house account and are reported (plans 4.9). */
  readonly orphans: readonly number[];
}

/**
 * Checks what the database cannot promise in one place, and turns numbers into indexes. `payLevels` is the most often that
 * one base can be paid: the levels of all components together. @throws InvariantError
 */
export function prepare(facts: Facts, prior: PriorState, payLevels: number): Prepared {
  const { numbers, indexOf } = indexed(facts.partners.number);
  const partnerOf = facts.orders.partner.map((number) => knownIndex(indexOf, number, 'order'));
  const orphans = new Set<number>();
  const sponsorOf = (sponsor: number, partner: number): number => {
    const index = indexOf[sponsor] ?? -1;
    if (index < 0) orphans.add(partner);
    return index < 0 ? HOUSE : index;
  };
  const sweep = { fromMs: firstInstant(facts), untilMs: facts.period.endMs };
  const edges = reindexed(facts.edges, indexOf, sponsorOf);
  const statuses = notBeforeJoining(
    reindexed(facts.statuses, indexOf, (status) => status),
    facts,
    indexOf,
  );
  const sequence = inOrderOfTime(facts.orders);
  assert(isBounded(facts, payLevels), 'amounts beyond what integers below 2^53 hold');
  return {
    facts,
    numbers,
    partnerOf,
    sponsors: timelineOf(edges, new Int32Array(numbers.length), sweep),
    statuses: timelineOf(statuses, new Uint8Array(numbers.length), sweep),
    sequence,
    ...entriesByOrder(facts),
    activeBefore: prior.periods.map(({ activePartners }) => {
      const isActive = new Uint8Array(numbers.length);
      for (const number of activePartners) isActive[knownIndex(indexOf, number, 'prior period')] = 1;
      return isActive;
    }),
    orphans: [...orphans].sort((a, b) => a - b),
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

function knownIndex(indexOf: Int32Array, number: number, where: string): number {
  const index = indexOf[number] ?? -1;
  if (index < 0) assert(false, `an unknown partner in ${where}: ${number}`); // no text is made for those that are known
  return index;
}

function reindexed(
  dated: DatedFacts,
  indexOf: Int32Array,
  valueOf: (value: number, partner: number) => number,
): DatedFacts {
  const partner = new Int32Array(dated.partner.length);
  const value = new Int32Array(dated.partner.length);
  for (let index = 0; index < partner.length; index++) {
    const number = dated.partner[index] as number;
    partner[index] = knownIndex(indexOf, number, 'dated facts');
    value[index] = valueOf(dated.value[index] as number, number);
  }
  return { ...dated, partner, value };
}

/** Nobody has a status before the joining instant, whatever an import dates earlier. */
function notBeforeJoining(dated: DatedFacts, facts: Facts, indexOf: Int32Array): DatedFacts {
  const { number, joinedMs } = facts.partners;
  const joined = new Float64Array(number.length + 1);
  for (let index = 0; index < number.length; index++)
    joined[indexOf[number[index] as number] as number] = joinedMs[index] as number;
  const validFromMs = dated.validFromMs.slice();
  for (let index = 0; index < validFromMs.length; index++) {
    const from = joined[dated.partner[index] as number] as number;
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

/**
 * Every base is an integer, and all bases together stay so far below 2^53 that no sum of a run leaves the integers: bases by
 * partner and by downline are at most their sum, and a level pays at most its base, because rates end at 1. The least factor
 * keeps single amounts below 2^47, as the row hash expects.
 */
function isBounded({ entries, classes }: Facts, payLevels: number): boolean {
  const most = Number.MAX_SAFE_INTEGER / Math.max(100, payLevels);
  let total = 0;
  for (let entry = 0; entry < entries.baseMinor.length; entry++) {
    const base = entries.baseMinor[entry] as number;
    assert(Number.isSafeInteger(base), 'a base that is no integer');
    assert((entries.productClass[entry] as number) < classes.length, 'an unknown product class');
    total += Math.abs(base);
    if (total > most) return false;
  }
  return true;
}
