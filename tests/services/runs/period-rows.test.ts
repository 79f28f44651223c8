import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { nextHeldDay } from '#app/queries/portal/next-held-day.ts';
import { proveSnapshot } from '#app/services/ledger/prove-snapshot.ts';
import { proveCounts } from '#app/services/ledger/count-commissions.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { exportBatch } from '#app/services/payouts/export-batch.ts';
import { freezeBatch } from '#app/services/payouts/freeze-batch.ts';
import { markPaid } from '#app/services/payouts/settle-batch.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { NOV_2, NOV_12, OCT_5, OCT_10 } from '#tests/given/days.ts';
import { accept, balances, earnings, givenMoney, OCTOBER, orderFacts, refunded, tell } from '#tests/given/money.ts';
import { givenPeriodPlan } from '#tests/given/period-plan.ts';

// Goal: what is paid once per period goes the way of every other row, from the order to the payout. Method: one order of 100.00 with a
// match, a rank bonus and a pool on it; amounts and days are worked out by hand. Goods come back after 14 days.
const database = await testDatabase();
const NOV_13 = new Date('2026-11-13T22:30:00Z');
const NOV_14 = new Date('2026-11-13T23:30:00Z');

async function givenOctober(handle: string) {
  const money = await givenMoney(database, handle);
  await givenPeriodPlan(money);
  const order = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [10_000], fulfilledAt: OCT_5 });
  await tell(money, order, OCT_10);
  return { money, order };
}

/** Rows of a table in order: earner, component, level, source, amount, and whether an order is behind it. */
async function rowsOf(networkId: number, table: 'estimate' | 'earning'): Promise<string[]> {
  const rows = await database.asOwner<{ row: string }>(
    `select concat_ws(' ', earner, component, level, source, amount_minor, case when order_id = 0 then to_char(as_of at time zone 'Europe/Berlin', 'DD.MM. HH24:MI') end) as row
       from ${table} where network_id = $1 and component > 0 order by row_no`,
    [networkId],
  );
  return rows.map(({ row }) => row);
}

test('rows of the period stand behind those of the orders, at its last instant, in previews and accepted runs', async () => {
  const { money } = await givenOctober('period-rows');
  const { networkId, anna, ben, cleo } = money;
  const expected = [
    `${anna} 1 1 ${ben} 50 31.10. 23:59`,
    `${ben} 1 1 ${cleo} 100 31.10. 23:59`,
    `${anna} 1 2 ${cleo} 50 31.10. 23:59`,
    `${cleo} 2 1 0 2500 31.10. 23:59`,
    `${anna} 3 0 0 67 31.10. 23:59`,
    `${ben} 3 0 0 67 31.10. 23:59`,
    `${cleo} 3 0 0 66 31.10. 23:59`,
  ];
  expect(await rowsOf(networkId, 'estimate')).toEqual(expected);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await rowsOf(networkId, 'earning')).toEqual(expected);
  expect(await proveRuns({ networkId, now: NOV_2 })).toBe(0);
});

test('they are held until everything sold on the last day could have come back, then available, then paid', async () => {
  const { money } = await givenOctober('period-hold');
  const { networkId, anna, ben, cleo } = money;
  await accept(database, money, OCTOBER, NOV_2);
  expect(await balances(database, money)).toEqual([
    `${anna} held 167 available 300 paid 0`,
    `${ben} held 167 available 500 paid 0`,
    `${cleo} held 2566 available 1000 paid 0`,
  ]);
  expect(await inTransaction(networkId, (tx) => nextHeldDay(tx, cleo))).toBe('2026-11-14');
  expect(await releaseDue({ networkId, now: NOV_13 })).toBe(0);
  expect(await releaseDue({ networkId, now: NOV_14 })).toBe(3);
  expect(await balances(database, money)).toEqual([
    `${anna} held 0 available 467 paid 0`,
    `${ben} held 0 available 667 paid 0`,
    `${cleo} held 0 available 3566 paid 0`,
  ]);
  expect(await inTransaction(networkId, (tx) => nextHeldDay(tx, cleo))).toBeNull();
  const batch = { networkId, now: NOV_14, actor: 'staff:1' };
  const batchId = await freezeBatch({ ...batch, expected: { partners: 1, totalMinor: 3566n } });
  await exportBatch({ ...batch, batchId, locale: 'en' });
  await markPaid({ ...batch, batchId });
  await releaseDue({ networkId, now: NOV_14 });
  expect(await proveCounts(networkId)).toBe(true);
  expect(await proveSnapshot(networkId)).toBe(true);
});

test('whoever accepts late releases at once', async () => {
  const { money } = await givenOctober('period-late');
  await accept(database, money, OCTOBER, NOV_14);
  expect(await balances(database, money)).toContain(`${money.cleo} held 0 available 3566 paid 0`);
});

test('a return after acceptance lowers what its order paid, and nothing that the period paid', async () => {
  const { money, order } = await givenOctober('period-return');
  const { anna, ben, cleo } = money;
  await accept(database, money, OCTOBER, NOV_2);
  await tell(money, refunded(order, { line: 0, at: NOV_12 }), NOV_12);
  const rows = await earnings(database, money);
  expect(rows.slice(0, 3)).toEqual([
    `${cleo} level 1 1000 -1000`,
    `${ben} level 2 500 -500`,
    `${anna} level 3 300 -300`,
  ]);
  expect(rows.slice(3).every((row) => !row.includes('-'))).toBe(true);
  expect(await proveRuns({ networkId: money.networkId, now: NOV_12 })).toBe(0);
});
