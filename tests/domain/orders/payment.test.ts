import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#app/domain/money/minor.ts';
import type { Payment } from '#app/domain/orders/order-facts.ts';
import {
  financialStatusOf,
  mergePayment,
  paymentFromTransactions,
  paymentFromStamps,
} from '#app/domain/orders/payment.ts';

const created = new Date('2026-03-10T09:00:00Z');
const orderedAt = new Date('2026-03-10T08:59:58Z');
const at = (seconds: number) => new Date(created.getTime() + seconds * 1000);
const stamps = { orderedAt, createdAt: created };

test('an order that is paid in its first state was paid when it was placed', () => {
  expect(paymentFromStamps({ ...stamps, status: 'paid', updatedAt: at(1) })).toEqual({ kind: 'paid', at: orderedAt });
  expect(paymentFromStamps({ ...stamps, status: 'pending', updatedAt: at(1) })).toEqual({ kind: 'unpaid' });
});

test('of an order that is paid in a later state only its transactions know since when', () => {
  expect(paymentFromStamps({ ...stamps, status: 'refunded', updatedAt: at(11) })).toEqual({
    kind: 'needs-transactions',
  });
});

test('a bank transfer pays at the instant that completed the total, in whatever order its parts are listed', () => {
  const received = [
    { at: at(5 * 86_400), amountMinor: minor(4000n) },
    { at: at(2 * 86_400), amountMinor: minor(6000n) },
    { at: at(9 * 86_400), amountMinor: minor(500n) },
  ];
  const order = { ...stamps, status: 'paid' as const, totalMinor: minor(10_000n) };
  for (const listed of [received, received.toReversed()]) {
    expect(paymentFromTransactions({ ...order, received: listed })).toEqual({ kind: 'paid', at: at(5 * 86_400) });
  }
  expect(paymentFromTransactions({ ...order, status: 'partially_paid', received })).toEqual({
    kind: 'paid',
    at: at(5 * 86_400),
  });
  expect(paymentFromTransactions({ ...order, status: 'partially_paid', received: received.slice(1, 2) })).toEqual({
    kind: 'unpaid',
  });
});

test('what costs nothing is paid when placed', () => {
  const free = { ...stamps, status: 'paid' as const, totalMinor: minor(0n), received: [] };
  expect(paymentFromTransactions(free)).toEqual({ kind: 'paid', at: orderedAt });
});

test('once paid stays paid, whoever told it first', () => {
  const arbPayment: fc.Arbitrary<Payment> = fc.oneof(
    fc.constant<Payment>({ kind: 'unpaid' }),
    fc.constant<Payment>({ kind: 'needs-transactions' }),
    fc.integer({ min: 0, max: 100 }).map<Payment>((seconds) => ({ kind: 'paid', at: at(seconds) })),
  );
  fc.assert(
    fc.property(arbPayment, arbPayment, arbPayment, (a, b, c) => {
      expect(mergePayment(a, b)).toEqual(mergePayment(b, a));
      expect(mergePayment(a, mergePayment(b, c))).toEqual(mergePayment(mergePayment(a, b), c));
      if (a.kind === 'paid') expect(mergePayment(a, b).kind).toBe('paid');
    }),
  );
});

test('a state that this version does not know counts as unpaid', () => {
  expect(financialStatusOf('PARTIALLY_REFUNDED')).toBe('partially_refunded');
  expect(financialStatusOf('sold_to_the_moon')).toBe('unknown');
  expect(financialStatusOf(null)).toBe('unknown');
});
