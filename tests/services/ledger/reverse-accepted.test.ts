import { expect, test } from 'vitest';
import { appendReceipts, newestReceipts } from '#app/adapters/db/repositories/receipts.server.ts';
import { lockFactsShared } from '#app/adapters/db/recording.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { reattributeAccepted } from '#app/services/ledger/reattribute-accepted.ts';
import { reverseAccepted } from '#app/services/ledger/reverse-accepted.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_5, NOV_2, NOV_12, DEC_2 } from '#tests/given/days.ts';
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
  tellOnly,
  type Money,
} from '#tests/given/money.ts';

// Goal: after acceptance every event takes back its share of the stored rows, on all levels, once (plans 4.4, design 9).
// Method: the same order facts that webhooks become, on PostgreSQL.
const database = await testDatabase();
let networks = 0;

async function givenAccepted(netMinor: number[], fulfilledAt?: Date) {
  networks += 1;
  const money = await givenMoney(database, `rose-${networks}`);
  const order = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor, ...(fulfilledAt ? { fulfilledAt } : {}) });
  await tell(money, order, OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  return { money, order };
}

const adjustmentsOf = ({ networkId }: Money) =>
  database.asOwner<{ source: string; amount: string; base: string; period: number; reason: string | null }>(
    `select regexp_replace(source_key, '\\d{3,}', 'N') as source, amount_minor::text as amount, base_minor::text as base,
            period_id as period, reason from adjustment where network_id = $1 order by recorded_seq`,
    [networkId],
  );

test('a returned item takes back its share on every level, held first, and the open period shows it', async () => {
  const { money, order } = await givenAccepted([8000, 2000]);
  const { anna, ben, cleo } = money;
  await tell(money, refunded(order, { line: 1, at: NOV_12 }), NOV_12);
  expect(await earnings(database, money)).toEqual([
    `${cleo} level 1 1000 -200`,
    `${ben} level 2 500 -100`,
    `${anna} level 3 300 -60`,
  ]);
  expect(await balances(database, money)).toEqual([
    `${anna} held 240 available 0 paid 0`,
    `${ben} held 400 available 0 paid 0`,
    `${cleo} held 800 available 0 paid 0`,
  ]);
  expect((await adjustmentsOf(money))[0]).toEqual({
    source: 'refund:N',
    amount: '-200',
    base: '2000',
    period: NOVEMBER,
    reason: null,
  });
  expect(await estimates(database, money, NOVEMBER)).toEqual([]);
});

test('however a refund is split, everything is taken back in the end and not a cent more; telling it again adds nothing', async () => {
  const { money, order } = await givenAccepted([3333, 3333, 3334]);
  let state = order;
  for (const line of [0, 1, 2]) {
    state = refunded(state, { line, at: NOV_12 });
    await tell(money, state, NOV_12);
    await tell(money, state, NOV_12);
  }
  const { anna, ben, cleo } = money;
  expect(await earnings(database, money)).toEqual([
    `${cleo} level 1 1000 -1000`,
    `${ben} level 2 500 -500`,
    `${anna} level 3 300 -300`,
  ]);
  expect(await adjustmentsOf(money)).toHaveLength(9);
  await inTransaction(money.networkId, async (tx) => {
    await lockFactsShared(tx);
    await reverseAccepted(tx, { shopId: money.shopId, orderId: order.orderId }, NOV_12);
  });
  expect(await adjustmentsOf(money)).toHaveLength(9);
});

test('an amount without goods takes back its share; a refund after release lowers what is available, below zero if need be', async () => {
  const { money, order } = await givenAccepted([10_000], OCT_5);
  const { anna, ben, cleo } = money;
  expect((await balances(database, money))[2]).toBe(`${cleo} held 0 available 1000 paid 0`);
  await tell(money, refunded(order, { amountMinor: 2500, at: NOV_12 }), NOV_12);
  expect(await balances(database, money)).toEqual([
    `${anna} held 0 available 225 paid 0`,
    `${ben} held 0 available 375 paid 0`,
    `${cleo} held 0 available 750 paid 0`,
  ]);
});

test('what is the merchant’s own fault is not taken back, and the book shows that it was looked at', async () => {
  const { money, order } = await givenAccepted([8000, 2000]);
  const cancelled = { ...refunded(order, { line: 1, at: NOV_12, reason: 'inventory' }) };
  await tell(money, cancelled, NOV_12);
  expect(await adjustmentsOf(money)).toMatchObject([
    { amount: '0', base: '0', reason: 'inventory' },
    { amount: '0', base: '0', reason: 'inventory' },
    { amount: '0', base: '0', reason: 'inventory' },
  ]);
  expect((await balances(database, money))[2]).toBe(`${money.cleo} held 1000 available 0 paid 0`);
});

test('a cancellation takes back the rest at once', async () => {
  const { money, order } = await givenAccepted([8000, 2000]);
  await tell(money, refunded(order, { line: 1, at: NOV_12 }), NOV_12);
  const state = refunded(order, { line: 1, at: NOV_12 });
  await tell(
    money,
    { ...state, refunds: state.refunds, cancelledAt: DEC_2, cancelReason: 'customer', updatedAt: DEC_2 },
    DEC_2,
  );
  expect((await balances(database, money)).map((row) => row.split(' held ')[1])).toEqual([
    '0 available 0 paid 0',
    '0 available 0 paid 0',
    '0 available 0 paid 0',
  ]);
});

test('an order that arrives after acceptance earns in the open period, with the tree of its own date', async () => {
  const { money } = await givenAccepted([10_000]);
  const { anna, ben, cleo } = money;
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [1000] }), NOV_12);
  expect(await estimates(database, money, NOVEMBER)).toEqual([
    `${cleo} level 1 100`,
    `${ben} level 2 50`,
    `${anna} level 3 30`,
  ]);
  await accept(database, money, NOVEMBER, DEC_2);
  expect(await earnings(database, money)).toHaveLength(6);
});

test('an edit after acceptance: what is added earns in the open period, what is removed is taken back', async () => {
  const { money, order } = await givenAccepted([8000, 2000]);
  const { anna, ben, cleo } = money;
  const [first, second] = order.lines;
  if (!first || !second) throw new Error('two lines were given');
  const added = { ...first, lineId: order.orderId * 10n + 7n, title: 'Tea' };
  const edited = { ...order, updatedAt: NOV_12, lines: [first, { ...second, currentQuantity: 0 }, added] };
  await tell(money, edited, NOV_12);
  expect(await earnings(database, money)).toEqual([
    `${cleo} level 1 1000 -200`,
    `${ben} level 2 500 -100`,
    `${anna} level 3 300 -60`,
  ]);
  expect(await estimates(database, money, NOVEMBER)).toEqual([
    `${cleo} level 1 800`,
    `${ben} level 2 400`,
    `${anna} level 3 240`,
  ]);
});

test('one edit after the other: each takes back its own line, also of rows that were accepted later', async () => {
  const { money, order } = await givenAccepted([8000, 2000]);
  const { anna, ben, cleo } = money;
  const [first, second] = order.lines;
  if (!first || !second) throw new Error('two lines were given');
  const added = { ...first, lineId: order.orderId * 10n + 7n, title: 'Tea' };
  const third = { ...added, lineId: order.orderId * 10n + 8n, title: 'Salt' };
  const edited = { ...order, updatedAt: NOV_12, lines: [first, { ...second, currentQuantity: 0 }, added, third] };
  await tell(money, edited, NOV_12);
  await accept(database, money, NOVEMBER, DEC_2);
  const later = new Date('2026-12-03T09:00:00Z');
  const lines = edited.lines.map((line) => (line === third ? line : { ...line, currentQuantity: 0 }));
  await tell(money, { ...edited, updatedAt: later, lines }, later);
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 1000 -1000`, `${ben} level 2 500 -500`, `${anna} level 3 300 -300`],
    ...[`${cleo} level 1 1600 -800`, `${ben} level 2 800 -400`, `${anna} level 3 480 -240`],
  ]);
});

test('another partner after acceptance: the old rows go back, the new ones are paid in the open period, volume stays', async () => {
  const { money, order } = await givenAccepted([10_000]);
  const { anna, ben, cleo, networkId, shopId } = money;
  const key = { shopId, orderId: order.orderId };
  const move = () =>
    inTransaction(networkId, async (tx) => {
      await lockFactsShared(tx);
      const [stored] = await newestReceipts(tx, [key]);
      if (stored?.receipt.outcome.kind !== 'partner') throw new Error('no receipt with a partner');
      const outcome = { ...stored.receipt.outcome, partner: ben };
      await appendReceipts(tx, [{ ...key, receipt: { ...stored.receipt, outcome }, customerId: null }], NOV_12);
      await reattributeAccepted(tx, { key, now: NOV_12, changeId: '1' });
    });
  await move();
  await move();
  await runJobs(NOV_12);
  expect(await earnings(database, money)).toEqual([
    `${cleo} level 1 1000 -1000`,
    `${ben} level 2 500 -500`,
    `${anna} level 3 300 -300`,
  ]);
  expect(await estimates(database, money, NOVEMBER)).toEqual([`${ben} level 1 1000`, `${anna} level 2 500`]);
  const [figures] = await database.asOwner<{ customer: string }>(
    `select f.customer_minor::text as customer from partner_period f
       join period_preview p on p.network_id = f.network_id and p.run_id = f.run_id
      where f.network_id = $1 and f.number = $2 and p.period_id = $3`,
    [networkId, ben, NOVEMBER],
  );
  expect(figures).toEqual({ customer: '0' });
  await accept(database, money, NOVEMBER, DEC_2);
  await tell(money, refunded(order, { amountMinor: 5000, at: DEC_2 }), DEC_2);
  expect((await earnings(database, money)).slice(3)).toEqual([`${ben} level 1 1000 -500`, `${anna} level 2 500 -250`]);
});

test('refunds of one partner’s orders at the same instant never take more out of the pot than it holds', async () => {
  networks += 1;
  const money = await givenMoney(database, `rose-${networks}`);
  const orders = [1, 2].map(() => orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [10_000] }));
  for (const order of orders) await tell(money, order, OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  await Promise.all(orders.map((order) => tellOnly(money, refunded(order, { line: 0, at: NOV_12 }), NOV_12)));
  expect((await balances(database, money)).map((row) => row.split(' held ')[1])).toEqual([
    '0 available 0 paid 0',
    '0 available 0 paid 0',
    '0 available 0 paid 0',
  ]);
  const [sums] = await database.asOwner<{ rest: string }>(
    'select sum(amount_minor)::text as rest from ledger_entry where network_id = $1',
    [money.networkId],
  );
  expect(sums).toEqual({ rest: '0' });
});
