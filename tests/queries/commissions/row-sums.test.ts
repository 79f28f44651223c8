import { expect, test } from 'vitest';
import { commissionList } from '#app/queries/commissions/commission-list.ts';
import { commissionSum } from '#app/queries/commissions/commission-sum.ts';
import { commissionFilters, parseCursor } from '#app/queries/commissions/filters.ts';
import { newPayout } from '#app/queries/payouts/payout-pages.ts';
import { earningsFilters } from '#app/queries/portal/earnings-filters.ts';
import { earningsPage } from '#app/queries/portal/earnings.ts';
import { homePage } from '#app/queries/portal/home.ts';
import { countCommissions, proveCounts } from '#app/services/ledger/count-commissions.ts';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { exportBatch } from '#app/services/payouts/export-batch.ts';
import { freezeBatch } from '#app/services/payouts/freeze-batch.ts';
import { markPaid } from '#app/services/payouts/settle-batch.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { accept, givenMoney, NOVEMBER, OCTOBER, orderFacts, refunded, tell, type Money } from '#tests/given/money.ts';

// Goal: a sum that runs' own figures give is the sum of the very rows, whether a run's rows are all held, all available, all
// paid or differ. Method: two periods through acceptance, releases day by day, payouts and returns; after each step every
// view of staff and of each partner is read row by row and compared with its sum, before and after the rows are counted.
const database = await testDatabase();
const actor = 'staff:1';
const at = (day: string) => new Date(`2026-${day}T10:00:00Z`);

interface Seen {
  readonly money: Money;
  readonly step: string;
  readonly now: Date;
}

const total = (amounts: readonly string[]) => amounts.reduce((sum, each) => sum + BigInt(each), 0n).toString();

async function checkStaff({ money: { networkId }, step, now }: Seen, among: readonly string[]) {
  for (const view of ['all', 'estimated', 'held', 'available', 'paid', 'reversed']) {
    for (const also of among) {
      const search = `view=${view}${also}`;
      const filters = commissionFilters(new URLSearchParams(search));
      const amounts: string[] = [];
      for (let after: string | null = ''; after !== null;) {
        const page = await commissionList({ networkId, now, filters, cursor: parseCursor(after) });
        amounts.push(...page.rows.map((row) => row.amountMinor));
        after = page.next;
      }
      const sum = await commissionSum({ networkId, now, filters });
      expect(sum, `${step}: ${search}`).toMatchObject({ rows: amounts.length, sumMinor: total(amounts) });
    }
  }
}

async function checkPartner({ money: { networkId }, step, now }: Seen, number: number) {
  const states = ['estimated', 'held', 'available', 'paid', 'reversed'].map((state) => `state=${state}`);
  for (const search of ['', `period=${OCTOBER}`, `period=${NOVEMBER}`, `period=${OCTOBER}&state=paid`, ...states]) {
    const filters = earningsFilters(new URLSearchParams(search));
    const rows: { state: string; amountMinor: string; at: string }[] = [];
    let after: string | null = null;
    let sums: readonly { state: string; rows: number; sumMinor: string }[] = [];
    do {
      const page = await earningsPage({ networkId, number, now, filters, after });
      rows.push(...page.rows);
      sums = page.sums;
      after = page.next;
    } while (after !== null);
    const byState = Map.groupBy(rows, ({ state }) => state);
    const expected = [...byState].map(([state, those]) => ({
      state,
      rows: those.length,
      sumMinor: total(those.map(({ amountMinor }) => amountMinor)),
    }));
    const name = `${step}: ${number} ${search}`;
    expect(Object.fromEntries(sums.map((sum) => [sum.state, sum])), name).toEqual(
      Object.fromEntries(expected.map((sum) => [sum.state, sum])),
    );
    const order = rows.map((row) => row.at);
    expect(order, name).toEqual(order.toSorted((a, b) => (a < b ? 1 : -1)));
  }
  const home = await homePage({ networkId, number, timeZone: 'Europe/Berlin', now });
  const [day] = await database.asOwner<{ day: string | null }>(
    `select min(greatest(o.release_on, e.accepted_on))::text as day from earning e
       join period_acceptance a on a.network_id = e.network_id and a.run_id = e.run_id
       join shop_order o on o.network_id = e.network_id and o.shop_id = e.shop_id and o.order_id = e.order_id
      where e.network_id = $1 and e.earner = $2 and greatest(o.release_on, e.accepted_on) > coalesce(
        (select max(d.through_on) from release_day d where d.network_id = e.network_id and d.run_id = e.run_id), '-infinity')
        and o.release_on is not null`,
    [networkId, number],
  );
  expect(home.heldUntil, step).toBe(day?.day ?? null);
}

async function check(seen: Seen) {
  const { networkId, ben, cleo } = seen.money;
  await checkStaff(seen, ['', `&partner=${cleo}`, `&partner=${ben}`, `&period=${OCTOBER}`, '&level=2']);
  await countCommissions(networkId);
  const counted = { ...seen, step: `${seen.step}, counted` };
  await checkStaff(counted, ['', `&period=${OCTOBER}`, `&level=2%2B&period=${NOVEMBER}`]);
  expect(await proveCounts(networkId), counted.step).toBe(true);
  for (const number of [seen.money.anna, seen.money.cleo]) await checkPartner(seen, number);
}

async function payOut(money: Money, now: Date) {
  const { networkId } = money;
  const { payable } = await newPayout(networkId);
  const expected = { partners: payable.partners, totalMinor: BigInt(payable.sumMinor) };
  const batchId = await freezeBatch({ networkId, now, actor, expected });
  await exportBatch({ networkId, batchId, locale: 'de', now, actor });
  await markPaid({ networkId, batchId, now, actor });
}

test('at every step of two periods, sums of staff and partners are those of the rows', async () => {
  const money = await givenMoney(database, 'rose');
  const { networkId } = money;
  const order = (day: string, code: string, netMinor: number[], fulfilled?: string) =>
    orderFacts({ code, paidAt: at(day), netMinor, ...(fulfilled ? { fulfilledAt: at(fulfilled) } : {}) });
  const early = order('10-03', 'CLEO77', [90_000, 40_000], '10-04');
  const late = order('10-25', 'CLEO77', [70_000], '10-27');
  const unfulfilled = order('10-28', 'BEN77', [66_000]);
  for (const facts of [early, late, unfulfilled]) await tell(money, facts, facts.updatedAt);
  await check({ money, step: 'estimated', now: at('10-30') });
  await accept(database, money, OCTOBER, at('11-02'));
  await check({ money, step: 'accepted and released in part', now: at('11-02') });
  await payOut(money, at('11-03'));
  await tell(money, order('11-05', 'CLEO77', [120_000], '11-06'), at('11-06'));
  await check({ money, step: 'paid in part', now: at('11-06') });
  await tell(money, refunded(early, { line: 1, at: at('11-07') }), at('11-07'));
  await tell(money, { ...unfulfilled, updatedAt: at('11-08'), fulfilledAt: at('11-08') }, at('11-08'));
  await check({ money, step: 'a return after the payout, a late fulfilment', now: at('11-08') });
  await releaseDue({ networkId, now: at('11-30') });
  await check({ money, step: 'released to the end', now: at('11-30') });
  await accept(database, money, NOVEMBER, at('12-02'));
  await check({ money, step: 'the second period accepted', now: at('12-02') });
  await payOut(money, at('12-03'));
  await check({ money, step: 'everything paid', now: at('12-03') });
  const filters = commissionFilters(new URLSearchParams('view=paid'));
  expect((await commissionSum({ networkId, now: at('12-03'), filters })).rows).toBeGreaterThan(9);
}, 180_000);
