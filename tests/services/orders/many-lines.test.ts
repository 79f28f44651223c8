import { expect, test } from 'vitest';
import { orderSweeps } from '#app/services/orders/sweep-orders.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenLotus, orderRows } from '#tests/services/orders/given-lotus.ts';

// Goal: an order with more lines than fit a page of GraphQL is taken whole. Method: no webhook tells of it, the sweep
// meets it cut off, and asks for it alone, page after page.
const database = await testDatabase();

test.each([9, 50, 51, 120])('an order of %i lines that no webhook told is found with every line', async (count) => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  await using given = await givenLotus(database, clock);
  const { shopify, shop, networkId, cleo } = given;
  shop.placeOrder({
    lines: Array.from({ length: count }, (_each, index) => ({
      variant: 'body-oil',
      properties: { _lineage_ref: 'CLEO77', No: String(index) },
    })),
    customer: { email: 'buyer@example.com' },
    webhooks: false,
  });
  await orderSweeps('hourly');
  await shopify.settle();
  expect(await orderRows(database, networkId)).toEqual([
    { name: '#1001', partner: cleo, decidedBy: 'line_property', base: String(count * 10_000), problem: null },
  ]);
  const [lines] = await database.asOwner<{ count: number }>(
    'select count(*)::int as count from order_line where network_id = $1',
    [networkId],
  );
  expect(lines?.count).toBe(count);
});
