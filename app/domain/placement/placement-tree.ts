import { assert } from '#app/domain/assert.ts';
import { OuterEdge } from '#app/domain/placement/outer-edge.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';
import { preorderOf } from '#app/domain/tree/preorder.ts';

/** A place below a position; `slot` counts from 0, left first. */
export interface Slot {
  readonly parent: number;
  readonly slot: number;
}

/** Positions by number, dense from 1; index 0 is the house account's, which has no place and any number of slots. */
export interface Positions {
  readonly parent: Int32Array;
  readonly slot: Int32Array;
}

/**
 * A forced matrix, or a binary tree as one of width 2, that knows its free slots (plans 2.4). Each position keeps how many
 * levels below it the nearest free slot is. That number only grows while positions come, by at most log(positions) each, so a
 * placement costs logarithmic time over many of them, however deep the tree; no subtree is ever searched.
 */
export class PlacementTree {
  readonly #width: number;
  #count: number;
  #parent: Int32Array;
  #slot: Int32Array;
  /** By position and slot: who stands there, 0 for nobody. */
  #children: Int32Array;
  /** By position: levels down to the nearest position with a free slot, 0 for itself. */
  #nearest: Uint8Array;
  #roots = 0;
  readonly #edges: { readonly left: OuterEdge; readonly right: OuterEdge };

  /** @throws InvariantError on a slot that is taken twice or does not exist */
  constructor(width: number, { parent, slot }: Positions) {
    this.#width = width;
    this.#count = parent.length;
    this.#parent = Int32Array.from(parent);
    this.#slot = Int32Array.from(slot);
    this.#children = new Int32Array(parent.length * width);
    this.#nearest = new Uint8Array(parent.length);
    this.#edges = { left: new OuterEdge(parent.length), right: new OuterEdge(parent.length) };
    for (let position = 1; position < parent.length; position++) this.#occupy(position);
    const { order } = preorderOf(parent);
    for (let place = order.length - 1; place > 0; place--) {
      const position = order[place] as number;
      this.#nearest[position] = this.#nearestOf(position);
    }
  }

  /** How many positions there are. */
  get count(): number {
    return this.#count - 1;
  }

  /** Who stands in a slot; 0 for nobody. */
  at({ parent, slot }: Slot): number {
    return this.#children[parent * this.#width + slot] as number;
  }

  parentOf(position: number): number {
    return this.#parent[position] as number;
  }

  slotOf(position: number): number {
    return this.#slot[position] as number;
  }

  /** The nearest free slot below a position, on its level the leftmost. */
  breadthFirst(below: number): Slot {
    if (below === HOUSE) return this.#nextRoot();
    let position = below;
    for (let levels = this.#nearest[below] as number; levels > 0; levels--) {
      position = this.#childWith(position, levels - 1);
    }
    return this.#freeSlotOf(position);
  }

  /**
   * The first free slot below a position, branch by branch from the left, within `height` levels. Where these are full it is
   * the nearest one beyond: nobody stays without a place, though this sponsor earns nothing there.
   */
  depthFirst(below: number, height: number): Slot {
    if (below === HOUSE) return this.#nextRoot();
    if ((this.#nearest[below] as number) >= height) return this.breadthFirst(below);
    let position = below;
    for (let left = height; ; left--) {
      let slot = 0;
      let child = this.at({ parent: position, slot });
      // A child is entered if a free slot lies within the levels that are left below it.
      while (child !== 0 && (this.#nearest[child] as number) + 1 >= left) {
        child = this.at({ parent: position, slot: ++slot });
      }
      if (child === 0) return { parent: position, slot };
      position = child;
    }
  }

  /** The slot at the end of the outer edge below a position: always left, or always right. */
  outerEdge(below: number, side: 'left' | 'right'): Slot {
    if (below === HOUSE) return this.#nextRoot();
    return { parent: this.#edges[side].endOf(below), slot: side === 'left' ? 0 : this.#width - 1 };
  }

  /**
   * The end of the outer edge of the leg with less volume; at equal volume of the shorter edge, then of the left one. `volume` is
   * that of each position and everybody below it; positions that are newer than the figures have none.
   */
  weakerLeg(below: number, volume: Float64Array): Slot {
    if (below === HOUSE) return this.#nextRoot();
    const { left, right } = this.#edges;
    const volumeAt = (slot: number) => {
      const child = this.at({ parent: below, slot });
      return child === 0 ? 0 : (volume[child] ?? 0);
    };
    const [leftVolume, rightVolume] = [volumeAt(0), volumeAt(this.#width - 1)];
    if (leftVolume !== rightVolume) return this.outerEdge(below, leftVolume < rightVolume ? 'left' : 'right');
    return this.outerEdge(below, left.lengthOf(below) <= right.lengthOf(below) ? 'left' : 'right');
  }

  /** Puts a new position into a free slot. Result: its number. @throws InvariantError if somebody stands there */
  add({ parent, slot }: Slot): number {
    const position = this.#count++;
    this.#grow();
    this.#parent[position] = parent;
    this.#slot[position] = slot;
    this.#occupy(position);
    for (let above = parent; above !== HOUSE; above = this.#parent[above] as number) {
      const nearest = this.#nearestOf(above);
      if (nearest === this.#nearest[above]) break;
      this.#nearest[above] = nearest;
    }
    return position;
  }

  #nextRoot(): Slot {
    return { parent: HOUSE, slot: this.#roots };
  }

  #occupy(position: number): void {
    const parent = this.#parent[position] as number;
    const slot = this.#slot[position] as number;
    if (parent === HOUSE) {
      this.#roots = Math.max(this.#roots, slot + 1);
      return;
    }
    const isPlace = slot >= 0 && slot < this.#width && this.at({ parent, slot }) === 0;
    if (!isPlace) assert(false, `no free slot ${slot} below position ${parent}`);
    this.#children[parent * this.#width + slot] = position;
    if (slot === 0) this.#edges.left.link(parent, position);
    if (slot === this.#width - 1) this.#edges.right.link(parent, position);
  }

  #nearestOf(position: number): number {
    let nearest = Infinity;
    for (let slot = 0; slot < this.#width; slot++) {
      const child = this.at({ parent: position, slot });
      if (child === 0) return 0;
      nearest = Math.min(nearest, (this.#nearest[child] as number) + 1);
    }
    return nearest;
  }

  #childWith(position: number, nearest: number): number {
    for (let slot = 0; slot < this.#width; slot++) {
      const child = this.at({ parent: position, slot });
      if (this.#nearest[child] === nearest) return child;
    }
    assert(false, `position ${position} lost its free slot`);
  }

  #freeSlotOf(position: number): Slot {
    let slot = 0;
    while (this.at({ parent: position, slot }) !== 0) slot++;
    return { parent: position, slot };
  }

  #grow(): void {
    if (this.#count <= this.#parent.length) return;
    const capacity = Math.max(16, this.#parent.length * 2);
    const grown = (column: Int32Array, length: number) => {
      const larger = new Int32Array(length);
      larger.set(column);
      return larger;
    };
    this.#parent = grown(this.#parent, capacity);
    this.#slot = grown(this.#slot, capacity);
    this.#children = grown(this.#children, capacity * this.#width);
    const nearest = new Uint8Array(capacity);
    nearest.set(this.#nearest);
    this.#nearest = nearest;
    this.#edges.left.grow(capacity);
    this.#edges.right.grow(capacity);
  }
}
