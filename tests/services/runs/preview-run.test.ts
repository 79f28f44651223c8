import { expect, test } from 'vitest';
import { networkIdSchema } from '#app/adapters/db/transaction.server.ts';
import { checkEstimates } from '#app/services/runs/check-estimates.ts';
import { cancelRun, previewRun } from '#app/services/runs/preview-run.ts';
import { refreshPreviews } from '#app/services/runs/refresh-previews.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_5, OCT_6 } from '#tests/given/days.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import { estimates, givenMoney, OCTOBER, orderFacts, previewOf, tell, tellOnly } from '#tests/given/money.ts';

// Goal: the newest good figures are always there, and a run that ends badly changes nothing. Method: real threads and COPY.
const database = await testDatabase();
const signal = new AbortController().signal;
let networks = 0;

async function givenOrder() {
  networks += 1;
  const money = await givenMoney(database, `iris-${networks}`);
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [10_000] }), OCT_5);
  return money;
}

const runsOf = (networkId: number) =>
  database.asOwner<{ state: string }>('select state from run where network_id = $1 order by id', [networkId]);

test('the same facts give the same rows and fingerprints', async () => {
  const money = await givenOrder();
  const { networkId } = money;
  const before = await previewOf(database, money, OCTOBER);
  const again = await previewRun({ networkId, periodId: OCTOBER, now: OCT_6, signal });
  expect(again).toMatchObject({ kind: 'done', rowHash: before.rowHash });
  const [counts] = await database.asOwner<{ runs: number; hashes: number }>(
    `select count(distinct run_id)::int as runs,
            (select count(distinct input_hash)::int from run where network_id = $1 and row_hash = $2) as hashes
       from estimate where network_id = $1`,
    [networkId, before.rowHash],
  );
  expect(counts).toEqual({ runs: 1, hashes: 1 });
});

test('a cancelled run leaves the last good preview, and nothing of itself', async () => {
  const money = await givenOrder();
  const { networkId } = money;
  const before = await estimates(database, money, OCTOBER);
  await tellOnly(money, orderFacts({ code: 'BEN77', paidAt: OCT_6, netMinor: [500] }), OCT_6);
  const stopped = new AbortController();
  const running = previewRun({ networkId, periodId: OCTOBER, now: OCT_6, signal: stopped.signal });
  stopped.abort();
  const outcome = await running.catch((error: unknown) => ({ kind: (error as Error).name }));
  expect(['cancelled', 'AbortError']).toContain(outcome.kind);
  expect(await estimates(database, money, OCTOBER)).toEqual(before);
  const [left] = await database.asOwner<{ runs: number }>(
    'select count(distinct run_id)::int as runs from estimate where network_id = $1',
    [networkId],
  );
  expect(left).toEqual({ runs: 1 });
  await runJobs(OCT_6);
  expect(await estimates(database, money, OCTOBER)).toHaveLength(5);
});

test('only a run that is under way can be cancelled', async () => {
  const money = await givenOrder();
  const { runId } = await previewOf(database, money, OCTOBER);
  expect(await cancelRun(money.networkId, runId, OCT_6)).toBe(false);
});

test('a calculation that fails is recorded, and the last good preview stays', async () => {
  const money = await givenOrder();
  const { networkId, cleo } = money;
  const before = await previewOf(database, money, OCTOBER);
  await database.asOwner(
    `insert into sponsor_edge (network_id, recorded_seq, number, sponsor, valid_from, reason, actor, recorded_at)
     values ($1, nextval('recorded_seq'), $2, $3, '2026-10-02', 'corrupt', 'test', '2026-10-02')`,
    [networkId, money.anna, cleo],
  );
  await expect(previewRun({ networkId, periodId: OCTOBER, now: OCT_6, signal })).rejects.toThrow(
    /a circle in the tree/,
  );
  expect(await previewOf(database, money, OCTOBER)).toEqual(before);
  expect((await runsOf(networkId)).at(-1)).toEqual({ state: 'failed' });
});

test('facts that touch nothing order no run, and a network without a plan for the period has none', async () => {
  const money = await givenOrder();
  const { networkId } = money;
  const before = (await runsOf(networkId)).length;
  await refreshPreviews({ networkId, hasWaited: true, now: OCT_6, signal, afterMs: () => OCT_6 });
  expect(await runsOf(networkId)).toHaveLength(before);
});

test('the first order starts a run at once; one that comes right after it waits as long as the run took', async () => {
  const money = await givenOrder();
  const { networkId } = money;
  await database.asOwner('update run set duration_ms = 60000 where network_id = $1', [networkId]);
  await tellOnly(money, orderFacts({ code: 'BEN77', paidAt: OCT_5, netMinor: [500] }), OCT_5);
  await database.asOwner('delete from graphile_worker._private_jobs');
  const delays: number[] = [];
  const afterMs = (delayMs: number) => {
    delays.push(delayMs);
    return new Date('2100-01-01');
  };
  await refreshPreviews({ networkId, hasWaited: false, now: new Date(OCT_5.getTime() + 20_000), signal, afterMs });
  expect(delays[0]).toBeGreaterThan(39_000);
  expect(delays[0]).toBeLessThanOrEqual(60_000);
  expect(await estimates(database, money, OCTOBER)).toHaveLength(3);
  await refreshPreviews({ networkId, hasWaited: true, now: OCT_6, signal, afterMs });
  expect(await estimates(database, money, OCTOBER)).toHaveLength(5);
  await database.asOwner('delete from graphile_worker._private_jobs');
});

test('rows that a crash emptied are noticed, called stale, and computed anew', async () => {
  const money = await givenOrder();
  const { networkId } = money;
  const rows = await estimates(database, money, OCTOBER);
  expect(await checkEstimates(networkId)).toBe(0);
  await database.asOwner('delete from estimate where network_id = $1', [networkId]);
  expect(await checkEstimates(networkId)).toBe(1);
  const stale = () =>
    database.asOwner<{ stale: boolean }>('select stale from period_preview where network_id = $1', [networkId]);
  expect(await stale()).toEqual([{ stale: true }]);
  await runJobs(OCT_6);
  expect(await estimates(database, money, OCTOBER)).toEqual(rows);
  expect(await stale()).toEqual([{ stale: false }]);
});

test('a network that does not exist touches nothing', async () => {
  const networkId = networkIdSchema.parse(9999);
  await refreshPreviews({ networkId, hasWaited: true, now: OCT_6, signal, afterMs: () => OCT_6 });
  expect(await runsOf(9999)).toEqual([]);
});
