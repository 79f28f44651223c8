import { assert } from '#app/domain/assert.ts';
import type { Facts, Placement } from '#app/domain/engine/facts.ts';
import type { TreeInForce } from '#app/domain/engine/scene.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';
import { inForceAt, timelineOf, type DatedFacts, type Timeline } from '#app/domain/tree/dated.ts';

/** A tree with its changes: `inForce` moves with the run, `atEnd` is the one at the period's end. */
export interface DatedTree {
  readonly id: string;
  readonly inForce: TreeInForce;
  readonly atEnd: TreeInForce;
  readonly edges: Timeline<Int32Array>;
  /** What people call a node: the partner's or the position's number. */
  readonly labels: Int32Array;
}

interface Indexing {
  /** Index by partner number; -1 for numbers that nobody has. */
  readonly indexOf: Int32Array;
  readonly sweep: { readonly fromMs: number; readonly untilMs: number };
}

/** The sponsor tree by partner index; partners whose sponsor does not exist are reported (plans 4.9). */
export function sponsorTree(
  facts: Facts,
  { numbers, indexOf, sweep }: Indexing & { readonly numbers: Int32Array },
): { sponsors: DatedTree; orphans: readonly number[] } {
  const orphans = new Set<number>();
  const edges = reindexed(facts.edges, indexOf, (sponsor, partner) => {
    const index = indexOf[sponsor] ?? -1;
    if (index < 0) orphans.add(partner);
    return index < 0 ? HOUSE : index;
  });
  const identity = Int32Array.from(numbers, (_, index) => index);
  return {
    sponsors: datedTree(
      edges,
      { owner: identity, nodeOf: identity, placedAtMs: null },
      { id: 'sponsor', labels: numbers, sweep },
    ),
    orphans: [...orphans].sort((a, b) => a - b),
  };
}

/** The positions of a tree; none if nobody was placed yet. */
export function placementOf({ placements }: Facts, tree: string): Placement {
  const empty = new Int32Array(0);
  return (
    placements.find((placement) => placement.tree === tree) ?? {
      tree,
      positions: { number: empty, owner: empty },
      edges: { partner: empty, value: empty, validFromMs: new Float64Array(0), recordedSeq: new Float64Array(0) },
      slot: empty,
    }
  );
}

/** A placement tree by position number: dense, so a number is its own index. */
export function placementTree(
  { tree: id, positions, edges }: Placement,
  { indexOf, partners, sweep }: Indexing & { readonly partners: number },
): DatedTree {
  const count = positions.number.length + 1;
  const owner = new Int32Array(count);
  const nodeOf = new Int32Array(partners).fill(-1);
  nodeOf[HOUSE] = HOUSE;
  const isTaken = new Uint8Array(count);
  for (let row = 0; row < positions.number.length; row++) {
    const node = positions.number[row] as number;
    assert(node > 0 && node < count && isTaken[node] === 0, `position numbers are not dense: ${node}`);
    isTaken[node] = 1;
    const partner = knownIndex(indexOf, positions.owner[row] as number, 'position');
    owner[node] = partner;
    const before = nodeOf[partner] as number;
    if (before < 0 || node < before) nodeOf[partner] = node;
  }
  const placedAtMs = new Float64Array(count).fill(Infinity);
  placedAtMs[HOUSE] = -Infinity;
  for (let edge = 0; edge < edges.partner.length; edge++) {
    const [node, parent] = [edges.partner[edge] as number, edges.value[edge] as number];
    assert(node > 0 && node < count && parent >= 0 && parent < count, `an edge outside the tree: ${node} > ${parent}`);
    placedAtMs[node] = Math.min(placedAtMs[node] as number, edges.validFromMs[edge] as number);
  }
  const labels = Int32Array.from({ length: count }, (_, node) => node);
  return datedTree(edges, { owner, nodeOf, placedAtMs }, { id, labels, sweep });
}

function datedTree(
  edges: DatedFacts,
  nodes: Omit<TreeInForce, 'parent'>,
  { id, labels, sweep }: { readonly id: string; readonly labels: Int32Array; readonly sweep: Indexing['sweep'] },
): DatedTree {
  const timeline = timelineOf(edges, new Int32Array(labels.length), sweep);
  const atEnd = inForceAt(edges, { partners: labels.length, atMs: sweep.untilMs - 1, absent: HOUSE });
  return {
    id,
    inForce: { ...nodes, parent: timeline.current },
    atEnd: { ...nodes, parent: atEnd },
    edges: timeline,
    labels,
  };
}

/** @throws InvariantError on a number that no partner has */
export function knownIndex(indexOf: Int32Array, number: number, where: string): number {
  const index = indexOf[number] ?? -1;
  if (index < 0) assert(false, `an unknown partner in ${where}: ${number}`); // no text is made for those that are known
  return index;
}

/** Dated facts by partner index instead of number. `valueOf` gets each value with the number it belongs to. */
export function reindexed(
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
