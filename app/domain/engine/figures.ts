import { assert } from '#app/domain/assert.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import type { TreeInForce } from '#app/domain/engine/scene.ts';
import { unitsOf } from '#app/domain/engine/units.ts';
import { customersOf, type Volumes } from '#app/domain/engine/volumes.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';
import type { VolumeKind } from '#app/domain/plan/volumes.ts';
import { preorderOf, type Preorder } from '#app/domain/tree/preorder.ts';
import { rollUp } from '#app/domain/tree/roll-up.ts';

/** A tree at the period's end with its line. */
export interface TreeAtEnd {
  readonly tree: TreeInForce;
  readonly preorder: Preorder;
}

/**
 * Figures of the period that conditions and components ask for, each computed once, when somebody asks first. All are
 * integers: minor units for `net`, smallest points for `pv` and `cv`, or counts.
 */
export class Figures {
  readonly volumes: Volumes;
  readonly plan: PlanShape;
  readonly #prepared: Prepared;
  readonly #trees = new Map<string, TreeAtEnd>();
  readonly #memo = new Map<string, Float64Array | Int32Array>();

  constructor(prepared: Prepared, plan: PlanShape, volumes: Volumes) {
    this.#prepared = prepared;
    this.plan = plan;
    this.volumes = volumes;
  }

  get partners(): number {
    return this.#prepared.numbers.length;
  }

  /** An amount of the document in the units of its volume. */
  units(kind: VolumeKind, amount: string): number {
    return unitsOf(this.plan, kind, amount);
  }

  tree(id: string): TreeAtEnd {
    const known = this.#trees.get(id);
    if (known) return known;
    const dated = this.#prepared.trees.find((tree) => tree.id === id);
    assert(dated, `no tree ${id}`);
    const made = { tree: dated.atEnd, preorder: preorderOf(dated.atEnd.parent) };
    this.#trees.set(id, made);
    return made;
  }

  /** Own and customers' volume together, by partner. */
  personal(kind: VolumeKind): Float64Array {
    return this.#once(`personal ${kind}`, () => {
      const { own, customer } = this.volumes.by[kind];
      return own.map((value, index) => value + (customer[index] as number));
    });
  }

  /** Personal volume by node of a tree: it stands at the owner's first node. */
  byNode(id: string, kind: VolumeKind): Float64Array {
    return this.#once(`node ${id} ${kind}`, () => {
      const { tree } = this.tree(id);
      if (tree.placedAtMs === null) return this.personal(kind);
      const values = new Float64Array(tree.parent.length);
      const personal = this.personal(kind);
      for (let node = 1; node < values.length; node++) {
        const partner = tree.owner[node] as number;
        if (tree.nodeOf[partner] === node) values[node] = personal[partner] as number;
      }
      return values;
    });
  }

  /** Volume of each node and everything below it (plans 1.2, GV). */
  group(id: string, kind: VolumeKind): Float64Array {
    return this.#once(`group ${id} ${kind}`, () => {
      const { tree, preorder } = this.tree(id);
      return rollUp(this.byNode(id, kind), preorder, tree.parent);
    });
  }

  /** Volume of each node and `levels` levels below it (plans 1.2, TV). */
  team(id: string, kind: VolumeKind, levels: number): Float64Array {
    return this.#once(`team ${id} ${kind} ${levels}`, () => {
      const { tree, preorder } = this.tree(id);
      const deepest = preorder.depth.reduce((most, depth) => Math.max(most, depth), 0);
      const sums = this.byNode(id, kind).slice();
      let shell = this.byNode(id, kind);
      for (let level = 0; level < Math.min(levels, deepest); level++) {
        const above = new Float64Array(sums.length);
        for (let node = 1; node < shell.length; node++) {
          const parent = tree.parent[node] as number;
          above[parent] = (above[parent] as number) + (shell[node] as number);
        }
        for (let node = 0; node < sums.length; node++) sums[node] = (sums[node] as number) + (above[node] as number);
        shell = above;
      }
      return sums;
    });
  }

  /** How many active partners hold a node of a leg, its first node included. */
  activeBelow(id: string, isActiveNow: Uint8Array): Float64Array {
    return this.#once(`active ${id}`, () => {
      const { tree, preorder } = this.tree(id);
      const counts = Float64Array.from(tree.owner, (partner) => isActiveNow[partner] as number);
      return rollUp(counts, preorder, tree.parent);
    });
  }

  customers(kind: VolumeKind, each: string): Int32Array {
    return this.#once(`customers ${kind} ${each}`, () => customersOf(this.#prepared, kind, this.units(kind, each)));
  }

  #once<T extends Float64Array | Int32Array>(key: string, make: () => T): T {
    const known = this.#memo.get(key);
    if (known) return known as T;
    const made = make();
    this.#memo.set(key, made);
    return made;
  }
}
