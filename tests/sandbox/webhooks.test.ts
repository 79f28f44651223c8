import { createHmac } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { APP, givenSandbox, lotus, LOTUS } from '#tests/sandbox/given-sandbox.ts';
import { topicSample } from '#tests/sandbox/webhooks/subscription-check.ts';

// Goal: deliveries look and behave like Shopify's. Method: an app that only listens; payloads are compared with Shopify's own samples.

type Given = Awaited<ReturnType<typeof givenSandbox>>;
type Json = Record<string, unknown>;

const topics = ({ app }: Given) => app.received.map(({ headers }) => headers['x-shopify-topic']);
const bodies = ({ app }: Given, topic: string): Json[] =>
  app.received
    .filter(({ headers }) => headers['x-shopify-topic'] === topic)
    .map(({ body }) => JSON.parse(body.toString()) as Json);

/** One of everything: code, guest, shipment, refund of goods, shipping and amount, edit, cancellation. */
function wholeHistory({ shop }: Given) {
  const order = shop.placeOrder({
    lines: [{ variant: 'green-tea', quantity: 3 }, { variant: 'body-oil' }],
    discountCodes: ['CLEO10'],
    attributes: { _lineage_ref: 'CLEO.1' },
    customer: { email: 'anna@example.com', firstName: 'Anna' },
    landingSite: '/?ref=CLEO',
  });
  shop.fulfilOrder(order.id);
  shop.refundOrder(order.id, { lines: [{ line: 'BODY-OIL' }], shipping: 'all', amount: '20.00', note: 'kept a fee' });
  shop.editOrder(order.id, { set: [{ line: 'GREEN-TEA', quantity: 1 }], add: [{ variant: 'body-oil' }] });
  const product = shop.createProduct({ title: 'Balm', price: '9.00' });
  shop.updateProduct(product.id, { tags: ['skin'] });
  shop.deleteProduct(product.id);
  shop.cancelOrder(order.id, { reason: 'staff' });
  shop.requestCustomerData(order.customerId ?? '');
  shop.redactCustomer(order.customerId ?? '');
  return order;
}

test('a delivery is signed and carries every header', async () => {
  await using given = await givenSandbox();
  given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
  await given.sandbox.deliveries.idle();
  const [first] = given.app.received;
  const digest = createHmac('sha256', APP.apiSecret)
    .update(first?.body ?? '')
    .digest('base64');
  expect(first?.path).toBe('/webhooks/orders');
  expect(first?.headers).toMatchObject({
    'x-shopify-hmac-sha256': digest,
    'x-shopify-shop-domain': LOTUS,
    'x-shopify-api-version': '2026-10',
  });
  for (const name of ['webhook-id', 'event-id', 'triggered-at', 'topic'])
    expect(first?.headers[`x-shopify-${name}`]).toBeTruthy();
});

test('topics of one event share the event id and have webhook ids of their own', async () => {
  await using given = await givenSandbox();
  given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
  await given.sandbox.deliveries.idle();
  const ids = (name: string) => new Set(given.app.received.map(({ headers }) => headers[name]));
  expect([ids('x-shopify-event-id').size, ids('x-shopify-webhook-id').size]).toEqual([1, 3]);
});

/** Paths of all keys that a sample has and a payload lacks; lists are compared by their first entries. */
function missing(sample: unknown, payload: unknown, path = ''): string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(payload)) return [path];
    return sample.length > 0 && payload.length > 0 ? missing(sample[0], payload[0], `${path}[]`) : [];
  }
  if (typeof sample !== 'object' || sample === null || payload === null) return [];
  if (typeof payload !== 'object') return [path];
  return Object.entries(sample).flatMap(([key, value]) =>
    key in payload ? missing(value, (payload as Json)[key], `${path}.${key}`) : [`${path}.${key}`],
  );
}

test('payloads of every topic have every field of Shopify’s sample', async () => {
  await using given = await givenSandbox();
  wholeHistory(given);
  given.shop.updateScopes(['read_orders']);
  given.shop.uninstall();
  given.shop.redactShop();
  await given.sandbox.deliveries.idle();
  const subscribed = [...new Set(given.sandbox.config.subscriptions.map(({ topic }) => topic))];
  expect([...new Set(topics(given))].sort()).toEqual(subscribed.toSorted());
  for (const topic of subscribed) {
    const last = bodies(given, topic).at(-1);
    expect(missing(topicSample(topic)?.response, last), topic).toEqual([]);
  }
});

test('GraphQL and webhook tell the same state', async () => {
  await using given = await givenSandbox();
  const order = wholeHistory(given);
  await given.sandbox.deliveries.idle();
  const query = `query ($id: ID!) { order(id: $id) { currentTotalPriceSet { shopMoney { amount } } totalPriceSet { shopMoney { amount } } currentTotalTaxSet { shopMoney { amount } } totalOutstandingSet { shopMoney { amount } } displayFinancialStatus refunds { id } updatedAt } }`;
  const answer = await given.graphql(query, await given.accessToken(), { id: `gid://shopify/Order/${order.id}` });
  const { data } = (await answer.json()) as {
    data: {
      order: Record<string, { shopMoney: { amount: string } }> & {
        refunds: { id: string }[];
        displayFinancialStatus: string;
        updatedAt: string;
      };
    };
  };
  const updates = bodies(given, 'orders/updated');
  const last = updates.at(-1) as Record<string, string> & { refunds: { admin_graphql_api_id: string }[] };
  const amount = (field: string) => Number(data.order[field]?.shopMoney.amount);
  expect(amount('currentTotalPriceSet')).toBe(Number(last.current_total_price));
  expect(amount('totalPriceSet')).toBe(Number(last.total_price));
  expect(amount('currentTotalTaxSet')).toBe(Number(last.current_total_tax));
  expect(amount('totalOutstandingSet')).toBe(Number(last.total_outstanding));
  expect(data.order.displayFinancialStatus).toBe(last.financial_status?.toUpperCase());
  expect(data.order.refunds.map(({ id }) => id)).toEqual(last.refunds.map((refund) => refund.admin_graphql_api_id));
  expect(new Date(last.updated_at ?? '')).toEqual(new Date(data.order.updatedAt));
});

test('ids above 2^53 keep all their digits', async () => {
  await using given = await givenSandbox({ firstId: '820982911946154508' });
  const order = given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
  await given.sandbox.deliveries.idle();
  const raw = given.app.received[0]?.body.toString() ?? '';
  expect(raw.startsWith(`{"id":${order.id},"admin_graphql_api_id":"gid://shopify/Order/${order.id}"`)).toBe(true);
  expect(BigInt(order.id) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
});

test('a refused delivery is sent again with the same ids and body, until it is given up', async () => {
  await using given = await givenSandbox();
  given.app.state.answer = 500;
  given.sandbox.deliveries.hold({ topic: 'orders/updated' });
  const order = given.shop.placeOrder({ lines: [{ variant: 'green-tea' }], payment: 'bank_transfer' });
  await expect.poll(() => given.sandbox.deliveries.list({ topic: 'orders/create' })[0]?.status).toBe('failed');
  const copies = given.app.received;
  expect(copies).toHaveLength(3);
  expect(
    new Set(copies.map(({ headers, body }) => `${String(headers['x-shopify-webhook-id'])} ${body.toString('base64')}`))
      .size,
  ).toBe(1);
  expect(order.transactions[0]?.status).toBe('pending');
});

test('a redirect is a failure, and so is an app that is not there', async () => {
  await using given = await givenSandbox({ webhookRetryDelaysMs: [] });
  Object.assign(given.app.state, { answer: 302, headers: { location: '/elsewhere' } });
  given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
  await given.sandbox.deliveries.idle();
  expect(given.sandbox.deliveries.list({ topic: 'orders/create' })[0]).toMatchObject({
    status: 'failed',
    attempts: [{ status: 302 }],
  });
  expect(given.app.received.every(({ path }) => path === '/webhooks/orders')).toBe(true);
  await given.app.close();
  given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
  await given.sandbox.deliveries.idle();
  expect(given.sandbox.deliveries.list({ topic: 'orders/create' })[1]).toMatchObject({
    status: 'failed',
    attempts: [{ status: null }],
  });
});

test('an app that takes longer than five seconds has failed', async () => {
  await using given = await givenSandbox({ webhookRetryDelaysMs: [] });
  given.app.state.delayMs = 8_000;
  given.sandbox.deliveries.hold({ topic: 'orders/updated' });
  given.shop.placeOrder({ lines: [{ variant: 'green-tea' }], payment: 'bank_transfer' });
  await given.sandbox.deliveries.idle();
  const [attempt] = given.sandbox.deliveries.list({ topic: 'orders/create' })[0]?.attempts ?? [];
  expect(attempt).toMatchObject({ status: null, error: 'no answer within 5 s' });
});

test('a test holds, reorders, repeats and withholds', async () => {
  await using given = await givenSandbox();
  given.sandbox.deliveries.hold();
  given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
  expect([given.app.received.length, given.sandbox.deliveries.list({ status: 'held' }).length]).toEqual([0, 3]);
  await given.sandbox.deliveries.flush({ order: (held) => held.toReversed().slice(0, 2), times: 2 });
  expect(topics(given)).toEqual(['orders/updated', 'orders/paid', 'orders/updated', 'orders/paid']);
  expect(given.sandbox.deliveries.list({ status: 'held' }).map(({ topic }) => topic)).toEqual(['orders/create']);
});

test('a shop without the app, and one that asked for silence, send nothing', async () => {
  await using given = await givenSandbox({ shops: [lotus({ installed: false })] });
  given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
  given.shop.install();
  given.shop.placeOrder({ lines: [{ variant: 'green-tea' }], webhooks: false });
  await given.sandbox.deliveries.idle();
  expect(given.app.received).toEqual([]);
});

test('a shop that is installed again gets no shop/redact', async () => {
  await using given = await givenSandbox();
  expect(() => given.shop.redactShop()).toThrow('still installed');
});

test('a configuration with an unknown topic, or one its scopes do not cover, is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const configWith = (topic: string) => {
    const file = join(folder, `${topic.replace('/', '-')}.toml`);
    writeFileSync(
      file,
      `[access_scopes]\nscopes = "read_products"\n[webhooks]\napi_version = "2026-10"\n[[webhooks.subscriptions]]\ntopics = ["${topic}"]\nuri = "/webhooks"\n`,
    );
    return file;
  };
  await expect(givenSandbox({ appConfigFile: configWith('orders/invented') })).rejects.toThrow('does not exist');
  await expect(givenSandbox({ appConfigFile: configWith('orders/create') })).rejects.toThrow(
    'needs one of these scopes',
  );
});

test('many deliveries over one connection leave no listeners behind', async () => {
  await using given = await givenSandbox();
  const warnings: string[] = [];
  const hear = ({ name }: Error) => warnings.push(name);
  process.on('warning', hear);
  for (let index = 0; index < 15; index += 1) {
    given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
    await given.sandbox.deliveries.idle();
  }
  process.off('warning', hear);
  expect(given.app.received.length).toBeGreaterThan(15);
  expect(warnings).toEqual([]);
});
