import { request as httpRequest, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { inboxDoor } from '#app/adapters/inbox/store.server.ts';
import { webhookHandler } from '#app/webhooks.server.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { signatureOf } from '#tests/sandbox/webhooks/deliveries.ts';

// Goal: the door to the inbox lets in what Shopify signed and nothing else, and parses nothing. Method: the real handler
// over HTTP, the real table.
const database = await testDatabase();
const SECRET = database.environment['SHOPIFY_API_SECRET'] ?? '';
const NOW = new Date('2026-11-05T10:00:00Z');
const MIB = 1024 * 1024;

const web = createServer((request, response) => void handle(request, response));
const handle = webhookHandler({ secret: SECRET, store: inboxDoor(), now: () => NOW });
await new Promise<void>((ready) => web.listen(0, '127.0.0.1', ready));
const { port } = web.address() as AddressInfo;
afterAll(() => new Promise((closed) => web.close(closed)));

interface Sending {
  body?: string | Buffer;
  /** Undefined takes a header away. */
  headers?: Record<string, string | undefined>;
  method?: string;
}

async function send({ body = '{"id":1}', headers = {}, method = 'POST' }: Sending) {
  const all = {
    'content-type': 'application/json',
    'x-shopify-hmac-sha256': signatureOf(body, SECRET),
    'x-shopify-topic': 'orders/create',
    'x-shopify-shop-domain': 'lotus.myshopify.com',
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': crypto.randomUUID(),
    'x-shopify-triggered-at': '2026-11-05T09:59:59.123456789Z',
    ...headers,
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  return fetch(`http://127.0.0.1:${port}/webhooks/orders`, {
    method,
    headers: given,
    ...(method === 'POST' || method === 'PUT' ? { body: new Uint8Array(Buffer.from(body)) } : {}),
  });
}

const stored = () =>
  database.asOwner<{ topic: string; webhookId: string; day: string; body: Buffer; state: string }>(
    `select topic, webhook_id as "webhookId", day::text as day, body, state from webhook_delivery order by received_at, webhook_id`,
  );

async function storesNothing(answer: Promise<Response>, status: number): Promise<Response> {
  const before = (await stored()).length;
  const response = await answer;
  expect(response.status).toBe(status);
  expect(await response.text()).toBe('');
  expect(await stored()).toHaveLength(before);
  return response;
}

test('a signature that is missing, empty, of another body, by another secret or in hexadecimal is 401', async () => {
  const body = '{"id":1}';
  for (const signature of [
    undefined,
    '',
    signatureOf('{"id":2}', SECRET),
    signatureOf(body, 'another secret'),
    'no signature at all',
    Buffer.from(signatureOf(body, SECRET), 'base64').toString('hex'),
  ]) {
    await storesNothing(send({ body, headers: { 'x-shopify-hmac-sha256': signature } }), 401);
  }
});

test.each(['x-shopify-topic', 'x-shopify-shop-domain', 'x-shopify-api-version', 'x-shopify-webhook-id'])(
  'without %s it is 400, and an empty one is none',
  async (name) => {
    await storesNothing(send({ headers: { [name]: undefined } }), 400);
    await storesNothing(send({ headers: { [name]: '' } }), 400);
  },
);

test('a wrong signature is told before a missing header: nobody learns what we ask for', async () => {
  await storesNothing(send({ headers: { 'x-shopify-topic': undefined, 'x-shopify-hmac-sha256': 'wrong' } }), 401);
});

test.each(['GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is 405 and says what is allowed', async (method) => {
  const response = await storesNothing(send({ method }), 405);
  expect(response.headers.get('allow')).toBe('POST');
});

test('8 MiB are taken, a byte more is 413, whatever its signature', async () => {
  await storesNothing(send({ body: Buffer.alloc(8 * MIB + 1, 32) }), 413);
  const before = (await stored()).length;
  expect((await send({ body: Buffer.alloc(8 * MIB, 32) })).status).toBe(200);
  expect(await stored()).toHaveLength(before + 1);
});

test('a body without end is cut off at the limit, not read to the end', async () => {
  const status = await new Promise<number>((resolve, reject) => {
    const chunk = Buffer.alloc(MIB, 32);
    const sending = httpRequest({ port, host: '127.0.0.1', path: '/webhooks/orders', method: 'POST' }, (response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
      sending.destroy();
    });
    // The server closes the connection while we still write.
    sending.on('error', (error) =>
      'code' in error && /EPIPE|ECONNRESET/.test(String(error.code)) ? undefined : reject(error),
    );
    const more = () => {
      while (!sending.destroyed && sending.write(chunk));
      sending.once('drain', more);
    };
    more();
  });
  expect(status).toBe(413);
});

test('what is signed is stored as it came, byte by byte, on the day of its trigger', async () => {
  const webhookId = crypto.randomUUID();
  const body = Buffer.from('{"id":820982911946154508,"note":"Größe ☕"}', 'utf8');
  const headers = { 'x-shopify-webhook-id': webhookId, 'x-shopify-triggered-at': '2026-11-03T23:59:59Z' };
  expect((await send({ body, headers })).status).toBe(200);
  const row = (await stored()).find((each) => each.webhookId === webhookId);
  expect(row).toMatchObject({ topic: 'orders/create', day: '2026-11-03', state: 'waiting' });
  expect(row?.body.equals(body)).toBe(true);
});

test('malformed JSON, an empty body and an unknown topic are 200 and stored', async () => {
  const before = (await stored()).length;
  expect((await send({ body: '{"id": 1' })).status).toBe(200);
  expect((await send({ body: '' })).status).toBe(200);
  expect((await send({ headers: { 'x-shopify-topic': 'carts/create' } })).status).toBe(200);
  expect((await send({ headers: { 'x-shopify-triggered-at': 'yesterday' } })).status).toBe(200);
  expect(await stored()).toHaveLength(before + 4);
});

test('a repeated webhook id is 200 and stores nothing, alone and many at once', async () => {
  const headers = { 'x-shopify-webhook-id': crypto.randomUUID() };
  const before = (await stored()).length;
  const answers = await Promise.all(Array.from({ length: 20 }, () => send({ headers })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await send({ headers })).status).toBe(200);
  expect(await stored()).toHaveLength(before + 1);
});

test('where the delivery cannot be stored the answer is 503, so that Shopify sends it again', async () => {
  const broken = webhookHandler({ secret: SECRET, store: () => Promise.reject(new Error('no room')), now: () => NOW });
  const server = createServer((request, response) => void broken(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const body = '{"id":1}';
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/orders`, {
    method: 'POST',
    body,
    headers: {
      'x-shopify-hmac-sha256': signatureOf(body, SECRET),
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'lotus.myshopify.com',
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': crypto.randomUUID(),
    },
  });
  expect(response.status).toBe(503);
  await new Promise((closed) => server.close(closed));
});
