import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { commonPlan, walkOf } from '#app/domain/plan/common-plan.ts';
import { earlierRuns, runChanges } from '#app/queries/periods/run-changes.ts';
import { rehearsalGround, toldRehearsal } from '#app/queries/plan/rehearsal.ts';
import { saveDraft } from '#app/services/plans/save-draft.ts';
import { moveSponsor } from '#app/services/partners/move-sponsor.ts';
import { compareStored } from '#app/services/runs/compare-stored.ts';
import { rehearseDraft } from '#app/services/runs/rehearse-draft.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { NOV_2, OCT_5, OCT_6 } from '#tests/given/days.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import {
  accept,
  earnings,
  estimates,
  givenMoney,
  OCTOBER,
  orderFacts,
  previewOf,
  refunded,
  tell,
  type Money,
} from '#tests/given/money.ts';

// Goal: what differs between two runs is told to the cent and with its fact, though the older rows are long gone; a plan that is
// tried on the past changes nothing. Method: real PostgreSQL, orders as Shopify tells them, the real jobs and threads.
const database = await testDatabase();
const OCT_20 = new Date('2026-10-20T10:00:00Z');

const changesOf = async (request: Parameters<typeof compareStored>[0]) =>
  runChanges(request.networkId, await compareStored(request));

const runOf = async (money: Money): Promise<number> => (await previewOf(database, money, OCTOBER)).runId;

test('each row that differs names its fact: another order, and a refund of the first', async () => {
  const money = await givenMoney(database, 'changes');
  const { networkId, cleo, ben } = money;
  const first = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000, 3200], fulfilledAt: OCT_5 });
  await tell(money, first, OCT_5);
  const before = await runOf(money);
  const second = orderFacts({ code: 'BEN77', paidAt: OCT_6, netMinor: [5000], fulfilledAt: OCT_6 });
  await tell(money, second, OCT_6);
  await tell(money, refunded(first, { line: 1, at: OCT_20 }), OCT_20);
  const after = await runOf(money);
  const rows = await estimates(database, money, OCTOBER);

  const found = await changesOf({ networkId, periodId: OCTOBER, before, after });
  expect(found.sums.before).toEqual({ rows: 3, amountMinor: '2016' });
  expect(found.sums.after.rows).toBe(rows.length);
  expect(BigInt(found.gain.amountMinor) + BigInt(found.loss.amountMinor)).toBe(
    BigInt(found.sums.after.amountMinor) - BigInt(found.sums.before.amountMinor),
  );
  const told = found.rows.map(({ earner, beforeMinor, afterMinor, why }) => [
    earner.number,
    beforeMinor,
    afterMinor,
    why,
  ]);
  expect(told).toContainEqual([cleo, '1120', '800', 'refund']);
  expect(told).toContainEqual([ben, null, '500', 'paid']);
  expect(found.plan).toBeNull();

  const back = await changesOf({ networkId, periodId: OCTOBER, before: after, after });
  expect(back.rows).toEqual([]);
  expect(back.same).toBe(rows.length);
  const choices = await inTransaction(networkId, (tx) =>
    earlierRuns(tx, { periodId: OCTOBER, before: after, timeZone: 'Europe/Berlin' }),
  );
  expect(choices.map(({ id }) => id)).toContain(before);
});

test('a moved partner is named, and the rows above are told to hang on people', async () => {
  const money = await givenMoney(database, 'changes-move');
  const { networkId, anna, ben, cleo } = money;
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_6, netMinor: [8000], fulfilledAt: OCT_6 }), OCT_6);
  const before = await runOf(money);
  const move = { networkId, partner: cleo, sponsor: anna, reason: 'asked', actor: 'staff:1' };
  await moveSponsor({ ...move, validFrom: OCT_5, now: OCT_20 });
  await runJobs(OCT_20);
  const found = await changesOf({ networkId, periodId: OCTOBER, before, after: await runOf(money) });
  expect(found.partnerFacts).toMatchObject([{ number: cleo, kind: 'move', to: String(anna) }]);
  expect(found.rows.map(({ earner, why }) => [earner.number, why])).toContainEqual([ben, 'people']);
});

test('runs of another period or network are not compared', async () => {
  const money = await givenMoney(database, 'changes-own');
  const other = await givenMoney(database, 'changes-other');
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000] }), OCT_5);
  const runId = await runOf(money);
  const asked = { periodId: OCTOBER, before: runId, after: runId };
  await expect(changesOf({ ...asked, networkId: other.networkId, before: 99, after: 99 })).rejects.toMatchObject({
    code: 'run.not-found',
  });
  await expect(changesOf({ ...asked, networkId: money.networkId, periodId: 2 })).rejects.toMatchObject({
    code: 'run.not-found',
  });
});

test('a draft is tried on an accepted period: what it would have cost, for whom, and nothing is written', async () => {
  const money = await givenMoney(database, 'rehearsal');
  const { networkId, cleo } = money;
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000, 3200], fulfilledAt: OCT_5 }), OCT_5);
  await accept(database, money, OCTOBER, NOV_2);
  const paid = await earnings(database, money);
  const request = { name: 'Draft', currency: 'EUR', cadence: 'month' } as const;
  const document = { ...commonPlan(request), components: [walkOf(request, 'level', ['0.20'])] };
  await saveDraft({ networkId, programmeId: 1, document, actor: 'staff:1', now: NOV_2 });
  expect(await rehearsalGround(networkId)).toMatchObject({ hasDraft: true, accepted: 1 });
  const { periods } = await toldRehearsal(networkId, await rehearseDraft({ networkId, programmeId: 1, periods: 3 }));
  expect(periods).toHaveLength(1);
  expect(periods[0]?.paidMinor).toEqual({ before: '2016', after: '2240' });
  expect(periods[0]?.gain).toEqual({ earners: 1, amountMinor: '1120' });
  expect(periods[0]?.loss).toEqual({ earners: 2, amountMinor: '-896' });
  expect(periods[0]?.earners[0]).toMatchObject({ number: cleo, beforeMinor: '1120', afterMinor: '2240' });
  expect(await earnings(database, money)).toEqual(paid);
  const [runs] = await database.asOwner<{ count: number }>(
    `select count(*)::int as count from run where network_id = $1 and kind <> 'acceptance' and period_id = $2 and started_at > $3`,
    [networkId, OCTOBER, NOV_2],
  );
  expect(runs?.count).toBe(0);
});
