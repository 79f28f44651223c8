import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import type { AttributionPolicy } from '#app/domain/attribution/policy.ts';
import { redecideOrders } from '#app/services/orders/redecide-orders.ts';
import { readSetting } from '#app/services/settings/read-setting.ts';
import { saveAttribution } from '#app/services/settings/save-attribution.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import {
  accept,
  earnings,
  estimates,
  givenMoney,
  NOVEMBER,
  OCTOBER,
  orderFacts,
  tell,
  tellOnly,
  type Money,
} from '#tests/given/money.ts';

// Goal: a changed policy reaches what is not accepted, at once and once; accepted orders and other networks stand.
const database = await testDatabase();
const OCT_5 = new Date('2026-10-05T10:00:00Z');
const NOV_2 = new Date('2026-11-02T09:00:00Z');
const NOV_12 = new Date('2026-11-12T09:00:00Z');

async function change(money: Money, changes: Partial<AttributionPolicy>, now: Date): Promise<void> {
  const { networkId } = money;
  const { value } = await inTransaction(networkId, (tx) => readSetting(tx, 'attribution'));
  await saveAttribution({ networkId, policy: { ...value, ...changes }, actor: 'staff:7', now });
  await runJobs(now);
}

/** An order with Cleo's link in the cart and Ben's code as discount. */
const contested = (paidAt: Date) => ({
  ...orderFacts({ code: 'CLEO77', paidAt, netMinor: [1000] }),
  discountCodes: ['BEN77'],
});

const partners = async ({ networkId }: Money) =>
  (
    await database.asOwner<{ partner: number | null }>(
      'select partner from shop_order where network_id = $1 order by ordered_at, order_id',
      [networkId],
    )
  ).map(({ partner }) => partner);

const receipts = async ({ networkId }: Money) =>
  (await database.asOwner('select from attribution where network_id = $1', [networkId])).length;

test('orders of open periods follow a changed policy at once, accepted ones and another network’s do not', async () => {
  const [money, other] = [await givenMoney(database, 'policy-one'), await givenMoney(database, 'policy-two')];
  const { ben, cleo } = money;
  await tell(money, contested(OCT_5), OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await tell(money, contested(NOV_2), NOV_2);
  await tell(money, { ...contested(NOV_2), financialStatus: 'pending', payment: { kind: 'unpaid' } }, NOV_2);
  await tell(other, contested(NOV_2), NOV_2);
  expect(await partners(money)).toEqual([ben, ben, ben]);
  const before = await earnings(database, money);
  await change(money, { priority: ['manual', 'customer_link', 'cart_attribute', 'discount_code'] }, NOV_12);
  expect(await partners(money)).toEqual([ben, cleo, cleo]);
  expect(await earnings(database, money)).toEqual(before);
  expect((await estimates(database, money, NOVEMBER))[0]).toBe(`${cleo} level 1 100`);
  expect(await partners(other)).toEqual([other.ben]);
});

test('more orders than one batch holds are decided once each; the job again, and the same policy again, add nothing', async () => {
  const money = await givenMoney(database, 'policy-many');
  const { networkId, cleo } = money;
  for (let order = 0; order < 230; order++) await tellOnly(money, contested(OCT_5), OCT_5);
  expect(await receipts(money)).toBe(230);
  await change(money, { priority: ['cart_attribute', 'discount_code'] }, OCT_5);
  expect(new Set(await partners(money))).toEqual(new Set([cleo]));
  expect(await receipts(money)).toBe(460);
  await redecideOrders(networkId, OCT_5);
  await change(money, {}, OCT_5);
  expect(await receipts(money)).toBe(460);
});
