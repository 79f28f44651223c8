import { afterAll, expect, test } from 'vitest';
import { processInbox } from '#app/services/inbox/process-inbox.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { signatureOf } from '#tests/sandbox/webhooks/deliveries.ts';
import { givenLotus, orderRows } from '#tests/services/orders/given-lotus.ts';

// Goal: what is signed but no use to us is kept, said to be so, and disturbs nobody. Method: the real endpoint and the worker's
// batch; bodies, topics and shops that nobody knows; a real order with a code that nobody has.
const database = await testDatabase();
const clock = { now: new Date('2026-10-05T10:00:00Z') };
const given = await givenLotus(database, clock);
afterAll(() => given[Symbol.asyncDispose]());
const { shopify, shop, networkId } = given;

interface Delivery {
  body: string;
  topic?: string;
  domain?: string;
}

/** What became of a well-signed delivery, a moment after it was answered. */
async function deliver({ body, topic = 'orders/create', domain = shop.state.domain }: Delivery) {
  const webhookId = crypto.randomUUID();
  const response = await fetch(`${shopify.url}/webhooks/orders`, {
    method: 'POST',
    body,
    headers: {
      'x-shopify-hmac-sha256': signatureOf(body, database.environment['SHOPIFY_API_SECRET'] ?? ''),
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': domain,
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': webhookId,
      'x-shopify-triggered-at': clock.now.toISOString(),
    },
  });
  expect(response.status).toBe(200);
  while ((await processInbox(clock.now)) > 0);
  const [kept] = await database.asOwner<{ state: string; note: string | null; body: Buffer }>(
    'select state, note, body from webhook_delivery where webhook_id = $1',
    [webhookId],
  );
  expect(kept?.body.toString()).toBe(body);
  return { state: kept?.state, note: kept?.note };
}

test.each(['{', '', 'null', '[]', '"order"', '{"id":', '{"id":"1e99"}', '\u0000'])(
  'a body that is no order is stored and parked: %j',
  async (body) => {
    expect(await deliver({ body })).toEqual({ state: 'parked', note: expect.stringMatching(/./) });
  },
);

test('a topic that we do not take is stored and ignored with a note', async () => {
  expect(await deliver({ body: '{"id":1}', topic: 'carts/create' })).toEqual({
    state: 'ignored',
    note: 'unknown topic',
  });
  expect(await deliver({ body: '{', topic: 'moon/landed' })).toEqual({ state: 'ignored', note: 'unknown topic' });
});

test('a payload of a shop that nobody knows is parked', async () => {
  const delivery = await deliver({ body: '{"id":1}', domain: 'stranger.myshopify.com' });
  expect(delivery).toEqual({ state: 'parked', note: expect.stringMatching(/shop/) });
});

test('a code that does not exist decides nothing and stays as evidence', async () => {
  shop.placeOrder({ lines: [{ variant: 'body-oil' }], attributes: { _lineage_ref: 'NOBODYS9' } });
  await shopify.settle();
  const rows = await orderRows(database, networkId);
  expect(rows).toMatchObject([{ partner: null, decidedBy: 'nobody', problem: null }]);
  const [{ receipt } = { receipt: null }] = await database.asOwner<{ receipt: unknown }>(
    'select receipt from attribution where network_id = $1 order by recorded_seq desc limit 1',
    [networkId],
  );
  expect(JSON.stringify(receipt)).toContain('NOBODYS9');
  expect(JSON.stringify(receipt)).toContain('unknown-code');
});

test('after all that an order is taken as ever', async () => {
  shop.placeOrder({ lines: [{ variant: 'body-oil' }], attributes: { _lineage_ref: 'CLEO77' } });
  await shopify.settle();
  expect(await orderRows(database, networkId)).toMatchObject([
    {},
    { partner: given.cleo, decidedBy: 'cart_attribute' },
  ]);
});
