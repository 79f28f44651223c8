import { expect, test } from 'vitest';
import { orderDetail } from '#app/queries/orders/order-detail.ts';
import { assignmentEffect } from '#app/queries/orders/assignment-effect.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';
import { assignOrders } from '#app/services/orders/assign-order.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_5, NOV_2, NOV_12 } from '#tests/given/days.ts';
import { givenLine } from '#tests/given/shopify.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import { accept, givenMoney, OCTOBER, orderFacts, refunded, STARTED, tell, type Money } from '#tests/given/money.ts';

// Goal: an order's page shows who decided it and why, what every level got and kept, who got nothing, and proves the sum;
// what a change of partner would do is what it does. Method: real PostgreSQL and jobs, amounts written out.
const database = await testDatabase();
let networks = 0;

const givenNetwork = () => givenMoney(database, `detail-${(networks += 1)}`);
const keyIn = ({ shopId }: Money, { orderId }: OrderFacts) => ({ shopId, orderId });
const detailOf = (money: Money, order: OrderFacts, now = NOV_12) =>
  orderDetail({ networkId: money.networkId, key: keyIn(money, order), now });
const rowTexts = async (money: Money, order: OrderFacts) =>
  (await detailOf(money, order)).rows.map(
    ({ firstName, level, amountMinor, reversedMinor, nowMinor, state }) =>
      `${firstName} ${level} ${amountMinor} ${reversedMinor} ${nowMinor} ${state}`,
  );

test('an order of an open period has its estimates, its receipt with the winner first, and a proof', async () => {
  const money = await givenNetwork();
  const facts = {
    ...orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] }),
    discountCodes: ['BEN77', 'SALE10'],
  };
  const order = await tell(money, facts, OCT_5);
  const detail = await detailOf(money, order, OCT_5);
  expect(await rowTexts(money, order)).toEqual(['Ben 1 800 0 800 estimated', 'Anna 2 400 0 400 estimated']);
  expect(
    detail.receipt?.candidates.map(({ kind, partnerName, lost, isWinner, isNext }) => ({
      kind,
      partnerName,
      lost,
      isWinner,
      isNext,
    })),
  ).toEqual([
    { kind: 'discount_code', partnerName: 'Ben Muster', lost: null, isWinner: true, isNext: false },
    { kind: 'discount_code', partnerName: null, lost: 'unknown-code', isWinner: false, isNext: false },
    { kind: 'cart_attribute', partnerName: 'Cleo Muster', lost: 'lower-priority', isWinner: false, isNext: true },
  ]);
  expect(detail.proof).toEqual({
    outcome: 'exact',
    netMinor: '8000',
    limitedMinor: null,
    planMinor: '1200',
    rowsMinor: '1200',
    reversedMinor: '0',
  });
  expect(detail).toMatchObject({ isAccepted: false, isOutdated: false, order: { decidedBy: 'discount_code' } });
});

test('after acceptance a return shows on every level as reversed, and the proof still holds', async () => {
  const money = await givenNetwork();
  const order = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [4800, 3200], fulfilledAt: OCT_5 });
  await tell(money, order, OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await tell(money, refunded(order, { line: 1, at: NOV_12 }), NOV_12);
  expect(await rowTexts(money, order)).toEqual([
    'Cleo 1 800 -320 480 available',
    'Ben 2 400 -160 240 available',
    'Anna 3 240 -96 144 available',
  ]);
  const detail = await detailOf(money, order);
  expect(detail.proof).toEqual({
    outcome: 'exact',
    netMinor: '4800',
    limitedMinor: null,
    planMinor: '864',
    rowsMinor: '1440',
    reversedMinor: '576',
  });
  expect(detail.money).toMatchObject({
    goodsMinor: '8000',
    netMinor: '8000',
    takenBackMinor: '3200',
    baseMinor: '4800',
  });
  expect(detail.entries.map(({ kind, baseMinor, earns, title }) => ({ kind, baseMinor, earns, title }))).toEqual([
    { kind: 'paid', baseMinor: '4800', earns: true, title: 'Oil 0' },
    { kind: 'paid', baseMinor: '3200', earns: true, title: 'Oil 1' },
    { kind: 'refund', baseMinor: '-3200', earns: false, title: 'Oil 1' },
  ]);
});

test('a rounding of less than a cent per row is called by its name, and what may not be taken back too', async () => {
  const money = await givenNetwork();
  const odd = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [1005, 1015], fulfilledAt: OCT_5 });
  const barred = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [5000, 5000], fulfilledAt: OCT_5 });
  await tell(money, odd, OCT_5);
  await tell(money, barred, OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await tell(money, refunded(odd, { line: 1, at: NOV_12 }), NOV_12);
  expect((await detailOf(money, odd)).proof?.outcome).toBe('rounding');
  await tell(money, refunded(barred, { line: 1, at: NOV_12, reason: 'inventory' }), NOV_12);
  const proof = (await detailOf(money, barred)).proof;
  expect(proof).toMatchObject({
    outcome: 'barred',
    netMinor: '5000',
    planMinor: '900',
    rowsMinor: '1800',
    reversedMinor: '0',
  });
});

test('partners above who get nothing are named with their reason, far ones counted', async () => {
  const money = await givenNetwork();
  // Two letters each, none of which looks like another one.
  const names = [...'ACDEFH'].flatMap((first) => [...'TUVWX'].map((second) => `${first}${second}na`));
  const line = await givenLine(money.networkId, names, STARTED);
  const order = await tell(
    money,
    orderFacts({ code: `${names.at(-1)?.toUpperCase()}77`, paidAt: OCT_5, netMinor: [8000] }),
    OCT_5,
  );
  const { nothing, rows } = await detailOf(money, order, OCT_5);
  expect(rows.map(({ earner }) => earner)).toEqual([line[29], line[28], line[27]]);
  expect(nothing?.count).toBe(27);
  expect(nothing?.explained).toHaveLength(17);
  expect(nothing?.more).toBe(10);
  expect(nothing?.explained[0]).toMatchObject({ reason: 'plan-ends', steps: 4, earner: { number: line[26] } });
});

test('an unpaid order has a receipt, no rows and nothing to prove', async () => {
  const money = await givenNetwork();
  const facts = {
    ...orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] }),
    payment: { kind: 'unpaid' as const },
  };
  const order = await tell(money, { ...facts, financialStatus: 'pending' }, OCT_5);
  expect(await detailOf(money, order)).toMatchObject({
    rows: [],
    proof: null,
    nothing: null,
    entries: [],
    receipt: { outcome: { partner: money.cleo } },
  });
});

test('another network’s order is not there', async () => {
  const money = await givenNetwork();
  const other = await givenNetwork();
  const order = await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  await expect(orderDetail({ networkId: other.networkId, key: keyIn(money, order), now: OCT_5 })).rejects.toMatchObject(
    { code: 'order.not-found' },
  );
});

test.each([false, true])('what a change would do is what it does, to the cent (accepted: %s)', async (isAccepted) => {
  const money = await givenNetwork();
  const { anna, ben, cleo, networkId } = money;
  const order = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000, 3200], fulfilledAt: OCT_5 });
  const nobodys = orderFacts({ code: null, paidAt: OCT_5, netMinor: [1000] });
  await tell(money, order, OCT_5);
  await tell(money, nobodys, OCT_5);
  const now = isAccepted ? NOV_12 : OCT_5;
  if (isAccepted) await accept(database, money, OCTOBER, NOV_2);
  const keys = [keyIn(money, order), keyIn(money, nobodys)];
  const effect = await assignmentEffect({ networkId, keys, partner: ben });
  expect(effect).toMatchObject({
    orders: 2,
    accepted: isAccepted ? 2 : 0,
    unknown: 0,
    followers: 0,
    isLimited: false,
    partners: [
      { number: ben, beforeMinor: '560', afterMinor: '1220' },
      { number: anna, beforeMinor: '336', afterMinor: '610' },
      { number: cleo, beforeMinor: '1120', afterMinor: '0' },
    ],
  });
  await assignOrders({ networkId, keys, partner: ben, reason: 'told by phone', actor: 'staff:7', now });
  await runJobs(now);
  const kept = new Map<number, bigint>();
  for (const each of [order, nobodys]) {
    for (const { earner, nowMinor } of (await detailOf(money, each, now)).rows) {
      kept.set(earner, (kept.get(earner) ?? 0n) + BigInt(nowMinor));
    }
    expect((await detailOf(money, each, now)).proof?.outcome).toBe('exact');
  }
  for (const { number, afterMinor } of effect.partners) expect(kept.get(number) ?? 0n).toBe(BigInt(afterMinor));
});

test('the effect says how many orders of the customer follow', async () => {
  const money = await givenNetwork();
  const of = (day: string) => ({
    ...orderFacts({ code: null, paidAt: new Date(`2026-10-${day}T10:00:00Z`), netMinor: [1000] }),
    customerId: 7n,
  });
  const first = await tell(money, of('05'), OCT_5);
  await tell(money, of('06'), OCT_5);
  await tell(money, of('07'), OCT_5);
  const keys = [keyIn(money, first)];
  expect(await assignmentEffect({ networkId: money.networkId, keys, partner: money.ben })).toMatchObject({
    followers: 2,
    isLimited: false,
  });
});
