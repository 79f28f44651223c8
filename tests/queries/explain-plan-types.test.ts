import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { explanationContext } from '#app/locales/translator.ts';
import { whyNothing } from '#app/queries/commissions/why-nothing.ts';
import { explainRows } from '#app/queries/explain/explain-rows.ts';
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

/** What the merchant reads of every accepted row, in order: the sentences of its explanation. */
async function sentencesOf({ networkId }: Money): Promise<string[]> {
  const rows = await database.asOwner<{ runId: number; rowNo: number }>(
    'select run_id as "runId", row_no as "rowNo" from earning where network_id = $1 order by row_no',
    [networkId],
  );
  const keys = rows.map(({ runId, rowNo }) => {
    return { kind: 'earning' as const, key: `earning-${runId}-${rowNo}`, runId, id: BigInt(rowNo) };
  });
  const found = await inTransaction(networkId, (tx) => explainRows(tx, { keys, now: NOV_2 }));
  const context = explanationContext('en', 'Europe/Berlin', 'merchant');
  return keys.map(({ key }) => {
    const value = found.get(key);
    if (!value || value.kind === 'outdated') return 'outdated';
    return explanationText(value, context).sentence.slice(0, -1).join(' ');
  });
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
