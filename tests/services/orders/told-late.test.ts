import { afterEach, expect, test, vi } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { currency } from '#app/domain/money/currency.ts';
import { applyOrders } from '#app/services/orders/apply-orders.ts';
import { endCode } from '#app/services/partners/codes.ts';
import { saveSetting } from '#app/services/settings/save-setting.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { miscounted } from '#tests/services/orders/counted.ts';
import { OCT_5, OCT_10, OCT_12, NOV_2, NOV_12 } from '#tests/given/days.ts';
import {
  accept,
  earnings,
  estimates,
  givenMoney,
  OCTOBER,
  orderFacts,
  refunded,
  tell,
  tellOnly,
} from '#tests/given/money.ts';

// Goal: what is decided about an order stands, whatever changes around it before the next telling of it.
const database = await testDatabase();
afterEach(async () => expect(await miscounted(database)).toEqual([]));

test('an order keeps the rate by which it was counted: another rate takes nothing of accepted rows', async () => {
  const money = await givenMoney(database, 'kept-rate');
  const { anna, ben, cleo, networkId } = money;
  const setRate = (rate: string) =>
    saveSetting(networkId, { key: 'exchange', value: { rates: { CHF: rate } }, actor: 'staff:1', now: OCT_5 });
  await setRate('1.00');
  const francs = {
    ...orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000, 2000] }),
    currency: currency('CHF'),
  };
  await tell(money, francs, OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await setRate('0.50');
  await tell(money, { ...francs, updatedAt: NOV_12 }, NOV_12);
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 1000`, `${ben} level 2 500`, `${anna} level 3 300`],
  ]);
  const back = new Date('2026-11-13T09:00:00Z');
  await tell(money, refunded({ ...francs, updatedAt: NOV_12 }, { line: 1, at: back }), back);
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 1000 -200`, `${ben} level 2 500 -100`, `${anna} level 3 300 -60`],
  ]);
});

test('a code that ended stays evidence of orders before its end, and of no later one', async () => {
  const money = await givenMoney(database, 'ended-code');
  const order = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] });
  await tell(money, order, OCT_5);
  const { networkId, cleo } = money;
  await endCode({ networkId, actor: 'staff:1', now: OCT_10, number: cleo, code: 'CLEO77' });
  await tell(money, { ...order, updatedAt: OCT_12, fulfilledAt: OCT_12 }, OCT_12);
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_12, netMinor: [8000] }), OCT_12);
  expect(await estimates(database, money, OCTOBER)).toHaveLength(3);
});

test('a refund and a state of another order of the same customer, told at once, lose nothing', async () => {
  const money = await givenMoney(database, 'p-lock');
  const customerId = 77n;
  const { shopId, networkId } = money;
  const one = { ...orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] }), customerId };
  const two = { ...orderFacts({ code: null, paidAt: OCT_10, netMinor: [4000, 2000] }), customerId };
  await tellOnly(money, one, OCT_5);
  await tellOnly(money, two, OCT_10);
  // All of the first came back before the second: its link ended, so the refund decides about the second order too.
  const [refund] = refunded(one, { line: 0, at: new Date('2026-10-07T10:00:00Z') }).refunds;
  if (!refund) throw new Error('a refund was given');
  const later = refunded(two, { line: 1, at: OCT_12 });
  let told: Promise<unknown> = Promise.resolve();
  await inTransaction(networkId, async (tx) => {
    await applyOrders(tx, [{ kind: 'state', shopId, triggeredAt: OCT_12, facts: later }], OCT_12);
    told = inTransaction(networkId, (other) =>
      applyOrders(other, [{ kind: 'refund', shopId, triggeredAt: OCT_12, orderId: one.orderId, refund }], OCT_12),
    );
    await vi.waitUntil(async () => {
      const waiting = await database.asOwner(`select from pg_locks where not granted`);
      return waiting.length > 0;
    }, 5000);
  });
  await told;
  const [stored] = await database.asOwner<{ refunds: number; partner: number | null }>(
    `select refund_count as refunds, partner from shop_order where network_id = $1 and order_id = $2`,
    [networkId, two.orderId],
  );
  expect(stored).toEqual({ refunds: 1, partner: null });
});
