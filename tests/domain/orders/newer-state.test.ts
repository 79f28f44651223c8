import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#app/domain/money/minor.ts';
import { isNewerState, mergeRefunds, withKnownEvidence } from '#app/domain/orders/newer-state.ts';
import type { RefundFacts } from '#app/domain/orders/order-facts.ts';
import { orderFacts } from '#tests/domain/orders/order-facts-of.ts';

const arbState = fc.record({
  updatedAt: fc.integer({ min: 0, max: 2 }).map((seconds) => new Date(seconds * 1000)),
  refundCount: fc.integer({ min: 0, max: 2 }),
  triggeredAt: fc.integer({ min: 0, max: 2 }).map((seconds) => new Date(seconds * 1000)),
});

test('of two different states exactly one is newer, and the newest does not depend on the order of arrival', () => {
  fc.assert(
    fc.property(fc.array(arbState, { minLength: 1 }), fc.nat(), (states, turn) => {
      const newest = (list: typeof states) => list.reduce((known, next) => (isNewerState(next, known) ? next : known));
      const rotated = [...states.slice(turn % states.length), ...states.slice(0, turn % states.length)];
      expect(newest(rotated)).toEqual(newest(states));
    }),
  );
});

const arbRefund: fc.Arbitrary<RefundFacts> = fc.record({
  refundId: fc.bigInt({ min: 1n, max: 3n }),
  at: fc.constant(new Date(0)),
  reason: fc.constant(null),
  note: fc.constant(null),
  movedMinor: fc.bigInt({ min: 0n, max: 2n }).map(minor),
  shippingSubtotalMinor: fc.constant(minor(0n)),
  shippingTaxMinor: fc.constant(minor(0n)),
  lines: fc.constant([]),
});

test('refunds merge by their id in any order of telling, and the one in which money moved wins', () => {
  fc.assert(
    fc.property(fc.array(arbRefund), fc.array(arbRefund), (a, b) => {
      const merged = mergeRefunds(a, b);
      expect(mergeRefunds(b, a)).toEqual(merged);
      expect(mergeRefunds(merged, a)).toEqual(merged);
      for (const { refundId, movedMinor } of merged) {
        const told = [...a, ...b].filter((refund) => refund.refundId === refundId);
        expect(told.every((refund) => refund.movedMinor <= movedMinor)).toBe(true);
      }
    }),
  );
});

test('a newer state from GraphQL does not wipe out the landing page that only the webhook knew', () => {
  const spec = { lines: [{ price: 100 }] };
  const older = { ...orderFacts(spec), landingSite: '/?ref=ANNA', landingSiteRef: 'ANNA' };
  expect(withKnownEvidence(orderFacts(spec), older)).toMatchObject({
    landingSite: '/?ref=ANNA',
    landingSiteRef: 'ANNA',
  });
});
