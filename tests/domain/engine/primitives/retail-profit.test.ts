import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RetailProfit } from '#app/domain/engine/primitives/retail-profit.ts';
import { expectLaws } from '#tests/domain/engine/primitives/laws.ts';
import {
  arbWorld,
  naiveRows,
  ORDER_FIELDS,
  ppmOfText,
  qualifies,
  rateText,
  rowsText,
  runWorld,
  type World,
} from '#tests/domain/engine/primitives/world.ts';

const PROFIT: RetailProfit = {
  ...ORDER_FIELDS,
  kind: 'retail_profit',
  base: { volume: 'margin', factor: '1' },
  orders: 'customers',
  rates: { kind: 'flat', rate: '1' },
  tagged_rates: [],
};

const arbProfit: fc.Arbitrary<RetailProfit> = fc
  .record({
    volume: fc.constantFrom('margin' as const, 'net' as const),
    rate: fc.integer({ min: 1, max: 1_000_000 }).map(rateText),
  })
  .map(({ volume, rate }) => ({
    ...PROFIT,
    base: { volume, factor: '1' },
    rates: { kind: 'flat', rate },
  }));

test('retail profit is a share of the margin, or of the order, for the partner of a customer’s order', () => {
  fc.assert(
    fc.property(arbWorld, arbProfit, (world, profit) => {
      const ratePpm = profit.rates.kind === 'flat' ? ppmOfText(profit.rates.rate) : 0;
      const baseOf = ({ net, refunded, margin }: World['orders'][number]) =>
        profit.base.volume === 'net' ? net - refunded : margin - Math.min(refunded, margin);
      const expected = naiveRows(
        world,
        ({ own, partner }) => (own || !qualifies(world, partner) ? [] : [{ earner: partner, level: 1, ratePpm }]),
        baseOf,
      );
      expect(rowsText(runWorld(world, [profit]))).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

test('the budget is kept, whatever the rates and refunds', () => {
  expectLaws(arbProfit, 50);
});

const sale = (net: number, margin: number): World => ({
  people: [{ sponsor: 0, rank: 0, isActive: true, status: 'active' }],
  orders: [{ partner: 1, own: false, net, refunded: 0, margin, day: 3 }],
});

test('RET-01: 30 % of a customer’s order', () => {
  const profit: RetailProfit = {
    ...PROFIT,
    base: { volume: 'net', factor: '1' },
    rates: { kind: 'flat', rate: '0.3' },
  };
  expect(rowsText(runWorld(sale(40_000, 0), [profit]))).toEqual(['1 1 1 0.3 120.00']);
});

test('RET-02: retail price less partner price', () => {
  const result = runWorld(sale(100_000, 30_000), [PROFIT]);
  expect(rowsText(result)).toEqual(['1 1 1 1 300.00']);
  expect(result.rows[0]?.base).toBe('300.00');
});
