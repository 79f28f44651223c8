// Goal: while somebody waits staff give him a free place below his sponsor, later nobody does; what pages say before and after is what
// happens. Method: real PostgreSQL; a binary tree with a tank of seven days and two positions each.
import { expect, test } from 'vitest';
import type { PlacementRule } from '#app/domain/placement/place-waiting.ts';
import { partnerDetail } from '#app/queries/partners/partner-detail.ts';
import { waitingPage } from '#app/queries/placement/waiting-page.ts';
import { treeBranch, treePage } from '#app/queries/tree/tree-page.ts';
import { addPosition } from '#app/services/placement/add-position.ts';
import { placeByHand } from '#app/services/placement/place-by-hand.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_10, OCT_12, OCT_5 } from '#tests/given/days.ts';
import { givenMoney, orderFacts, tell, type Money } from '#tests/given/money.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import { planOver, recruit, seatsIn } from '#tests/services/placement/given-tree.ts';

const database = await testDatabase();
const OCT_1 = new Date('2026-09-30T22:00:00Z');
const OCT_8 = new Date('2026-10-08T10:00:00Z');
const KEY = '1:pairs';
const BINARY: PlacementRule = {
  ...{ kind: 'binary', id: 'pairs', spillover: 'left', gap: 'hold_slot', positions_per_partner: 2, holding_days: 7 },
};

/** Anna, Ben and Cleo joined on 1 October and are placed; Dora and Emil joined below Anna on the 9th and wait. */
async function givenWaiting(handle: string): Promise<Money & { dora: number; emil: number }> {
  const money = await givenMoney(database, handle);
  const { networkId, anna } = money;
  const startsAt = OCT_1;
  await publishPlan({ networkId, programmeId: 1, document: planOver(BINARY), startsAt, actor: 'staff:1', now: OCT_5 });
  await runJobs(OCT_8);
  const joinedMs = Date.parse('2026-10-09T08:00:00Z');
  const [dora, emil] = [2001, 2002];
  await recruit(
    database,
    networkId,
    [dora, emil].map((number) => ({ number, sponsor: anna, joinedMs })),
  );
  await runJobs(OCT_10);
  return { ...money, dora, emil };
}

const below = (seats: readonly string[]) => seats.map((seat) => seat.replace(/ since .*/, ''));

test('staff place somebody who waits, once, below his sponsor and where it is free', async () => {
  const money = await givenWaiting('byhand');
  const { networkId, anna, ben, cleo, dora } = money;
  const seats = await seatsIn(database, networkId, 'pairs');
  expect(below(seats)).toEqual([`${anna} below 0 at 0`, `${ben} below ${anna} at 0`, `${cleo} below ${ben} at 0`]);
  const [tree] = (await partnerDetail({ networkId, number: dora, now: OCT_10 })).places;
  const place = (position: number, slot: number, number: number, name: string) => ({
    position,
    slot,
    above: { number, name },
  });
  expect(tree).toMatchObject({
    key: KEY,
    positions: [],
    waiting: { until: '2026-10-16T08:00:00.000Z', byRule: place(3, 0, cleo, 'Cleo Muster') },
  });
  expect(tree?.waiting?.free).toEqual([
    place(1, 1, anna, 'Anna Muster'),
    place(2, 1, ben, 'Ben Muster'),
    place(3, 0, cleo, 'Cleo Muster'),
    place(3, 1, cleo, 'Cleo Muster'),
  ]);
  const deed = { networkId, programmeId: 1, tree: 'pairs', actor: 'staff:1', now: OCT_10, reason: 'wanted by Anna' };
  const wish = (number: number, parent: number, slot: number, now = OCT_10) =>
    placeByHand({ ...deed, number, slot: { parent, slot }, now });
  await expect(wish(dora, 1, 0)).rejects.toMatchObject({ code: 'place.taken' });
  await expect(wish(dora, 1, 2)).rejects.toMatchObject({ code: 'place.no-such-slot' });
  await expect(
    placeByHand({ ...deed, tree: 'none', number: dora, slot: { parent: 1, slot: 1 } }),
  ).rejects.toMatchObject({ code: 'place.no-tree' });
  const both = await Promise.allSettled([wish(dora, 1, 1), wish(money.emil, 1, 1)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [placed, other] = both[0]?.status === 'fulfilled' ? [dora, money.emil] : [money.emil, dora];
  await expect(wish(placed, 2, 1)).rejects.toMatchObject({ code: 'place.placed-already' });
  await expect(wish(other, 2, 1, new Date('2026-10-16T08:00:00Z'))).rejects.toMatchObject({ code: 'place.too-late' });
  expect((await seatsIn(database, networkId, 'pairs')).at(-1)).toBe(
    `${placed} below ${anna} at 1 since ${OCT_10.getTime()}`,
  );
  const detail = await partnerDetail({ networkId, number: placed, now: OCT_10 });
  expect(detail.history[0]).toMatchObject({ action: 'partner.placed', reason: 'wanted by Anna' });
  expect(detail.places[0]).toMatchObject({
    waiting: null,
    positions: [{ position: 1, slot: 1, above: { number: anna } }],
  });
});

test('further positions stand below the first one, as many as the plan allows, each once', async () => {
  const { networkId, anna } = await givenWaiting('further');
  const deed = { networkId, programmeId: 1, tree: 'pairs', actor: 'staff:1', now: OCT_10, reason: 'second centre' };
  const [one, other] = await Promise.all([0, 0].map(() => addPosition({ ...deed, number: anna, held: 1 })));
  expect([one?.changed, other?.changed].sort()).toEqual([false, true]);
  await expect(addPosition({ ...deed, number: anna, held: 2 })).rejects.toMatchObject({ code: 'place.too-many' });
  const waits = addPosition({ ...deed, number: 2001, held: 0 });
  await expect(waits).rejects.toMatchObject({ code: 'place.not-placed-yet' });
  const seats = below(await seatsIn(database, networkId, 'pairs'));
  expect(seats.filter((seat) => seat.startsWith(`${anna} `))).toHaveLength(2);
});

test('the tree page shows positions slot by slot with what is sold below, and who waits', async () => {
  const money = await givenWaiting('pages');
  const { networkId, anna, ben, cleo } = money;
  await tell(money, orderFacts({ code: 'CLEO77', paidAt: OCT_10, netMinor: [4_000] }), OCT_12);
  const look = (focus: number, partner: number | null, on: string | null = null) =>
    treePage({ networkId, now: OCT_12, on, focus, partner, tree: KEY, figure: 'team' });
  const page = await look(0, anna);
  expect(page.trees).toEqual([{ key: KEY, tree: 'pairs', kind: 'binary' }]);
  expect(page).toMatchObject({
    tree: KEY,
    waiting: 2,
    focus: { number: 1, place: { partner: anna }, below: 2, teamMinor: '4000' },
  });
  expect(page.branch).toMatchObject({
    free: [1],
    nodes: [{ number: 2, place: { partner: ben, slot: 0 }, teamMinor: '4000', ownMinor: '0', hasChildren: true }],
  });
  expect(page.second).toMatchObject([{ parent: 2, free: [1], nodes: [{ place: { partner: cleo, slot: 0 } }] }]);
  const [branch] = [
    await treeBranch({ networkId, now: OCT_12, on: null, tree: KEY, parent: 3, offset: 0, figure: 'team' }),
  ];
  expect(branch).toMatchObject({ total: 0, free: [0, 1] });
  expect((await look(3, null)).upline).toMatchObject({ first: null, nearest: [{ number: 1 }, { number: 2 }] });
  // Before the plan began nobody stood there.
  await expect(look(1, null, '2026-09-29')).rejects.toMatchObject({ code: 'partner.not-found' });
  const [waiting] = await waitingPage({ networkId, now: OCT_12 });
  expect(waiting).toMatchObject({
    tree: 'pairs',
    total: 2,
    partners: [{ number: 2001, until: '2026-10-16T08:00:00.000Z' }, { number: 2002 }],
  });
  const sponsors = await treePage({ networkId, now: OCT_12, on: null, focus: anna, figure: 'team' });
  expect(sponsors).toMatchObject({ tree: null, waiting: 2, focus: { number: anna } });
});
