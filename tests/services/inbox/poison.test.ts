import { afterEach, expect, test } from 'vitest';
import { inCommonTransaction, inTransaction } from '#app/adapters/db/transaction.server.ts';
import { claimDeliveries, parkedDeliveries } from '#app/adapters/inbox/claim.server.ts';
import { applyNetworkWork } from '#app/services/inbox/apply-network-work.ts';
import { processInbox } from '#app/services/inbox/process-inbox.ts';
import { readDelivery } from '#app/services/inbox/read-delivery.ts';
import { replayParked } from '#app/services/inbox/replay-parked.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenMoney } from '#tests/given/money.ts';
import { givenLotus, orderRows } from '#tests/services/orders/given-lotus.ts';

// Goal: one delivery that cannot be applied stands aside alone, and is taken when its cause is gone; a worker that dies at
// any point repeats and harms nothing. Method: the real inbox; the poison is a rule of the database that one order breaks.
const database = await testDatabase();
const clock = { now: new Date('2026-10-05T10:00:00Z') };
const CLEO = { _lineage_ref: 'CLEO77' };

/** Refuses an order in the database, as a bug in our own code would. */
const poison = (name: string) =>
  database.asOwner(`alter table shop_order add constraint poison check (name <> '${name}') not valid`);
const heal = () => database.asOwner('alter table shop_order drop constraint if exists poison');
afterEach(async () => {
  await heal();
  await database.asOwner('delete from graphile_worker._private_jobs');
});

const states = (topic: string) =>
  database.asOwner<{ state: string; count: number }>(
    `select state, count(*)::int as count from webhook_delivery where topic = $1 group by state order by state`,
    [topic],
  );

test('a poison delivery is parked alone while its batch goes on, and replayed once the cause is gone', async () => {
  await using given = await givenLotus(database, clock);
  const { shopify, shop, networkId, cleo } = given;
  await poison('#1002');
  shopify.sandbox.deliveries.hold();
  for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) {
    shop.placeOrder({ lines: [{ variant: 'body-oil' }], customer: { email }, attributes: CLEO });
  }
  await shopify.sandbox.deliveries.flush();
  await shopify.settle();
  const decided = { partner: cleo, decidedBy: 'cart_attribute', base: '10000', problem: null };
  expect(await orderRows(database, networkId)).toEqual([
    { name: '#1001', ...decided },
    { name: '#1003', ...decided },
  ]);
  const parked = await inCommonTransaction((connection) => parkedDeliveries(connection, networkId, 50));
  expect(parked.length).toBeGreaterThan(0);
  expect(new Set(parked.map(({ topic }) => topic.split('/')[0]))).toEqual(new Set(['orders']));
  expect(parked.every(({ note }) => note?.includes('poison'))).toBe(true);
  await heal();
  const replay = { networkId, webhookId: null, actor: 'staff:7', now: clock.now };
  expect(await replayParked(replay)).toEqual({ count: parked.length });
  await shopify.settle();
  expect((await orderRows(database, networkId)).map(({ name }) => name).toSorted()).toEqual([
    '#1001',
    '#1002',
    '#1003',
  ]);
  expect(await inCommonTransaction((connection) => parkedDeliveries(connection, networkId, 50))).toEqual([]);
  await expect(replayParked(replay)).rejects.toMatchObject({ code: 'delivery.not-found' });
  const events = await database.asOwner<{ action: string; actor: string }>(
    `select action, actor from audit_event where network_id = $1 and action = 'delivery.replayed'`,
    [networkId],
  );
  expect(events).toEqual([{ action: 'delivery.replayed', actor: 'staff:7' }]);
});

test('one network cannot replay another one’s delivery', async () => {
  await using given = await givenLotus(database, clock);
  const other = await givenMoney(database, 'others');
  await poison('#1001');
  given.shop.placeOrder({ lines: [{ variant: 'body-oil' }], customer: { email: 'a@example.com' }, attributes: CLEO });
  await given.shopify.settle();
  const [parked] = await inCommonTransaction((connection) => parkedDeliveries(connection, given.networkId, 1));
  const replay = { webhookId: parked?.webhookId ?? '', actor: 'staff:7', now: clock.now };
  await expect(replayParked({ ...replay, networkId: other.networkId })).rejects.toMatchObject({
    code: 'delivery.not-found',
  });
  await heal();
  expect(await replayParked({ ...replay, networkId: given.networkId })).toEqual({ count: 1 });
  await given.shopify.settle();
  expect(await orderRows(database, given.networkId)).toHaveLength(1);
});

test('a worker that dies between the effect and its settlement repeats without harm', async () => {
  await using given = await givenLotus(database, clock);
  const { shopify, shop, networkId, cleo } = given;
  shop.placeOrder({ lines: [{ variant: 'body-oil' }], customer: { email: 'a@example.com' }, attributes: CLEO });
  await shopify.sandbox.deliveries.idle();
  // Effects are committed, then the process dies: what it had claimed is released with its transaction.
  const crash = inCommonTransaction(async (connection) => {
    const claimed = await claimDeliveries(connection, 200, clock.now);
    const items = claimed.map((delivery) => ({ delivery, work: readDelivery(delivery) }));
    await applyNetworkWork(
      networkId,
      items.filter(({ work }) => work.kind === 'order'),
      clock.now,
    );
    throw new Error('the process died');
  });
  await expect(crash).rejects.toThrow('the process died');
  expect(await orderRows(database, networkId)).toHaveLength(1);
  await shopify.settle();
  expect(await orderRows(database, networkId)).toEqual([
    { name: '#1001', partner: cleo, decidedBy: 'cart_attribute', base: '10000', problem: null },
  ]);
  const [counts] = await database.asOwner<{ entries: number; receipts: number; lines: number }>(
    `select (select count(*)::int from volume_entry where network_id = $1) as entries,
            (select count(*)::int from attribution where network_id = $1) as receipts,
            (select count(*)::int from order_line where network_id = $1) as lines`,
    [networkId],
  );
  expect(counts).toEqual({ entries: 1, receipts: 1, lines: 1 });
});

test('two workers at once take each delivery once', async () => {
  await using given = await givenLotus(database, clock);
  const { shopify, shop, networkId } = given;
  for (let index = 0; index < 12; index += 1) {
    shop.placeOrder({
      lines: [{ variant: 'body-oil' }],
      customer: { email: `${index}@example.com` },
      attributes: CLEO,
    });
  }
  await shopify.sandbox.deliveries.idle();
  const worker = async () => {
    while ((await processInbox(clock.now)) > 0);
  };
  await Promise.all([worker(), worker(), worker()]);
  await shopify.settle();
  expect(await orderRows(database, networkId)).toHaveLength(12);
  const [entries] = await database.asOwner<{ count: number }>(
    'select count(*)::int as count from volume_entry where network_id = $1',
    [networkId],
  );
  expect(entries?.count).toBe(12);
  expect((await states('orders/create')).every(({ state }) => state !== 'waiting')).toBe(true);
});

test('a delivery whose order is held by somebody else waits for it, and is not parked', async () => {
  await using given = await givenLotus(database, clock);
  const { shopify, shop, networkId } = given;
  const order = shop.placeOrder({
    lines: [{ variant: 'body-oil' }],
    customer: { email: 'a@example.com' },
    attributes: CLEO,
  });
  await shopify.settle();
  shop.refundOrder(order.id, { lines: [{ line: String(order.lines[0]?.id), quantity: 1 }] });
  await shopify.sandbox.deliveries.idle();
  let working: Promise<number> = Promise.resolve(0);
  await inTransaction(networkId, async (tx) => {
    await tx.client.query('select pg_advisory_xact_lock(7301, $1)', [networkId]);
    working = processInbox(clock.now);
    await tx.client.query('select 1');
  });
  expect(await working).toBeGreaterThan(0);
  await shopify.settle();
  expect(await orderRows(database, networkId)).toMatchObject([{ base: '0' }]);
});
