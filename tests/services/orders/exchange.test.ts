import { afterEach, expect, test } from 'vitest';
import { saveMoney } from '#app/services/settings/save-money.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { miscounted } from '#tests/services/orders/counted.ts';
import { givenLine, givenNetworkOf, givenShopify, shopNamed } from '#tests/given/shopify.ts';

// Goal: an order in another currency than the network's waits for its rate, and counts once there is one (design 9.14).
const database = await testDatabase();
afterEach(async () => expect(await miscounted(database)).toEqual([]));
const STARTED = new Date('2026-10-01T08:00:00Z');

test('an order in francs waits for a rate, says so, and is counted by it as soon as it is saved', async () => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  const alp = shopNamed('Alp', { currency: 'CHF' });
  await using shopify = await givenShopify({ database, shops: [alp], clock });
  const networkId = await givenNetworkOf({ shopify, domain: alp.domain, startedAt: STARTED, currency: 'EUR' });
  await givenLine(networkId, ['Anna'], STARTED);
  shopify.sandbox.shop(alp.domain).placeOrder({
    lines: [{ variant: 'body-oil' }],
    customer: { email: 'buyer@example.com' },
    attributes: { _lineage_ref: 'ANNA77' },
  });
  await shopify.settle();
  const orders = () =>
    database.asOwner(
      'select base_minor::text as base, problem, rate_per_unit as rate, currency from shop_order where network_id = $1',
      [networkId],
    );
  expect(await orders()).toEqual([{ base: '0', problem: 'no-rate', rate: '', currency: 'CHF' }]);

  await saveMoney({ networkId, minimumMinor: '2500', rates: { CHF: '1.0525' }, actor: 'staff:1', now: clock.now });
  await shopify.settle();
  expect(await orders()).toEqual([{ base: '10525', problem: null, rate: '1.0525', currency: 'CHF' }]);
});
