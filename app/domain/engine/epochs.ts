import { assert } from '#app/domain/assert.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import { cyclePath, findCycle, HOUSE } from '#app/domain/tree/cycle.ts';
import { advance } from '#app/domain/tree/dated.ts';

/**
 * Time as the run sees it: between two changes of tree or status lies an epoch, and all its orders meet the same line above.
 * Epoch e covers the places `start[e]` up to `start[e + 1]` of `Prepared.sequence`.
 */
export interface Epochs {
  /** The instant at which epoch e + 1 begins; epoch 0 has begun before the first order. */
  readonly changesAtMs: Float64Array;
  readonly start: Int32Array;
}

/** Cuts the sequence of orders where something changes: one pass, as both ascend. A change at an order's instant precedes it. */
export function epochsOf({ facts, sponsors, statuses, sequence }: Prepared): Epochs {
  const changesAtMs = instantsOf(sponsors.changes.validFromMs, statuses.changes.validFromMs);
  const start = new Int32Array(changesAtMs.length + 2);
  let place = 0;
  for (let epoch = 0; epoch < changesAtMs.length; epoch++) {
    const until = changesAtMs[epoch] as number;
    while (place < sequence.length && (facts.orders.asOfMs[sequence[place] as number] as number) < until) place++;
    start[epoch + 1] = place;
  }
  start[changesAtMs.length + 1] = sequence.length;
  return { changesAtMs, start };
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
