import fc from 'fast-check';
import type { Order } from '#tests/second-opinion/document.ts';
import { numberOf, onDay } from '#tests/second-opinion/arbitrary/people.ts';

const cents = (amount: number) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

const arbLine = fc.record({
  net: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(5_000, 10_000, 10_010)),
  pv: fc.integer({ min: 0, max: 20_000 }),
  cv: fc.integer({ min: 0, max: 20_000 }),
  margin: fc.integer({ min: 0, max: 9_000 }),
  tags: fc.subarray(['Premium', 'fee', 'kit']),
  collections: fc.subarray(['77', '88']),
});

const arbOrder = fc.record({
  partner: fc.nat(),
  own: fc.boolean(),
  customer: fc.option(fc.integer({ min: 1, max: 6 })),
  day: fc.oneof({ arbitrary: fc.integer({ min: 0, max: 30 }), weight: 8 }, fc.integer({ min: -20, max: -1 })),
  lines: fc.array(arbLine, { minLength: 1, maxLength: 3 }),
  refunds: fc.array(
    fc.record({ line: fc.nat(), percent: fc.constantFrom(10, 50, 33), isWhole: fc.boolean(), accepted: fc.boolean() }),
    { maxLength: 2, size: '-1' },
  ),
});
type Drawn = ReturnType<typeof arbOrder.generate>['value'];

/** Orders of customers and own ones, some late, some refunded; `partners` is how many people there are. */
export const arbOrders: fc.Arbitrary<(partners: number) => Order[]> = fc
  .array(arbOrder, { minLength: 1, maxLength: 25, size: 'max' })
  .map((orders) => (partners) => orders.map((order, index) => orderOf(order, index, partners)));

function orderOf({ partner, own, customer, day, lines, refunds }: Drawn, index: number, partners: number): Order {
  const whole = refunds.length === 1 && refunds[0]?.isWhole === true;
  // Nobody's order is rare; a multiple of a big number of people is.
  const isNobodys = partner % 29 === 28;
  return {
    id: 900 - index * 7,
    partner: isNobodys ? 0 : numberOf(1 + (partner % partners)),
    ...(customer === null || own ? {} : { customer }),
    ...(own && !isNobodys ? { own } : {}),
    paid: onDay(day),
    ...(day < 0 ? { late_period: 0 } : {}),
    lines: lines.map((line) => ({
      ...line,
      net: cents(line.net),
      pv: cents(line.pv),
      cv: cents(line.cv),
      margin: cents(line.margin),
    })),
    refunds: refunds.flatMap(({ line: pick, percent, accepted }) => {
      const line = pick % lines.length;
      const refunded = lines[line];
      if (refunded === undefined) return [];
      const part = (amount: number) => cents(Math.floor((amount * (whole ? 100 : percent)) / 100));
      const { net, pv, cv, margin } = refunded;
      return [{ line, net: part(net), pv: part(pv), cv: part(cv), margin: part(margin), accepted }];
    }),
  };
}
