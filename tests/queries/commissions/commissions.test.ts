import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { recompute } from '#app/domain/explain/recompute.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { exportBatch } from '#app/services/payouts/export-batch.ts';
import { freezeBatch } from '#app/services/payouts/freeze-batch.ts';
import { markPaid } from '#app/services/payouts/settle-batch.ts';
import { commissionList } from '#app/queries/commissions/commission-list.ts';
import type { CommissionRow } from '#app/queries/commissions/commission-rows.ts';
import { commissionSum } from '#app/queries/commissions/commission-sum.ts';
import { commissionFilters, parseCursor, rowKeySchema } from '#app/queries/commissions/filters.ts';
import { explainRows } from '#app/queries/explain/explain-rows.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_5, NOV_2, NOV_12 } from '#tests/given/days.ts';
import { accept, givenMoney, NOVEMBER, OCTOBER, orderFacts, refunded, tell, type Money } from '#tests/given/money.ts';

// Goal: the list shows every row once, its sum is the sum of its rows, and each row explains its own amount.
const database = await testDatabase();

async function everyRow(money: Money, search: string, now: Date): Promise<CommissionRow[]> {
  const filters = commissionFilters(new URLSearchParams(search));
  const rows: CommissionRow[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page = await commissionList({ networkId: money.networkId, now, filters, cursor: parseCursor(after) });
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

const sumOf = (rows: readonly CommissionRow[]) =>
  rows.reduce((sum, row) => sum + BigInt(row.amountMinor), 0n).toString();

const views = ['', 'view=estimated', 'view=held', 'view=available', 'view=paid', 'view=reversed'];
const more = [
  `period=${OCTOBER}`,
  'view=held&level=2%2B',
  'q=Cleo',
  'view=estimated&q=Nobody',
  'view=estimated&level=2',
  'level=2%2B',
  'component=level',
];

test('every view pages through each row once, newest first, and its sum is that of its rows', async () => {
  const money = await givenMoney(database, 'list');
  const early = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [50_000], fulfilledAt: OCT_5 });
  await tell(money, early, OCT_5);
  for (let index = 0; index < 20; index++) {
    const paidAt = new Date(OCT_5.getTime() + index * 3_600_000);
    await tell(money, orderFacts({ code: 'CLEO77', paidAt, netMinor: [1000 + index, 555] }), paidAt);
  }
  await accept(database, money, OCTOBER, NOV_2);
  await releaseDue({ networkId: money.networkId, now: NOV_2 });
  await tell(money, orderFacts({ code: 'BEN77', paidAt: NOV_2, netMinor: [12_345] }), NOV_2);
  await tell(money, refunded(early, { amountMinor: 10_000, at: NOV_12 }), NOV_12);
  for (const search of [...views, ...more]) {
    const rows = await everyRow(money, search, NOV_12);
    const filters = commissionFilters(new URLSearchParams(search));
    const sum = await commissionSum({ networkId: money.networkId, now: NOV_12, filters });
    expect(sum, search).toMatchObject({ rows: rows.length, sumMinor: sumOf(rows) });
    if (sum.balance) expect(BigInt(sum.sumMinor) + BigInt(sum.balance.restMinor)).toBe(BigInt(sum.balance.totalMinor));
    expect(new Set(rows.map(({ key }) => key)).size, search).toBe(rows.length);
    if (!search.includes('view=reversed'))
      expect(
        rows.map(({ at }) => at),
        search,
      ).toEqual(rows.map(({ at }) => at).toSorted((a, b) => (a < b ? 1 : -1)));
  }
  expect(await everyRow(money, 'view=held', NOV_12)).toHaveLength(60);
  expect(await everyRow(money, '', NOV_12)).toHaveLength(5);
  expect(await everyRow(money, 'view=estimated&q=Nobody', NOV_12)).toEqual([]);
});

test('each row explains its own amount, in every state', async () => {
  const money = await givenMoney(database, 'explain');
  const { networkId, anna, ben, cleo } = money;
  const order = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [60_000, 40_000], fulfilledAt: OCT_5 });
  await tell(money, order, OCT_5);
  const partly = refunded(order, { line: 1, at: NOV_2 });
  await tell(money, partly, NOV_2);
  await accept(database, money, OCTOBER, NOV_2);
  await releaseDue({ networkId, now: NOV_2 });
  const batch = { networkId, now: NOV_12, actor: 'staff:1' };
  const batchId = await freezeBatch({ ...batch, expected: { partners: 2, totalMinor: 9000n } });
  await exportBatch({ ...batch, batchId, locale: 'en' });
  await markPaid({ ...batch, batchId });
  await tell(money, refunded(partly, { amountMinor: 6000, at: NOV_12 }), NOV_12);
  await tell(money, orderFacts({ code: 'BEN77', paidAt: NOV_12, netMinor: [777] }), NOV_12);
  const rows = [
    ...(await everyRow(money, `period=${OCTOBER}`, NOV_12)),
    ...(await everyRow(money, `period=${NOVEMBER}`, NOV_12)),
  ];
  const keys = rows.map(({ key }) => rowKeySchema.parse(key));
  const explained = await inTransaction(networkId, (tx) => explainRows(tx, { keys, now: NOV_12 }));
  const said = rows.map((row) => {
    const value = explained.get(row.key);
    if (!value || value.kind === 'outdated') throw new Error(`${row.key} has no explanation`);
    expect(recompute(value).toString()).toBe(row.amountMinor);
    return `${row.earner} ${row.state} ${row.amountMinor} ${value.kind === 'level_pay' ? value.path.length : 'back'}`;
  });
  expect(said).toEqual([
    `${anna} available 1800 3`,
    `${ben} paid 3000 3`,
    `${cleo} paid 6000 3`,
    `${anna} reversed -180 back`,
    `${ben} reversed -300 back`,
    `${cleo} reversed -600 back`,
    `${anna} estimated 39 2`,
    `${ben} estimated 78 2`,
  ]);
  const first = explained.get(rows[0]?.key ?? '');
  if (first?.kind !== 'level_pay') throw new Error('a row was expected');
  expect(first.base).toMatchObject({ goodsMinor: '100000', refundedMinor: '40000', baseMinor: '60000' });
  expect(first.reversals).toEqual([{ on: '2026-11-12', amountMinor: '-180' }]);
});

test('another network’s rows have no explanation', async () => {
  const [mine, other] = [await givenMoney(database, 'mine'), await givenMoney(database, 'other')];
  await tell(mine, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [1000] }), OCT_5);
  const keys = (await everyRow(mine, '', OCT_5)).map(({ key }) => rowKeySchema.parse(key));
  expect(keys).toHaveLength(3);
  expect((await inTransaction(other.networkId, (tx) => explainRows(tx, { keys, now: OCT_5 }))).size).toBe(0);
});
