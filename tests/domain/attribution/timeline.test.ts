import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '#app/domain/attribution/policy.ts';
import { lookupsOf } from '#app/domain/attribution/lookups.ts';
import { decideTimeline, type TimelineOrder } from '#app/domain/attribution/timeline.ts';
import { minor } from '#app/domain/money/minor.ts';
import {
  ANNA,
  BEN,
  LOOKUPS,
  ORDER,
  RECORDS,
  arbEvidence,
  arbPolicy,
  daysBefore,
  decided,
  discount,
  policyWith,
} from '#tests/domain/attribution/attribution-fixtures.ts';

const order = (id: number, day: number, changes: Partial<TimelineOrder> = {}): TimelineOrder => {
  const orderedAt = daysBefore(-day);
  const base = { ...ORDER, orderId: BigInt(id), orderedAt, paidAt: orderedAt, valueMinor: minor(100n) };
  return { ...base, fullyRefundedAt: null, evidence: [], fixed: null, ...changes };
};
const partners = (orders: TimelineOrder[], policy = DEFAULT_POLICY, lookups = LOOKUPS) =>
  decideTimeline({ orders, policy, policyVersion: 1, lookups }).receipts.map(({ outcome }) =>
    outcome.kind === 'partner' ? outcome.partner : outcome.kind,
  );

const arbOrder = fc
  .record({
    day: fc.integer({ min: 0, max: 6 }),
    evidence: fc.array(arbEvidence, { maxLength: 2 }),
    isPaid: fc.boolean(),
    valueMinor: fc.constantFrom(minor(0n), minor(100n)),
    refundedAfter: fc.constantFrom(null, 1, 3),
    isTest: fc.constantFrom(false, false, true),
  })
  .map(({ day, isPaid, refundedAfter, ...rest }) => ({
    ...rest,
    orderedAt: daysBefore(-day),
    paidAt: isPaid ? daysBefore(-day) : null,
    fullyRefundedAt: refundedAfter === null ? null : daysBefore(-day - refundedAfter),
  }));
const arbOrders = fc
  .array(arbOrder, { minLength: 1, maxLength: 6 })
  .map((orders) => orders.map((one, index) => ({ ...order(index + 1, 0), ...one })));

test('the order in which orders are told does not matter', () => {
  fc.assert(
    fc.property(
      arbOrders.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      arbPolicy,
      ([all, shuffled], policy) => {
        const timeline = { policy, policyVersion: 1, lookups: LOOKUPS };
        expect(decideTimeline({ ...timeline, orders: shuffled })).toEqual(decideTimeline({ ...timeline, orders: all }));
      },
    ),
  );
});

test('deciding again with everything accepted changes nothing', () => {
  fc.assert(
    fc.property(arbOrders, arbPolicy, (orders, policy) => {
      const timeline = { policy, policyVersion: 1, lookups: LOOKUPS };
      const first = decideTimeline({ ...timeline, orders });
      const accepted = orders.map((one) => ({
        ...one,
        fixed: first.receipts.find(({ orderId }) => orderId === one.orderId.toString()) ?? null,
      }));
      expect(decideTimeline({ ...timeline, orders: accepted })).toEqual(first);
    }),
  );
});

test('the first attributed paid order of some value links the customer', () => {
  const first = { evidence: discount('ANNA') };
  expect(partners([order(1, 0, first), order(2, 1)])).toEqual([ANNA, ANNA]);
  expect(partners([order(1, 0, { ...first, paidAt: null }), order(2, 1)])).toEqual([ANNA, 'nobody']);
  expect(partners([order(1, 0, { ...first, valueMinor: minor(0n) }), order(2, 1)])).toEqual([ANNA, 'nobody']);
  expect(partners([order(1, 0, { ...first, isTest: true }), order(2, 1)])).toEqual(['nobody', 'nobody']);
  expect(partners([order(1, 0, first), order(2, 1)], policyWith({ binds: 'nobody' }))).toEqual([ANNA, 'nobody']);
});

test('a link is stronger than a later partner’s code, and is not replaced by it', () => {
  const orders = [order(1, 0, { evidence: discount('ANNA') }), order(2, 1, { evidence: discount('BEN') }), order(3, 2)];
  expect(partners(orders)).toEqual([ANNA, ANNA, ANNA]);
  expect(partners(orders, policyWith({ priority: ['discount_code', 'customer_link'] }))).toEqual([ANNA, BEN, ANNA]);
});

test('an earlier order that arrives late decides the later ones again, but not what is accepted', () => {
  const late = order(1, 0, { evidence: discount('ANNA') });
  const known = order(2, 1, { evidence: discount('BEN') });
  expect(partners([known, order(3, 2)])).toEqual([BEN, BEN]);
  expect(partners([known, order(3, 2), late])).toEqual([ANNA, ANNA, ANNA]);
  const accepted = { ...known, fixed: decided(discount('BEN')) };
  expect(partners([accepted, order(3, 2), late])).toEqual([ANNA, BEN, ANNA]);
});

test('a full refund ends the link from then on; orders before keep it, and a new code may bind anew', () => {
  const first = order(1, 0, { evidence: discount('ANNA'), fullyRefundedAt: daysBefore(-5) });
  const orders = [first, order(2, 4), order(3, 5), order(4, 6, { evidence: discount('BEN') }), order(5, 7)];
  expect(partners(orders)).toEqual([ANNA, ANNA, 'nobody', BEN, BEN]);
  const atOnce = [first, order(2, 5, { evidence: discount('BEN') }), order(3, 6)];
  expect(partners(atOnce)).toEqual([ANNA, BEN, BEN]);
});

test('a link lives as long as the policy says, its last instant included', () => {
  const orders = [order(1, 0, { evidence: discount('ANNA') }), order(2, 10), order(3, 11)];
  expect(partners(orders, policyWith({ link_lifetime_days: 10 }))).toEqual([ANNA, ANNA, 'nobody']);
});

test('only new customers are bound where the policy says so', () => {
  const orders = [order(1, 0), order(2, 1, { evidence: discount('ANNA') }), order(3, 2)];
  expect(partners(orders)).toEqual(['nobody', ANNA, ANNA]);
  expect(partners(orders, policyWith({ binds: 'new_customers' }))).toEqual(['nobody', ANNA, 'nobody']);
  const tried = [order(1, 0, { isTest: true }), ...orders.slice(1)];
  expect(partners(tried, policyWith({ binds: 'new_customers' }))).toEqual(['nobody', ANNA, ANNA]);
});

test('a suspended partner’s link gives way and counts again afterwards', () => {
  const suspended = [
    { partner: ANNA, isActive: false, validFrom: daysBefore(-2) },
    { partner: ANNA, isActive: true, validFrom: daysBefore(-4) },
  ];
  const lookups = lookupsOf({ ...RECORDS, statuses: [...RECORDS.statuses, ...suspended] });
  const orders = [order(1, 0, { evidence: discount('ANNA') }), order(2, 3, { evidence: discount('BEN') }), order(3, 5)];
  expect(partners(orders, DEFAULT_POLICY, lookups)).toEqual([ANNA, BEN, ANNA]);
});

test('orders of the same second go by their id', () => {
  const orders = [order(2, 0, { evidence: discount('BEN') }), order(1, 0, { evidence: discount('ANNA') })];
  expect(partners(orders)).toEqual([ANNA, ANNA]);
});
