import { expect, test } from 'vitest';
import { acceptPeriod, prepareAcceptance } from '#app/services/runs/accept-period.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { sweepRuns } from '#app/services/runs/sweep-runs.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_5, NOV_2 } from '#tests/given/days.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import {
  accept,
  balances,
  earnings,
  estimates,
  givenMoney,
  NOVEMBER,
  OCTOBER,
  orderFacts,
  previewOf,
  refunded,
  tell,
  tellOnly,
  type Money,
} from '#tests/given/money.ts';

// Goal: what was looked at is what is paid, once, whatever happens in between. Method: real PostgreSQL, order facts as
// Shopify tells them, the real jobs and threads; equal numbers in two networks.
const database = await testDatabase();
const OCT_20 = new Date('2026-10-20T10:00:00Z');
let networks = 0;

async function givenOctober(): Promise<Money & { orderOf: ReturnType<typeof orderFacts> }> {
  networks += 1;
  const money = await givenMoney(database, `lotus-${networks}`);
  const orderOf = orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [8000, 3200], fulfilledAt: OCT_5 });
  await tell(money, orderOf, OCT_5);
  return { ...money, orderOf };
}

test('the accepted rows are those of the preview, and the ledger holds their sums', async () => {
  const money = await givenOctober();
  const { anna, ben, cleo } = money;
  const preview = await estimates(database, money, OCTOBER);
  expect(preview).toEqual([`${cleo} level 1 1120`, `${ben} level 2 560`, `${anna} level 3 336`]);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await earnings(database, money)).toEqual(preview);
  expect(await estimates(database, money, OCTOBER)).toEqual([]);
  // The hold of 14 days ended on 19 October, before acceptance: the day of acceptance releases.
  expect(await balances(database, money)).toEqual([
    `${anna} held 0 available 336 paid 0`,
    `${ben} held 0 available 560 paid 0`,
    `${cleo} held 0 available 1120 paid 0`,
  ]);
  expect(await proveRuns({ networkId: money.networkId, now: NOV_2 })).toBe(0);
});

test('a refund before acceptance nets inside the period, to the cent', async () => {
  const money = await givenOctober();
  const { anna, ben, cleo, orderOf } = money;
  await tell(money, refunded(orderOf, { line: 1, at: OCT_20 }), OCT_20);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await earnings(database, money)).toEqual([`${cleo} level 1 800`, `${ben} level 2 400`, `${anna} level 3 240`]);
});

test('a period that runs, another preview, and facts that came in since are refused', async () => {
  const money = await givenOctober();
  const request = { networkId: money.networkId, periodId: OCTOBER, actor: 'staff:1' };
  const preview = await previewOf(database, money, OCTOBER);
  await expect(acceptPeriod({ ...request, ...preview, now: OCT_20 })).rejects.toMatchObject({
    code: 'period.still-open',
  });
  await expect(acceptPeriod({ ...request, ...preview, rowHash: 'other', now: NOV_2 })).rejects.toMatchObject({
    code: 'run.stale',
  });
  const late = () => orderFacts({ code: 'BEN77', paidAt: OCT_20, netMinor: [5000] });
  await tellOnly(money, late(), NOV_2);
  await tellOnly(money, late(), NOV_2);
  await expect(acceptPeriod({ ...request, ...preview, now: NOV_2 })).rejects.toMatchObject({
    code: 'period.facts-changed',
    details: { count: 2 },
  });
  await runJobs(NOV_2);
  await expect(acceptPeriod({ ...request, ...preview, now: NOV_2 })).rejects.toMatchObject({ code: 'run.stale' });
  await expect(
    acceptPeriod({ ...request, ...(await previewOf(database, money, OCTOBER)), now: NOV_2 }),
  ).resolves.toMatchObject({ isNew: true });
});

test('a fact that is recorded while an acceptance computes is not lost: the acceptance is refused and leaves nothing', async () => {
  const money = await givenOctober();
  const request = {
    networkId: money.networkId,
    periodId: OCTOBER,
    ...(await previewOf(database, money, OCTOBER)),
    now: NOV_2,
    actor: 'staff:1',
  };
  const accepting = acceptPeriod(request).catch((error: unknown) => error);
  await tellOnly(money, orderFacts({ code: 'BEN77', paidAt: OCT_20, netMinor: [5000] }), NOV_2);
  const outcome = await accepting;
  const [left] = await database.asOwner<{ rows: number; accepted: number; entries: number }>(
    `select (select count(*)::int from earning where network_id = $1) as rows,
            (select count(*)::int from period_acceptance where network_id = $1) as accepted,
            (select count(distinct period_id)::int from volume_entry where network_id = $1) as entries`,
    [money.networkId],
  );
  // Whichever was first: either the order lies in October and nothing is accepted, or it is late and lies in November.
  if (outcome instanceof Error) expect(left).toEqual({ rows: 0, accepted: 0, entries: 1 });
  else expect(left).toEqual({ rows: 3, accepted: 1, entries: 2 });
});

test('two people who accept at once accept once, and both hear the same', async () => {
  const money = await givenOctober();
  const request = {
    networkId: money.networkId,
    periodId: OCTOBER,
    ...(await previewOf(database, money, OCTOBER)),
    now: NOV_2,
    actor: 'staff:1',
  };
  const results = await Promise.all([acceptPeriod(request), acceptPeriod(request)]);
  expect(new Set(results.map(({ runId }) => runId)).size).toBe(1);
  expect(results.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
  const [postings] = await database.asOwner<{ count: number }>(
    `select count(*)::int as count from ledger_posting where network_id = $1 and kind = 'acceptance'`,
    [money.networkId],
  );
  expect(postings?.count).toBe(1);
  await expect(acceptPeriod({ ...request, rowHash: 'other' })).rejects.toMatchObject({ code: 'period.accepted' });
});

test('a crash between the rows and the acceptance leaves nothing that is read, and a sweep removes it', async () => {
  const money = await givenOctober();
  const preview = await previewOf(database, money, OCTOBER);
  const request = { networkId: money.networkId, periodId: OCTOBER, ...preview, now: NOV_2, actor: 'staff:1' };
  const { runId } = await prepareAcceptance(request);
  const rowsOf = async () =>
    (
      await database.asOwner<{ count: number }>(
        'select count(*)::int as count from earning where network_id = $1 and run_id = $2',
        [money.networkId, runId],
      )
    )[0]?.count;
  expect(await rowsOf()).toBe(3);
  expect(await balances(database, money)).toEqual([]);
  await sweepRuns({ networkId: money.networkId, now: NOV_2 });
  expect(await rowsOf()).toBe(0);
  await expect(acceptPeriod(request)).resolves.toMatchObject({ isNew: true });
  expect(await sweepRuns({ networkId: money.networkId, now: NOV_2 })).toBe(0);
  expect(await earnings(database, money)).toHaveLength(3);
});

test('periods are accepted in their order', async () => {
  const money = await givenOctober();
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: NOV_2, netMinor: [1000] }), NOV_2);
  const now = new Date('2026-12-02T09:00:00Z');
  await runJobs(now);
  await expect(accept(database, money, NOVEMBER, now)).rejects.toMatchObject({ code: 'period.previous-open' });
  await accept(database, money, OCTOBER, now);
  await accept(database, money, NOVEMBER, now);
  expect(await earnings(database, money)).toHaveLength(6);
});

test('two networks with equal numbers, codes and orders never mix', async () => {
  const [first, second] = [await givenOctober(), await givenOctober()];
  await tell(
    second,
    orderFacts({ code: 'CLEO77', paidAt: OCT_20, netMinor: [500], orderId: first.orderOf.orderId }),
    OCT_20,
  );
  expect(first.cleo).toBe(second.cleo);
  await Promise.all([accept(database, first, OCTOBER, NOV_2), accept(database, second, OCTOBER, NOV_2)]);
  expect((await earnings(database, first)).length).toBe(3);
  expect((await earnings(database, second)).length).toBe(6);
  expect((await balances(database, first))[0]).toBe(`${first.anna} held 0 available 336 paid 0`);
  expect((await balances(database, second))[0]).toBe(`${second.anna} held 15 available 336 paid 0`);
});
