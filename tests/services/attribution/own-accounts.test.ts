import { expect, test } from 'vitest';
import { emailIndex } from '#app/adapters/crypto/blind-index.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';
import { findAdjustments } from '#app/queries/explain/stored-rows.ts';
import { linkAccount, unlinkAccount, type UnlinkSince } from '#app/services/attribution/own-accounts.ts';
import { applyOrders } from '#app/services/orders/apply-orders.ts';
import { changeStatus } from '#app/services/partners/change-status.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { readSetting } from '#app/services/settings/read-setting.ts';
import { saveSetting } from '#app/services/settings/save-setting.ts';
import { testDatabase } from '#tests/database/test-database.ts';
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
  tell,
  type Money,
} from '#tests/given/money.ts';

// Goal: what a partner buys with an own account is an own order, however and whenever the account became known.
// Method: real PostgreSQL, real jobs; every amount is written out. Anna sponsors Ben sponsors Cleo; 10 %, 5 %, 3 %.
const database = await testDatabase();
const OCT_9 = new Date('2026-10-09T10:00:00Z');
const CUSTOMER = 8_000_000_000_001n;
let networks = 0;

const givenNetwork = () => givenMoney(database, `own-${(networks += 1)}`);

/** An order of 80.00 by the customer, with Cleo's link. */
const cleosLink = (paidAt: Date, customerId: bigint | null = CUSTOMER): OrderFacts => ({
  ...orderFacts({ code: 'CLEO77', paidAt, netMinor: [8000] }),
  customerId,
});

const change = (money: Money, number: number, now: Date) => ({
  networkId: money.networkId,
  number,
  account: { shopId: money.shopId, customerId: CUSTOMER },
  reason: 'told by phone',
  actor: 'staff:7',
  now,
});

async function link(money: Money, number: number, now: Date) {
  const result = await linkAccount(change(money, number, now));
  await runJobs(now);
  return result;
}

async function unlink(money: Money, number: number, now: Date, since: UnlinkSince) {
  const result = await unlinkAccount({ ...change(money, number, now), since });
  await runJobs(now);
  return result;
}

/** Tells of an order as a webhook does, with the buyer's address. */
async function tellWithMail(money: Money, facts: OrderFacts, buyer: { address: string; isVerified: boolean }) {
  const { networkId, shopId } = money;
  const now = facts.updatedAt;
  await inTransaction(networkId, (tx) =>
    applyOrders(tx, [{ kind: 'state', shopId, triggeredAt: now, facts, buyer }], now),
  );
  await runJobs(now);
}

const setAddress = (money: Money, number: number, address: string) =>
  database.asOwner('update partner set email_index = $3 where network_id = $1 and number = $2', [
    money.networkId,
    number,
    emailIndex(money.networkId, address),
  ]);

const decisions = (money: Money) =>
  database.asOwner<{ partner: number | null; decidedBy: string }>(
    'select partner, decided_by as "decidedBy" from shop_order where network_id = $1 order by ordered_at, order_id',
    [money.networkId],
  );

test('a partner who orders with her own link buys for herself: her sponsor is level 1', async () => {
  const money = await givenNetwork();
  const { anna, ben, cleo } = money;
  await tell(money, cleosLink(OCT_5, 99n), OCT_5);
  await tell(money, cleosLink(OCT_5), OCT_5);
  await link(money, cleo, OCT_6);
  await tell(money, cleosLink(OCT_9), OCT_9);
  expect(await decisions(money)).toEqual([
    { partner: cleo, decidedBy: 'cart_attribute' },
    { partner: cleo, decidedBy: 'own_order' },
    { partner: cleo, decidedBy: 'own_order' },
  ]);
  expect(await estimates(database, money, OCTOBER)).toEqual([
    ...[`${cleo} level 1 800`, `${ben} level 2 400`, `${anna} level 3 240`],
    ...[`${ben} level 1 800`, `${anna} level 2 400`],
    ...[`${ben} level 1 800`, `${anna} level 2 400`],
  ]);
});

test('where the policy pays nobody for own purchases, her own link and her sponsor’s link pay nobody', async () => {
  const money = await givenNetwork();
  const { networkId, cleo } = money;
  const { value } = await inTransaction(networkId, (tx) => readSetting(tx, 'attribution'));
  const policy = { ...value, self_purchase: 'nobody' as const };
  await saveSetting(networkId, { key: 'attribution', value: policy, actor: 'staff:7', now: OCT_5 });
  await tell(money, cleosLink(OCT_6), OCT_6);
  await link(money, cleo, OCT_6);
  await tell(money, { ...cleosLink(OCT_9), discountCodes: ['BEN77'] }, OCT_9);
  expect(await decisions(money)).toEqual([
    { partner: null, decidedBy: 'nobody' },
    { partner: null, decidedBy: 'nobody' },
  ]);
  expect(await estimates(database, money, OCTOBER)).toEqual([]);
});

test('a link after acceptance takes the old rows back and pays the sponsor’s line in the open period, to the cent', async () => {
  const money = await givenNetwork();
  const { anna, ben, cleo } = money;
  await tell(money, { ...cleosLink(OCT_5), fulfilledAt: OCT_5 }, OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await link(money, cleo, NOV_12)).toEqual({ changed: true });
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 800 -800`, `${ben} level 2 400 -400`, `${anna} level 3 240 -240`],
  ]);
  expect(await estimates(database, money, NOVEMBER)).toEqual([`${ben} level 1 800`, `${anna} level 2 400`]);
  const keys = (
    await database.asOwner<{ id: bigint }>(
      'select recorded_seq as id from adjustment where network_id = $1 order by row_no',
      [money.networkId],
    )
  ).map(({ id }) => ({ key: '', kind: 'reversal' as const, runId: 0, id: BigInt(id) }));
  const reversals = await inTransaction(money.networkId, (tx) => findAdjustments(tx, keys));
  // The rows that went back were a customer's order, and are explained as such.
  expect(reversals.map(({ isOwn }) => isOwn)).toEqual([false, false, false]);
  expect(await link(money, cleo, NOV_12)).toEqual({ changed: false });
  await accept(database, money, NOVEMBER, DEC_2);
  expect(await proveRuns({ networkId: money.networkId, now: DEC_2 })).toBe(0);
  expect(await balances(database, money)).toEqual([
    `${anna} held 0 available 400 paid 0`,
    `${ben} held 0 available 800 paid 0`,
    `${cleo} held 0 available 0 paid 0`,
  ]);
});

test('unlinked from now on, earlier orders stay own orders; unlinked as a mistake, they go back too, accepted or not', async () => {
  const money = await givenNetwork();
  const { cleo } = money;
  await tell(money, cleosLink(OCT_5), OCT_5);
  await link(money, cleo, OCT_5);
  await unlink(money, cleo, OCT_6, 'now');
  await tell(money, cleosLink(OCT_9), OCT_9);
  const ownThenNot = [
    { partner: cleo, decidedBy: 'own_order' },
    { partner: cleo, decidedBy: 'cart_attribute' },
  ];
  expect(await decisions(money)).toEqual(ownThenNot);
  expect(await unlink(money, cleo, OCT_9, 'now')).toEqual({ changed: false });
  await link(money, cleo, OCT_9);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await decisions(money)).toEqual([
    { partner: cleo, decidedBy: 'own_order' },
    { partner: cleo, decidedBy: 'own_order' },
  ]);
  const before = await earnings(database, money);
  await unlink(money, cleo, NOV_12, 'beginning');
  expect((await decisions(money)).map(({ decidedBy }) => decidedBy)).toEqual(['cart_attribute', 'customer_link']);
  expect((await earnings(database, money)).every((row, index) => row.startsWith(before[index] ?? '?'))).toBe(true);
  expect((await estimates(database, money, NOVEMBER)).map((row) => row.split(' level ')[1])).toEqual([
    ...['1 800', '2 400', '3 240', '1 800', '2 400', '3 240'],
  ]);
});

test('an account belongs to one partner at a time, several to one partner, and its shop must have told of it', async () => {
  const money = await givenNetwork();
  const { ben, cleo } = money;
  await expect(link(money, cleo, OCT_5)).rejects.toMatchObject({ code: 'account.not-found' });
  await tell(money, cleosLink(OCT_5), OCT_5);
  await tell(money, cleosLink(OCT_5, 99n), OCT_5);
  await link(money, cleo, OCT_6);
  await expect(link(money, ben, OCT_6)).rejects.toMatchObject({ code: 'account.taken', details: { number: cleo } });
  await linkAccount({ ...change(money, cleo, OCT_6), account: { shopId: money.shopId, customerId: 99n } });
  expect((await decisions(money)).map(({ decidedBy }) => decidedBy)).toEqual(['own_order', 'own_order']);
  await unlink(money, cleo, OCT_6, 'now');
  await link(money, ben, OCT_6);
  await tell(money, cleosLink(OCT_9), OCT_9);
  expect((await decisions(money)).map(({ partner }) => partner)).toEqual([cleo, cleo, ben]);
});

test('a verified address of a partner makes the account her own; an unverified one does not, nor one that staff unlinked', async () => {
  const money = await givenNetwork();
  const { cleo } = money;
  await setAddress(money, cleo, 'cleo@example.com');
  await tellWithMail(money, cleosLink(OCT_5), { address: 'cleo@example.com', isVerified: false });
  expect((await decisions(money)).map(({ decidedBy }) => decidedBy)).toEqual(['cart_attribute']);
  await tellWithMail(money, cleosLink(OCT_6), { address: 'Cleo@Example.com ', isVerified: true });
  expect((await decisions(money)).map(({ decidedBy }) => decidedBy)).toEqual(['own_order', 'own_order']);
  await unlink(money, cleo, OCT_6, 'beginning');
  await tellWithMail(money, cleosLink(OCT_9), { address: 'cleo@example.com', isVerified: true });
  expect((await decisions(money)).map(({ decidedBy }) => decidedBy)).toEqual([
    ...['cart_attribute', 'customer_link', 'customer_link'],
  ]);
  const events = await database.asOwner<{ action: string; actor: string }>(
    `select action, actor from audit_event where network_id = $1 and action like 'account.%' order by at, id`,
    [money.networkId],
  );
  expect(events).toEqual([
    { action: 'account.recognised', actor: 'system' },
    { action: 'account.unlinked', actor: 'staff:7' },
  ]);
});

test('who bought before being active is recognised then; what was accepted meanwhile stands', async () => {
  const money = await givenNetwork();
  const { networkId, cleo } = money;
  const mail = { address: 'cleo@elsewhere.example', isVerified: true };
  await tellWithMail(money, cleosLink(OCT_5), mail);
  await accept(database, money, OCTOBER, NOV_2);
  await tellWithMail(money, cleosLink(NOV_2), mail);
  await setAddress(money, cleo, mail.address);
  const visit = { networkId, number: cleo, actor: 'staff:7', now: NOV_12 };
  await changeStatus({ ...visit, change: 'suspend', reason: 'a check' });
  await changeStatus({ ...visit, change: 'reinstate', reason: '' });
  await runJobs(NOV_12);
  expect((await decisions(money)).map(({ decidedBy }) => decidedBy)).toEqual(['cart_attribute', 'own_order']);
  expect(await earnings(database, money)).toHaveLength(3);
});

test('equal customer numbers and addresses in another network are somebody else’s', async () => {
  const [money, other] = [await givenNetwork(), await givenNetwork()];
  for (const each of [money, other]) await tell(each, cleosLink(OCT_5), OCT_5);
  await link(money, money.cleo, OCT_6);
  await setAddress(money, money.cleo, 'cleo@elsewhere.example');
  await tellWithMail(other, cleosLink(OCT_9), { address: 'cleo@elsewhere.example', isVerified: true });
  await tell(other, cleosLink(OCT_9), OCT_9);
  expect((await decisions(money)).map(({ decidedBy }) => decidedBy)).toEqual(['own_order']);
  expect((await decisions(other)).map(({ decidedBy }) => decidedBy)).toEqual([
    ...['cart_attribute', 'customer_link', 'customer_link'],
  ]);
  const foreign = { ...change(other, other.cleo, OCT_9), account: { shopId: money.shopId, customerId: CUSTOMER } };
  await expect(linkAccount(foreign)).rejects.toMatchObject({ code: 'account.not-found' });
});
