// Goal: a plan that pays along a matrix runs in a network like any other, to the cent, and says along which places. Method: Anna
// sponsors Ben and Dora and Emil, Ben sponsors Cleo; in a matrix of two Emil finds both places below Anna taken and stands below Ben.
// 5 %, 4 %, 3 %; amounts are worked out by hand.
import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import type { PlacementRule } from '#app/domain/placement/place-waiting.ts';
import { explanationText } from '#app/locales/explanation-text.ts';
import { explanationContext } from '#app/locales/translator.ts';
import { whyNothing } from '#app/queries/commissions/why-nothing.ts';
import { explainRows } from '#app/queries/explain/explain-rows.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { proveRuns } from '#app/services/runs/prove-runs.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { NOV_2, OCT_10, OCT_12, OCT_5, OCT_6 } from '#tests/given/days.ts';
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
import { planOver, recruit, seatsIn } from '#tests/services/placement/given-tree.ts';

const database = await testDatabase();
const OCT_1 = new Date('2026-09-30T22:00:00Z');
const MATRIX: PlacementRule = {
  ...{ kind: 'matrix', id: 'matrix', width: 2, height: 3, spillover: 'breadth_first', gap: 'hold_slot' },
  ...{ positions_per_partner: 1, holding_days: 0 },
};

async function joins({ networkId }: Money, name: string, sponsor: number, now: Date): Promise<number> {
  const form = {
    networkId,
    actor: 'staff:1',
    now,
    requestId: crypto.randomUUID(),
    firstName: name,
    lastName: 'Muster',
  };
  const contact = { email: `${name.toLowerCase()}@example.com`, phone: null, country: 'DE', language: 'en' as const };
  const { number } = await createPartner({ ...form, ...contact, sponsor, code: `${name.toUpperCase()}77` });
  await runJobs(now);
  return number;
}

async function givenMatrix(handle: string, rule: PlacementRule = MATRIX): Promise<Money> {
  const money = await givenMoney(database, handle);
  const document = planOver(rule);
  await publishPlan({
    networkId: money.networkId,
    programmeId: 1,
    document,
    startsAt: OCT_1,
    actor: 'staff:1',
    now: OCT_5,
  });
  await runJobs(OCT_5);
  return money;
}

/** What the merchant reads of every accepted row: its first two sentences, and in which tree levels are counted. */
async function saidOf({ networkId }: Money): Promise<string[]> {
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
    if (value?.kind !== 'level_pay') return 'not told';
    const { sentence, breakdown } = explanationText(value, explanationContext('en', 'Europe/Berlin', 'merchant'));
    const counted = breakdown.find(({ label }) => label === 'Counted in')?.value ?? 'nothing';
    return `${sentence.slice(0, 2).join(' ')} (${counted}: ${value.path.map(({ person }) => person.name).join(', ')})`;
  });
}

test('a matrix pays whoever stands above, explains it along the places, and is proved', async () => {
  const money = await givenMatrix('matrix');
  const { networkId, anna, ben, cleo } = money;
  const dora = await joins(money, 'Dora', anna, OCT_5);
  const emil = await joins(money, 'Emil', anna, OCT_6);
  expect((await seatsIn(database, networkId, 'matrix')).map((seat) => seat.replace(/ since .*/, ''))).toEqual([
    `${anna} below 0 at 0`,
    `${ben} below ${anna} at 0`,
    `${cleo} below ${ben} at 0`,
    `${dora} below ${anna} at 1`,
    `${emil} below ${ben} at 1`,
  ]);
  const order = await tell(money, orderFacts({ code: 'EMIL77', paidAt: OCT_10, netMinor: [10_010] }), OCT_10);
  await tell(money, orderFacts({ code: 'DORA77', paidAt: OCT_12, netMinor: [5_000] }), OCT_12);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await earnings(database, money)).toEqual([
    ...[`${emil} level 1 500`, `${ben} level 2 400`, `${anna} level 3 300`],
    ...[`${dora} level 1 250`, `${anna} level 2 200`],
  ]);
  const said = await saidOf(money);
  expect(said[1]).toBe(
    `Ben Muster earns €4.00: 4% of €100.10 from order ${order.name}, which Emil Muster recommended. ` +
      'That is pay level 2 for Ben Muster. (Matrix: Emil Muster, Ben Muster, Anna Muster)',
  );
  expect(said[4]).toContain('(Matrix: Dora Muster, Anna Muster)');
  const nothing = await whyNothing({ networkId, now: NOV_2, orderName: order.name, partner: cleo });
  expect(nothing).toMatchObject({ kind: 'nothing', reason: 'not-in-path' });
  expect(await proveRuns({ networkId, now: NOV_2 })).toBe(0);
});

test('while somebody waits in the tank, what he sells pays nobody along the tree', async () => {
  const money = await givenMatrix('tank', { ...MATRIX, holding_days: 7 });
  const { networkId, anna } = money;
  const dora = await joins(money, 'Dora', anna, OCT_6);
  const order = await tell(money, orderFacts({ code: 'DORA77', paidAt: OCT_10, netMinor: [10_000] }), OCT_10);
  expect(await estimates(database, money, OCTOBER)).toEqual([]);
  const nothing = await whyNothing({ networkId, now: OCT_10, orderName: order.name, partner: anna });
  expect(nothing).toMatchObject({ kind: 'nothing', reason: 'not-placed' });
  const later = new Date(OCT_6.getTime() + 7 * 86_400_000);
  await tell(money, orderFacts({ code: 'DORA77', paidAt: later, netMinor: [10_000] }), later);
  expect(await estimates(database, money, OCTOBER)).toEqual([`${dora} level 1 500`, `${anna} level 2 400`]);
  expect(await seatsIn(database, networkId, 'matrix')).toContain(`${dora} below ${anna} at 1 since ${later.getTime()}`);
});

test('a place that was due after the preview is refused at acceptance; an accepted period gets no places any more', async () => {
  const money = await givenMatrix('late', { ...MATRIX, holding_days: 14 });
  const { networkId, anna } = money;
  const dora = await joins(money, 'Dora', anna, new Date('2026-10-17T10:00:00Z'));
  const oct29 = new Date('2026-10-29T10:00:00Z');
  await tell(money, orderFacts({ code: 'ANNA77', paidAt: oct29, netMinor: [10_000] }), oct29);
  await expect(accept(database, money, OCTOBER, NOV_2)).rejects.toMatchObject({ code: 'period.facts-changed' });
  await runJobs(NOV_2);
  const since = Date.parse('2026-10-31T10:00:00Z');
  expect(await seatsIn(database, networkId, 'matrix')).toContain(`${dora} below ${anna} at 1 since ${since}`);
  await accept(database, money, OCTOBER, NOV_2);
  expect(await earnings(database, money)).toEqual([`${anna} level 1 500`]);
  // Paid in October a day before she had her place, told in November.
  const oct30 = new Date('2026-10-30T10:00:00Z');
  await tell(money, orderFacts({ code: 'DORA77', paidAt: oct30, netMinor: [10_000] }), NOV_2);
  expect(await estimates(database, money, NOVEMBER)).toEqual([]);
  // A list of partners that names an earlier day: the place holds from the end of what is accepted.
  await recruit(database, networkId, [{ number: 2001, sponsor: anna, joinedMs: Date.parse('2026-10-02T10:00:00Z') }]);
  await runJobs(NOV_2);
  const opens = Date.parse('2026-10-31T23:00:00Z');
  expect((await seatsIn(database, networkId, 'matrix')).at(-1)).toMatch(new RegExp(`^2001 .* since ${opens}$`));
  expect(await proveRuns({ networkId, now: NOV_2 })).toBe(0);
});
