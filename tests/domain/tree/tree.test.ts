import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cyclePath, findCycle } from '#app/domain/tree/cycle.ts';
import { advance, inForceAt, timelineOf, type DatedFacts } from '#app/domain/tree/dated.ts';
import { preorderOf } from '#app/domain/tree/preorder.ts';
import { rollUp } from '#app/domain/tree/roll-up.ts';

/** Parents by index, each below somebody with any index: the house account is 0, no circle. */
const arbForest = fc.array(fc.record({ under: fc.nat(), label: fc.nat() }), { maxLength: 40 }).map((people) => {
  const labels = people
    .map((_, index) => index + 1)
    .sort((a, b) => (people[a - 1]?.label ?? 0) - (people[b - 1]?.label ?? 0));
  const parent = new Int32Array(people.length + 1);
  people.forEach(({ under }, index) => {
    parent[labels[index] ?? 0] = under % (index + 1) === 0 ? 0 : (labels[(under % (index + 1)) - 1] ?? 0);
  });
  return parent;
});

const arbDated = fc.array(
  fc.record({ partner: fc.nat({ max: 5 }), value: fc.nat({ max: 9 }), from: fc.nat({ max: 20 }) }),
  { maxLength: 30 },
);

const datedOf = (facts: { partner: number; value: number; from: number }[]): DatedFacts => ({
  partner: Int32Array.from(facts, ({ partner }) => partner),
  value: Int32Array.from(facts, ({ value }) => value),
  validFromMs: Float64Array.from(facts, ({ from }) => from),
  recordedSeq: Float64Array.from(facts, (_, index) => index),
});

const isAbove = (parent: Int32Array, above: number, node: number): boolean =>
  node !== 0 && (parent[node] === above || isAbove(parent, above, parent[node] ?? 0));

test('a downline is one range of positions, parents stand before children', () => {
  fc.assert(
    fc.property(arbForest, (parent) => {
      const { order, position, subtreeEnd, depth } = preorderOf(parent);
      expect([...order].sort((a, b) => a - b)).toEqual([...parent.keys()]);
      for (const node of parent.keys()) {
        expect(order[position[node] ?? -1]).toBe(node);
        const below = [...parent.keys()].filter((other) => other !== node && isAbove(parent, node, other));
        const range = [...order.slice((position[node] ?? 0) + 1, subtreeEnd[node])];
        expect(range.sort((a, b) => a - b)).toEqual(below);
        if (node !== 0) expect(depth[node]).toBe((depth[parent[node] ?? 0] ?? 0) + 1);
      }
    }),
  );
});

test('siblings stand in the order of their index', () => {
  const { order } = preorderOf(Int32Array.of(0, 0, 3, 0, 1, 3));
  expect([...order]).toEqual([0, 1, 4, 3, 2, 5]);
});

test('a roll-up is the sum over everybody below and oneself', () => {
  fc.assert(
    fc.property(
      arbForest,
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 41, maxLength: 41 }),
      (parent, some) => {
        const values = Float64Array.from(parent, (_, index) => some[index] ?? 0);
        const sums = rollUp(values, preorderOf(parent), parent);
        for (const node of parent.keys()) {
          const expected = [...parent.keys()].reduce(
            (sum, other) => sum + (other === node || isAbove(parent, node, other) ? (values[other] ?? 0) : 0),
            0,
          );
          expect(sums[node]).toBe(expected);
        }
      },
    ),
  );
});

test('a chain of 200,000 and a star of 200,000 need no stack', () => {
  const size = 200_001;
  const chain = Int32Array.from({ length: size }, (_, index) => Math.max(0, index - 1));
  const star = Int32Array.from({ length: size }, (_, index) => (index < 2 ? 0 : 1));
  expect(findCycle(chain)).toBeNull();
  expect(preorderOf(chain).depth[size - 1]).toBe(size - 1);
  expect(preorderOf(star).subtreeEnd[1]).toBe(size);
  expect(rollUp(new Float64Array(size).fill(1), preorderOf(chain), chain)[1]).toBe(size - 1);
});

test('a move below oneself is told with the circle it would close, every other one is legal', () => {
  fc.assert(
    fc.property(arbForest, fc.nat(), fc.nat(), (parent, a, b) => {
      fc.pre(parent.length > 1);
      const partner = 1 + (a % (parent.length - 1));
      const sponsor = b % parent.length;
      const path = cyclePath((node) => parent[node], partner, sponsor);
      const moved = parent.slice();
      moved[partner] = sponsor;
      expect(path !== null).toBe(findCycle(moved) !== null);
      if (path === null) return;
      expect(path[0]).toBe(partner);
      expect(path.at(-1)).toBe(partner);
      path.slice(0, -1).forEach((node, index) => expect(moved[node]).toBe(path[index + 1]));
    }),
  );
});

test('Ben cannot come under Cleo, whom he sponsors', () => {
  const sponsorOf = new Map([
    [1003, 1002],
    [1002, 1001],
    [1001, 0],
  ]);
  expect(cyclePath((number) => sponsorOf.get(number), 1002, 1003)).toEqual([1002, 1003, 1002]);
  expect(cyclePath((number) => sponsorOf.get(number), 1002, 1002)).toEqual([1002, 1002]);
  expect(cyclePath((number) => sponsorOf.get(number), 1003, 1001)).toBeNull();
  expect(cyclePath((number) => sponsorOf.get(number), 1001, 0)).toBeNull();
});

test('of the facts in force the latest valid one holds, at equal instants the one recorded last', () => {
  fc.assert(
    fc.property(arbDated, fc.nat({ max: 25 }), (facts, atMs) => {
      const found = inForceAt(datedOf(facts), { partners: 6, atMs, absent: -1 });
      for (let partner = 0; partner < 6; partner++) {
        const newest = facts
          .map((fact, seq) => ({ ...fact, seq }))
          .filter((fact) => fact.partner === partner && fact.from <= atMs)
          .sort((a, b) => a.from - b.from || a.seq - b.seq)
          .at(-1);
        expect(found[partner]).toBe(newest?.value ?? -1);
      }
    }),
  );
});

test('a sweep shows at every instant what holds then', () => {
  fc.assert(
    fc.property(arbDated, fc.nat({ max: 10 }), (facts, fromMs) => {
      const timeline = timelineOf(datedOf(facts), new Int32Array(6).fill(-1), { fromMs, untilMs: 21 });
      let next = 0;
      for (let atMs = fromMs; atMs < 21; atMs++) {
        next = advance(timeline, next, atMs);
        expect(timeline.current).toEqual(inForceAt(datedOf(facts), { partners: 6, atMs, absent: -1 }));
      }
    }),
  );
});

test('what begins at the end of the sweep is left out', () => {
  const facts = datedOf([{ partner: 1, value: 7, from: 10 }]);
  const timeline = timelineOf(facts, new Int32Array(2), { fromMs: 0, untilMs: 10 });
  expect(timeline.changes.partner.length).toBe(0);
});
