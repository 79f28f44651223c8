import { afterEach, expect, test } from 'vitest';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { orderSweeps } from '#app/services/orders/sweep-orders.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { miscounted } from '#tests/services/orders/counted.ts';
import { givenLine, givenNetworkOf, givenShopify, shopNamed } from '#tests/given/shopify.ts';
import { signatureOf } from '#tests/sandbox/webhooks/deliveries.ts';

// Goal: what Shopify tells becomes decided and counted orders, however often and in whatever order it is told.
// Method: the stand-in's signed webhooks through the real handler, inbox, services and jobs, on PostgreSQL.
const database = await testDatabase();
afterEach(async () => expect(await miscounted(database)).toEqual([]));
const STARTED = new Date('2026-10-01T08:00:00Z');
let shopNo = 0;

async function givenLotus(clock: { now: Date }) {
  shopNo += 1;
  const shop = shopNamed(`Lotus${shopNo}`);
  const shopify = await givenShopify({ database, shops: [shop], clock });
  const networkId = await givenNetworkOf({ shopify, domain: shop.domain, startedAt: STARTED });
  const [anna = 0, ben = 0, cleo = 0] = await givenLine(networkId, ['Anna', 'Ben', 'Cleo'], STARTED);
  await shopify.settle();
  return { shopify, shop: shopify.sandbox.shop(shop.domain), networkId, anna, ben, cleo };
}

const ordersOf = (networkId: NetworkId) =>
  database.asOwner<{ name: string; partner: number | null; decidedBy: string; base: string; problem: string | null }>(
    `select name, partner, decided_by as "decidedBy", base_minor::text as base, problem from shop_order
      where network_id = $1 order by ordered_at`,
    [networkId],
  );

const estimatesOf = async (networkId: NetworkId) =>
  (
    await database.asOwner<{ row: string }>(
      `select e.earner || ' level ' || e.level || ' ' || e.amount_minor as row from estimate e
         join period_preview p on p.network_id = e.network_id and p.run_id = e.run_id
        where e.network_id = $1 order by e.row_no`,
      [networkId],
    )
  ).map(({ row }) => row);

test('an order by a partner’s link is decided, counted net, and estimated up the tree', async () => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  const { shopify, shop, networkId, anna, ben, cleo } = await givenLotus(clock);
  await using _ = shopify;
  shop.placeOrder({
    lines: [{ variant: 'body-oil' }],
    customer: { email: 'buyer@example.com' },
    attributes: { _lineage_ref: `CLEO77.${clock.now.getTime() / 1000 - 3600}` },
  });
  await shopify.settle();
  expect(await ordersOf(networkId)).toEqual([
    { name: '#1001', partner: cleo, decidedBy: 'cart_attribute', base: '10000', problem: null },
  ]);
  expect(await estimatesOf(networkId)).toEqual([`${cleo} level 1 1000`, `${ben} level 2 500`, `${anna} level 3 300`]);
});

test('three copies, shuffled, of every delivery change nothing', async () => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  const { shopify, shop, networkId, cleo } = await givenLotus(clock);
  await using _ = shopify;
  shopify.sandbox.deliveries.hold();
  const order = shop.placeOrder({
    lines: [
      { variant: 'body-oil', properties: { _lineage_ref: 'CLEO77' } },
      { variant: 'green-tea', quantity: 2 },
    ],
    customer: { email: 'buyer@example.com' },
  });
  clock.now = new Date('2026-10-06T10:00:00Z');
  shop.refundOrder(order.id, { lines: [{ line: String(order.lines[1]?.id), quantity: 1 }] });
  await shopify.sandbox.deliveries.flush({ times: 3, order: (held) => held.toReversed() });
  await shopify.settle();
  expect(await ordersOf(networkId)).toEqual([
    { name: '#1001', partner: cleo, decidedBy: 'line_property', base: '11000', problem: null },
  ]);
  const entries = await database.asOwner<{ base: string; kind: string }>(
    'select base_minor::text as base, kind from volume_entry where network_id = $1 order by recorded_seq',
    [networkId],
  );
  expect(entries).toEqual([
    { base: '10000', kind: 'paid' },
    { base: '2000', kind: 'paid' },
    { base: '-1000', kind: 'refund' },
  ]);
});

test('a bank transfer counts from the instant at which it arrived', async () => {
  const clock = { now: new Date('2026-10-28T10:00:00Z') };
  const { shopify, shop, networkId } = await givenLotus(clock);
  await using _ = shopify;
  const order = shop.placeOrder({
    lines: [{ variant: 'body-oil' }],
    customer: { email: 'buyer@example.com' },
    attributes: { _lineage_ref: 'CLEO77' },
    payment: 'bank_transfer',
  });
  await shopify.settle();
  expect(await estimatesOf(networkId)).toEqual([]);
  clock.now = new Date('2026-11-03T09:00:00Z');
  shop.payOrder(order.id);
  await shopify.settle();
  const entries = await database.asOwner<{ asOf: Date; starts: Date }>(
    `select v.as_of as "asOf", p.starts_at as starts from volume_entry v
       join period p on p.network_id = v.network_id and p.id = v.period_id where v.network_id = $1`,
    [networkId],
  );
  expect(entries).toEqual([{ asOf: new Date('2026-11-03T09:00:00Z'), starts: new Date('2026-10-31T23:00:00Z') }]);
});

test('a returning customer stays with the partner of the first order, and an earlier order that arrives late decides anew', async () => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  const { shopify, shop, networkId, ben, cleo } = await givenLotus(clock);
  await using _ = shopify;
  const customer = { email: 'buyer@example.com' };
  shopify.sandbox.deliveries.hold();
  shop.placeOrder({ lines: [{ variant: 'body-oil' }], customer, attributes: { _lineage_ref: 'BEN77' } });
  const first = (await shopify.sandbox.deliveries.list({ status: 'held' })).map((delivery) => delivery.id);
  clock.now = new Date('2026-10-07T10:00:00Z');
  shop.placeOrder({ lines: [{ variant: 'body-oil' }], customer, attributes: { _lineage_ref: 'CLEO77' } });
  await shopify.sandbox.deliveries.flush({
    order: (held) =>
      held
        .filter((delivery) => !first.includes(delivery.id))
        .concat(held.filter((delivery) => first.includes(delivery.id))),
  });
  await shopify.settle();
  expect(await ordersOf(networkId)).toMatchObject([
    { partner: ben, decidedBy: 'cart_attribute' },
    { partner: ben, decidedBy: 'customer_link' },
  ]);
  expect(cleo).toBeGreaterThan(0);
});

test('a delivery that was withheld is found by the sweep', async () => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  const { shopify, shop, networkId, cleo } = await givenLotus(clock);
  await using _ = shopify;
  shop.placeOrder({
    lines: [{ variant: 'body-oil' }],
    customer: { email: 'buyer@example.com' },
    attributes: { _lineage_ref: 'CLEO77' },
    webhooks: false,
  });
  await shopify.settle();
  expect(await ordersOf(networkId)).toEqual([]);
  await orderSweeps('hourly');
  await shopify.settle();
  expect(await ordersOf(networkId)).toMatchObject([{ partner: cleo, decidedBy: 'cart_attribute', base: '10000' }]);
  const [found] = await database.asOwner<{ found: number }>(
    `select found from reconcile where network_id = $1 and kind = 'hourly'`,
    [networkId],
  );
  expect(found).toEqual({ found: 1 });
});

test('malformed JSON is parked, an unknown topic is ignored with a note, an unknown shop is parked, and others go on', async () => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  const { shopify, shop, networkId } = await givenLotus(clock);
  await using _ = shopify;
  const send = async (body: string, headers: Record<string, string>) => {
    const answer = await fetch(`${shopify.url}/webhooks/orders`, {
      method: 'POST',
      body,
      headers: {
        'x-shopify-hmac-sha256': signatureOf(body, database.environment.SHOPIFY_API_SECRET ?? ''),
        'x-shopify-topic': 'orders/create',
        'x-shopify-shop-domain': shop.state.domain,
        'x-shopify-api-version': '2026-10',
        'x-shopify-webhook-id': crypto.randomUUID(),
        ...headers,
      },
    });
    return answer.status;
  };
  expect(await send('{"id": 1', {})).toBe(200);
  expect(await send('{"id": 1}', { 'x-shopify-topic': 'carts/create' })).toBe(200);
  expect(await send('{}', { 'x-shopify-shop-domain': 'nobody.myshopify.com' })).toBe(200);
  shop.placeOrder({ lines: [{ variant: 'body-oil' }], customer: { email: 'buyer@example.com' } });
  await shopify.settle();
  const settled = await database.asOwner<{ state: string; note: string | null }>(
    `select state, note from webhook_delivery where note is not null order by state, note`,
  );
  expect(settled).toEqual([
    { state: 'ignored', note: 'unknown topic' },
    { state: 'parked', note: 'not-json' },
    { state: 'parked', note: 'unknown shop' },
  ]);
  expect(await ordersOf(networkId)).toHaveLength(1);
});
