import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capacityOf } from '#app/domain/placement/capacity.ts';
import { closeGap } from '#app/domain/placement/close-gap.ts';
import { addPosition, placeByHand } from '#app/domain/placement/place-by-hand.ts';
import { placeWaiting, type Placed, type PlacementRule, type Waiting } from '#app/domain/placement/place-waiting.ts';
import { PlacementTree, type Positions, type Slot } from '#app/domain/placement/placement-tree.ts';
import type { Tree } from '#app/domain/plan/trees.ts';

const DAY = 86_400_000;
const NOBODY: Positions = { parent: new Int32Array(1), slot: new Int32Array(1) };

type Matrix = Extract<Tree, { kind: 'matrix' }>;
type Binary = Extract<Tree, { kind: 'binary' }>;
const held = { id: 'placement', positions_per_partner: 2, holding_days: 0, gap: 'hold_slot' } as const;
const matrix = (rule: Partial<Matrix>): Matrix => ({
  kind: 'matrix',
  ...held,
  width: 3,
  height: 3,
  spillover: 'breadth_first',
  ...rule,
});
const binary = (rule: Partial<Binary>): Binary => ({ kind: 'binary', ...held, spillover: 'left', ...rule });

/** Positions as records, searched naively. */
interface Node {
  readonly parent: number;
  readonly slot: number;
}

const childOf = (nodes: readonly Node[], parent: number, slot: number) =>
  nodes.findIndex((node, index) => index > 0 && node.parent === parent && node.slot === slot);

/** Level by level from the left, as plans 2.4 says it. */
function naiveBreadthFirst(nodes: readonly Node[], below: number, width: number): Slot {
  const slots = Array.from({ length: width }, (_, slot) => slot);
  for (let level = [below]; ;) {
    const places = level.flatMap((parent) => slots.map((slot) => ({ parent, slot })));
    const free = places.find(({ parent, slot }) => childOf(nodes, parent, slot) < 0);
    if (free) return free;
    level = places.map(({ parent, slot }) => childOf(nodes, parent, slot));
  }
}

function naiveDepthFirst(nodes: readonly Node[], parent: number, width: number, levels: number): Slot | null {
  if (levels === 0) return null;
  for (let slot = 0; slot < width; slot++) {
    const child = childOf(nodes, parent, slot);
    if (child < 0) return { parent, slot };
    const found = naiveDepthFirst(nodes, child, width, levels - 1);
    if (found) return found;
  }
  return null;
}

function naiveEdge(nodes: readonly Node[], below: number, slot: number): { end: Slot; length: number } {
  let parent = below;
  for (let length = 0; ; length++) {
    const child = childOf(nodes, parent, slot);
    if (child < 0) return { end: { parent, slot }, length };
    parent = child;
  }
}

const sizeOf = (nodes: readonly Node[], top: number): number =>
  1 + nodes.reduce((sum, node, index) => sum + (index > 0 && node.parent === top ? sizeOf(nodes, index) : 0), 0);

const positionsOf = (nodes: readonly Node[]): Positions => ({
  parent: Int32Array.from(nodes, ({ parent }) => parent),
  slot: Int32Array.from(nodes, ({ slot }) => slot),
});

// Goal: the slot that a search of the whole subtree finds. Method: any tree, grown by all rules at once, reopened on the way.
test('a place is the one that a search of the whole subtree finds, and no width is ever exceeded', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.record({ below: fc.nat(), rule: fc.nat({ max: 4 }), reopens: fc.boolean() }), { maxLength: 60 }),
      (width, height, steps) => {
        const nodes: Node[] = [{ parent: 0, slot: 0 }];
        let tree = new PlacementTree(width, NOBODY);
        for (const { below: pick, rule, reopens } of steps) {
          if (reopens) tree = new PlacementTree(width, positionsOf(nodes));
          const below = pick % nodes.length;
          const volume = Float64Array.from(nodes, (_, index) => (index * 7) % 3);
          const roots = nodes.filter(({ parent }, index) => index > 0 && parent === 0).length;
          const [left, right] = [naiveEdge(nodes, below, 0), naiveEdge(nodes, below, width - 1)];
          const at = (slot: number) => volume[Math.max(0, childOf(nodes, below, slot))] ?? 0;
          const weaker =
            at(0) === at(width - 1)
              ? left.length <= right.length
                ? left
                : right
              : at(0) < at(width - 1)
                ? left
                : right;
          const [found, expected] = [
            () => [tree.breadthFirst(below), naiveBreadthFirst(nodes, below, width)],
            () => [
              tree.depthFirst(below, height),
              naiveDepthFirst(nodes, below, width, height) ?? naiveBreadthFirst(nodes, below, width),
            ],
            () => [tree.outerEdge(below, 'left'), left.end],
            () => [tree.outerEdge(below, 'right'), right.end],
            () => [tree.weakerLeg(below, volume), weaker.end],
          ][rule]?.() ?? [null, null];
          const slot = below === 0 ? { parent: 0, slot: roots } : expected;
          expect(found).toEqual(slot);
          if (!slot) continue;
          expect(tree.add(slot)).toBe(nodes.length);
          nodes.push(slot);
        }
        expect(tree.count).toBe(nodes.length - 1);
        for (let parent = 1; parent < nodes.length; parent++) {
          const slots = nodes.filter((node, index) => index > 0 && node.parent === parent).map(({ slot }) => slot);
          expect(new Set(slots).size).toBe(slots.length);
          expect(Math.max(0, ...slots)).toBeLessThan(width);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('a full sponsor holds as many as the matrix has places, and the next one goes beyond it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 3 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom('breadth_first' as const, 'depth_first' as const),
      (width, height, spillover) => {
        const tree = new PlacementTree(width, NOBODY);
        const top = tree.add(tree.breadthFirst(0));
        const depth = [0, 0];
        const capacity = Number(capacityOf({ width, height }));
        for (let count = 0; count <= capacity; count++) {
          const slot = spillover === 'depth_first' ? tree.depthFirst(top, height) : tree.breadthFirst(top);
          depth.push((depth[slot.parent] ?? 0) + 1);
          tree.add(slot);
        }
        expect(Math.max(...depth.slice(0, -1))).toBe(height);
        expect(depth.at(-1)).toBe(height + 1);
      },
    ),
    { numRuns: 30 },
  );
});

test('a 3 x 7 matrix has 3,279 places and a 2 x 12 one 8,190 (MTX-02, MTX-03)', () => {
  expect(capacityOf({ width: 3, height: 7 })).toBe(3279n);
  expect(capacityOf({ width: 2, height: 12 })).toBe(8190n);
});

/** Somebody's whole programme in memory: partner 1001 is on top, everybody's sponsor has a lower number. */
function programme(rule: PlacementRule, sponsors: Record<number, number>) {
  const first = new Map<number, number>();
  const placed: Placed = {
    tree: new PlacementTree(rule.kind === 'binary' ? 2 : rule.width, NOBODY),
    firstOf: (partner) => first.get(partner) ?? 0,
    sponsorOf: (partner) => sponsors[partner] ?? 0,
    placedAtMs: () => -Infinity,
    opensMs: -Infinity,
    volume: new Float64Array(0),
  };
  const place = (waiting: readonly Waiting[], nowMs: number) => {
    const seats = placeWaiting(rule, placed, waiting, nowMs);
    for (const { partner, position } of seats) first.set(partner, position);
    return seats;
  };
  return { placed, place };
}

test('newcomers are placed by instant of joining, then number, whatever order they are named in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ joined: fc.nat({ max: 3 }), sponsor: fc.nat() }), { minLength: 1, maxLength: 12 }),
      fc.constantFrom<PlacementRule>(
        matrix({ width: 2 }),
        matrix({ width: 2, height: 2, spillover: 'depth_first' }),
        binary({ spillover: 'weaker_leg' }),
      ),
      (people, rule) => {
        const sponsors = Object.fromEntries(
          people.map(({ sponsor }, index) => [1001 + index, index === 0 ? 0 : 1001 + (sponsor % index)]),
        );
        const waiting = people.map(({ joined }, index) => ({ partner: 1001 + index, joinedMs: joined }));
        const straight = programme(rule, sponsors).place(waiting, 10);
        const turned = programme(rule, sponsors).place([...waiting].reverse(), 10);
        const bit = programme(rule, sponsors);
        const inTwo = [
          ...bit.place(waiting, 1),
          ...bit.place(
            waiting.filter(({ joinedMs }) => joinedMs > 1),
            10,
          ),
        ];
        expect(turned).toEqual(straight);
        expect(inTwo).toEqual(straight);
      },
    ),
  );
});

test('spillover goes below the sponsor, from the left, and below the next one above while he waits himself (MTX-01)', () => {
  const { place } = programme(matrix({}), {
    1002: 1001,
    1003: 1001,
    1004: 1001,
    1005: 1001,
    1006: 1003,
    1008: 1007,
    1007: 1002,
  });
  const joined = (partner: number, joinedMs: number) => ({ partner, joinedMs });
  place([joined(1001, 0), joined(1002, 1), joined(1003, 2), joined(1004, 3)], 3);
  expect(place([joined(1005, 4)], 4)).toEqual([{ partner: 1005, position: 5, parent: 2, slot: 0, fromMs: 4 }]);
  expect(place([joined(1006, 5)], 5)).toMatchObject([{ parent: 3, slot: 0 }]);
  expect(place([joined(1008, 6)], 6)).toMatchObject([{ parent: 2, slot: 1 }]);
});

test('the holding tank keeps a newcomer until its deadline; until then the sponsor may choose a free slot below himself', () => {
  const rule = matrix({ holding_days: 2 });
  const { placed, place } = programme(rule, { 1002: 1001, 1003: 1001, 1004: 1002, 1005: 1002 });
  place(
    [
      { partner: 1001, joinedMs: -2 * DAY },
      { partner: 1002, joinedMs: -2 * DAY },
    ],
    0,
  );
  const newcomer = { partner: 1003, joinedMs: 0 };
  expect(place([newcomer], 2 * DAY - 1)).toEqual([]);
  const wish = (partner: number, slot: Slot, nowMs: number) =>
    placeByHand(rule, placed, { partner, joinedMs: 0 }, { slot, nowMs });
  expect(wish(1003, { parent: 1, slot: 0 }, 1)).toEqual({ kind: 'refused', reason: 'taken' });
  expect(wish(1003, { parent: 1, slot: 3 }, 1)).toEqual({ kind: 'refused', reason: 'no-such-slot' });
  expect(wish(1003, { parent: 9, slot: 0 }, 1)).toEqual({ kind: 'refused', reason: 'no-such-slot' });
  expect(wish(1004, { parent: 1, slot: 2 }, 1)).toEqual({ kind: 'refused', reason: 'not-below-sponsor' });
  expect(wish(1003, { parent: 1, slot: 2 }, 2 * DAY)).toEqual({ kind: 'refused', reason: 'too-late' });
  expect(wish(1002, { parent: 1, slot: 2 }, 1)).toEqual({ kind: 'refused', reason: 'placed-already' });
  expect(wish(1004, { parent: 2, slot: 2 }, 1)).toMatchObject({ kind: 'placed', seat: { position: 3, fromMs: 1 } });
  expect(place([newcomer], 5 * DAY)).toMatchObject([{ partner: 1003, parent: 1, slot: 1, fromMs: 2 * DAY }]);
});

test('further positions stand below the first one, as many as the plan allows', () => {
  const rule = binary({ positions_per_partner: 2 });
  const { placed, place } = programme(rule, {});
  expect(addPosition(rule, placed, { partner: 1001, held: 0, nowMs: 1 })).toEqual({
    kind: 'refused',
    reason: 'not-placed-yet',
  });
  place([{ partner: 1001, joinedMs: 0 }], 0);
  expect(addPosition(rule, placed, { partner: 1001, held: 1, nowMs: 1 })).toMatchObject({
    seat: { parent: 1, slot: 0 },
  });
  expect(addPosition(rule, placed, { partner: 1001, held: 2, nowMs: 1 })).toEqual({
    kind: 'refused',
    reason: 'too-many',
  });
});

test('a gap stays, or is closed by the earliest child all the way down, or sends its children to the tank', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ below: fc.nat(), at: fc.nat({ max: 5 }) }), { minLength: 2, maxLength: 25 }),
      fc.nat(),
      (steps, pick) => {
        const tree = new PlacementTree(2, NOBODY);
        for (const { below } of steps) tree.add(tree.breadthFirst(below % (tree.count + 1)));
        const placedAtMs = Float64Array.from([0, ...steps.map(({ at }) => at)]);
        const position = 1 + (pick % tree.count);
        const gap = (rule: PlacementRule['gap'], isPeriodStart = true) =>
          closeGap(binary({ gap: rule }), { tree, placedAtMs, width: 2 }, { position, isPeriodStart });
        expect(gap('hold_slot', false)).toEqual({ kind: 'held' });
        expect(gap('promote_earliest', false)).toEqual({ kind: 'refused', reason: 'inside-a-period' });
        const before = Array.from({ length: tree.count + 1 }, (_, node) => ({
          parent: tree.parentOf(node),
          slot: tree.slotOf(node),
        }));
        const children = before.flatMap(({ parent }, node) => (node > 0 && parent === position ? [node] : []));
        const bySlot = [...children].sort((a, b) => tree.slotOf(a) - tree.slotOf(b));
        expect(gap('holding_tank')).toEqual({ kind: 'closed', moves: [], tank: bySlot });
        const closed = gap('promote_earliest');
        if (closed.kind !== 'closed') throw new Error('not closed');
        const after = before.slice();
        for (const { position: moved, parent, slot } of closed.moves) after[moved] = { parent, slot };
        const places = after.flatMap(({ parent, slot }, node) =>
          node === 0 || node === position ? [] : [`${parent}/${slot}`],
        );
        expect(new Set(places).size).toBe(places.length);
        expect(after.every(({ parent }, node) => node === 0 || parent !== position)).toBe(true);
        // Everybody who stood below the gap still stands below what was above it, and nobody else moved.
        const alive = after.map((node, index) => (index === position ? { parent: -1, slot: 0 } : node));
        expect(sizeOf(alive, before[position]?.parent ?? 0)).toBe(sizeOf(before, before[position]?.parent ?? 0) - 1);
        if (children.length > 0) expect(closed.moves[0]).toMatchObject(before[position] ?? {});
      },
    ),
  );
});
