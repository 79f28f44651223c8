import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextLinesAfter, withLinesOf } from '#app/domain/orders/line-pages.ts';
import { parseLosslessJson } from '#app/domain/orders/lossless-json.ts';
import { parseOrderNode } from '#app/domain/orders/parse-order-node.ts';
import { parseOrderPayload } from '#app/domain/orders/parse-order-payload.ts';
import { orderFacts } from '#tests/domain/orders/order-facts-of.ts';
import { orderNode, orderPayload, type LineSpec, type OrderSpec } from '#tests/domain/orders/order-fixtures.ts';

const arbCents = fc.integer({ min: 0, max: 50_000 });
const arbLine: fc.Arbitrary<LineSpec> = fc
  .record({
    unit: fc.integer({ min: 1000, max: 90_000 }),
    quantity: fc.integer({ min: 1, max: 5 }),
    giftCard: fc.boolean(),
    ships: fc.boolean(),
  })
  .chain(({ unit, ...rest }) =>
    fc.record({
      price: fc.constant(unit),
      ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, fc.constant(value)])),
      discounts: fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 3 }),
      taxes: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 2 }),
      properties: fc.constantFrom<[string, string][]>(
        [],
        [
          ['_lineage_ref', 'ANNA.1773133200'],
          ['Engraving', 'Mum'],
        ],
      ),
    }),
  );
const arbOrder: fc.Arbitrary<OrderSpec> = fc.record({
  taxesIncluded: fc.boolean(),
  status: fc.constantFrom('pending', 'authorized', 'paid', 'partially_refunded', 'voided'),
  shipping: arbCents,
  tip: fc.constantFrom(0, 250),
  test: fc.boolean(),
  customerId: fc.constantFrom(null, 7001),
  codes: fc.constantFrom([], ['ANNA'], ['ANNA', 'SUMMER10']),
  attributes: fc.constantFrom<[string, string][]>(
    [],
    [
      ['_lineage_ref', 'BEN.1773133200'],
      ['gift note', 'Hello'],
    ],
  ),
  lines: fc.array(arbLine, { minLength: 1, maxLength: 4 }),
  refunds: fc.array(
    fc.record({
      moved: arbCents,
      status: fc.constantFrom('success', 'pending', 'failure'),
      lines: fc.constantFrom([], [{ line: 101, quantity: 1 }]),
    }),
    { maxLength: 1 },
  ),
});

test('webhook and GraphQL give the same facts of the same order', () => {
  fc.assert(
    fc.property(arbOrder, (spec) => {
      const fromPayload = parseOrderPayload(JSON.stringify(orderPayload(spec)));
      expect(fromPayload.ok).toBe(true);
      expect(parseOrderNode(orderNode(spec))).toEqual(fromPayload);
    }),
  );
});

test('an id of any length survives, also beside text that looks like one', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 19n }), (id) => {
      const raw = JSON.stringify({ ...orderPayload({ lines: [{ price: 100 }] }), name: 'x: 12345678901234567890' });
      const parsed = parseOrderPayload(raw.replace('"id":5001', `"id": ${id}`));
      expect(parsed).toMatchObject({ ok: true, facts: { orderId: id, name: 'x: 12345678901234567890' } });
    }),
  );
});

test('only long integers become text: decimals, exponents, short numbers and strings stay as they are', () => {
  const arbText = fc.oneof(
    fc.string(),
    fc.bigInt({ min: 10n ** 15n, max: 10n ** 20n }).map((id) => `"id":${id}, \\`),
  );
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      arbText,
      (id, number, text) => {
        const raw = `{ "id":${id}, "list":[${id},${JSON.stringify(number)} ,0.12345678901234567890,1234567890123456789e2], ${JSON.stringify(text)}: ${JSON.stringify(text)} }`;
        const isLong = /\d{16}/.test(id.toString());
        const read = isLong ? id.toString() : Number(id);
        expect(parseLosslessJson(raw)).toEqual({
          id: read,
          list: [read, losslessly(number), 0.12345678901234568, 1.234567890123456789e20],
          [text]: text,
        });
      },
    ),
  );
});

/** JSON writes whole doubles up to 10^21 as integers, so those are long integers too. */
const losslessly = (number: number): unknown =>
  /^-?\d{16,}$/.test(JSON.stringify(number)) ? JSON.stringify(number) : JSON.parse(JSON.stringify(number));

test('tax is taken out of prices that include it, and left out of those that do not', () => {
  const line = { price: 11_900, discounts: [1900], taxes: [1597] };
  expect(orderFacts({ lines: [line], taxesIncluded: true }).lines[0]).toMatchObject({
    netMinor: 8403n,
    grossMinor: 10_000n,
  });
  expect(orderFacts({ lines: [line], taxesIncluded: false }).lines[0]).toMatchObject({
    netMinor: 10_000n,
    grossMinor: 11_597n,
  });
});

test('a line that is given away is worth nothing, also where a rounded tax exceeds its price', () => {
  const facts = orderFacts({ taxesIncluded: true, lines: [{ price: 100, discounts: [100], taxes: [1] }] });
  expect(facts.lines[0]).toMatchObject({ netMinor: 0n, taxMinor: 1n });
});

test('a tip is known by what the order says was tipped, whatever its name', () => {
  const custom = { price: 300, productId: null };
  const lines = [custom, { ...custom, ships: false }, { ...custom, ships: false, giftCard: true }];
  expect(orderFacts({ lines, tip: 300 }).lines.map((line) => line.isTip)).toEqual([false, false, false, true]);
  const { lines: untipped } = orderFacts({ lines: lines.slice(0, 2) });
  expect(untipped.some((line) => line.isTip)).toBe(false);
});

test('a gift card that costs as much as the tip is no tip', () => {
  const order = orderPayload({ lines: [{ price: 300, productId: null, ships: false, giftCard: true }] });
  const parsed = parseOrderPayload(JSON.stringify({ ...order, total_tip_received: '3.00' }));
  expect(parsed.ok && parsed.facts.lines.map((line) => line.isTip)).toEqual([false]);
});

test('an order without allocations has the discount of its line, one with them theirs alone', () => {
  const order = orderPayload({ lines: [{ price: 1000 }, { price: 1000, discounts: [100, 50] }] });
  const [first, second] = order['line_items'] as object[];
  const discounted = [first, second].map((line) => ({ ...line, total_discount: '2.00' }));
  const parsed = parseOrderPayload(JSON.stringify({ ...order, line_items: discounted }));
  expect(parsed.ok && parsed.facts.lines.map((line) => line.netMinor)).toEqual([800n, 850n]);
});

test('an authorisation is no payment: the capture that follows is', () => {
  const node = orderNode({ lines: [{ price: 1000 }] });
  const [sale] = node['transactions'] as object[];
  const capture = { ...sale, kind: 'CAPTURE', processedAt: '2026-03-13T09:00:00Z' };
  const parsed = parseOrderNode({ ...node, transactions: [{ ...sale, kind: 'AUTHORIZATION' }, capture] });
  expect(parsed).toMatchObject({
    ok: true,
    facts: { payment: { kind: 'paid', at: new Date('2026-03-13T09:00:00Z') } },
  });
});

test('what a buyer writes ends at the parser, except for a referral', () => {
  const facts = orderFacts({
    lines: [{ price: 100, properties: [['Engraving', 'For Eva']] }],
    attributes: [
      ['Birthday', '1990-01-01'],
      ['_lineage_ref', 'ANNA.1'],
    ],
  });
  expect(facts.noteAttributes).toEqual([{ name: '_lineage_ref', value: 'ANNA.1' }]);
  expect(facts.lines[0]?.properties).toEqual([]);
});

test('an order in another currency counts in the shop’s, its refund too', () => {
  const order = orderPayload({ lines: [{ price: 10_000 }], refunds: [{ moved: 11_000 }] });
  const bag = {
    shop_money: { amount: '100.00', currency_code: 'EUR' },
    presentment_money: { amount: '110.00', currency_code: 'USD' },
  };
  const raw = JSON.stringify({ ...order, total_price_set: bag }).replace(
    '"amount":"110.00","currency":"EUR"',
    '"amount":"110.00","currency":"USD"',
  );
  expect(parseOrderPayload(raw)).toMatchObject({ ok: true, facts: { refunds: [{ movedMinor: 10_000n }] } });
});

test('shipping given back is read from its lines or, in older payloads, from the adjustment', () => {
  const lines = orderFacts({
    lines: [{ price: 100 }],
    refunds: [{ moved: 595, shipping: { subtotal: 500, tax: 95 } }],
  });
  const order = orderPayload({ lines: [{ price: 100 }], refunds: [{ moved: 595 }] });
  const [refund] = order['refunds'] as object[];
  const adjustment = { kind: 'shipping_refund', amount: '-5.00', tax_amount: '-0.95' };
  const older = parseOrderPayload(
    JSON.stringify({ ...order, refunds: [{ ...refund, order_adjustments: [adjustment] }] }),
  );
  expect(lines.refunds[0]).toMatchObject({ shippingSubtotalMinor: 500n, shippingTaxMinor: 95n });
  expect(older).toMatchObject({ ok: true, facts: { refunds: lines.refunds } });
});

test('the hold begins with the last shipment, or with payment where nothing ships', () => {
  const at = '2026-03-14T10:00:00Z';
  expect(orderFacts({ lines: [{ price: 1 }], isFulfilledAt: at }).fulfilledAt).toEqual(new Date(at));
  expect(orderFacts({ lines: [{ price: 1 }] }).fulfilledAt).toBeNull();
  expect(orderFacts({ lines: [{ price: 1, ships: false }] }).fulfilledAt).toBe('nothing-ships');
  const sentBack = orderFacts({
    lines: [{ price: 1 }, { price: 1, ships: false }],
    refunds: [{ lines: [{ line: 101, quantity: 1 }] }],
  });
  expect(sentBack.fulfilledAt).toBe('nothing-ships');
});

test.each([
  ['{', 'not-json', ''],
  ['[]', 'unexpected-shape', ''],
  [JSON.stringify({ ...orderPayload({ lines: [] }), currency: 'Euro' }), 'unexpected-shape', 'currency'],
  [
    JSON.stringify(orderPayload({ lines: [{ price: 100 }] })).replaceAll('"1.00"', '"1.005"'),
    'unreadable-amount',
    'total_price_set',
  ],
])('a body that is no order is a problem with its place, not an exception: %#', (raw, code, path) => {
  expect(parseOrderPayload(raw)).toEqual({ ok: false, problem: { code, path } });
});

test('an order whose lines came in pages is the order that came in one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 9 }),
      fc.integer({ min: 1, max: 8 }),
      (prices, size) => {
        const whole = orderNode({ lines: prices.map((price) => ({ price })) });
        const { nodes } = whole['lineItems'] as { nodes: unknown[] };
        const page = (from: number) => ({
          lineItems: {
            nodes: nodes.slice(from, from + size),
            pageInfo: { hasNextPage: from + size < nodes.length, endCursor: `${from + size}` },
          },
        });
        let order: unknown = { ...whole, ...page(0) };
        for (let after = nextLinesAfter(order); after !== null; after = nextLinesAfter(order))
          order = withLinesOf(order, page(Number(after)));
        expect(parseOrderNode(order)).toEqual(parseOrderNode(whole));
      },
    ),
  );
});

test('an order that GraphQL cut off is not taken for the whole', () => {
  const node = orderNode({ lines: [{ price: 100 }] });
  const cut = { ...node, lineItems: { ...(node['lineItems'] as object), pageInfo: { hasNextPage: true } } };
  expect(parseOrderNode(cut)).toEqual({ ok: false, problem: { code: 'incomplete', path: 'lineItems' } });
});
