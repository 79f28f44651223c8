import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { commissionsCsv } from '#app/locales/commissions-csv.ts';
import { commissionList } from '#app/queries/commissions/commission-list.ts';
import type { CommissionRow } from '#app/queries/commissions/commission-rows.ts';
import { commissionSum } from '#app/queries/commissions/commission-sum.ts';
import { commissionFilters, FIRST_PAGE } from '#app/queries/commissions/filters.ts';
import { homeFigures } from '#app/queries/home/figures.ts';
import { periodPage } from '#app/queries/periods/period-page.ts';
import { payoutList } from '#app/queries/payouts/payout-pages.ts';
import { earningDetail } from '#app/queries/portal/earning-detail.ts';
import { earningsFilters } from '#app/queries/portal/earnings-filters.ts';
import { earningsPage } from '#app/queries/portal/earnings.ts';
import { homePage } from '#app/queries/portal/home.ts';
import { parseRowKey } from '#app/queries/portal/row-key.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { NOV_2, NOV_12, OCT_5, OCT_10 } from '#tests/given/days.ts';
import { accept, givenMoney, OCTOBER, orderFacts, refunded, tell, type Money } from '#tests/given/money.ts';
import { givenPeriodPlan } from '#tests/given/period-plan.ts';

// Goal: rows of the period are in every list and every figure, once, and in no figure of pay levels. Method: a network of three whose
// October is a preview, then accepted, then partly taken back; each list's sum is compared with its rows, whatever narrows it.
const database = await testDatabase();

const amountOf = (rows: readonly { amountMinor: string }[]) =>
  rows.reduce((sum, row) => sum + BigInt(row.amountMinor), 0n);

async function givenOctober(handle: string) {
  const money = await givenMoney(database, handle);
  await givenPeriodPlan(money);
  const order = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [10_000], fulfilledAt: OCT_5 });
  await tell(money, order, OCT_10);
  return { money, order };
}

function listOf({ networkId }: Money, search: string) {
  const filters = commissionFilters(new URLSearchParams(search));
  return commissionList({ networkId, now: NOV_12, filters, cursor: FIRST_PAGE });
}

const said = ({ about, amountMinor }: Pick<CommissionRow, 'about' | 'amountMinor'>) =>
  about && [about.word, about.person, amountMinor].filter((part) => part !== null).join(' ');

async function everySumHolds(money: Money) {
  const { networkId } = money;
  const narrowings = ['', 'level=1', 'level=period', 'component=pool', 'q=Cleo'];
  for (const view of ['', 'view=estimated', 'view=held', 'view=available', 'view=reversed'])
    for (const narrowing of [...narrowings, `period=${OCTOBER}`, 'level=period&component=match']) {
      const search = `${view}&${narrowing}`;
      const { rows } = await listOf(money, search);
      const filters = commissionFilters(new URLSearchParams(search));
      const sum = await commissionSum({ networkId, now: NOV_12, filters });
      expect(sum, search).toMatchObject({ rows: rows.length, sumMinor: amountOf(rows).toString() });
    }
}

async function portalSums({ networkId }: Money, number: number) {
  for (const state of ['', 'estimated', 'held', 'available', 'paid', 'reversed'])
    for (const narrowing of ['', 'kind=team', 'kind=period', 'level=1', `period=${OCTOBER}`]) {
      const filters = earningsFilters(new URLSearchParams(`state=${state}&${narrowing}`));
      const { rows, sums } = await earningsPage({ networkId, number, now: NOV_12, filters, after: null });
      const shown = sums.reduce((sum, each) => sum + BigInt(each.sumMinor), 0n);
      expect(shown, `${state} ${narrowing}`).toBe(amountOf(rows));
      expect(sums.reduce((count, each) => count + each.rows, 0)).toBe(rows.length);
    }
}

test('the sum over every list is that of its rows: as a preview, accepted, and partly taken back', async () => {
  const { money, order } = await givenOctober('once-sums');
  const everywhere = async () => {
    await everySumHolds(money);
    for (const number of [money.anna, money.ben, money.cleo]) await portalSums(money, number);
  };
  await everywhere();
  await accept(database, money, OCTOBER, NOV_2);
  await everywhere();
  await tell(money, refunded(order, { amountMinor: 5000, at: NOV_12 }), NOV_12);
  await releaseDue({ networkId: money.networkId, now: NOV_12 });
  await everywhere();
});

test('a row of the period says what it is about instead of an order, to staff in full, to partners as they may see each other', async () => {
  const { money } = await givenOctober('once-about');
  const { networkId, anna } = money;
  const { rows, components } = await listOf(money, `period=${OCTOBER}&level=period`);
  expect(rows.map(said)).toEqual([
    ...['pool 66', 'pool 67', 'pool 67', 'rankBonus 2500'],
    ...['match Cleo Muster 50', 'match Cleo Muster 100', 'match Ben Muster 50'],
  ]);
  expect(components).toEqual(['level', 'match', 'first_rank', 'pool']);
  expect((await listOf(money, `period=${OCTOBER}&level=1`)).rows.map(said)).toEqual([null]);
  const filters = earningsFilters(new URLSearchParams(`period=${OCTOBER}&kind=period`));
  const page = await earningsPage({ networkId, number: anna, now: NOV_12, filters, after: null });
  expect(page.rows.map(said)).toEqual(['pool 67', 'match Cleo M. 50', 'match Ben M. 50']);
  const key = parseRowKey(page.rows[1]?.key ?? '');
  const detail = key && (await earningDetail({ networkId, number: anna, key, locale: 'en', now: NOV_12 }));
  expect(detail).toMatchObject({ amountMinor: '50', about: { word: 'match', person: 'Cleo M.' }, orderName: null });
  const { line } = commissionsCsv('de', { currency: 'EUR', timeZone: 'Europe/Berlin' });
  const [date, about, , , level] = rows.slice(4, 5).map((row) => line({ row, explanation: null }))[0] ?? [];
  expect([date, about, level]).toEqual(['31.10.2026', 'Matching-Bonus auf Cleo Muster', '']);
});

test('the period, both first pages and the next day know of it', async () => {
  const { money } = await givenOctober('once-figures');
  const { networkId, cleo } = money;
  const before = await homePage({ networkId, number: cleo, timeZone: 'Europe/Berlin', now: OCT_10 });
  expect(before.estimates).toMatchObject([{ sumMinor: '3566' }]);
  expect(before.changes).toMatchObject([{ amountMinor: '1000', about: null }]);
  await accept(database, money, OCTOBER, NOV_2);
  const { run } = await periodPage(networkId, OCTOBER, NOV_2);
  expect(run?.totals.review).toMatchObject({
    direct: { rows: 1, amountMinor: '1000' },
    further: { rows: 2, amountMinor: '800' },
    once: { rows: 7, amountMinor: '2900' },
  });
  expect(run?.totals.components.map(({ id, rows, paidMinor }) => `${id} ${rows} ${paidMinor}`)).toEqual([
    ...['level 3 1800', 'match 3 200', 'first_rank 1 2500', 'pool 3 200'],
  ]);
  const home = await homePage({ networkId, number: cleo, timeZone: 'Europe/Berlin', now: NOV_2 });
  expect(home).toMatchObject({ availableMinor: '1000', heldMinor: '2566', heldUntil: '2026-11-14' });
  expect(await payoutList(networkId, null)).toMatchObject({ nextDay: '2026-11-14' });
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: NOV_2, netMinor: [10_000] }), NOV_12);
  const { figures } = await inTransaction(networkId, async (tx) => ({ figures: await homeFigures(tx, NOV_12) }));
  // Cleo was bronze before: November pays no second bonus.
  expect(figures).toMatchObject({ directMinor: '1000', levelMinor: '800', onceMinor: '400', totalMinor: '2200' });
});
