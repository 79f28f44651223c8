import { expect, test } from 'vitest';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, networkIdSchema } from '#app/adapters/db/transaction.server.ts';
import { nextHeldDay } from '#app/queries/portal/next-held-day.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenOrders } from '#tests/queries/orders/given-orders.ts';

// Goal: the next day is the earliest on which a held row of the partner is released, whichever way it is looked for.
// Method: 4,000 orders, half of them accepted on 2 November, released on days of November and December or not at all. The first
// partner earns of every fifth of them, the others have few rows; what is released already goes on day by day.
const database = await testDatabase();
const networkId = networkIdSchema.parse(1);
await givenOrders(database, networkId, 4000);
await database.asOwner(
  `update shop_order set release_on = case when order_id % 7 = 0 then null else date '2026-10-20' + (order_id % 60)::int end
    where network_id = 1`,
);
await database.asOwner(`update earning set earner = 1001 where network_id = 1 and order_id % 5 = 0`);
await database.asOwner('analyze');
const EARNERS = [1001, 1002, 1050, 1100, 1999];

const rows = await database.asOwner<{ earner: number; day: string }>(
  `select e.earner, to_char(greatest(o.release_on, e.accepted_on), 'YYYY-MM-DD') as day from earning e
     join shop_order o on o.network_id = 1 and o.shop_id = e.shop_id and o.order_id = e.order_id
    where e.network_id = 1 and o.release_on is not null`,
);

test.each([null, '2026-11-01', '2026-11-02', '2026-11-20', '2026-12-17', '2026-12-31'])(
  'with everything released through %s the next day is the earliest after it',
  async (through) => {
    await database.asOwner(`delete from release_day where network_id = 1`);
    if (through !== null) {
      await database.asOwner(
        `insert into release_day (network_id, run_id, through_on, recorded_seq, released_at, is_last) values (1, 1, $1, 1, now(), false)`,
        [through],
      );
    }
    for (const number of EARNERS) {
      const days = rows
        .filter(({ earner, day }) => earner === number && day > (through ?? '2026-11-01'))
        .map(({ day }) => day);
      expect(await inTransaction(networkId, (tx) => nextHeldDay(tx, number))).toBe(days.toSorted()[0] ?? null);
    }
  },
);

test('one of the partners has more rows than are asked one by one', async () => {
  const { count } = await inTransaction(networkId, async (tx) => ({
    count: await tx.run(sql`select from earning where network_id = ${tx.networkId} and earner = 1001`),
  }));
  expect(count).toBeGreaterThan(500);
  expect(rows.filter(({ earner }) => earner === 1050).length).toBeLessThan(500);
});
