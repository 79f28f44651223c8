import { assert } from '#app/domain/assert.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import { cyclePath, findCycle, HOUSE } from '#app/domain/tree/cycle.ts';
import { advance } from '#app/domain/tree/dated.ts';

/**
 * Time as the run sees it: between two changes of tree or status lies an epoch, and all its orders meet the same line above.
 * `order` lists the orders epoch by epoch, inside one by key; epoch e covers `start[e]` up to `start[e + 1]`.
 */
export interface Epochs {
  /** The instant at which epoch e + 1 begins; epoch 0 has begun before the first order. */
  readonly changesAtMs: Float64Array;
  readonly order: Int32Array;
  readonly start: Int32Array;
}

/** Sorts orders into epochs by counting: linear but for one binary search per order. */
export function epochsOf({ facts, sponsors, statuses, sequence }: Prepared): Epochs {
  const changesAtMs = instantsOf(sponsors.changes.validFromMs, statuses.changes.validFromMs);
  const start = new Int32Array(changesAtMs.length + 2);
  if (changesAtMs.length === 0) return { changesAtMs, order: sequence, start: Int32Array.of(0, sequence.length) };
  const epochOf = new Int32Array(sequence.length);
  for (let index = 0; index < epochOf.length; index++) {
    const epoch = countUpTo(changesAtMs, facts.orders.asOfMs[index] as number);
    epochOf[index] = epoch;
    start[epoch + 1] = (start[epoch + 1] as number) + 1;
  }
  for (let epoch = 1; epoch < start.length; epoch++)
    start[epoch] = (start[epoch] as number) + (start[epoch - 1] as number);
  const next = start.slice();
  const order = new Int32Array(sequence.length);
  for (const index of sequence) {
    const epoch = epochOf[index] as number;
    order[next[epoch] as number] = index;
    next[epoch] = (next[epoch] as number) + 1;
  }
  return { changesAtMs, order, start };
}

/**
 * Moves tree and statuses of a prepared run from epoch to epoch, and stops at the first circle: a run that meets one
 * must end before it writes (plans 4.8).
 */
export class Sweep {
  readonly #prepared: Prepared;
  readonly #children: Int32Array;
  #nextEdge = 0;
  #nextStatus = 0;

  constructor(prepared: Prepared) {
    const { current } = prepared.sponsors;
    refuse(findCycle(current), prepared.numbers);
    this.#prepared = prepared;
    this.#children = new Int32Array(current.length);
    for (let partner = 1; partner < current.length; partner++) this.#count(current[partner] as number, 1);
  }

  /** Applies every change that takes effect at or before `atMs`. @throws InvariantError with the circle, if they close one */
  to(atMs: number): void {
    const { sponsors, statuses, numbers } = this.#prepared;
    const { partner, value, validFromMs } = sponsors.changes;
    this.#nextStatus = advance(statuses, this.#nextStatus, atMs);
    const first = this.#nextEdge;
    let last = first;
    for (; last < partner.length && (validFromMs[last] as number) <= atMs; last++) {
      const moved = partner[last] as number;
      this.#count(sponsors.current[moved] as number, -1);
      sponsors.current[moved] = value[last] as number;
      this.#count(sponsors.current[moved] as number, 1);
    }
    this.#nextEdge = last;
    for (let change = first; change < last; change++) {
      const moved = partner[change] as number;
      // Whoever has nobody below cannot be part of a circle; joining is the usual change, and costs nothing this way.
      if ((this.#children[moved] as number) === 0) continue;
      refuse(
        cyclePath((node) => sponsors.current[node], moved, sponsors.current[moved] as number),
        numbers,
      );
    }
  }

  #count(parent: number, by: number): void {
    if (parent !== HOUSE) this.#children[parent] = (this.#children[parent] as number) + by;
  }
}

function refuse(cycle: readonly number[] | null, numbers: Int32Array): void {
  assert(cycle === null, `a circle of sponsors: ${(cycle ?? []).map((index) => numbers[index]).join(' > ')}`);
}

/** The distinct instants of two ascending columns, ascending. */
function instantsOf(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  all.sort();
  return all.filter((instant, index) => index === 0 || instant !== all[index - 1]);
}

/** How many of the ascending `instants` are at or before `at`. */
function countUpTo(instants: Float64Array, at: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
