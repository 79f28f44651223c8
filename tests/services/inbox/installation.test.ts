import { expect, test } from 'vitest';
import { findShop, saveInstallation } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction } from '#app/adapters/db/transaction.server.ts';
import { joinNetwork } from '#app/services/networks/join-network.ts';
import { makeJoinCode } from '#app/services/networks/make-join-code.ts';
import { recordInstallation } from '#app/services/shops/record-installation.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenLine, givenNetworkOf, givenShopify, shopNamed } from '#tests/given/shopify.ts';
import { givenLotus, orderRows, STARTED } from '#tests/services/orders/given-lotus.ts';

// Goal: the app may go and come back, and a company may bring a further shop, without a row being lost or counted twice.
// Method: the stand-in's own webhooks and orders, real inbox and jobs.
const database = await testDatabase();
const SCOPES = 'read_customers,read_orders,read_products';

test('an uninstallation ends the access and keeps the data; installed again, what was missed is fetched', async () => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  await using given = await givenLotus(database, clock);
  const { shopify, shop, networkId, cleo } = given;
  const { domain } = shop.state;
  const buy = (email: string) =>
    shop.placeOrder({
      lines: [{ variant: 'body-oil' }],
      customer: { email },
      attributes: { _lineage_ref: 'CLEO77' },
      webhooks: shop.state.installation !== null,
    });
  buy('a@example.com');
  await shopify.settle();
  const before = await orderRows(database, networkId);
  expect(before).toHaveLength(1);

  shop.uninstall();
  shopify.domains.delete(domain);
  await shopify.settle();
  const gone = await inCommonTransaction((connection) => findShop(connection, domain));
  expect(gone).toMatchObject({ networkId, uninstalledAt: clock.now });
  const sessions = await database.asOwner(`select id from session where shop = $1`, [domain]);
  expect(sessions).toEqual([]);
  expect(await orderRows(database, networkId)).toEqual(before);

  clock.now = new Date('2026-10-06T10:00:00Z');
  buy('b@example.com');
  await shopify.settle();
  expect(await orderRows(database, networkId)).toEqual(before);

  clock.now = new Date('2026-10-07T10:00:00Z');
  shop.install();
  shopify.domains.add(domain);
  await shopify.settle();
  await recordInstallation({ domain, scopes: SCOPES, now: clock.now });
  await shopify.settle();
  const decided = { partner: cleo, decidedBy: 'cart_attribute', base: '10000', problem: null };
  expect(await orderRows(database, networkId)).toEqual([
    { name: '#1001', ...decided },
    { name: '#1002', ...decided },
  ]);
  expect(await inCommonTransaction((connection) => findShop(connection, domain))).toMatchObject({
    networkId,
    uninstalledAt: null,
  });
});

test('a second shop joins: its earlier orders are fetched, equal numbers stay apart, a code counts in both', async () => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  const [de, at] = [shopNamed('JoinDe'), shopNamed('JoinAt', { countryCode: 'AT' })];
  await using shopify = await givenShopify({ database, shops: [de, at], clock });
  const networkId = await givenNetworkOf({ shopify, domain: de.domain, startedAt: STARTED });
  const [, , cleo = 0] = await givenLine(networkId, ['Anna', 'Ben', 'Cleo'], STARTED);
  await shopify.settle();
  const buyIn = (domain: string, webhooks = true) =>
    shopify.sandbox.shop(domain).placeOrder({
      lines: [{ variant: 'body-oil' }],
      customer: { email: 'buyer@example.com' },
      attributes: { _lineage_ref: 'CLEO77' },
      webhooks,
    });
  buyIn(de.domain);
  const facts = {
    domain: at.domain,
    name: at.name,
    currency: 'EUR',
    country: 'AT',
    timeZone: 'Europe/Vienna',
    storefrontUrl: `https://${at.domain}`,
    scopes: SCOPES,
  };
  await inCommonTransaction((connection) => saveInstallation(connection, facts, clock.now));
  buyIn(at.domain, false);
  // Deliveries of a shop without a network wait for its choice.
  buyIn(at.domain);
  await shopify.settle();
  expect(await orderRows(database, networkId)).toHaveLength(1);

  const { code } = await makeJoinCode({ networkId, actor: 'staff:1', now: clock.now });
  await joinNetwork({ domain: at.domain, code, actor: 'staff:2', now: clock.now });
  shopify.domains.add(at.domain);
  await shopify.settle();
  const rows = await database.asOwner<{ domain: string; name: string; partner: number }>(
    `select s.domain, o.name, o.partner from shop_order o join shop s on s.id = o.shop_id
      where o.network_id = $1 order by s.domain, o.name`,
    [networkId],
  );
  expect(rows).toEqual([
    { domain: at.domain, name: '#1001', partner: cleo },
    { domain: at.domain, name: '#1002', partner: cleo },
    { domain: de.domain, name: '#1001', partner: cleo },
  ]);
  const [waiting] = await database.asOwner<{ count: number }>(
    `select count(*)::int as count from webhook_delivery where domain = $1 and state = 'waiting'`,
    [at.domain],
  );
  expect(waiting?.count).toBe(0);
});
