import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import type { Explanation } from '#app/domain/explain/explanation.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { explanationContext } from '#app/locales/translator.ts';
import { whyNothing } from '#app/queries/commissions/why-nothing.ts';
import { orderDetail } from '#app/queries/orders/order-detail.ts';
import { earningDetail } from '#app/queries/portal/earning-detail.ts';
import { explainRows } from '#app/queries/explain/explain-rows.ts';

import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { moveSponsor } from '#app/services/partners/move-sponsor.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { NOV_2, OCT_5, OCT_6, OCT_10 } from '#tests/given/days.ts';
import { at } from '#tests/domain/engine/arbitrary-network.ts';
import { accept, earnings, givenMoney, OCTOBER, orderFacts, tell, type Money } from '#tests/given/money.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';

// Goal: caps, qualifications and trees as at the period's end run in a network like in the engine, and say why. Method: amounts worked out by hand, read back from the
// pages' own queries.
const database = await testDatabase();
const OCT_1 = new Date('2026-09-30T22:00:00Z');
const NO_GRACE = { after_promotion: 0, after_miss: 0, renews_after: 0 };

const sells = (amount: string) => ({ kind: 'customer_volume' as const, volume: 'net' as const, at_least: amount });
const rank = (id: string, name: string, amount: string) => {
  return { id, name, achieve: sells(amount), maintain: sells(amount), grace: NO_GRACE };
};
const NO_CAP = { kind: 'none' };
const common = {
  ...{ cadence: 'month', tree: 'sponsor', base: { volume: 'net', factor: '1' }, tree_as_of: 'order_time' },
  ...{ qualification: { kind: 'none' }, cap: { kind: 'none' }, rounding: 'half_even', pays_consumed: true },
  consumes: false,
};

/** A network whose plan from October on is the default one with changes. */
async function givenPlan(handle: string, changes: object): Promise<Money> {
  const money = await givenMoney(database, handle);
  const { networkId } = money;
  const document = { ...defaultPlan({ name: 'Stairs', currency: 'EUR', cadence: 'month' }), ...changes };
  await publishPlan({ networkId, programmeId: 1, document, startsAt: OCT_1, actor: 'staff:1', now: OCT_5 });
  await runJobs(OCT_5);
  return money;
}

/** Explanations of every accepted row, in order. */
async function explanationsOf({ networkId }: Money): Promise<Explanation[]> {
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
    if (!value || value.kind === 'outdated') throw new Error(`${key} is not explained`);
    return value;
  });
}

/** What the merchant reads of every accepted row, in order: the sentences of its explanation but for the state of its money. */
async function sentencesOf(money: Money): Promise<string[]> {
  const context = explanationContext('en', 'Europe/Berlin', 'merchant');
  return (await explanationsOf(money)).map((value) => explanationText(value, context).sentence.slice(0, -1).join(' '));
}

const direct = (rate: string, changes: object) => ({
  ...{ ...common, kind: 'percent_of_order', id: 'direct', orders: 'customers', earner: 'attributed_partner' },
  ...{ rates: { kind: 'flat', rate }, tagged_rates: [] },
  ...changes,
});
const levels = (changes: object) => ({
  ...defaultPlan({ name: 'Levels', currency: 'EUR', cadence: 'month' }).components[0],
  ...{ rates: { kind: 'by_level', levels: ['0.05', '0.03'] }, qualification: { kind: 'none' } },
  ...changes,
});

test('caps of a component and of the company lower rows to the cent, and every row says by what', async () => {
  const money = await givenPlan('capped', {
    components: [direct('0.20', { cap: { kind: 'amount', amount: '50' } }), levels({})],
    caps: { order: NO_CAP, partner: NO_CAP, company: { kind: 'share', rate: '0.1', components: ['direct', 'level'] } },
  });
  const { networkId, cleo, ben } = money;
  const first = await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [20_000] }), OCT_5);
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_6, netMinor: [30_000] }), OCT_10);
  await accept(database, money, OCTOBER, NOV_2);
  // Direct 40.00 and 60.00 may be 50.00; with 25.00 and 15.00 from levels that is 90.00, of which the company pays 50.00.
  expect(await earnings(database, money)).toEqual([
    ...[`${cleo} level 1 1111`, `${cleo} level 1 556`, `${ben} level 2 333`],
    ...[`${cleo} level 1 1667`, `${cleo} level 1 833`, `${ben} level 2 500`],
  ]);
  const said = await sentencesOf(money);
  expect(said).toHaveLength(6);
  expect(said[0]).toBe(
    `Cleo Muster earns €11.11 instead of €40.00: 20% of €200.00 from order ${first.name}, which Cleo Muster recommended. ` +
      'This part of the plan pays one partner at most €50.00 in a period; Cleo Muster came to €100.00, so each amount was ' +
      'lowered by the same share. All commissions of the period together may reach €50.00 at most; they came to €90.00. ' +
      'Of the €75.00 of Cleo Muster, €41.67 is left.',
  );
  const [row] = await database.asOwner<{ runId: number }>(
    'select run_id as "runId" from earning where network_id = $1 limit 1',
    [networkId],
  );
  const key = { kind: 'earning' as const, runId: row?.runId ?? 0, rowNo: 1 };
  const seen = await earningDetail({ networkId, number: cleo, key, locale: 'de', now: NOV_2 });
  expect(seen?.text?.sentence[0]).toContain('11,11\u00a0€ statt 40,00\u00a0€');
  expect(seen?.text?.sentence.join(' ')).not.toContain('90,00');
  const order = await orderDetail({ networkId, key: { shopId: money.shopId, orderId: first.orderId }, now: NOV_2 });
  expect(order.proof).toMatchObject({ outcome: 'limited', planMinor: '5600', limitedMinor: '2000', rowsMinor: '2000' });
  expect(await proveRuns({ networkId, now: NOV_2 })).toBe(0);
});

test('an order whose cap leaves nothing says so', async () => {
  const money = await givenPlan('nothing-left', {
    components: [direct('0.20', {}), levels({})],
    caps: { order: { kind: 'share', rate: '0' }, partner: NO_CAP, company: NO_CAP },
  });
  const { networkId, ben } = money;
  const { name } = await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [20_000] }), OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  const found = await whyNothing({ networkId, now: NOV_2, orderName: name, partner: ben });
  expect(found).toMatchObject({
    kind: 'nothing',
    reason: 'limit-reached',
    caps: [{ kind: 'order', rawMinor: '5600', cappedMinor: '0' }],
  });
});

test('whoever does not qualify by rank and recruits is told which figure is lacking', async () => {
  const qualification = {
    kind: 'all',
    of: [
      { kind: 'rank', at_least: 'bronze' },
      { kind: 'personally_sponsored', at_least: 1, rank: null, is_active: false },
    ],
  };
  const money = await givenPlan('qualified', {
    ranks: { ladder: [rank('bronze', 'Bronze', '100')], breakaway_rank: null, breakaway_by: 'paid_as' },
    components: [levels({ qualification })],
  });
  const { networkId, ben, cleo } = money;
  const { name } = await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [20_000] }), OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  const context = explanationContext('en', 'Europe/Berlin', 'merchant');
  const sentenceFor = async (partner: number) => {
    const found = await whyNothing({ networkId, now: NOV_2, orderName: name, partner });
    return found.kind === 'nothing' ? explanationText(found, context).sentence.join(' ') : found.kind;
  };
  expect(await sentenceFor(cleo)).toBe(
    `Cleo Muster gets nothing from order ${name}, not having qualified in October 2026. 0 of 1 personally sponsored partners.`,
  );
  expect(await sentenceFor(ben)).toBe(
    `Ben Muster gets nothing from order ${name}, not having qualified in October 2026. No paid-as rank; at least Bronze is asked.`,
  );
});

test('different customers are counted by a number that names nobody, guests each for himself', async () => {
  const qualification = { kind: 'customers', at_least: 3, volume: 'net', volume_each: '50' };
  const money = await givenPlan('customers', { components: [levels({ qualification })] });
  const { networkId, cleo } = money;
  const order = (customerId: bigint | null, netMinor: number) => {
    return { ...orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [netMinor] }), customerId };
  };
  // The first comes twice, the second buys too little, the guest is one more: two of three.
  const first = await tell(money, order(7_001n, 3_000), OCT_5);
  for (const facts of [order(7_001n, 3_000), order(7_002n, 4_999), order(null, 5_000)]) await tell(money, facts, OCT_6);
  const context = explanationContext('en', 'Europe/Berlin', 'merchant');
  const found = await whyNothing({ networkId, now: OCT_10, orderName: first.name, partner: cleo });
  const said = found.kind === 'nothing' ? explanationText(found, context).sentence : [];
  expect(said[1]).toBe('2 of 3 different customers with at least €50.00 each.');
  await tell(money, order(7_003n, 5_000), OCT_6);
  expect(await whyNothing({ networkId, now: OCT_10, orderName: first.name, partner: cleo })).toEqual({
    kind: 'earned',
  });
  const kept = await database.asOwner<{ key: string | null }>(
    'select customer_key::text as key from attribution where network_id = $1',
    [networkId],
  );
  expect(new Set(kept.map(({ key }) => key)).size).toBe(4);
  expect(kept.map(({ key }) => key)).not.toContain('7001');
});

test('a component that walks the tree of the period’s end pays whoever stands above then, and says as of when', async () => {
  const money = await givenPlan('at-the-end', { components: [levels({ tree_as_of: 'period_end' })] });
  const { networkId, anna, ben, cleo } = money;
  const first = await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [20_000] }), OCT_5);
  const move = { networkId, actor: 'staff:1', partner: cleo, sponsor: anna, reason: 'asked for' };
  await moveSponsor({ ...move, now: OCT_6, validFrom: OCT_10 });
  await runJobs(OCT_10);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await earnings(database, money)).toEqual([`${cleo} level 1 1000`, `${anna} level 2 600`]);
  const annas = at(await explanationsOf(money), 1);
  const { breakdown } = explanationText(annas, explanationContext('en', 'Europe/Berlin', 'merchant'));
  expect(breakdown).toContainEqual({ label: 'Upline as it stood on', value: '31 Oct 2026' });
  const found = await whyNothing({ networkId, now: NOV_2, orderName: first.name, partner: ben });
  expect(found).toMatchObject({ kind: 'nothing', reason: 'not-in-path' });
  expect(await proveRuns({ networkId, now: NOV_2 })).toBe(0);
});
