/**
 * Where an outer edge ends: from each position down, always to the child on one side. Edges only grow, so what was walked once
 * is remembered (union-find with path compression): nearly constant time each, even on a chain of a million.
 */
export class OuterEdge {
  /** By position: somebody further down its edge, itself at the end; and how many steps that is. */
  #further: Int32Array;
  #steps: Int32Array;

  constructor(positions: number) {
    this.#further = Int32Array.from({ length: positions }, (_, position) => position);
    this.#steps = new Int32Array(positions);
  }

  /** Says that `child` continues the edge of `parent`, which ended there. */
  link(parent: number, child: number): void {
    this.#further[parent] = child;
    this.#steps[parent] = 1;
  }

  /** The last position of the edge from here on. */
  endOf(position: number): number {
    let end = position;
    let length = 0;
    while (this.#further[end] !== end) {
      length += this.#steps[end] as number;
      end = this.#further[end] as number;
    }
    let walked = position;
    while (walked !== end) {
      const next = this.#further[walked] as number;
      const steps = this.#steps[walked] as number;
      this.#further[walked] = end;
      this.#steps[walked] = length;
      length -= steps;
      walked = next;
    }
    return end;
  }

  /** How many positions hang on the edge below this one. */
  lengthOf(position: number): number {
    this.endOf(position);
    return this.#steps[position] as number;
  }

  grow(positions: number): void {
    const before = this.#further.length;
    const further = new Int32Array(positions);
    further.set(this.#further);
    for (let position = before; position < positions; position++) further[position] = position;
    const steps = new Int32Array(positions);
    steps.set(this.#steps);
    this.#further = further;
    this.#steps = steps;
  }
}
