import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FactsColumns } from '#app/domain/engine/facts-columns.ts';
import { freeSlots } from '#app/domain/placement/free-slots.ts';
import { placedPicture } from '#app/domain/placement/placed-picture.ts';
import { PlacementTree } from '#app/domain/placement/placement-tree.ts';
import { ruleSpans, type PublishedTrees } from '#app/domain/placement/rule-spans.ts';
import { withTriedPlaces } from '#app/domain/placement/tried-places.ts';
import { SPONSOR_TREE } from '#app/domain/plan/trees.ts';

// Goal: what pages show of a tree adds up. Method: trees of width 3, grown breadth first or at random, counted naively.
const WIDTH = 3;

/** A tree of so many positions, each at a random free place below a random earlier one; position n belongs to partner n. */
const arbPlaces = fc.array(fc.nat(), { minLength: 1, maxLength: 40 }).map((picks) => {
  const tree = new PlacementTree(WIDTH, { parent: new Int32Array(1), slot: new Int32Array(1) });
  for (const pick of picks) tree.add(tree.breadthFirst(pick % (tree.count + 1)));
  const numbers = Array.from({ length: tree.count + 1 }, (_, position) => position);
  return {
    tree,
    parent: Int32Array.from(numbers, (position) => (position === 0 ? 0 : tree.parentOf(position))),
    slot: Int32Array.from(numbers, (position) => (position === 0 ? 0 : tree.slotOf(position))),
    owner: Int32Array.from(numbers),
    sinceMs: Float64Array.from(numbers, (position) => (position === 0 ? -Infinity : position * 10)),
  };
});

test('positions below and their sales are those of everybody who stands there at the instant', () => {
  fc.assert(
    fc.property(arbPlaces, fc.nat({ max: 45 }), (places, at) => {
      const sales = new Map([...places.owner].map((partner) => [partner, partner * 7]));
      const picture = placedPicture(places, sales, at * 10);
      const isBelow = (position: number, top: number): boolean =>
        position !== 0 && (places.parent[position] === top || isBelow(places.parent[position] as number, top));
      for (const top of places.parent.keys()) {
        const shown = [...places.parent.keys()].filter((position) => position > 0 && position <= at);
        const below = shown.filter((position) => isBelow(position, top));
        const isShown = top === 0 || shown.includes(top);
        expect(picture.isThere[top]).toBe(Number(isShown));
        expect(picture.below[top]).toBe(below.length);
        expect(picture.sales[top]).toBe(
          below.reduce((sum, position) => sum + position * 7, 0) + (isShown && top > 0 ? top * 7 : 0),
        );
        const children = shown.filter((position) => places.parent[position] === top);
        expect([...picture.childrenOf(top)].sort((a, b) => a - b)).toEqual(children);
        const slots = picture.childrenOf(top).map((child) => places.slot[child]);
        expect(slots).toEqual([...slots].sort((a, b) => Number(a) - Number(b)));
      }
    }),
  );
});

test('what somebody may choose from are all free places below him, the nearest first, each of which can be taken', () => {
  fc.assert(
    fc.property(arbPlaces, fc.nat(), ({ tree }, pick) => {
      const below = 1 + (pick % tree.count);
      const free = freeSlots(tree, { below, width: WIDTH, most: 1000 });
      expect(free[0]).toEqual(tree.breadthFirst(below));
      expect(new Set(free.map(({ parent, slot }) => `${parent} ${slot}`)).size).toBe(free.length);
      expect(free.every((slot) => tree.at(slot) === 0)).toBe(true);
      const size = [...Array(tree.count + 1).keys()].filter((position) => {
        let above = position;
        while (above !== 0 && above !== below) above = tree.parentOf(above);
        return above === below;
      }).length;
      expect(free).toHaveLength(size * WIDTH - (size - 1));
    }),
  );
});

test('at every instant the newest version in force gives the rules, and a tree begins once', () => {
  const matrix = (id: string, holding: number) => {
    const rule = { kind: 'matrix', id, width: 2, height: 3, spillover: 'breadth_first', gap: 'hold_slot' } as const;
    return { ...rule, positions_per_partner: 1, holding_days: holding };
  };
  const version = (number: number, effectiveMs: number, ...trees: ReturnType<typeof matrix>[]): PublishedTrees => {
    return { version: number, effectiveMs, trees: [SPONSOR_TREE, ...trees] };
  };
  const spans = ruleSpans([
    version(1, 0),
    version(2, 10, matrix('a', 1)),
    version(3, 30, matrix('a', 2)),
    version(4, 20, matrix('a', 3), matrix('b', 0)),
  ]);
  expect(
    spans.map(({ rule, fromMs, untilMs, beganMs }) => [rule.id, rule.holding_days, fromMs, untilMs, beganMs]),
  ).toEqual([
    ['a', 1, 10, 20, 10],
    ['a', 3, 20, 30, 10],
    ['b', 0, 20, 30, 20],
    ['a', 3, 30, Infinity, 10],
    ['b', 0, 30, Infinity, 20],
  ]);
});

test('a tree that a plan is tried with holds everybody once, in order of joining, and leaves trees with places alone', () => {
  const columns = new FactsColumns();
  const people = [1004, 1001, 1003, 1002];
  people.forEach((number, index) => {
    columns.partner(number, number);
    columns.edge(number, number === 1001 ? 0 : 1001, number, index);
  });
  const facts = columns.done({ startMs: 0, endMs: 5000, cadence: 'month' });
  const rule = { kind: 'binary', id: 'pairs', spillover: 'left', gap: 'hold_slot' } as const;
  const trees = [SPONSOR_TREE, { ...rule, positions_per_partner: 1, holding_days: 0 }];
  const tried = withTriedPlaces(facts, { trees });
  expect(tried.placements).toMatchObject([
    { tree: 'pairs', positions: { owner: Int32Array.of(1001, 1002, 1003, 1004) }, slot: Int32Array.of(0, 0, 0, 0) },
  ]);
  expect(tried.placements[0]?.edges.value).toEqual(Int32Array.of(0, 1, 2, 3));
  expect(withTriedPlaces(tried, { trees })).toBe(tried);
});
