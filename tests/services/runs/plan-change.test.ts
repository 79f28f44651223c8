import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { orderCases } from '#app/queries/explain/order-cases.ts';
import { runBases } from '#app/queries/explain/run-basis.ts';
import { assignmentEffect } from '#app/queries/orders/assignment-effect.ts';
import { assignOrders } from '#app/services/orders/assign-order.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_5, NOV_2, NOV_12, DEC_2 } from '#tests/given/days.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import {
  accept,
  earnings,
  estimates,
  givenMoney,
  NOVEMBER,
  OCTOBER,
  orderFacts,
  previewOf,
  refunded,
  tell,
  type Money,
} from '#tests/given/money.ts';

// Goal: what belongs to an accepted period is paid by its plan for ever, though the open period has another (design 9.9).
// Method: October pays 10, 5, 3 %; from November on level 1 pays 50 % and nobody else. Amounts are written out.
const database = await testDatabase();
const OCT_9 = new Date('2026-10-09T10:00:00Z');
const NOV_1 = new Date('2026-10-31T23:00:00Z');
const DEC_3 = new Date('2026-12-03T09:00:00Z');

async function givenTwoPlans(handle: string): Promise<Money> {
  const money = await givenMoney(database, handle);
  const plan = defaultPlan({ name: 'Half', currency: 'EUR', cadence: 'month' });
  const components = plan.components.map((component) => ({
    ...component,
    rates: { kind: 'by_level' as const, levels: ['0.50'] },
  }));
  await publishPlan({
    ...{ networkId: money.networkId, programmeId: 1, document: { ...plan, components }, actor: 'staff:1' },
    ...{ startsAt: NOV_1, now: OCT_5 },
  });
  return money;
}

test('an order that is given to another partner after acceptance pays him by the plan of its own date', async () => {
  const money = await givenTwoPlans('plan-moved');
  const { networkId, shopId, anna, ben, cleo } = money;
  const order = await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000, 2000] }), OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: NOV_2, netMinor: [1000] }), NOV_2);
  const keys = [{ shopId, orderId: order.orderId }];
  await assignOrders({ networkId, keys, partner: ben, reason: 'told by phone', actor: 'staff:7', now: NOV_12 });
  await runJobs(NOV_12);
  expect(await estimates(database, money, NOVEMBER)).toEqual([
    ...[`${ben} level 1 1000`, `${anna} level 2 500`],
    `${cleo} level 1 500`,
  ]);
  const { runId } = await previewOf(database, money, NOVEMBER);
  const [orderCase] = await inTransaction(networkId, async (tx) => {
    const [basis] = await runBases(tx, [runId]);
    return basis ? [...(await orderCases(tx, { basis, keys, now: NOV_12 })).values()] : [];
  });
  expect(orderCase?.planVersion).toBe(1);
  const effect = await assignmentEffect({ networkId, keys, partner: cleo });
  expect(effect.partners.map(({ number, afterMinor }) => [number, afterMinor])).toEqual([
    [cleo, '1000'],
    [anna, '300'],
    [ben, '500'],
  ]);
  await accept(database, money, NOVEMBER, DEC_2);
  expect(await proveRuns({ networkId, now: DEC_2 })).toBe(0);
  await tell(money, refunded(order, { line: 1, at: DEC_3 }), DEC_3);
  expect((await earnings(database, money)).slice(3)).toEqual([
    ...[`${ben} level 1 1000 -200`, `${anna} level 2 500 -100`],
    `${cleo} level 1 500`,
  ]);
});

test('an order that arrives after its period was accepted is paid by that period’s plan', async () => {
  const money = await givenTwoPlans('plan-late');
  const { anna, ben, cleo } = money;
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [1000] }), OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_9, netMinor: [8000] }), NOV_12);
  expect(await estimates(database, money, NOVEMBER)).toEqual([
    ...[`${cleo} level 1 800`, `${ben} level 2 400`, `${anna} level 3 240`],
  ]);
});
