import { expect, test } from 'vitest';
import { classifyLine, type Buyer } from '#app/domain/volume/classify-line.ts';
import { orderFacts } from '#tests/domain/orders/order-facts-of.ts';
import type { LineSpec } from '#tests/domain/orders/order-fixtures.ts';

const CUSTOMER: Buyer = { buyerPartner: null, resaleTags: ['starter stock'], productTags: ['starter stock'] };
const classOf = (line: LineSpec, buyer = CUSTOMER) => {
  const [facts] = orderFacts({ lines: [line] }).lines;
  return facts && classifyLine(facts, buyer);
};

test('a line is a customer’s purchase, a partner’s own use, or goods for resale', () => {
  expect(classOf({ price: 100 })).toEqual({ carries: true, lineClass: 'customer' });
  expect(classOf({ price: 100 }, { ...CUSTOMER, buyerPartner: 1001 })).toEqual({ carries: true, lineClass: 'resale' });
  expect(classOf({ price: 100 }, { buyerPartner: 1001, resaleTags: ['starter stock'], productTags: ['tea'] })).toEqual({
    carries: true,
    lineClass: 'own_use',
  });
});

test('gift cards, tips and lines worth nothing carry no volume', () => {
  expect(classOf({ price: 100, giftCard: true })).toEqual({ carries: false, reason: 'gift-card' });
  expect(classOf({ price: 100, discounts: [100] })).toEqual({ carries: false, reason: 'zero' });
  const tip = orderFacts({ lines: [{ price: 100 }], tip: 50 }).lines[1];
  expect(tip && classifyLine(tip, CUSTOMER)).toEqual({ carries: false, reason: 'tip' });
});
