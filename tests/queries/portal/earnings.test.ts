import { expect, test } from 'vitest';
import { earningDetail } from '#app/queries/portal/earning-detail.ts';
import { earningsFilters } from '#app/queries/portal/earnings-filters.ts';
import { earningsPage, type EarningListRow } from '#app/queries/portal/earnings.ts';
import { homePage } from '#app/queries/portal/home.ts';
import { portalPayouts } from '#app/queries/portal/payouts.ts';
import { parseRowKey } from '#app/queries/portal/row-key.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenStory, STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { NOVEMBER, OCTOBER, type Money } from '#tests/given/money.ts';

// Goal: what a partner reads as a figure is, to the cent, the sum of the rows behind it, in a story with payouts, holds,
// estimates and a return after acceptance. Two networks have the same numbers, codes and addresses.
const database = await testDatabase();
const story = await givenStory(database, 'sonne');
const other = await givenStory(database, 'mond');

const sum = (amounts: readonly string[]) => amounts.reduce((total, one) => total + BigInt(one), 0n).toString();

function pageOf(money: Money, number: number, search: string, after: string | null = null) {
  const filters = earningsFilters(new URLSearchParams(search));
  return earningsPage({ networkId: money.networkId, number, now: STORY_NOW, filters, after });
}

async function everyRow(money: Money, number: number, search: string): Promise<EarningListRow[]> {
  const rows: EarningListRow[] = [];
  for (let after: string | null = null, isDone = false; !isDone;) {
    const page = await pageOf(money, number, search, after);
    rows.push(...page.rows);
    after = page.next;
    isDone = after === null;
  }
  return rows;
}

const homeOf = (money: Money, number: number) =>
  homePage({ networkId: money.networkId, number, timeZone: 'Europe/Berlin', now: STORY_NOW });

test('the four figures of the first page are the sums of the rows they lead to', async () => {
  for (const number of [story.anna, story.ben, story.cleo]) {
    const home = await homeOf(story, number);
    for (const state of ['held', 'available'] as const) {
      const { balance } = await pageOf(story, number, `state=${state}`);
      const rows = await everyRow(story, number, `state=${state}`);
      expect(balance?.totalMinor, `${state} of ${number}`).toBe(home[`${state}Minor`]);
      expect(sum([...rows.map((row) => row.amountMinor), balance?.restMinor ?? '0'])).toBe(home[`${state}Minor`]);
    }
    for (const estimate of home.estimates) {
      const rows = await everyRow(story, number, `period=${estimate.id}&state=estimated`);
      expect(sum(rows.map((row) => row.amountMinor))).toBe(estimate.sumMinor);
    }
    const payouts = await portalPayouts({ networkId: story.networkId, number, timeZone: 'Europe/Berlin' });
    expect(sum(payouts.map((payout) => payout.amountMinor))).toBe(home.paidMinor);
  }
});

test('held money names its day, a return takes held money first and leaves an open amount', async () => {
  const cleo = await homeOf(story, story.cleo);
  expect(cleo).toMatchObject({ availableMinor: '-3200', heldMinor: '0', paidMinor: '10000', heldUntil: '2026-11-21' });
  const held = await pageOf(story, story.cleo, 'state=held');
  expect(held.balance).toEqual({ totalMinor: '0', restMinor: '-800' });
  expect(held.rows).toMatchObject([{ amountMinor: '800', state: 'held', until: '2026-11-21' }]);
});

test('pages follow each other without a gap, newest first, and their sums are those of all rows', async () => {
  const first = await pageOf(story, story.cleo, '');
  expect(first.rows).toHaveLength(20);
  const rows = await everyRow(story, story.cleo, '');
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  expect(rows.map((row) => row.at)).toEqual(
    rows
      .map((row) => row.at)
      .sort()
      .reverse(),
  );
  for (const { state, rows: count, sumMinor } of first.sums) {
    const ofState = rows.filter((row) => row.state === state);
    expect(ofState).toHaveLength(count);
    expect(sum(ofState.map((row) => row.amountMinor))).toBe(sumMinor);
  }
  expect(first.sums.map(({ state }) => state)).toEqual(['estimated', 'reversed']);
});

test('filters narrow rows and sums alike', async () => {
  const all = await everyRow(story, story.ben, `period=${NOVEMBER}&state=estimated`);
  const customers = await everyRow(story, story.ben, `period=${NOVEMBER}&state=estimated&kind=customers`);
  const team = await everyRow(story, story.ben, `period=${NOVEMBER}&state=estimated&kind=team`);
  expect(customers.length + team.length).toBe(all.length);
  expect(customers.every((row) => row.isOwnCustomer && row.level === 1)).toBe(true);
  expect(team.every((row) => row.level === 2)).toBe(true);
  expect(await everyRow(story, story.ben, `period=${NOVEMBER}&level=2`)).toHaveLength(
    team.length + (await everyRow(story, story.ben, `period=${NOVEMBER}&state=reversed`)).length,
  );
  for (const order of ['987', '#987']) {
    const rows = await everyRow(story, story.cleo, `order=${encodeURIComponent(order)}`);
    expect(rows.map((row) => row.state)).toEqual(['reversed', 'paid']);
  }
  expect((await pageOf(story, story.cleo, 'period=nonsense&state=rich&level=-1')).period?.id).toBe(NOVEMBER);
});

const detailOf = (money: Money, number: number, key: string) => {
  const parsed = parseRowKey(key);
  if (!parsed) return null;
  return earningDetail({ networkId: money.networkId, number, key: parsed, locale: 'en', now: STORY_NOW });
};

test('every row of everybody explains its own amount, in words that name nobody who may not be named', async () => {
  for (const number of [story.anna, story.ben, story.cleo]) {
    const rows = [...(await everyRow(story, number, '')), ...(await everyRow(story, number, `period=${OCTOBER}`))];
    for (const row of rows.filter((_, index) => index % 5 === 0 || rows[index]?.kind !== 'estimate')) {
      const detail = await detailOf(story, number, row.key);
      expect(detail?.amountMinor).toBe(row.amountMinor);
      expect(detail?.text?.breakdown.length).toBeGreaterThan(2);
      const words = JSON.stringify(detail);
      expect(words, 'family names stay private').not.toContain('Muster');
      if (number === story.cleo) expect(words, 'the upline is nobody to her').not.toMatch(/Anna|Ben/);
    }
  }
});

test('a reversal leads to its row, and the row to what was taken back', async () => {
  const [reversal] = await everyRow(story, story.cleo, 'state=reversed');
  const detail = await detailOf(story, story.cleo, reversal?.key ?? '');
  expect(detail?.text?.sentence[0]).toContain('−€40.00');
  const original = await detailOf(story, story.cleo, detail?.related[0]?.key ?? '');
  expect(original).toMatchObject({ amountMinor: '10000', state: 'paid' });
  expect(original?.related.map((row) => row.key)).toEqual([reversal?.key]);
});

test("nobody opens somebody else's row, nor another network's", async () => {
  const [row] = await everyRow(story, story.cleo, `period=${OCTOBER}`);
  const [reversal] = await everyRow(story, story.cleo, 'state=reversed');
  for (const key of [row?.key ?? '', reversal?.key ?? '', 'earning-999-1', 'estimate-1-1-0-1-100000']) {
    expect(await detailOf(story, story.ben, key)).toBeNull();
  }
  expect(parseRowKey('earning-1')).toBeNull();
  expect(parseRowKey("earning-1-1' or 1=1")).toBeNull();
  const foreign = await everyRow(other, other.cleo, `period=${OCTOBER}`);
  expect(foreign).toHaveLength((await everyRow(story, story.cleo, `period=${OCTOBER}`)).length);
  expect((await homeOf(other, other.cleo)).availableMinor).toBe('-3200');
});
