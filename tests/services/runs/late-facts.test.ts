import { expect, test } from 'vitest';
import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { saveProduct } from '#app/adapters/db/repositories/products.server.ts';
import { freezePending } from '#app/adapters/db/repositories/volumes.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { askForWaitingProducts } from '#app/services/orders/freeze-lines.ts';
import { changeStatus } from '#app/services/partners/change-status.ts';
import { recordNewPartner } from '#app/services/partners/new-partner.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_5, NOV_2, NOV_12 } from '#tests/given/days.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import {
  accept,
  earnings,
  estimates,
  givenMoney,
  OCTOBER,
  orderFacts,
  refunded,
  STARTED,
  tell,
  tellOnly,
  type Money,
} from '#tests/given/money.ts';

// Goal: what becomes known after a line was paid is a fact like others: previews follow it, what is accepted stands.
const database = await testDatabase();
const TEA = 55n;

/** A network in which tea pays 20 % on level 1 and nothing above, and an order of tea that the mirror does not know yet. */
async function givenTea(handle: string): Promise<{ money: Money; order: OrderFacts }> {
  const money = await givenMoney(database, handle);
  const plan = defaultPlan({ name: 'Tea', currency: 'EUR', cadence: 'month' });
  const components = plan.components.map((component) => ({
    ...component,
    tagged_rates: [{ match: 'tag' as const, value: 'tea', rates: { kind: 'by_level' as const, levels: ['0.20'] } }],
  }));
  await publishPlan({
    ...{ networkId: money.networkId, programmeId: 1, document: { ...plan, components }, actor: 'staff:1' },
    ...{ startsAt: new Date('2026-09-30T22:00:00Z'), now: STARTED },
  });
  await database.asOwner(`delete from graphile_worker._private_jobs`);
  const facts = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] });
  const order = { ...facts, lines: facts.lines.map((line) => ({ ...line, productId: TEA })) };
  await tellOnly(money, order, OCT_5);
  // Shopify, whom the job would ask about the product, is not there: the test answers for it.
  await database.asOwner(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier = 'fetch-product'`,
  );
  await runJobs(OCT_5);
  return { money, order };
}

/** The answer about the tea arrives. */
async function mirrorTea({ networkId, shopId }: Money, now: Date): Promise<void> {
  await inTransaction(networkId, async (tx) => {
    await lockFactsShared(tx);
    const product = { productId: TEA, title: 'Tea', tags: ['tea'], collectionIds: [], updatedAt: now };
    await saveProduct(tx, shopId, product, now);
    await freezePending(tx, shopId, TEA, now);
    await orderPreview(tx);
  });
  await runJobs(now);
}

test('a line whose product becomes known later is estimated by the rate of its tag at once', async () => {
  const { money } = await givenTea('tea-estimate');
  expect(await estimates(database, money, OCTOBER)).toHaveLength(3);
  await mirrorTea(money, OCT_5);
  expect(await estimates(database, money, OCTOBER)).toEqual([`${money.cleo} level 1 1600`]);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await proveRuns({ networkId: money.networkId, now: NOV_12 })).toBe(0);
});

test('a period is not accepted while a line waits for its product; the reconcile asks again, and then it is', async () => {
  const { money, order } = await givenTea('tea-waits');
  const refusal = { code: 'period.lines-waiting', details: { count: 1, orders: order.name, more: 0 } };
  await runJobs(NOV_2);
  await expect(accept(database, money, OCTOBER, NOV_2)).rejects.toMatchObject(refusal);
  expect(await earnings(database, money)).toEqual([]);
  await inTransaction(money.networkId, (tx) => askForWaitingProducts(tx, money.shopId));
  const asked = await database.asOwner<{ payload: unknown }>(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier = 'fetch-product' returning j.payload`,
  );
  expect(asked).toEqual([{ payload: { networkId: money.networkId, shopId: money.shopId, productId: TEA.toString() } }]);
  await mirrorTea(money, NOV_2);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await earnings(database, money)).toEqual([`${money.cleo} level 1 1600`]);
});

test('a line that waits in vain, its shop has removed the app, is accepted by the default rate; that stands, and all of it goes back', async () => {
  const { money, order } = await givenTea('tea-accepted');
  const { anna, ben, cleo } = money;
  await database.asOwner('update shop set uninstalled_at = $2 where id = $1', [money.shopId, NOV_2]);
  await accept(database, money, OCTOBER, NOV_2);
  await mirrorTea(money, NOV_12);
  await tell(money, refunded(order, { line: 0, at: NOV_12 }), NOV_12);
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 800 -800`, `${ben} level 2 400 -400`, `${anna} level 3 240 -240`],
  ]);
  expect(await proveRuns({ networkId: money.networkId, now: NOV_12 })).toBe(0);
});

test('a product of which only a webhook told is waited for: its collections are not known yet', async () => {
  const money = await givenMoney(database, 'tea-webhook');
  const { networkId, shopId } = money;
  const tea = { productId: TEA, title: 'Tea', tags: ['tea'], collectionIds: null, updatedAt: OCT_5 };
  await inTransaction(networkId, (tx) => saveProduct(tx, shopId, tea, OCT_5));
  const facts = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] });
  await tellOnly(money, { ...facts, lines: facts.lines.map((line) => ({ ...line, productId: TEA })) }, OCT_5);
  const frozen = () => database.asOwner(`select tags, collections from order_line where network_id = $1`, [networkId]);
  expect(await frozen()).toEqual([]);
  await inTransaction(networkId, async (tx) => {
    await lockFactsShared(tx);
    await saveProduct(tx, shopId, { ...tea, collectionIds: [9n] }, OCT_5);
    await freezePending(tx, shopId, TEA, OCT_5);
  });
  expect(await frozen()).toEqual([{ tags: ['tea'], collections: ['9'] }]);
});

test('an application that is approved after an acceptance leaves the proof of the accepted run identical', async () => {
  const money = await givenMoney(database, 'proof');
  const { networkId, cleo } = money;
  const person = { firstName: 'Ida', lastName: 'Muster', email: 'ida@example.com', phone: null, country: 'DE' };
  const form = { networkId, actor: 'staff:1', now: OCT_5, requestId: crypto.randomUUID() };
  const { number } = await recordNewPartner(
    { ...form, ...person, language: 'de', sponsor: cleo, code: null },
    'applied',
  );
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await changeStatus({ networkId, actor: 'staff:1', now: NOV_12, number, change: 'approve', reason: '' });
  expect(await proveRuns({ networkId, now: NOV_12 })).toBe(0);
});
