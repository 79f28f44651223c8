import { assert } from '#app/domain/assert.ts';
import type { DatedTree } from '#app/domain/engine/dated-tree.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import { cyclePath, findCycle, HOUSE } from '#app/domain/tree/cycle.ts';
import { advance, type Timeline } from '#app/domain/tree/dated.ts';

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
export function epochsOf({ facts, trees, statuses, sequence }: Prepared): Epochs {
  const changesAtMs = instantsOf([...trees.map(({ edges }) => edges), statuses]);
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

/** Moves the trees and statuses of a prepared run from epoch to epoch. */
export class Sweep {
  readonly #trees: readonly TreeSweep[];
  readonly #statuses: Prepared['statuses'];
  #nextStatus = 0;

  constructor({ trees, statuses }: Prepared) {
    this.#trees = trees.map((tree) => new TreeSweep(tree));
    this.#statuses = statuses;
  }

  /** Applies every change that takes effect at or before `atMs`. @throws InvariantError with the circle, if they close one */
  to(atMs: number): void {
    this.#nextStatus = advance(this.#statuses, this.#nextStatus, atMs);
    for (const tree of this.#trees) tree.to(atMs);
  }
}

/** One tree on its way; it stops at the first circle, for a run that meets one must end before it writes (plans 4.8). */
class TreeSweep {
  readonly #tree: DatedTree;
  readonly #children: Int32Array;
  #next = 0;

  constructor(tree: DatedTree) {
    const { current } = tree.edges;
    refuse(findCycle(current), tree.labels);
    this.#tree = tree;
    this.#children = new Int32Array(current.length);
    for (let node = 1; node < current.length; node++) this.#count(current[node] as number, 1);
  }

  to(atMs: number): void {
    const { edges, labels } = this.#tree;
    const { partner, value, validFromMs } = edges.changes;
    const first = this.#next;
    let last = first;
    for (; last < partner.length && (validFromMs[last] as number) <= atMs; last++) {
      const moved = partner[last] as number;
      this.#count(edges.current[moved] as number, -1);
      edges.current[moved] = value[last] as number;
      this.#count(edges.current[moved] as number, 1);
    }
    this.#next = last;
    for (let change = first; change < last; change++) {
      const moved = partner[change] as number;
      // Whoever has nobody below cannot be part of a circle; joining is the usual change, and costs nothing this way.
      if ((this.#children[moved] as number) === 0) continue;
      refuse(
        cyclePath((node) => edges.current[node], moved, edges.current[moved] as number),
        labels,
      );
    }
  }

  #count(parent: number, by: number): void {
    if (parent !== HOUSE) this.#children[parent] = (this.#children[parent] as number) + by;
  }
}

function refuse(cycle: readonly number[] | null, labels: Int32Array): void {
  assert(cycle === null, `a circle in the tree: ${(cycle ?? []).map((node) => labels[node]).join(' > ')}`);
}

/** The distinct instants at which a timeline changes, ascending. */
function instantsOf(timelines: readonly Timeline<Int32Array | Uint8Array>[]): Float64Array {
  const columns = timelines.map(({ changes }) => changes.validFromMs);
  const all = new Float64Array(columns.reduce((total, column) => total + column.length, 0));
  let filled = 0;
  for (const column of columns) {
    all.set(column, filled);
    filled += column.length;
  }
  all.sort();
  return all.filter((instant, index) => index === 0 || instant !== all[index - 1]);
}
