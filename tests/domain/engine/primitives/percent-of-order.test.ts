import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentOfOrder, type PercentOfOrder } from '#app/domain/engine/primitives/percent-of-order.ts';
import { expectLaws, expectRule } from '#tests/domain/engine/primitives/laws.ts';
import {
  ORDER_FIELDS,
  planWith,
  ppmOfText,
  qualifies,
  rankOf,
  rateText,
  rowsText,
  runWorld,
  type Order,
  type World,
} from '#tests/domain/engine/primitives/world.ts';

const PERCENT: PercentOfOrder = {
  ...ORDER_FIELDS,
  kind: 'percent_of_order',
  earner: 'attributed_partner',
  rates: { kind: 'flat', rate: '0.02' },
  tagged_rates: [],
};

const arbRate = fc.integer({ min: 1, max: 400_000 }).map(rateText);
const arbPercent: fc.Arbitrary<PercentOfOrder> = fc
  .record({
    earner: fc.constantFrom('attributed_partner' as const, 'buyer' as const, 'sponsor' as const),
    rates: fc.oneof(
      arbRate.map((rate) => ({ kind: 'flat' as const, rate })),
      fc
        .uniqueArray(fc.record({ rank: fc.constantFrom('r1', 'r2', 'r3'), rate: arbRate }), {
          minLength: 1,
          selector: ({ rank }) => rank,
        })
        .map((ranks) => ({ kind: 'by_rank' as const, ranks })),
    ),
  })
  .map((fields) => ({ ...PERCENT, ...fields }));

function naive(world: World, { earner: who, rates }: PercentOfOrder, order: Order) {
  if (who === 'buyer' && !order.own) return [];
  if (who === 'attributed_partner' && order.own) return [];
  const earner = who === 'sponsor' ? (world.people[order.partner - 1]?.sponsor ?? 0) : order.partner;
  const rate =
    rates.kind === 'flat' ? rates.rate : rates.ranks.find(({ rank }) => rank === `r${rankOf(world, earner)}`)?.rate;
  return rate === undefined || !qualifies(world, earner) ? [] : [{ earner, level: 1, ratePpm: ppmOfText(rate) }];
}

test('a share of an order goes to the one whom the plan names', () => {
  expectRule(arbPercent, naive, 100);
});

test('the budget is kept, whatever the rates and refunds', () => {
  expectLaws(arbPercent, 50);
});

const world: World = {
  people: [
    { sponsor: 0, rank: 1, isActive: true, status: 'active' },
    { sponsor: 1, rank: 0, isActive: true, status: 'active' },
  ],
  orders: [
    { partner: 2, own: false, net: 100_000, refunded: 0, margin: 0, day: 3 },
    { partner: 2, own: true, net: 50_000, refunded: 0, margin: 0, day: 4 },
  ],
};

test('RET-04: a flat commission for the referral, a rebate for the buyer, a share for his sponsor', () => {
  const rows = (['attributed_partner', 'buyer', 'sponsor'] as const).map((earner) =>
    rowsText(runWorld(world, [{ ...PERCENT, earner }])),
  );
  expect(rows).toEqual([['1 2 1 0.02 20.00'], ['2 2 1 0.02 10.00'], ['1 1 1 0.02 20.00', '2 1 1 0.02 10.00']]);
});

test('an order without such an earner has no budget, one whose earner has no rate is breakage', () => {
  const none = runWorld({ ...world, orders: world.orders.slice(1) }, [PERCENT]);
  expect(none.totals).toMatchObject({ budget: '0.00', rows: 0 });
  const rates = { kind: 'by_rank' as const, ranks: [{ rank: 'r1', rate: '0.1' }] };
  const noRate = runWorld({ ...world, orders: world.orders.slice(0, 1) }, [{ ...PERCENT, rates }]);
  expect(noRate.totals).toMatchObject({ budget: '100.00', breakage: '100.00', rows: 0 });
});

test('a product with a tag has its own rate, which counts for the worst case', () => {
  const tagged: PercentOfOrder = {
    ...PERCENT,
    tagged_rates: [{ match: 'tag', value: 'Premium', rates: { kind: 'flat', rate: '0.3' } }],
  };
  const at = (tags: string[]) =>
    percentOfOrder.cellOf(tagged, { productClass: { tags, collections: [] }, rank: null, level: 1 });
  expect(at(['premium'])).toEqual({ table: { kind: 'tag', value: 'Premium' }, ratePpm: 300_000 });
  expect(at([])).toEqual({ table: { kind: 'default' }, ratePpm: 20_000 });
  expect(percentOfOrder.worstCasePpm(tagged)).toBe(300_000);
  expect(planWith([tagged]).components).toHaveLength(1);
});
