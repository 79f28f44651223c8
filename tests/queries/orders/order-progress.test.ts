import { expect, test } from 'vitest';
import { orderDetail } from '#app/queries/orders/order-detail.ts';
import { orderFilters } from '#app/queries/orders/order-filters.ts';
import { orderList } from '#app/queries/orders/order-list.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_5, NOV_2 } from '#tests/given/days.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import { accept, givenMoney, OCTOBER, orderFacts, tellOnly } from '#tests/given/money.ts';

// Goal: an order that no preview has read costs something unknown, not nothing. Method: real PostgreSQL, jobs held back.
const database = await testDatabase();

test('an order is being calculated until a preview has read it; nobody’s order and an accepted one are not', async () => {
  const money = await givenMoney(database, 'progress');
  const { networkId, shopId } = money;
  const shown = async (now: Date) => {
    const filters = orderFilters(new URLSearchParams('sort=oldest'));
    const { rows } = await orderList({ networkId, now, filters, cursor: null });
    return rows.map(({ costMinor, isBeingCalculated }) => (isBeingCalculated ? '–' : costMinor));
  };
  const later = (hours: number) => new Date(OCT_5.getTime() + hours * 3_600_000);
  const first = await tellOnly(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  expect(await shown(OCT_5), 'before the first preview').toEqual(['–']);
  await runJobs(OCT_5);
  expect(await shown(OCT_5)).toEqual(['1440']);

  await tellOnly(money, orderFacts({ code: 'CLEO77', paidAt: later(1), netMinor: [4000] }), later(1));
  await tellOnly(money, orderFacts({ code: null, paidAt: later(2), netMinor: [4000] }), later(2));
  expect(await shown(later(2)), 'after it').toEqual(['1440', '–', '0']);
  await runJobs(later(2));
  expect(await shown(later(2))).toEqual(['1440', '720', '0']);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await shown(NOV_2)).toEqual(['1440', '720', '0']);
  const detail = await orderDetail({ networkId, key: { shopId, orderId: first.orderId }, now: NOV_2 });
  expect(detail.isOutdated).toBe(false);
});
