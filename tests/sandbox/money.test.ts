import fc from 'fast-check';
import { expect, test } from 'vitest';
import { totalsOf, currentQuantity } from '#tests/sandbox/state/amounts.ts';
import { editOrder } from '#tests/sandbox/state/edit-order.ts';
import { idSequence } from '#tests/sandbox/state/ids.ts';
import type { Order, ShopState } from '#tests/sandbox/state/model.ts';
import { newShop } from '#tests/sandbox/state/new-shop.ts';
import { cancelOrder, fulfilOrder, payOrder } from '#tests/sandbox/state/order-changes.ts';
import { placeOrder } from '#tests/sandbox/state/place-order.ts';
import { refundOrder } from '#tests/sandbox/state/refund-order.ts';
import { orderPayload } from '#tests/sandbox/webhooks/payloads/order-payload.ts';

// Goal: whatever is bought, reduced, refunded and edited, the payload's money adds up. Method: random shops, carts and
// histories; the sums are taken from the JSON that the app would receive, not from the stand-in's own totals.

const NOW = new Date('2026-05-01T10:00:00Z');
const cents = (text: string) => BigInt(text.replace('.', ''));
const decimal = (amount: number) => (amount / 100).toFixed(2);

const arbShop = fc.record({
  taxesIncluded: fc.boolean(),
  prices: fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 4 }),
  percentage: fc.integer({ min: 1, max: 100 }),
  fixed: fc.integer({ min: 1, max: 5_000 }),
});

const arbOrder = fc.record({
  quantities: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 }),
  codes: fc.subarray(['PERCENT', 'FIXED', 'FREESHIP']),
  payment: fc.constantFrom('card' as const, 'bank_transfer' as const, 'authorization' as const),
  giftCard: fc.option(fc.integer({ min: 1, max: 3_000 }), { nil: undefined }),
  tip: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
});

type Step = {
  kind: 'refund' | 'amount' | 'shipping' | 'edit' | 'add' | 'pay' | 'fulfil' | 'cancel';
  line: number;
  part: number;
};
const arbStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('refund', 'amount', 'shipping', 'edit', 'add', 'pay', 'fulfil', 'cancel'),
  line: fc.nat(3),
  part: fc.integer({ min: 1, max: 100 }),
});

function shopOf({
  taxesIncluded,
  prices,
  percentage,
  fixed,
}: typeof arbShop extends fc.Arbitrary<infer T> ? T : never) {
  const ids = idSequence();
  const products = prices.map((price, index) => ({
    title: `P${index}`,
    handle: `p${index}`,
    price: decimal(price),
    taxRatePpm: index % 2 === 0 ? 190_000 : 70_000,
    requiresShipping: index !== 3,
  }));
  const shop = newShop(
    {
      domain: 'lotus.myshopify.com',
      name: 'Lotus',
      currency: 'EUR',
      countryCode: 'DE',
      ianaTimezone: 'Europe/Berlin',
      taxesIncluded,
      taxRatePpm: 190_000,
      products,
      discounts: [
        { code: 'PERCENT', value: String(percentage) },
        { code: 'FIXED', kind: 'fixed_amount', value: decimal(fixed) },
        { code: 'FREESHIP', kind: 'free_shipping', value: '0' },
      ],
    },
    ids,
    [],
    NOW,
  );
  return { shop, ids };
}

/** One step of a history, where the order allows it. */
function take(step: Step, shop: ShopState, order: Order, ids: ReturnType<typeof idSequence>) {
  if (order.cancelledAt !== null) return;
  const line = order.lines[step.line % order.lines.length];
  const left = line ? currentQuantity(line) : 0;
  const { received, refunded, outstanding } = totalsOf(order);
  const paid = received - refunded;
  switch (step.kind) {
    case 'refund':
      if (line && left > 0)
        refundOrder(order, ids, { lines: [{ line: line.id, quantity: 1 + (step.part % left) }] }, NOW);
      return;
    case 'amount': {
      const amount = (paid * BigInt(step.part)) / 100n;
      if (amount > 0n) refundOrder(order, ids, { amount: decimal(Number(amount)) }, NOW);
      return;
    }
    case 'shipping':
      refundOrder(order, ids, { shipping: 'all' }, NOW);
      return;
    case 'edit': {
      const quantity = step.part % 4;
      if (line && !line.tip && quantity !== left)
        editOrder(shop, order, ids, { set: [{ line: line.id, quantity }] }, NOW);
      return;
    }
    case 'add':
      editOrder(shop, order, ids, { add: [{ variant: 'p0', quantity: 1 + (step.part % 3) }] }, NOW);
      return;
    case 'pay':
      if (outstanding > 0n) payOrder(order, ids, {}, NOW);
      return;
    case 'fulfil':
      if (order.lines.some((one) => currentQuantity(one) > one.fulfilled)) fulfilOrder(order, ids, {}, NOW);
      return;
    case 'cancel':
      if (step.part > 80) cancelOrder(order, ids, {}, NOW);
  }
}

interface Money {
  amount: string;
}
interface Bag {
  shop_money: Money;
}
type Payload = Record<string, string> & {
  line_items: {
    price: string;
    quantity: number;
    current_quantity: number;
    tax_lines: { price: string }[];
    discount_allocations: { amount: string }[];
  }[];
  shipping_lines: { price: string; tax_lines: { price: string }[]; discount_allocations: { amount: string }[] }[];
  refunds: {
    refund_line_items: {
      subtotal: number;
      total_tax: number;
      subtotal_set: Bag;
      total_tax_set: Bag;
      quantity: number;
    }[];
    refund_shipping_lines: { subtotal_amount_set: Bag; tax_amount_set: Bag }[];
    order_adjustments: { amount: string }[];
    transactions: { amount: string }[];
  }[];
  discount_codes: { amount: string }[];
  tax_lines: { price: string }[];
};
const sum = (amounts: string[]) => amounts.reduce((total, amount) => total + cents(amount), 0n);

function expectSums(shop: ShopState, order: Order) {
  const payload = JSON.parse(JSON.stringify(orderPayload(shop, order))) as Payload & Record<string, Bag>;
  const set = (name: string) => cents((payload[name] as Bag).shop_money.amount);
  const { line_items: lines, shipping_lines: shipping, refunds } = payload;
  const allocated = sum([...lines, ...shipping].flatMap((line) => line.discount_allocations.map((one) => one.amount)));
  const tax = sum([...lines, ...shipping].flatMap((line) => line.tax_lines.map((one) => one.price)));
  const onTop = order.taxesIncluded ? 0n : 1n;

  expect(set('total_line_items_price_set')).toBe(
    lines.reduce((all, line) => all + cents(line.price) * BigInt(line.quantity), 0n),
  );
  expect(set('total_discounts_set')).toBe(allocated);
  expect(sum(payload.discount_codes.map((one) => one.amount))).toBe(allocated);
  expect(set('total_tax_set')).toBe(tax);
  expect(sum(payload.tax_lines.map((one) => one.price))).toBe(tax);
  const total =
    set('total_line_items_price_set') -
    set('total_discounts_set') +
    set('total_shipping_price_set') +
    onTop * set('total_tax_set');
  expect(set('total_price_set')).toBe(total);

  const goods = refunds.flatMap((refund) => refund.refund_line_items);
  const goodsNet = sum(goods.map((one) => one.subtotal_set.shop_money.amount));
  const goodsTax = sum(goods.map((one) => one.total_tax_set.shop_money.amount));
  const freight = refunds.flatMap((refund) => refund.refund_shipping_lines);
  const freightNet = sum(freight.map((one) => one.subtotal_amount_set.shop_money.amount));
  const freightTax = sum(freight.map((one) => one.tax_amount_set.shop_money.amount));
  const adjustments = sum(refunds.flatMap((refund) => refund.order_adjustments.map((one) => one.amount)));
  expect(set('current_subtotal_price_set')).toBe(set('subtotal_price_set') - goodsNet);
  expect(set('current_total_tax_set')).toBe(tax - goodsTax - freightTax);
  const currentTotal = total - goodsNet - freightNet - onTop * (goodsTax + freightTax) + adjustments;
  expect(set('current_total_price_set')).toBe(currentTotal);
  const current =
    set('current_subtotal_price_set') +
    set('current_shipping_price_set') +
    onTop * set('current_total_tax_set') +
    adjustments;
  expect(current).toBe(currentTotal);

  const kept = lines.reduce((all, line) => all + BigInt(line.current_quantity), 0n);
  if (kept === 0n) expect(set('current_subtotal_price_set'), 'nothing is left of nothing').toBe(0n);
  const { received, refunded, outstanding } = totalsOf(order);
  expect(sum(refunds.flatMap((refund) => refund.transactions.map((one) => one.amount)))).toBe(refunded);
  expect(refunded <= received, 'never more back than was paid').toBe(true);
  if (order.cancelledAt === null)
    expect(cents(payload.total_outstanding ?? '')).toBe(currentTotal - received + refunded);
  expect(cents(payload.total_outstanding ?? '')).toBe(outstanding);
}

test('the money of every payload adds up after any history of refunds, edits and payments', () => {
  fc.assert(
    fc.property(arbShop, arbOrder, fc.array(arbStep, { maxLength: 8 }), (shopInput, wanted, steps) => {
      const { shop, ids } = shopOf(shopInput);
      const lines = shopInput.prices.flatMap((_price, index) => {
        const quantity = wanted.quantities[index] ?? 0;
        return quantity > 0 ? [{ variant: `p${index}`, quantity }] : [];
      });
      fc.pre(lines.length > 0);
      const order = placeOrder(
        shop,
        ids,
        {
          lines,
          discountCodes: wanted.codes,
          payment: wanted.payment,
          ...(wanted.giftCard !== undefined && { giftCardAmount: decimal(wanted.giftCard) }),
          ...(wanted.tip !== undefined && { tip: decimal(wanted.tip) }),
        },
        NOW,
      );
      expectSums(shop, order);
      for (const step of steps) {
        take(step, shop, order, ids);
        expectSums(shop, order);
      }
    }),
    { numRuns: 400 },
  );
});

const german = (change = {}) =>
  shopOf({ taxesIncluded: true, prices: [11_900, 1_070], percentage: 10, fixed: 500, ...change });

test('German prices include 19 % and 7 %', () => {
  const { shop, ids } = german();
  const order = placeOrder(shop, ids, { lines: [{ variant: 'p0' }, { variant: 'p1' }], shipping: '0' }, NOW);
  expect(order.lines.map((line) => line.tax)).toEqual([1_900n, 70n]);
  expect(totalsOf(order)).toMatchObject({ total: 12_970n, tax: 1_970n });
});

test('an amount paid back without goods is a negative discrepancy, a fee kept a positive one', () => {
  const { shop, ids } = german();
  const order = placeOrder(shop, ids, { lines: [{ variant: 'p0', quantity: 2 }], shipping: '0' }, NOW);
  expect(refundOrder(order, ids, { amount: '10.00' }, NOW).adjustments.map((one) => one.amount)).toEqual([-1_000n]);
  const fee = refundOrder(order, ids, { lines: [{ line: 'P0' }], amount: '100.00' }, NOW);
  expect(fee.adjustments.map((one) => one.amount)).toEqual([1_900n]);
  expect(totalsOf(order)).toMatchObject({ currentTotal: 12_800n, outstanding: 0n });
});

test('a removed line leaves money owed to the buyer until it is paid back, without a discrepancy', () => {
  const { shop, ids } = german();
  const order = placeOrder(shop, ids, { lines: [{ variant: 'p0' }, { variant: 'p1' }], shipping: '0' }, NOW);
  editOrder(shop, order, ids, { set: [{ line: 'P1', quantity: 0 }] }, NOW);
  expect(totalsOf(order).outstanding).toBe(-1_070n);
  const refund = refundOrder(order, ids, {}, NOW);
  expect([refund.adjustments, refund.transactionIds.length, totalsOf(order).outstanding]).toEqual([[], 1, 0n]);
});

test('more money, units or shipping than there is cannot be refunded', () => {
  const { shop, ids } = german();
  const order = placeOrder(shop, ids, { lines: [{ variant: 'p0' }] }, NOW);
  expect(() => refundOrder(order, ids, { amount: '124.00' }, NOW)).toThrow('to pay back');
  expect(() => refundOrder(order, ids, { lines: [{ line: 'P0', quantity: 2 }] }, NOW)).toThrow('not 2');
  expect(() => refundOrder(order, ids, { shipping: '5.00' }, NOW)).toThrow('shipping left');
});
