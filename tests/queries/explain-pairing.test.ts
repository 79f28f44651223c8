import { expect, test } from 'vitest';
import { insertPlanVersion } from '#app/adapters/db/repositories/plans.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { recompute } from '#app/domain/explain/recompute.ts';
import { commonFields, commonPlan } from '#app/domain/plan/common-plan.ts';
import { planSchema } from '#app/domain/plan/plan.ts';
import { SPONSOR_TREE } from '#app/domain/plan/trees.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { explanationContext } from '#app/locales/translator.ts';
import { explainRows } from '#app/queries/explain/explain-rows.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { orderPreview } from '#app/services/runs/order-preview.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { NOV_2, NOV_12, OCT_10, OCT_5, OCT_6 } from '#tests/given/days.ts';
import {
  accept,
  earnings,
  estimates,
  givenMoney,
  NOVEMBER,
  OCTOBER,
  orderFacts,
  tell,
  type Money,
} from '#tests/given/money.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';

// Goal: pairs of a binary tree are paid and explained in a network, what is carried from month to month included. Method: Anna sponsors
// Ben (left) and Dora (right), Ben sponsors Cleo; 10 % of what both legs have, in two months, worked out by hand.
const database = await testDatabase();
const OCT_1 = new Date('2026-09-30T22:00:00Z');
const REQUEST = { name: 'Pairs', currency: 'EUR', cadence: 'month' } as const;

const binaryPlan = planSchema.parse({
  ...commonPlan(REQUEST),
  trees: [
    SPONSOR_TREE,
    {
      ...{ kind: 'binary', id: 'pairs', positions_per_partner: 1, holding_days: 0, gap: 'hold_slot' },
      spillover: 'breadth_first',
    },
  ],
  components: [
    {
      ...{ ...commonFields(REQUEST, 'pairing'), kind: 'leg_pairing', tree: 'pairs' },
      ...{ base: { volume: 'net', factor: '1' }, mode: { kind: 'percent', rate: '0.10', of: 'weaker_leg' } },
      ...{ carry: 'carry_forward', carry_cap: null, carry_expires_after: null, personal_volume_to: 'none' },
      ...{ inactive: { kind: 'accumulate' }, cap_per: 'owner', cap_consumes_volume: true },
      refund_of_paired: { kind: 'negative_leg' },
    },
  ],
});

async function givenPairs(handle: string): Promise<Money> {
  const money = await givenMoney(database, handle);
  const { networkId, anna } = money;
  await inTransaction(networkId, async (tx) => {
    const version = { version: 2, effectiveAt: OCT_1, publishedAt: OCT_5, actor: 'staff:1' };
    await insertPlanVersion(tx, 1, { ...version, document: binaryPlan });
    await orderPreview(tx);
  });
  await runJobs(OCT_5);
  const person = { firstName: 'Dora', lastName: 'Muster', email: 'dora@example.com', phone: null, country: 'DE' };
  const request = { networkId, actor: 'staff:1', now: OCT_5, requestId: crypto.randomUUID() };
  await createPartner({ ...request, ...person, language: 'en', sponsor: anna, code: 'DORA77' });
  await runJobs(OCT_6);
  return money;
}

/** The only row of a table, explained to the merchant. */
async function toldOf({ networkId }: Money, table: 'earning' | 'estimate') {
  const [row] = await database.asOwner<{ runId: number; rowNo: number }>(
    `select run_id as "runId", row_no as "rowNo" from ${table} where network_id = $1 order by run_id desc, row_no`,
    [networkId],
  );
  if (!row) throw new Error(`no row in ${table}`);
  const text = `${table}-${row.runId}-${row.rowNo}`;
  const kind = table === 'earning' ? ('earning' as const) : ('estimate' as const);
  const key = { kind, key: text, runId: row.runId, id: BigInt(row.rowNo) };
  const found = await inTransaction(networkId, (tx) => explainRows(tx, { keys: [key], now: NOV_12 }));
  const value = found.get(text);
  if (value?.kind !== 'period_pay') throw new Error('no explanation');
  const { sentence, breakdown } = explanationText(value, explanationContext('en', 'Europe/Berlin', 'merchant'));
  return { value, sentence, steps: breakdown.map(({ label, value: amount }) => `${label} ${amount}`) };
}

test('both legs are told with what was carried, paired and is carried on, month after month', async () => {
  const money = await givenPairs('pairs');
  const { networkId, anna } = money;
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_6, netMinor: [20_000] }), OCT_6);
  await tell(money, orderFacts({ code: 'DORA77', paidAt: OCT_6, netMinor: [15_000] }), OCT_10);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await earnings(database, money)).toEqual([`${anna} level 0 1500`]);
  const october = await toldOf(money, 'earning');
  expect(recompute(october.value)).toBe(1500n);
  expect(october.sentence.slice(0, 2)).toEqual([
    'Anna Muster earns €15.00 from pairs of the left and the right leg in October 2026.',
    '10% is paid of €150.00, which both legs have.',
  ]);
  expect(october.steps.slice(0, 8)).toEqual([
    ...['Position 1', 'Left leg: new €200.00', 'Left leg: − paired €150.00', 'Left leg: = carried on €50.00'],
    ...['Right leg: new €150.00', 'Right leg: − paired €150.00', '= paired €150.00', '× 10% €15.00'],
  ]);
  await tell(money, orderFacts({ code: 'DORA77', paidAt: NOV_2, netMinor: [10_000] }), NOV_12);
  expect(await estimates(database, money, NOVEMBER)).toEqual([`${anna} level 0 500`]);
  const november = await toldOf(money, 'estimate');
  expect(recompute(november.value)).toBe(500n);
  expect(november.steps.slice(1, 6)).toEqual([
    ...['Left leg: carried in €50.00', 'Left leg: − paired €50.00'],
    ...['Right leg: new €100.00', 'Right leg: − paired €50.00', 'Right leg: = carried on €50.00'],
  ]);
  expect(await proveRuns({ networkId, now: NOV_12 })).toBe(0);
});
