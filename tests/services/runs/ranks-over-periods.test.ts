import { expect, test } from 'vitest';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { DEC_2, NOV_2, OCT_5, OCT_6 } from '#tests/given/days.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import { accept, givenMoney, NOVEMBER, OCTOBER, orderFacts, tell, type Money } from '#tests/given/money.ts';

// Goal: what a period leaves reaches the next one: a rank that was reached, and the grace that has been used of it.
// Method: who sells for 100 is bronze, and stays it for one period without; three months, previewed and accepted.
const database = await testDatabase();
const DECEMBER = 3;
const OCT_1 = new Date('2026-09-30T22:00:00Z');
const DEC_5 = new Date('2026-12-05T09:00:00Z');
const JAN_3 = new Date('2027-01-03T09:00:00Z');

async function givenLadder(handle: string): Promise<Money> {
  const money = await givenMoney(database, handle);
  const sells = { kind: 'customer_volume' as const, volume: 'net' as const, at_least: '100' };
  const grace = { after_promotion: 0, after_miss: 1, renews_after: 0 };
  const bronze = { id: 'bronze', name: 'Bronze', achieve: sells, maintain: sells, grace };
  const plan = defaultPlan({ name: 'Ladder', currency: 'EUR', cadence: 'month' });
  await publishPlan({
    ...{ networkId: money.networkId, programmeId: 1, actor: 'staff:1', startsAt: OCT_1, now: OCT_5 },
    document: { ...plan, ranks: { ladder: [bronze], breakaway_rank: null, breakaway_by: 'paid_as' } },
  });
  await runJobs(OCT_5);
  return money;
}

/** Rank and title of a partner in the newest run of a period. */
async function standing({ networkId }: Money, partner: number, periodId: number) {
  const [row] = await database.asOwner<{ rank: number; title: number }>(
    `select f.rank::int as rank, f.title::int as title from partner_period f
       join run r on r.network_id = f.network_id and r.id = f.run_id
      where f.network_id = $1 and f.number = $2 and r.period_id = $3 and r.state = 'done' order by r.id desc limit 1`,
    [networkId, partner, periodId],
  );
  return row;
}

test('a rank and its grace go from accepted period to accepted period', async () => {
  const money = await givenLadder('ladder-accepted');
  const { cleo } = money;
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [10_000] }), OCT_6);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await standing(money, cleo, OCTOBER)).toEqual({ rank: 1, title: 1 });
  await runJobs(NOV_2);
  expect(await standing(money, cleo, NOVEMBER)).toEqual({ rank: 1, title: 1 });
  await accept(database, money, NOVEMBER, DEC_2);
  await runJobs(DEC_2);
  await accept(database, money, DECEMBER, JAN_3);
  expect(await standing(money, cleo, DECEMBER)).toEqual({ rank: 0, title: 1 });
  expect(await proveRuns({ networkId: money.networkId, now: JAN_3 })).toBe(0);
});

test('a preview starts from the preview before, and again when that one is renewed', async () => {
  const money = await givenLadder('ladder-preview');
  const { cleo } = money;
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: NOV_2, netMinor: [2000] }), NOV_2);
  expect(await standing(money, cleo, NOVEMBER)).toEqual({ rank: 0, title: 0 });
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_6, netMinor: [10_000] }), DEC_2);
  expect(await standing(money, cleo, NOVEMBER)).toEqual({ rank: 1, title: 1 });
  expect(await standing(money, cleo, DECEMBER)).toEqual({ rank: 0, title: 1 });
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: DEC_2, netMinor: [10_000] }), DEC_5);
  expect(await standing(money, cleo, DECEMBER)).toEqual({ rank: 1, title: 1 });
});
