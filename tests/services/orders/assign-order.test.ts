import { afterEach, expect, test } from 'vitest';
import type { Assignee } from '#app/adapters/db/repositories/receipts.server.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';
import { assignOrders } from '#app/services/orders/assign-order.ts';
import { changeStatus } from '#app/services/partners/change-status.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { miscounted } from '#tests/services/orders/counted.ts';
import { OCT_5, OCT_6, NOV_2, NOV_12, DEC_2 } from '#tests/given/days.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import {
  accept,
  balances,
  earnings,
  estimates,
  givenMoney,
  NOVEMBER,
  OCTOBER,
  orderFacts,
  refunded,
  tell,
  type Money,
} from '#tests/given/money.ts';

// Goal: an order given to a partner by hand pays that partner's line to the cent, before its period is accepted and after.
// Method: real PostgreSQL, real jobs; every amount is written out.
const database = await testDatabase();
afterEach(async () => expect(await miscounted(database)).toEqual([]));
let networks = 0;

const givenNetwork = () => givenMoney(database, `assign-${(networks += 1)}`);

async function assign(money: Money, orders: readonly OrderFacts[], partner: Assignee, now: Date) {
  const keys = orders.map(({ orderId }) => ({ shopId: money.shopId, orderId }));
  const { networkId } = money;
  const result = await assignOrders({ networkId, keys, partner, reason: 'told by phone', actor: 'staff:7', now });
  await runJobs(now);
  return result;
}

const decisions = (money: Money) =>
  database.asOwner<{ partner: number | null; decidedBy: string }>(
    'select partner, decided_by as "decidedBy" from shop_order where network_id = $1 order by ordered_at, order_id',
    [money.networkId],
  );

test('an order without a partner is given to one, and its line is estimated; a code that says otherwise loses', async () => {
  const money = await givenNetwork();
  const { anna, ben, cleo } = money;
  const nobodys = await tell(money, orderFacts({ code: null, paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  const bens = await tell(money, orderFacts({ code: 'BEN77', paidAt: OCT_6, netMinor: [1000] }), OCT_6);
  expect(await estimates(database, money, OCTOBER)).toEqual([`${ben} level 1 100`, `${anna} level 2 50`]);
  expect(await assign(money, [nobodys, bens], cleo, OCT_6)).toEqual({ assigned: 2, unchanged: 0, skipped: [] });
  expect(await decisions(money)).toEqual([
    { partner: cleo, decidedBy: 'manual' },
    { partner: cleo, decidedBy: 'manual' },
  ]);
  expect(await estimates(database, money, OCTOBER)).toEqual([
    ...[`${cleo} level 1 800`, `${ben} level 2 400`, `${anna} level 3 240`],
    ...[`${cleo} level 1 100`, `${ben} level 2 50`, `${anna} level 3 30`],
  ]);
});

test('said twice it is recorded once; withdrawn, the order itself decides again', async () => {
  const money = await givenNetwork();
  const { ben, cleo } = money;
  const order = await tell(money, orderFacts({ code: 'BEN77', paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  await assign(money, [order], cleo, OCT_6);
  expect(await assign(money, [order], cleo, OCT_6)).toEqual({ assigned: 0, unchanged: 1, skipped: [] });
  await assign(money, [order], null, OCT_6);
  expect(await decisions(money)).toEqual([{ partner: ben, decidedBy: 'cart_attribute' }]);
  const events = await database.asOwner<{ action: string; before: unknown; after: unknown; reason: string }>(
    `select action, before, after, reason from audit_event where network_id = $1 and action like 'order.%' order by at, id`,
    [money.networkId],
  );
  expect(events).toEqual([
    { action: 'order.assigned', before: { partner: ben }, after: { partner: cleo }, reason: 'told by phone' },
    { action: 'order.unassigned', before: { partner: cleo }, after: { partner: ben }, reason: 'told by phone' },
  ]);
});

test('after acceptance the old rows go back and the new ones are paid in the open period, to the cent', async () => {
  const money = await givenNetwork();
  const { anna, ben, cleo } = money;
  const order = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000, 3200], fulfilledAt: OCT_5 });
  await tell(money, order, OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await assign(money, [order], ben, NOV_12);
  expect(await decisions(money)).toEqual([{ partner: ben, decidedBy: 'manual' }]);
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 1120 -1120`, `${ben} level 2 560 -560`, `${anna} level 3 336 -336`],
  ]);
  // Two lines of one rate are one row: 112.00 at 10 % and 5 %.
  expect(await estimates(database, money, NOVEMBER)).toEqual([`${ben} level 1 1120`, `${anna} level 2 560`]);
  expect(await balances(database, money)).toEqual([
    ...[anna, ben, cleo].map((number) => `${number} held 0 available 0 paid 0`),
  ]);
  await accept(database, money, NOVEMBER, DEC_2);
  expect(await proveRuns({ networkId: money.networkId, now: DEC_2 })).toBe(0);
  expect(await balances(database, money)).toEqual([
    `${anna} held 0 available 560 paid 0`,
    `${ben} held 0 available 1120 paid 0`,
    `${cleo} held 0 available 0 paid 0`,
  ]);
});

test('an accepted order of nobody pays its line in the open period; changed again there, only the estimate changes', async () => {
  const money = await givenNetwork();
  const { anna, ben, cleo } = money;
  const order = await tell(money, orderFacts({ code: null, paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await assign(money, [order], cleo, NOV_12);
  expect(await estimates(database, money, NOVEMBER)).toEqual([
    ...[`${cleo} level 1 800`, `${ben} level 2 400`, `${anna} level 3 240`],
  ]);
  await assign(money, [order], ben, NOV_12);
  expect(await estimates(database, money, NOVEMBER)).toEqual([`${ben} level 1 800`, `${anna} level 2 400`]);
  expect(await earnings(database, money)).toEqual([]);
  expect(await assign(money, [order], ben, NOV_12)).toMatchObject({ unchanged: 1 });
  expect(await estimates(database, money, NOVEMBER)).toHaveLength(2);
});

test('a refund after the change takes back of the new rows, and of the old ones no more', async () => {
  const money = await givenNetwork();
  const { anna, ben, cleo } = money;
  const order = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000, 3200], fulfilledAt: OCT_5 });
  await tell(money, order, OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await assign(money, [order], ben, NOV_12);
  await accept(database, money, NOVEMBER, DEC_2);
  const back = new Date('2026-12-03T09:00:00Z');
  await tell(money, refunded(order, { line: 1, at: back }), back);
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 1120 -1120`, `${ben} level 2 560 -560`, `${anna} level 3 336 -336`],
    ...[`${ben} level 1 1120 -320`, `${anna} level 2 560 -160`],
  ]);
});

test('a refund of an order that was nobody’s when it was accepted takes its share of the new rows, and no more', async () => {
  const money = await givenNetwork();
  const { anna, ben, cleo } = money;
  const order = orderFacts({ code: null, paidAt: OCT_5, netMinor: [8000, 2000] });
  await tell(money, order, OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await assign(money, [order], cleo, NOV_12);
  await accept(database, money, NOVEMBER, DEC_2);
  const back = new Date('2026-12-03T09:00:00Z');
  await tell(money, refunded(order, { line: 1, at: back }), back);
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 1000 -200`, `${ben} level 2 500 -100`, `${anna} level 3 300 -60`],
  ]);
});

test('a customer’s later orders follow the partner that staff named for the first, unless they are accepted', async () => {
  const money = await givenNetwork();
  const { ben, cleo } = money;
  const customerId = 77n;
  const at = (day: string) => new Date(`2026-${day}T10:00:00Z`);
  const orderOn = (day: string) => ({
    ...orderFacts({ code: null, paidAt: at(day), netMinor: [1000] }),
    customerId,
  });
  const first = await tell(money, { ...orderOn('10-05'), discountCodes: ['BEN77'] }, at('10-05'));
  await tell(money, orderOn('10-20'), at('10-20'));
  await accept(database, money, OCTOBER, NOV_2);
  await tell(money, orderOn('11-03'), at('11-03'));
  await assign(money, [first], cleo, NOV_12);
  expect(await decisions(money)).toEqual([
    { partner: cleo, decidedBy: 'manual' },
    { partner: ben, decidedBy: 'customer_link' },
    { partner: cleo, decidedBy: 'customer_link' },
  ]);
});

test('given to nobody an order pays nobody, before and after acceptance, until that is withdrawn', async () => {
  const money = await givenNetwork();
  const { anna, ben, cleo } = money;
  const open = await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_6, netMinor: [1000] }), OCT_6);
  const order = await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  expect(await assign(money, [open], 'nobody', OCT_6)).toMatchObject({ assigned: 1 });
  expect(await assign(money, [open], 'nobody', OCT_6)).toMatchObject({ unchanged: 1 });
  expect(await decisions(money)).toEqual([
    { partner: cleo, decidedBy: 'cart_attribute' },
    { partner: null, decidedBy: 'manual' },
  ]);
  expect(await estimates(database, money, OCTOBER)).toEqual([
    ...[`${cleo} level 1 800`, `${ben} level 2 400`, `${anna} level 3 240`],
  ]);
  await accept(database, money, OCTOBER, NOV_2);
  await assign(money, [order], 'nobody', NOV_12);
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 800 -800`, `${ben} level 2 400 -400`, `${anna} level 3 240 -240`],
  ]);
  expect(await estimates(database, money, NOVEMBER)).toEqual([]);
  await assign(money, [order, open], null, NOV_12);
  expect(await estimates(database, money, NOVEMBER)).toEqual([
    ...[`${cleo} level 1 800`, `${ben} level 2 400`, `${anna} level 3 240`],
    ...[`${cleo} level 1 100`, `${ben} level 2 50`, `${anna} level 3 30`],
  ]);
  const [newest] = await database.asOwner<{ receipt: { outcome: unknown } }>(
    `select receipt from attribution where network_id = $1 and decided_by = 'manual' order by recorded_seq desc limit 1`,
    [money.networkId],
  );
  expect(newest?.receipt.outcome).toEqual({ kind: 'nobody', reason: 'by-hand' });
  const trial = { ...orderFacts({ code: null, paidAt: OCT_5, netMinor: [8000] }), isTest: true };
  await tell(money, trial, NOV_12);
  await expect(assign(money, [trial], 'nobody', NOV_12)).rejects.toMatchObject({ code: 'order.test-order' });
});

test('what cannot be given is refused alone, and skipped with its reason among others', async () => {
  const money = await givenNetwork();
  const { cleo } = money;
  const good = await tell(money, orderFacts({ code: null, paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  const trial = await tell(
    money,
    { ...orderFacts({ code: null, paidAt: OCT_5, netMinor: [8000] }), isTest: true },
    OCT_5,
  );
  const unknown = orderFacts({ code: null, paidAt: OCT_5, netMinor: [1] });
  await expect(assign(money, [trial], cleo, OCT_6)).rejects.toMatchObject({ code: 'order.test-order' });
  await expect(assign(money, [unknown], cleo, OCT_6)).rejects.toMatchObject({ code: 'order.not-found' });
  await expect(assign(money, [good], 4711, OCT_6)).rejects.toMatchObject({ code: 'partner.not-found' });
  await expect(assign(money, [good], 0, OCT_6)).rejects.toMatchObject({ code: 'partner.house-account' });
  expect(await assign(money, [good, trial, unknown], cleo, OCT_6)).toEqual({
    assigned: 1,
    unchanged: 0,
    skipped: [
      { order: `${money.shopId}:${trial.orderId}`, code: 'order.test-order' },
      { order: `${money.shopId}:${unknown.orderId}`, code: 'order.not-found' },
    ],
  });
});

test('a partner who was not active when the order was paid cannot get it; one who was suspended later can', async () => {
  const money = await givenNetwork();
  const { cleo, ben, networkId } = money;
  const suspend = (number: number, now: Date) =>
    changeStatus({ networkId, number, change: 'suspend', reason: 'test', actor: 'staff:7', now });
  await suspend(cleo, new Date('2026-10-04T10:00:00Z'));
  const order = await tell(money, orderFacts({ code: null, paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  await suspend(ben, OCT_6);
  await expect(assign(money, [order], cleo, OCT_6)).rejects.toMatchObject({ code: 'order.partner-inactive' });
  await assign(money, [order], ben, OCT_6);
  expect(await decisions(money)).toEqual([{ partner: ben, decidedBy: 'manual' }]);
});

test('another network’s orders are not there', async () => {
  const money = await givenNetwork();
  const other = await givenNetwork();
  const order = await tell(money, orderFacts({ code: null, paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  await expect(assign({ ...other, shopId: money.shopId }, [order], other.cleo, OCT_6)).rejects.toMatchObject({
    code: 'order.not-found',
  });
  expect(await decisions(money)).toEqual([{ partner: null, decidedBy: 'nobody' }]);
});

test('two people who give the same order to different partners at once leave one of both decisions, and its rows', async () => {
  const money = await givenNetwork();
  const { anna, ben, cleo } = money;
  const order = await tell(money, orderFacts({ code: null, paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  await Promise.all([assign(money, [order], cleo, OCT_6), assign(money, [order], ben, OCT_6)]);
  const [decision] = await decisions(money);
  const rows = await estimates(database, money, OCTOBER);
  if (decision?.partner === ben) expect(rows).toEqual([`${ben} level 1 800`, `${anna} level 2 400`]);
  else expect(rows).toEqual([`${cleo} level 1 800`, `${ben} level 2 400`, `${anna} level 3 240`]);
});
