import { expect, test } from 'vitest';
import { STATUS } from '#app/domain/engine/facts.ts';
import { firstNode, nodeAbove, passReasonOf, sourceNode } from '#app/domain/engine/path.ts';
import type { OrderInHand } from '#app/domain/engine/primitive.ts';
import type { TreeInForce } from '#app/domain/engine/scene.ts';

/** Partner 1 holds nodes 1 and 3, partner 2 node 2 below node 1 from instant 50 on, partner 3 waits without a place. */
const TREE: TreeInForce = {
  parent: Int32Array.of(0, 0, 1, 1),
  owner: Int32Array.of(0, 1, 2, 1),
  nodeOf: Int32Array.of(0, 1, 2, -1),
  placedAtMs: Float64Array.of(-Infinity, 10, 50, 10),
};

const orderOf = (partner: number, isOwn: boolean, paidAtMs = 100): OrderInHand => ({
  place: 0,
  partner,
  isOwn,
  paidAtMs,
  standing: { isActive: new Uint8Array(4), rank: new Uint8Array(4), title: new Uint8Array(4), reach: [] },
  lines: { count: 0, productClass: new Int32Array(0), base: new Float64Array(0) },
});

test('a walk begins at the partner of a customer’s order, and above the buyer of an own one who is not paid', () => {
  expect(firstNode(TREE, orderOf(2, false), false)).toBe(2);
  expect(firstNode(TREE, orderOf(2, true), false)).toBe(1);
  expect(firstNode(TREE, orderOf(2, true), true)).toBe(2);
});

test('who has no place yet counts for nobody: no node, and nobody above', () => {
  const waiting = [orderOf(3, false), orderOf(2, false, 49)];
  expect(waiting.map((order) => [sourceNode(TREE, order), nodeAbove(TREE, order)])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(sourceNode(TREE, orderOf(2, false, 50))).toBe(2);
});

test('a tree in which everybody has a place from the start asks for no instant', () => {
  expect(sourceNode({ ...TREE, placedAtMs: null }, orderOf(2, false, 0))).toBe(2);
});

test('a status names the reason for which somebody is passed', () => {
  const reasons = [STATUS.suspended, STATUS.terminated, STATUS.active, STATUS.none].map(passReasonOf);
  expect(reasons).toEqual(['suspended', 'terminated', 'not-active', 'not-a-partner-then']);
});
