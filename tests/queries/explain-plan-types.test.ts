import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { recompute } from '#app/domain/explain/recompute.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { explanationContext } from '#app/locales/translator.ts';
import { whyNothing } from '#app/queries/commissions/why-nothing.ts';
import { explainRows } from '#app/queries/explain/explain-rows.ts';
import { earningDetail } from '#app/queries/portal/earning-detail.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { NOV_2, OCT_5, OCT_6, OCT_10 } from '#tests/given/days.ts';
import { accept, earnings, givenMoney, OCTOBER, orderFacts, tell, type Money } from '#tests/given/money.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';

// Goal: a plan with ranks runs in a network like any other, and says why. Method: a customer commission of 5 %, then a stairstep of
// 10 % for bronze and 16 % for silver; Cleo becomes bronze, Anna silver, Ben nothing. Amounts are worked out by hand.
const database = await testDatabase();
const OCT_1 = new Date('2026-09-30T22:00:00Z');
const NO_GRACE = { after_promotion: 0, after_miss: 0, renews_after: 0 };

const sells = (amount: string) => ({ kind: 'customer_volume' as const, volume: 'net' as const, at_least: amount });
const rank = (id: string, name: string, amount: string) => {
  return { id, name, achieve: sells(amount), maintain: sells(amount), grace: NO_GRACE };
};
const common = {
  ...{ cadence: 'month', tree: 'sponsor', base: { volume: 'net', factor: '1' }, tree_as_of: 'order_time' },
  ...{ qualification: { kind: 'none' }, cap: { kind: 'none' }, rounding: 'half_even', pays_consumed: true },
  consumes: false,
};

async function givenStairstep(handle: string): Promise<Money> {
  const money = await givenMoney(database, handle);
  const frame = defaultPlan({ name: 'Stairs', currency: 'EUR', cadence: 'month' });
  const document = {
    ...frame,
    ranks: {
      ladder: [rank('bronze', 'Bronze', '100'), rank('silver', 'Silver', '300')],
      ...{ breakaway_rank: null, breakaway_by: 'paid_as' },
    },
    components: [
      {
        ...{ ...common, kind: 'percent_of_order', id: 'direct', orders: 'customers', earner: 'attributed_partner' },
        ...{ rates: { kind: 'flat', rate: '0.05' }, tagged_rates: [] },
      },
      {
        ...{ ...common, kind: 'differential_walk', id: 'stairs', orders: 'all' },
        rates: [
          { rank: 'bronze', rate: '0.10' },
          { rank: 'silver', rate: '0.16' },
        ],
        ...{ unqualified_blocks: false, equal_rank: { kind: 'none' }, max_total_rate: '0.16', pay_buyer: false },
        ...{ stops_at_breakaway: false, max_physical_depth: 100 },
      },
    ],
  };
  const { networkId } = money;
  await publishPlan({ networkId, programmeId: 1, document, startsAt: OCT_1, actor: 'staff:1', now: OCT_5 });
  await runJobs(OCT_5);
  return money;
}

/** Explanations of every accepted row, in order. */
async function explanationsOf({ networkId }: Money) {
  const rows = await database.asOwner<{ runId: number; rowNo: number }>(
    'select run_id as "runId", row_no as "rowNo" from earning where network_id = $1 order by row_no',
    [networkId],
  );
  const keys = rows.map(({ runId, rowNo }) => {
    return { kind: 'earning' as const, key: `earning-${runId}-${rowNo}`, runId, id: BigInt(rowNo) };
  });
  const found = await inTransaction(networkId, (tx) => explainRows(tx, { keys, now: NOV_2 }));
  return keys.map(({ key }) => {
    const value = found.get(key);
    if (!value || value.kind === 'outdated') throw new Error(`no explanation of ${key}`);
    return value;
  });
}

/** What the merchant reads of every accepted row: the sentences of its explanation, without where its money is. */
async function sentencesOf(money: Money): Promise<string[]> {
  const context = explanationContext('en', 'Europe/Berlin', 'merchant');
  const values = await explanationsOf(money);
  return values.map((value) => explanationText(value, context).sentence.slice(0, -1).join(' '));
}

test('a stairstep pays differences, explains them, and is proved', async () => {
  const money = await givenStairstep('stairs');
  const { networkId, anna, ben, cleo } = money;
  const first = await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [20_000] }), OCT_5);
  await tell(money, orderFacts({ code: 'ANNA77', paidAt: OCT_6, netMinor: [30_000] }), OCT_10);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 1000`, `${cleo} level 1 2000`, `${anna} level 3 1200`],
    ...[`${anna} level 1 1500`, `${anna} level 1 4800`],
  ]);
  const said = await sentencesOf(money);
  expect(said).toHaveLength(5);
  expect(said[2]).toBe(
    `Anna Muster earns €12.00: 6% of €200.00 from order ${first.name}, which Cleo Muster recommended. ` +
      'Anna Muster is 3 steps from this order. ' +
      'The own rate is 16%; the highest below Anna Muster is 10%, and the difference is paid.',
  );
  const none = await whyNothing({ networkId, now: NOV_2, orderName: first.name, partner: ben });
  expect(none).toMatchObject({ kind: 'nothing', reason: 'no-rate-at-level' });
  expect(await proveRuns({ networkId, now: NOV_2 })).toBe(0);
});

const ofPeriod = {
  ...{ cadence: 'month', qualification: { kind: 'none' }, cap: { kind: 'none' }, rounding: 'half_even' },
  ...{ tree: 'sponsor' },
};
const NET = { volume: 'net', factor: '1' };

/** On top of three levels: 1 % of every leg, brackets of 3 and 6 %, matches up and down on the levels, a pool by customers' orders. */
async function givenPeriodKinds(handle: string): Promise<Money> {
  const money = await givenMoney(database, handle);
  const frame = defaultPlan({ name: 'Once', currency: 'EUR', cadence: 'month' });
  const { tree: _, ...treeless } = ofPeriod;
  const document = {
    ...frame,
    components: [
      ...frame.components.map((component) => ({ ...component, qualification: { kind: 'none' } })),
      {
        ...{ ...ofPeriod, kind: 'leg_bonus', id: 'legs', base: NET, legs: { kind: 'all' }, levels: 5 },
        rates: { kind: 'same', rate: '0.01' },
      },
      {
        ...{ ...ofPeriod, kind: 'group_bracket', id: 'groups', base: NET, bracket_volume: 'net' },
        brackets: [
          { at_least: '100', rate: '0.03' },
          { at_least: '400', rate: '0.06' },
        ],
        ...{ unqualified_blocks: false, pay_buyer: false },
      },
      {
        ...{ ...ofPeriod, kind: 'matching', id: 'match', of: ['level'], earnings: 'net', max_physical_depth: 100 },
        path: {
          kind: 'levels',
          rates: { kind: 'by_level', levels: ['0.10', '0.05'] },
          compression: { kind: 'standard' },
        },
      },
      { ...ofPeriod, kind: 'match_down', id: 'down', of: ['level'], earnings: 'net', rate: '0.10' },
      {
        ...{ ...treeless, kind: 'pool', id: 'pool', base: NET, rate: '0.02', top: null },
        ...{ shares: { kind: 'by_volume', figure: 'customer_volume', volume: 'net' }, no_qualifiers: 'carries' },
      },
    ],
  };
  const { networkId } = money;
  await publishPlan({ networkId, programmeId: 1, document, startsAt: OCT_1, actor: 'staff:1', now: OCT_5 });
  await runJobs(OCT_5);
  return money;
}

test('what no order decides pays, explains itself, and is proved', async () => {
  const money = await givenPeriodKinds('once-a-month');
  const { networkId, anna, ben, cleo } = money;
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [20_000] }), OCT_5);
  const second = await tell(money, orderFacts({ code: 'ANNA77', paidAt: OCT_6, netMinor: [30_000] }), OCT_10);
  await accept(database, money, OCTOBER, NOV_2);
  // Levels 20.00, 10.00, 6.00 and 30.00; legs of 200.00; groups 500.00 and 200.00; matches on 20.00, 10.00 and 36.00; pool of 10.00.
  expect((await earnings(database, money)).slice(4)).toEqual([
    ...[`${anna} level 1 200`, `${ben} level 1 200`],
    ...[`${cleo} level 0 600`, `${anna} level 1 600`, `${anna} level 0 1800`],
    ...[`${anna} level 1 100`, `${ben} level 1 200`, `${anna} level 2 100`],
    ...[`${ben} level 1 360`, `${cleo} level 1 100`],
    ...[`${anna} level 0 600`, `${cleo} level 0 400`],
  ]);
  const values = await explanationsOf(money);
  for (const value of values) expect(recompute(value)).toBe(BigInt(value.amountMinor));
  const said = await sentencesOf(money);
  expect(said).toContain(
    'Anna Muster earns €6.00: 3% of €200.00, the volume of the group of Ben Muster in October 2026. ' +
      'The group comes to €500.00; from €400.00 on the rate is 6%. ' +
      'The group of Ben Muster comes to €200.00; from €100.00 on the rate is 3%. The difference is paid.',
  );
  expect(said).toContain(
    'Anna Muster earns €1.00: 5% of €20.00 that Cleo Muster earned in October 2026. That is pay level 2 for Anna Muster.',
  );
  expect(said.at(-1)).toBe(
    'Cleo Muster earns €4.00 from the pool of October 2026. ' +
      'The fund of €10.00 is 2% of the company’s volume of €500.00. ' +
      'By customers’ orders that is a share of €200.00 of €500.00.',
  );
  const none = await whyNothing({ networkId, now: NOV_2, orderName: second.name, partner: ben });
  expect(none).toMatchObject({
    reason: 'not-in-path',
    once: [
      { component: 'legs', outcome: 'paid', amountMinor: '200' },
      { component: 'groups', outcome: 'nothing-to-pay', amountMinor: null },
      { component: 'match', outcome: 'paid', amountMinor: '200' },
      { component: 'down', outcome: 'paid', amountMinor: '360' },
      { component: 'pool', outcome: 'nothing-to-pay', amountMinor: null },
    ],
  });
  expect(await proveRuns({ networkId, now: NOV_2 })).toBe(0);
});

test('a partner reads of a match whose earnings it is a share of, but not what they consist of', async () => {
  const money = await givenPeriodKinds('once-in-portal');
  const { networkId, anna } = money;
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [20_000] }), OCT_5);
  const rows = await database.asOwner<{ runId: number; rowNo: number }>(
    `select run_id as "runId", row_no as "rowNo" from estimate
      where network_id = $1 and earner = $2 and component = 3 order by row_no`,
    [networkId, anna],
  );
  expect(rows).toHaveLength(2);
  await accept(database, money, OCTOBER, NOV_2);
  const runIds = await database.asOwner<{ runId: number }>(
    'select run_id as "runId" from period_acceptance where network_id = $1',
    [networkId],
  );
  const key = { kind: 'earning' as const, runId: runIds[0]?.runId ?? 0, rowNo: rows[1]?.rowNo ?? 0 };
  const detail = await earningDetail({ networkId, number: anna, key, locale: 'de', now: NOV_2 });
  expect(detail?.text?.sentence[0]).toMatch(
    /^Sie erhalten 1,00.€: 5.% von 20,00.€, die Cleo M\. im Zeitraum Oktober 2026 erhalten hat\.$/,
  );
  expect(detail?.text?.breakdown.map(({ label }) => label)).not.toContain('Aus: Ebenenprovision');
});
