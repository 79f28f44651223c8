import { test } from 'vitest';
import { networkIdSchema } from '#app/adapters/db/transaction.server.ts';
import { orderFilters, parseCursor } from '#app/queries/orders/order-filters.ts';
import { orderList } from '#app/queries/orders/order-list.ts';
import { orderListSum } from '#app/queries/orders/order-list-sum.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenOrders } from '#tests/queries/orders/given-orders.ts';

const database = await testDatabase();
const now = new Date('2026-11-29T12:00:00Z');
async function time(name: string, run: () => Promise<unknown>, times = 30) {
  const ms: number[] = [];
  for (let i = 0; i < times; i++) {
    const s = performance.now();
    await run();
    ms.push(performance.now() - s);
  }
  ms.sort((a, b) => a - b);
  process.stdout.write(`${name}: p50 ${ms[times >> 1]?.toFixed(1)} max ${ms.at(-1)?.toFixed(1)}\n`);
}
test('measure', { timeout: 600_000 }, async () => {
  const networkId = networkIdSchema.parse(1);
  const t0 = performance.now();
  await givenOrders(database, networkId, 100_000);
  await database.asOwner('vacuum analyze');
  process.stdout.write(`filled in ${((performance.now() - t0) / 1000).toFixed(1)} s\n`);
  for (const query of [
    '',
    'view=with-partner',
    'view=without-partner',
    'view=to-check',
    'view=refunded',
    'period=2',
    'period=1',
    'period=1&view=without-partner',
    'channel=pos',
    'channel=other',
    'by=manual',
    'by=customer_link',
    'partner=1050',
    'from=2026-10-10&to=2026-10-11',
    'min=149.99',
    'min=1000',
    'q=1234',
    'q=99',
    'q=zzz',
    'sort=oldest',
    'sort=highest',
    'sort=lowest&view=without-partner',
    'sort=highest&period=2',
  ]) {
    const filters = orderFilters(new URLSearchParams(query));
    await time(`list ${query}`, () => orderList({ networkId, now, filters, cursor: null }));
    const page = await orderList({ networkId, now, filters, cursor: null });
    await time(
      `  page 2`,
      () => orderList({ networkId, now, filters, cursor: parseCursor(page.next, filters.sort) }),
      5,
    );
    await time(`  sum`, () => orderListSum({ networkId, now, filters }), 5);
  }
});
