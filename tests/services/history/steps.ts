import fc from 'fast-check';

/** Something that happens in a network's life. Numbers are taken modulo what is there, so that every history is possible. */
export type Step =
  | { kind: 'wait'; days: number }
  | { kind: 'order'; code: number; customer: number; nets: number[]; units: number; daysAgo: number; ships: boolean }
  | { kind: 'return'; order: number; line: number; isBarred: boolean }
  | { kind: 'give-back'; order: number; share: number }
  | { kind: 'remove-line'; order: number; line: number }
  | { kind: 'add-line'; order: number; net: number }
  | { kind: 'cancel'; order: number }
  | { kind: 'fulfil'; order: number }
  | { kind: 'tell-again'; telling: number }
  | { kind: 'move'; partner: number; sponsor: number; daysAgo: number }
  | { kind: 'suspend-or-reinstate'; partner: number }
  | { kind: 'assign'; order: number; partner: number }
  | { kind: 'silence' }
  | { kind: 'break-silence' }
  | { kind: 'accept' }
  | { kind: 'release' }
  | { kind: 'pay-out'; end: 'paid' | 'cancelled' | 'left' }
  | { kind: 'settle-batches' };

const any = fc.nat(1000);
/** Few orders with much to them rather than many with little. */
const order = fc.nat(2);
const net = fc.oneof(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 100, max: 30_000 }));
const record = <T extends Record<string, fc.Arbitrary<unknown>>>(kind: Step['kind'], rest: T) =>
  fc.record({ kind: fc.constant(kind), ...rest }) as unknown as fc.Arbitrary<Step>;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: record('wait', { days: fc.integer({ min: 1, max: 14 }) }) },
  {
    weight: 5,
    arbitrary: record('order', {
      code: any,
      customer: fc.nat(5),
      nets: fc.array(net, { minLength: 1, maxLength: 3 }),
      units: fc.integer({ min: 1, max: 3 }),
      daysAgo: fc.oneof(fc.constant(0), fc.nat(40)),
      ships: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: record('return', { order, line: any, isBarred: fc.nat(9).map((one) => one === 0) }) },
  { weight: 3, arbitrary: record('give-back', { order, share: fc.integer({ min: 1, max: 120 }) }) },
  { weight: 4, arbitrary: record('remove-line', { order, line: any }) },
  { weight: 3, arbitrary: record('add-line', { order, net }) },
  { weight: 2, arbitrary: record('cancel', { order }) },
  { weight: 4, arbitrary: record('fulfil', { order }) },
  { weight: 3, arbitrary: record('tell-again', { telling: any }) },
  { weight: 3, arbitrary: record('move', { partner: any, sponsor: any, daysAgo: fc.nat(20) }) },
  { weight: 2, arbitrary: record('suspend-or-reinstate', { partner: any }) },
  { weight: 3, arbitrary: record('assign', { order, partner: any }) },
  { weight: 1, arbitrary: record('silence', {}) },
  { weight: 2, arbitrary: record('break-silence', {}) },
  { weight: 3, arbitrary: record('accept', {}) },
  { weight: 4, arbitrary: record('release', {}) },
  { weight: 4, arbitrary: record('pay-out', { end: fc.constantFrom('paid', 'cancelled', 'left') }) },
  { weight: 2, arbitrary: record('settle-batches', {}) },
);

/** A history: a few orders first, so that there is something to live through. */
export const histories = fc.array(step, { minLength: 14, maxLength: 36, size: 'max' });
