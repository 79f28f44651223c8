import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { recompute } from '#app/domain/explain/recompute.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import { rowKeySchema } from '#app/queries/commissions/filters.ts';
import { explainRows } from '#app/queries/explain/explain-rows.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_5, OCT_6 } from '#tests/given/days.ts';
import { estimates, givenMoney, OCTOBER, orderFacts, previewOf, STARTED, tell } from '#tests/given/money.ts';
import { givenLine } from '#tests/given/shopify.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';

// Goal: a walk that skips forty partners is explained to its end, though lines above orders are read in short pieces. Method: only
// the last of a line and its head sell enough to be active.
const database = await testDatabase();
const OCT_1 = new Date('2026-09-30T22:00:00Z');
const LENGTH = 40;

const nameOf = (place: number): string =>
  `Line${String.fromCharCode(97 + Math.floor(place / 10))}${String.fromCharCode(97 + (place % 10))}`;

test('everybody who was skipped on a long way up is named', async () => {
  const money = await givenMoney(database, 'long-line');
  const { networkId } = money;
  const names = Array.from({ length: LENGTH }, (_, place) => nameOf(place));
  const line = await givenLine(networkId, names, STARTED);
  await database.asOwner('delete from graphile_worker._private_jobs');
  const plan = defaultPlan({ name: 'Line', currency: 'EUR', cadence: 'month' });
  const activity = { kind: 'customer_volume', volume: 'net', at_least: '50' };
  await publishPlan({
    ...{ networkId, programmeId: 1, document: { ...plan, activity }, startsAt: OCT_1 },
    ...{ actor: 'staff:1', now: OCT_5 },
  });
  await runJobs(OCT_5);
  const [head = 0] = line;
  const last = line.at(-1) ?? 0;
  await tell(money, orderFacts({ code: `${nameOf(0).toUpperCase()}77`, paidAt: OCT_5, netMinor: [6000] }), OCT_6);
  const code = `${nameOf(LENGTH - 1).toUpperCase()}77`;
  await tell(money, orderFacts({ code, paidAt: OCT_6, netMinor: [10_000] }), OCT_6);
  expect(await estimates(database, money, OCTOBER)).toEqual([
    `${head} level 1 600`,
    `${last} level 1 1000`,
    `${head} level 2 500`,
  ]);
  const { runId } = await previewOf(database, money, OCTOBER);
  const explained = await inTransaction(networkId, (tx) =>
    explainRows(tx, { keys: [rowKeySchema.parse(`estimate-${runId}-3`)], now: OCT_6 }),
  );
  const far = explained.get(`estimate-${runId}-3`);
  expect(far).toMatchObject({ kind: 'level_pay', level: 2, earner: { number: head } });
  if (far?.kind !== 'level_pay') return;
  expect(far.path.map(({ person }) => person.number)).toEqual(line.toReversed());
  expect(far.path.filter(({ outcome }) => outcome === 'skipped')).toHaveLength(LENGTH - 2);
  expect(recompute(far)).toBe(500n);
});
