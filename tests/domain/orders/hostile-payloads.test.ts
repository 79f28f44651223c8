import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currency } from '#app/domain/money/currency.ts';
import { evidenceOf } from '#app/domain/attribution/evidence.ts';
import { parseDeletePayload, parseEditPayload } from '#app/domain/orders/parse-edit-payload.ts';
import { parseOrderNode } from '#app/domain/orders/parse-order-node.ts';
import { parseOrderPayload } from '#app/domain/orders/parse-order-payload.ts';
import { parseProductPayload } from '#app/domain/orders/parse-product-payload.ts';
import { parseRefundPayload } from '#app/domain/orders/parse-refund-payload.ts';
import { volumeEntries } from '#app/domain/volume/volume-entries.ts';
import { orderNode, orderPayload } from '#tests/domain/orders/order-fixtures.ts';

// Goal: a signed body may still be anything. Method: a good order in which arbitrary places hold arbitrary JSON.
const order = {
  taxesIncluded: true,
  tip: 100,
  codes: ['ANNA'],
  lines: [
    { price: 6000, taxes: [958] },
    { price: 2000, quantity: 2, discounts: [5] },
  ],
  refunds: [{ moved: 500, lines: [{ line: 102, quantity: 1 }], shipping: { subtotal: 10, tax: 1 }, reason: 'damage' }],
};
const arbJson = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(
    null,
    -1,
    0.5,
    1e300,
    '',
    '-1.00',
    '1e5',
    '0.001',
    'NaN',
    '2026-02-30T00:00:00Z',
    [],
    {},
    '9'.repeat(25),
  ),
);

type Json = Record<string, unknown>;
function paths(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))];
}
function withValue(value: unknown, [key, ...rest]: string[], put: unknown): unknown {
  if (key === undefined) return put;
  const inner = withValue((value as Json)[key], rest, put);
  return Array.isArray(value)
    ? value.map((one: unknown, index) => (String(index) === key ? inner : one))
    : { ...(value as Json), [key]: inner };
}
const arbDamaged = (whole: unknown) =>
  fc
    .array(fc.tuple(fc.constantFrom(...paths(whole)), arbJson), { minLength: 1, maxLength: 3 })
    .map((changes) =>
      changes.reduce<unknown>(
        (value, [path, put]) =>
          paths(value).some((known) => known.join() === path.join()) ? withValue(value, path, put) : value,
        whole,
      ),
    );

test('no order payload makes a parser, the evidence or the volumes throw; amounts never fall below nothing', () => {
  const EUR = currency('EUR');
  fc.assert(
    fc.property(arbDamaged(orderPayload(order)), (body) => {
      const parsed = parseOrderPayload(JSON.stringify(body));
      if (!parsed.ok || parsed.facts.currency !== EUR) return;
      evidenceOf(parsed.facts);
      volumeEntries(parsed.facts, [], { paidAt: new Date(0), exchange: { from: EUR, to: EUR, rate: '1' } });
      for (const line of parsed.facts.lines) expect(line.netMinor >= 0n).toBe(true);
    }),
    { numRuns: 600 },
  );
});

test('no answer from GraphQL makes its parser throw', () => {
  fc.assert(
    fc.property(arbDamaged(orderNode(order)), (node) => void parseOrderNode(node)),
    { numRuns: 600 },
  );
});

test('no other body makes a parser throw', () => {
  const [refund] = orderPayload(order)['refunds'] as unknown[];
  fc.assert(
    fc.property(fc.oneof(arbDamaged(refund), fc.jsonValue()), (body) => {
      const raw = JSON.stringify(body);
      for (const parse of [parseRefundPayload, parseEditPayload, parseDeletePayload, parseProductPayload]) parse(raw);
    }),
    { numRuns: 300 },
  );
});

test('a body that is no JSON at all is a problem for every parser', () => {
  for (const parse of [
    parseOrderPayload,
    parseRefundPayload,
    parseEditPayload,
    parseDeletePayload,
    parseProductPayload,
  ]) {
    for (const raw of ['', '{', 'null,', '\u0000', '"'])
      expect(parse(raw)).toMatchObject({ ok: false, problem: { code: 'not-json' } });
  }
});
