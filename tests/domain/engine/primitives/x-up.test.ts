import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xUp, type XUp } from '#app/domain/engine/primitives/x-up.ts';
import {
  arbWorld,
  expectLawful,
  naiveRows,
  ORDER_FIELDS,
  ppmOfText,
  qualifies,
  rateText,
  rowsText,
  runWorld,
  type Order,
  type World,
} from '#tests/domain/engine/primitives/world.ts';

const X_UP: XUp = {
  ...ORDER_FIELDS,
  kind: 'x_up',
  tree: 'sponsor',
  x: 2,
  passes_up: 'own_volume',
  reopens_on_refund: false,
  rates: { kind: 'by_level', levels: ['0.10'] },
  tagged_rates: [],
};

const arbXUp: fc.Arbitrary<XUp> = fc
  .record({
    x: fc.integer({ min: 1, max: 3 }),
    passes_up: fc.constantFrom('own_volume' as const, 'downline' as const),
    levels: fc.array(fc.integer({ min: 1, max: 300_000 }).map(rateText), { minLength: 1, maxLength: 3 }),
  })
  .map(({ x, passes_up, levels }) => ({ ...X_UP, x, passes_up, rates: { kind: 'by_level', levels } }));

/** More orders than elsewhere, so that many become recruits. */
const arbBusy: fc.Arbitrary<World> = fc.tuple(arbWorld, arbWorld, arbWorld).map(([world, ...others]) => ({
  ...world,
  orders: [world, ...others].flatMap(({ orders }) =>
    orders.map((order) => ({ ...order, partner: 1 + (order.partner % world.people.length) })),
  ),
}));

const bySequence = ({ orders }: World) =>
  orders
    .map((order, index) => ({ order, index }))
    .sort((a, b) => a.order.day - b.order.day || a.index - b.index)
    .map(({ order }) => order);

/** From the rule alone: pay sponsors as of a place in the sequence of orders. */
function naive(world: World, component: XUp) {
  const sequence = bySequence(world);
  const sponsor = (partner: number) => world.people[partner - 1]?.sponsor ?? 0;
  const counted = (partner: number) => {
    const place = sequence.findIndex((order) => order.partner === partner && order.net > order.refunded);
    return place < 0 ? Infinity : place;
  };
  const paySponsor = (partner: number, at: number): number => {
    const by = sponsor(partner);
    const place = counted(partner);
    if (place > at || by === 0 || sponsor(by) === 0) return by;
    const earlier = world.people.filter((_, index) => sponsor(index + 1) === by && counted(index + 1) < place).length;
    return earlier < component.x ? paySponsor(by, place) : by;
  };
  return (order: Order) => {
    const at = sequence.indexOf(order);
    const levels = component.rates.kind === 'by_level' ? component.rates.levels : [];
    let next = paySponsor(order.partner, at);
    return levels.flatMap((rate, place) => {
      const earner = next;
      next = component.passes_up === 'downline' ? paySponsor(earner, at) : sponsor(earner);
      return earner > 0 && qualifies(world, earner) ? [{ earner, level: place + 1, ratePpm: ppmOfText(rate) }] : [];
    });
  };
}

test('an x-up pays what the rule says of every single order', () => {
  fc.assert(
    fc.property(arbBusy, arbXUp, (world, component) => {
      expect(rowsText(runWorld(world, [component]))).toEqual(naiveRows(world, naive(world, component)));
    }),
    { numRuns: 120 },
  );
});

test('the budget is kept, whatever the links and refunds', () => {
  fc.assert(
    fc.property(arbBusy, arbXUp, (world, component) => expectLawful(world, component)),
    { numRuns: 40 },
  );
});

test('two periods pay what one would: links are kept in the state', () => {
  fc.assert(
    fc.property(arbBusy, arbXUp, fc.integer({ min: 1, max: 28 }), (world, component, day) => {
      const only = (keep: (order: Order) => boolean): World => ({
        ...world,
        orders: world.orders.map((order) => (keep(order) ? order : { ...order, net: 0, refunded: 0 })),
      });
      const first = runWorld(
        only((order) => order.day <= day),
        [component],
      );
      const second = runWorld(
        only((order) => order.day > day),
        [component],
        { state: first.state },
      );
      expect([...rowsText(first), ...rowsText(second)]).toEqual(rowsText(runWorld(world, [component])));
    }),
    { numRuns: 60 },
  );
});

const order = (partner: number, day: number, own = true): Order => ({
  partner,
  own,
  net: 100_000,
  refunded: 0,
  margin: 0,
  day,
});
const people = (sponsors: number[]): World['people'] =>
  sponsors.map((sponsor) => ({ sponsor, rank: 0, isActive: true, status: 'active' }));

/** 1 is at the top, 2 his recruit, who recruits 3, 4 and 5. */
const ALICE = people([0, 1, 2, 2, 2]);

test('XUP-01: the first two recruits go to the pay sponsor, the third stays, the top keeps all', () => {
  const result = runWorld({ people: ALICE, orders: [order(3, 1), order(4, 2), order(5, 3)] }, [X_UP]);
  expect(rowsText(result)).toEqual(['1 1 1 0.1 100.00', '2 1 1 0.1 100.00', '3 2 1 0.1 100.00']);
  expect(result.state.components['tested']).toEqual({
    recruit: [2, 3, 4, 5],
    pay_sponsor: [1, 1, 1, 2],
    counted_by: [0, 2, 2, 2],
    is_counted: [0, 1, 1, 1],
  });
});

test('a place that was used in an earlier period stays used', () => {
  const first = runWorld({ people: ALICE, orders: [order(3, 1), order(4, 2)] }, [X_UP]);
  const second = runWorld({ people: ALICE, orders: [order(5, 1), order(4, 2)] }, [X_UP], { state: first.state });
  expect(second.rows.map(({ earner }) => earner)).toEqual([2, 1]);
});

test('XUP-02: who was passed up passes his own first recruits to the one he was passed to', () => {
  const world = { people: people([0, 1, 2, 3, 4]), orders: [order(2, 1), order(3, 2), order(4, 3), order(5, 4)] };
  expect(runWorld(world, [X_UP]).rows.map(({ earner }) => earner)).toEqual([1, 1, 1, 1]);
});

test('with the downline the people of a recruit go with him, with own volume they stay', () => {
  // 2 passes 3 up to 1; 3 keeps his second recruit, 5, for whom level 1 is 3 himself.
  const world = { people: people([0, 1, 2, 3, 3]), orders: [order(3, 1), order(4, 2), order(5, 3)] };
  const rates = { kind: 'by_level' as const, levels: ['0.10', '0.05'] };
  const last = (passesUp: XUp['passes_up']) =>
    rowsText(runWorld(world, [{ ...X_UP, x: 1, passes_up: passesUp, rates }])).slice(-2);
  expect(last('own_volume')).toEqual(['3 3 1 0.1 100.00', '3 2 2 0.05 50.00']);
  expect(last('downline')).toEqual(['3 3 1 0.1 100.00', '3 1 2 0.05 50.00']);
});

test('an order that was refunded in full before acceptance makes nobody a recruit', () => {
  const orders = [{ ...order(3, 1), refunded: 100_000 }, order(4, 2), order(5, 3)];
  const { rows } = runWorld({ people: ALICE, orders }, [X_UP]);
  expect(rows.map(({ earner }) => earner)).toEqual([1, 1]);
});

test('a rate is read by level', () => {
  const at = (level: number) =>
    xUp.cellOf(X_UP, { productClass: { tags: [], collections: [] }, rank: null, level }).ratePpm;
  expect([at(1), at(2)]).toEqual([100_000, 0]);
});
