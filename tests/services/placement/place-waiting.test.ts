// Goal: whoever joins gets the place that the plan's rule gives him, once, whenever and how often the work is done. Method: real
// PostgreSQL; a thousand people who join in any order are placed in several batches, and held against the domain placing them at once.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import type { PlacementRule } from '#app/domain/placement/place-waiting.ts';
import { publishPlan } from '#app/services/plans/publish-plan.ts';
import { placeWaiting } from '#app/services/placement/place-waiting.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenMoney } from '#tests/given/money.ts';
import { planOver, recruit, seatsAtOnce, seatsIn, type Recruit } from '#tests/services/placement/given-tree.ts';

const database = await testDatabase();
const DAY = 86_400_000;
const OPENS = Date.parse('2026-09-30T22:00:00Z');
const OCT_5 = new Date('2026-10-05T10:00:00Z');
const held = { positions_per_partner: 1, holding_days: 0, gap: 'hold_slot' } as const;
const matrix = (id: string, rule: Partial<PlacementRule & { kind: 'matrix' }> = {}): PlacementRule => {
  return { ...held, kind: 'matrix', id, width: 3, height: 3, spillover: 'breadth_first', ...rule };
};
const RULES: readonly PlacementRule[] = [
  matrix('wide'),
  matrix('deep', { width: 2, spillover: 'depth_first' }),
  { ...held, kind: 'binary', id: 'outer', spillover: 'left' },
  { ...held, kind: 'binary', id: 'weaker', holding_days: 2, spillover: 'weaker_leg' },
];

async function givenNetwork(handle: string, rule: PlacementRule): Promise<NetworkId> {
  const { networkId } = await givenMoney(database, handle);
  await database.asOwner(`delete from sponsor_edge where network_id = $1 and number > 0`, [networkId]);
  await database.asOwner(`delete from partner_status where network_id = $1 and number > 0`, [networkId]);
  await database.asOwner(`delete from partner where network_id = $1 and number > 0`, [networkId]);
  const document = planOver(rule);
  await publishPlan({ networkId, programmeId: 1, document, startsAt: new Date(OPENS), actor: 'staff:1', now: OCT_5 });
  return networkId;
}

/** People who join over thirty days from a week before the plan begins, each recommended by somebody who is there; some by nobody. */
const crowd = (size: number) =>
  fc.array(fc.tuple(fc.nat({ max: 37 * 24 }), fc.nat()), { minLength: size, maxLength: size }).map((joins) =>
    joins
      .toSorted(([a], [b]) => a - b)
      .map(([hour, pick], index): Recruit => {
        const sponsor = pick % (index + 1);
        return {
          number: 1001 + index,
          sponsor: sponsor === 0 ? 0 : 1000 + sponsor,
          joinedMs: OPENS + hour * 3_600_000 - 7 * DAY,
        };
      }),
  );

const sampleOf = (size: number, seed: number) => fc.sample(crowd(size), { numRuns: 1, seed })[0] ?? [];

test.each(RULES)('a thousand people in batches stand where the rule puts them at once: $id', async (rule) => {
  const networkId = await givenNetwork(`batches-${rule.id}`, rule);
  const people = sampleOf(1000, 7);
  const days = [0, 3, 4, 11, 20, 30, 45];
  let from = 0;
  for (const day of days) {
    const nowMs = OPENS + day * DAY;
    const until = people.filter(({ joinedMs }) => joinedMs <= nowMs).length;
    await recruit(database, networkId, people.slice(from, until).reverse());
    from = until;
    const now = new Date(nowMs);
    // Twice, and both at the same time: the second finds nobody who waits.
    await Promise.all([placeWaiting({ networkId, now }), placeWaiting({ networkId, now })]);
  }
  const nowMs = OPENS + 45 * DAY;
  expect(await seatsIn(database, networkId, rule.id)).toEqual(seatsAtOnce(rule, people, { opensMs: OPENS, nowMs }));
  const [taken] = await database.asOwner<{ seats: number; most: number }>(
    `select count(distinct owner)::int as seats,
            (select max(n)::int from (select count(*) as n from placement_edge where network_id = $1 and parent > 0 group by parent) k) as most
       from position where network_id = $1`,
    [networkId],
  );
  expect(taken?.seats).toBe(1000);
  expect(taken?.most).toBeLessThanOrEqual(rule.kind === 'binary' ? 2 : rule.width);
});

test('a crash in the middle leaves nobody placed, and the next time everybody stands where he should', async () => {
  const rule = matrix('crashed');
  const networkId = await givenNetwork('crashed', rule);
  const people = sampleOf(300, 11);
  const now = new Date(OPENS + 40 * DAY);
  await recruit(database, networkId, people);
  await database.asOwner(
    `create function fail() returns trigger language plpgsql as $$ begin raise 'power cut'; end $$`,
  );
  await database.asOwner(
    `create trigger cut before insert on placement_edge for each row when (new.position = 200) execute function fail()`,
  );
  await expect(placeWaiting({ networkId, now })).rejects.toThrow('power cut');
  expect(await seatsIn(database, networkId, rule.id)).toEqual([]);
  await database.asOwner(`drop trigger cut on placement_edge`);
  expect(await placeWaiting({ networkId, now })).toBe(300);
  expect(await placeWaiting({ networkId, now })).toBe(0);
  const expected = seatsAtOnce(rule, people, { opensMs: OPENS, nowMs: now.getTime() });
  expect(await seatsIn(database, networkId, rule.id)).toEqual(expected);
});

test('a tree keeps its kind and width in every version; the rule of a new version places whoever is due from then on', async () => {
  const rule = matrix('kept', { width: 2 });
  const networkId = await givenNetwork('kept', rule);
  const publish = (changed: PlacementRule, startsAt: Date) =>
    publishPlan({ networkId, programmeId: 1, document: planOver(changed), startsAt, actor: 'staff:1', now: OCT_5 });
  const november = new Date('2026-10-31T23:00:00Z');
  await expect(publish(matrix('kept'), november)).rejects.toMatchObject({ details: { 'trees[1].id': 'tree-in-use' } });
  await publish(matrix('kept', { width: 2, spillover: 'depth_first' }), november);
  const joined = (number: number, sponsor: number, at: string): Recruit => ({
    number,
    sponsor,
    joinedMs: Date.parse(at),
  });
  await recruit(database, networkId, [
    joined(1001, 0, '2026-10-02T00:00:00Z'),
    joined(1002, 1001, '2026-10-03T00:00:00Z'),
    joined(1003, 1001, '2026-10-04T00:00:00Z'),
    joined(1004, 1001, '2026-10-31T22:59:59Z'),
    joined(1005, 1001, '2026-11-02T00:00:00Z'),
  ]);
  await placeWaiting({ networkId, now: new Date('2026-11-03T00:00:00Z') });
  const below = (await seatsIn(database, networkId, 'kept')).map((seat) => seat.replace(/ since .*/, ''));
  // Both spill to Ben's places; of two free ones the rule of November takes the next in depth.
  expect(below).toEqual([
    '1001 below 0 at 0',
    '1002 below 1001 at 0',
    '1003 below 1001 at 1',
    '1004 below 1002 at 0',
    '1005 below 1004 at 0',
  ]);
});
