import { expect, test } from 'vitest';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { exportBatch } from '#app/services/payouts/export-batch.ts';
import { freezeBatch } from '#app/services/payouts/freeze-batch.ts';
import { cancelBatch, markPaid } from '#app/services/payouts/settle-batch.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { NOV_2 } from '#tests/given/days.ts';
import { accept, balances, givenMoney, OCTOBER, orderFacts, refunded, tell } from '#tests/given/money.ts';

// Goal: held, available and paid say the same right before and right after each step, and nobody is paid twice.
const database = await testDatabase();
const OCT_25 = new Date('2026-10-25T10:00:00Z');
/** The hold of 14 days from 25 October ends on 8 November; its first instant in Berlin is 23:00 UTC of the day before. */
const BEFORE_RELEASE = new Date('2026-11-07T22:59:59Z');
const AT_RELEASE = new Date('2026-11-07T23:00:00Z');
const LATER = new Date('2026-11-20T09:00:00Z');
let networks = 0;

async function givenHeld(netMinor = [100_000]) {
  networks += 1;
  const money = await givenMoney(database, `jasmine-${networks}`);
  const order = orderFacts({ code: 'CLEO77', paidAt: OCT_25, netMinor, fulfilledAt: OCT_25 });
  await tell(money, order, OCT_25);
  await accept(database, money, OCTOBER, NOV_2);
  return { money, order };
}

test('rows are held to the last instant before their day, and available from its first', async () => {
  const { money } = await givenHeld();
  const { anna, ben, cleo, networkId } = money;
  const held = [
    `${anna} held 3000 available 0 paid 0`,
    `${ben} held 5000 available 0 paid 0`,
    `${cleo} held 10000 available 0 paid 0`,
  ];
  expect(await balances(database, money)).toEqual(held);
  expect(await releaseDue({ networkId, now: BEFORE_RELEASE })).toBe(0);
  expect(await balances(database, money)).toEqual(held);
  expect(await releaseDue({ networkId, now: AT_RELEASE })).toBe(3);
  expect(await releaseDue({ networkId, now: AT_RELEASE })).toBe(0);
  expect(await balances(database, money)).toEqual([
    `${anna} held 0 available 3000 paid 0`,
    `${ben} held 0 available 5000 paid 0`,
    `${cleo} held 0 available 10000 paid 0`,
  ]);
});

test('days that were missed are caught up, and two workers at once release once', async () => {
  const { money } = await givenHeld();
  const { networkId } = money;
  const counts = await Promise.all([releaseDue({ networkId, now: LATER }), releaseDue({ networkId, now: LATER })]);
  expect(counts.sort()).toEqual([0, 3]);
  expect((await balances(database, money))[0]).toBe(`${money.anna} held 0 available 3000 paid 0`);
});

test('a payout: the four figures right before and after each step, and a second click moves nothing', async () => {
  const { money } = await givenHeld();
  const { networkId, anna, ben, cleo } = money;
  const actor = 'staff:1';
  const expected = { partners: 3, totalMinor: 18_000n };
  await expect(freezeBatch({ networkId, now: NOV_2, actor, expected })).rejects.toMatchObject({
    code: 'payout.nothing-available',
  });
  await releaseDue({ networkId, now: LATER });
  const before = await balances(database, money);
  await expect(
    freezeBatch({ networkId, now: LATER, actor, expected: { partners: 3, totalMinor: 17_999n } }),
  ).rejects.toMatchObject({ code: 'payout.changed' });
  const batchId = await freezeBatch({ networkId, now: LATER, actor, expected });
  await expect(freezeBatch({ networkId, now: LATER, actor, expected })).rejects.toMatchObject({
    code: 'payout.nothing-available',
  });
  await expect(markPaid({ networkId, batchId, now: LATER, actor })).rejects.toMatchObject({
    code: 'payout.wrong-state',
  });
  const file = await exportBatch({ networkId, batchId, locale: 'de', now: LATER, actor });
  expect(file.text.split('\r\n')).toEqual([
    '\ufeffAuszahlungslauf;Partnernummer;Vorname;Nachname;Externe Nummer;Betrag;Währung',
    `1;${anna};Anna;Muster;;30,00;EUR`,
    `1;${ben};Ben;Muster;;50,00;EUR`,
    `1;${cleo};Cleo;Muster;;100,00;EUR`,
    '',
  ]);
  const [stored] = await database.asOwner<{ hash: string; state: string }>(
    'select file_hash as hash, state from payout_batch where network_id = $1',
    [networkId],
  );
  expect(stored).toEqual({ hash: file.sha256, state: 'exported' });
  expect(await balances(database, money)).toEqual(before);
  await Promise.all([
    markPaid({ networkId, batchId, now: LATER, actor }),
    markPaid({ networkId, batchId, now: LATER, actor }),
  ]);
  expect(await balances(database, money)).toEqual([
    `${anna} held 0 available 0 paid 3000`,
    `${ben} held 0 available 0 paid 5000`,
    `${cleo} held 0 available 0 paid 10000`,
  ]);
  await expect(cancelBatch({ networkId, batchId, now: LATER, actor })).rejects.toMatchObject({
    code: 'payout.wrong-state',
  });
});

test('below the minimum nobody is paid, a cancelled draft frees its amounts, and a refund after payout is an open amount', async () => {
  const { money, order } = await givenHeld([60_000]);
  const { networkId, anna, ben, cleo } = money;
  const actor = 'staff:1';
  await releaseDue({ networkId, now: LATER });
  const expected = { partners: 2, totalMinor: 9000n };
  const first = await freezeBatch({ networkId, now: LATER, actor, expected });
  await cancelBatch({ networkId, batchId: first, now: LATER, actor });
  const batchId = await freezeBatch({ networkId, now: LATER, actor, expected });
  await exportBatch({ networkId, batchId, locale: 'en', now: LATER, actor });
  await markPaid({ networkId, batchId, now: LATER, actor });
  await tell(money, refunded(order, { line: 0, at: LATER }), LATER);
  expect(await balances(database, money)).toEqual([
    `${anna} held 0 available 0 paid 0`,
    `${ben} held 0 available -3000 paid 3000`,
    `${cleo} held 0 available -6000 paid 6000`,
  ]);
});
