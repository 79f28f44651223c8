import { expect, test } from 'vitest';
import { edgesOf } from '#app/adapters/db/repositories/edges.server.ts';
import { findPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { moveSponsor } from '#app/services/partners/move-sponsor.ts';
import { settlePartner } from '#app/services/partners/settle-partner.ts';
import { undoMove } from '#app/services/partners/undo-move.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenChain, givenNetwork, NOW, person, STARTED } from '#tests/services/partners/given.ts';

// Goal: the tree stays a tree on every day, whatever is moved when. Method: real PostgreSQL, races included.
const database = await testDatabase();

const DECEMBER = new Date('2026-12-01T00:00:00Z');
const JANUARY = new Date('2027-01-01T00:00:00Z');

const move = (networkId: NetworkId, partner: number, sponsor: number, validFrom = NOW, now = NOW) =>
  moveSponsor({ networkId, partner, sponsor, validFrom, now, actor: 'staff:1', reason: 'Moved to Bonn' });

const sponsorOf = (networkId: NetworkId, number: number) =>
  inTransaction(networkId, async (tx) => (await findPartner(tx, number))?.sponsor);

const lastMove = (networkId: NetworkId, number: number) =>
  inTransaction(networkId, async (tx) => (await edgesOf(tx, number)).at(-1)?.recordedSeq ?? 0n);

async function accepted(networkId: NetworkId, startsAt: Date, endsAt: Date): Promise<void> {
  await database.asOwner(
    `insert into period (network_id, id, calendar_id, starts_at, ends_at) values ($1, 1, 1, $2, $3)`,
    [networkId, startsAt, endsAt],
  );
  await database.asOwner(
    `insert into period_acceptance (network_id, period_id, run_id, accepted_at, accepted_on, actor)
      values ($1, 1, 1, $2::timestamptz, $3::date, 'staff:1')`,
    [networkId, endsAt, endsAt],
  );
}

test('a move is one dated edge; the same again is nothing', async () => {
  const networkId = await givenNetwork();
  const [anna = 0, ben = 0, cleo = 0] = await givenChain(networkId, ['Anna', 'Ben', 'Cleo']);
  expect(await move(networkId, cleo, anna)).toEqual({ changed: true });
  expect(await move(networkId, cleo, anna)).toEqual({ changed: false });
  expect(await sponsorOf(networkId, cleo)).toBe(anna);
  expect(await sponsorOf(networkId, ben)).toBe(anna);
  const edges = await inTransaction(networkId, (tx) => edgesOf(tx, cleo));
  expect(edges.map((edge) => edge.sponsor)).toEqual([ben, anna]);
});

test('a circle is refused with the path that would close', async () => {
  const networkId = await givenNetwork();
  const [anna = 0, ben = 0, cleo = 0] = await givenChain(networkId, ['Anna', 'Ben', 'Cleo']);
  await expect(move(networkId, anna, cleo)).rejects.toMatchObject({
    code: 'tree.cycle',
    details: { path: 'Anna Muster 1001 > Cleo Muster 1003 > Ben Muster 1002 > Anna Muster 1001' },
  });
  await expect(move(networkId, ben, ben)).rejects.toMatchObject({ code: 'tree.cycle' });
});

test('two moves that are legal alone and close a circle together: one of them is refused', async () => {
  const networkId = await givenNetwork();
  const { number: anna } = await createPartner(person(networkId, 'Anna'));
  const { number: ben } = await createPartner(person(networkId, 'Ben'));
  const results = await Promise.allSettled([move(networkId, anna, ben), move(networkId, ben, anna)]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a circle that would close only at a later dated edge is refused today', async () => {
  const networkId = await givenNetwork();
  const { number: anna } = await createPartner(person(networkId, 'Anna'));
  const { number: ben } = await createPartner(person(networkId, 'Ben'));
  await move(networkId, ben, anna, DECEMBER);
  await expect(move(networkId, anna, ben, NOW)).rejects.toMatchObject({ code: 'tree.cycle' });
  await move(networkId, anna, 0, JANUARY);
  expect(await sponsorOf(networkId, ben)).toBe(0);
});

test('a circle is no circle where the two edges never hold at the same time', async () => {
  const networkId = await givenNetwork();
  const [anna = 0, ben = 0, cleo = 0] = await givenChain(networkId, ['Anna', 'Ben', 'Cleo']);
  await move(networkId, ben, 0, DECEMBER);
  expect(await move(networkId, anna, cleo, JANUARY)).toEqual({ changed: true });
  await expect(move(networkId, ben, anna, JANUARY)).rejects.toMatchObject({ code: 'tree.cycle' });
});

test('a move that is dated ahead takes effect on its day, by a job', async () => {
  const networkId = await givenNetwork();
  const [anna = 0, , cleo = 0] = await givenChain(networkId, ['Anna', 'Ben', 'Cleo']);
  await move(networkId, cleo, anna, DECEMBER);
  expect(await sponsorOf(networkId, cleo)).not.toBe(anna);
  const [job] = await database.asOwner<{ run_at: Date }>(
    `select run_at from graphile_worker.jobs where task_identifier = 'settle-partner' and key like $1`,
    [`settle-partner:${networkId}:%`],
  );
  expect(job?.run_at).toEqual(DECEMBER);
  await settlePartner({ networkId, number: cleo, now: DECEMBER });
  expect(await sponsorOf(networkId, cleo)).toBe(anna);
});

test('what is accepted stands: no move before the end of the newest accepted period, and no undo of one that it holds', async () => {
  const networkId = await givenNetwork();
  const [anna = 0, , cleo = 0] = await givenChain(networkId, ['Anna', 'Ben', 'Cleo']);
  const early = new Date('2026-10-15T00:00:00Z');
  await move(networkId, cleo, anna, early);
  const recordedSeq = await lastMove(networkId, cleo);
  await accepted(networkId, STARTED, new Date('2026-11-01T00:00:00Z'));
  await expect(move(networkId, cleo, 0, early)).rejects.toMatchObject({ code: 'tree.period-accepted' });
  const undo = undoMove({ networkId, partner: cleo, recordedSeq, actor: 'staff:1', now: NOW, reason: 'Mistake' });
  await expect(undo).rejects.toMatchObject({ code: 'tree.period-accepted' });
  expect(await move(networkId, cleo, 0, new Date('2026-11-01T00:00:00Z'))).toEqual({ changed: true });
});

test('undo takes a move back as of its own date, once', async () => {
  const networkId = await givenNetwork();
  const [anna = 0, ben = 0, cleo = 0] = await givenChain(networkId, ['Anna', 'Ben', 'Cleo']);
  await move(networkId, cleo, anna);
  const undo = {
    networkId,
    partner: cleo,
    recordedSeq: await lastMove(networkId, cleo),
    actor: 'staff:1',
    now: NOW,
    reason: 'Mistake',
  };
  const [first, second] = await Promise.all([undoMove(undo), undoMove(undo)]);
  expect([first.changed, second.changed].sort()).toEqual([false, true]);
  expect(await sponsorOf(networkId, cleo)).toBe(ben);
  const ofTheUndo = { ...undo, recordedSeq: await lastMove(networkId, cleo) };
  await expect(undoMove(ofTheUndo)).rejects.toMatchObject({ code: 'tree.nothing-to-undo' });
});

test('an undo that would close a circle, because others moved meanwhile, is refused', async () => {
  const networkId = await givenNetwork();
  const [anna = 0, ben = 0] = await givenChain(networkId, ['Anna', 'Ben']);
  await move(networkId, ben, 0);
  const recordedSeq = await lastMove(networkId, ben);
  await move(networkId, anna, ben);
  const undo = undoMove({ networkId, partner: ben, recordedSeq, actor: 'staff:1', now: NOW, reason: 'Mistake' });
  await expect(undo).rejects.toMatchObject({ code: 'tree.cycle' });
});

test('a sponsor is found in the same network only, and must have been there by the date', async () => {
  const [one, two] = [await givenNetwork(), await givenNetwork()];
  const [anna = 0] = await givenChain(one, ['Anna']);
  await givenChain(two, ['Otto', 'Other']);
  await expect(move(one, anna, 1002)).rejects.toMatchObject({ code: 'tree.sponsor-not-found' });
  await expect(move(one, 1002, anna)).rejects.toMatchObject({ code: 'partner.not-found' });
  const { number: late } = await createPartner({ ...person(one, 'Late'), now: NOW });
  const before = move(one, anna, late, new Date('2026-10-20T00:00:00Z'));
  await expect(before).rejects.toMatchObject({ code: 'tree.sponsor-not-found' });
});
