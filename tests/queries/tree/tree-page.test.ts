import { expect, test } from 'vitest';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { treeBranch, treeLine, treePage, treeSearch } from '#app/queries/tree/tree-page.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { moveSponsor } from '#app/services/partners/move-sponsor.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenTree, numberAt } from '#tests/queries/given-tree.ts';
import { givenNetwork, givenNetworkRow, NOW, person } from '#tests/services/partners/given.ts';

// Goal: the picture shows the biggest and sums the rest, in any shape of tree. Method: trees written as a run leaves them.
const database = await testDatabase();

async function givenShape(parent: readonly number[]) {
  const networkId = await givenNetwork();
  await givenNetworkRow(database, networkId);
  await inTransaction(networkId, (tx) => tx.run(sql`delete from partner where network_id = ${tx.networkId}`));
  await givenTree(database, networkId, Int32Array.from(parent));
  await inTransaction(networkId, (tx) =>
    tx.run(sql`insert into network_counter (network_id, name, value)
               values (${tx.networkId}, 'partner', ${1000 + parent.length - 1}) on conflict do nothing`),
  );
  return networkId;
}

const look = (networkId: NetworkId, focus: number, on: string | null = null) =>
  treePage({ networkId, now: NOW, on, focus, figure: 'team' });

const star = (children: number) => [0, 0, ...Array.from({ length: children }, () => 1)];
const chain = (length: number) => [0, ...Array.from({ length }, (_, index) => index)];

test('of a star the 24 biggest are shown, and the others add up to the rest', async () => {
  const networkId = await givenShape(star(100));
  const { branch, focus } = await look(networkId, 1001);
  expect(branch.total).toBe(100);
  expect(branch.nodes.map((node) => node.number)).toEqual(Array.from({ length: 24 }, (_, i) => numberAt(101 - i)));
  const left = Array.from({ length: 76 }, (_, i) => 2 + i);
  expect(branch.rest).toEqual({
    count: 76,
    active: left.filter((index) => numberAt(index) % 3 !== 0).length,
    value: String(left.reduce((sum, own) => sum + own, 0)),
  });
  expect(focus).toMatchObject({ below: 100, level: 1, hasChildren: true });
  const more = await treeBranch({ networkId, now: NOW, on: null, parent: 1001, figure: 'team', offset: 96 });
  expect(more.nodes.map((node) => node.number)).toEqual([5, 4, 3, 2].map(numberAt));
  expect(more.rest).toBeNull();
});

test('a chain folds into one mark and opens in windows of twenty', async () => {
  const networkId = await givenShape(chain(300));
  const { branch, upline } = await look(networkId, 0);
  expect(branch.nodes.map((node) => node.number)).toEqual([1001]);
  expect(branch.folds[1001]).toMatchObject({ hidden: 298, end: { number: 1300 } });
  expect(upline).toEqual({ first: null, hidden: 0, nearest: [] });
  const line = await treeLine({ networkId, now: NOW, on: null, start: 1001, skip: 20 });
  expect(line.map((node) => node.number)).toEqual(Array.from({ length: 20 }, (_, i) => 1022 + i));
});

test('a line folds up to where it branches, and not where fewer than three follow', async () => {
  const networkId = await givenShape([0, 0, 1, 2, 3, 4, 4, 0, 7, 8]);
  const { branch, second } = await look(networkId, 0);
  expect(branch.folds).toMatchObject({ 1001: { hidden: 2, end: { number: 1004 } } });
  expect(Object.keys(branch.folds)).toEqual(['1001']);
  expect(second.map(({ parent, nodes }) => [parent, nodes.map((node) => node.number)])).toEqual([[1007, [1008]]]);
});

test('of a long way up the first and the nearest three are named, and the others counted', async () => {
  const networkId = await givenShape(chain(50));
  const { upline } = await look(networkId, 1050);
  expect(upline.first?.number).toBe(1001);
  expect(upline.nearest.map((crumb) => crumb.number)).toEqual([1047, 1048, 1049]);
  expect(upline.hidden).toBe(45);
  expect((await look(networkId, 1004)).upline).toMatchObject({ first: null, hidden: 0 });
});

test('the house account shows the levels of the whole network', async () => {
  const networkId = await givenShape([0, 0, 0, 1, 1, 2]);
  expect((await look(networkId, 0)).levels).toEqual([
    { level: 1, partners: 2, active: 2 - [1, 2].filter((i) => numberAt(i) % 3 === 0).length, ownMinor: '3' },
    { level: 2, partners: 3, active: 3 - [3, 4, 5].filter((i) => numberAt(i) % 3 === 0).length, ownMinor: '12' },
  ]);
});

test('whoever came or moved after the run stands where they are now, without figures yet', async () => {
  const networkId = await givenShape([0, 0, 0, 1]);
  const { number } = await createPartner(person(networkId, 'Neu', 1002));
  await moveSponsor({
    networkId,
    actor: 'staff:1',
    now: NOW,
    partner: 1003,
    sponsor: 1002,
    validFrom: NOW,
    reason: 'Moved to Bonn',
  });
  expect((await look(networkId, 1001)).branch.nodes).toEqual([]);
  const { nodes } = (await look(networkId, 1002)).branch;
  expect(nodes.map((node) => [node.number, node.teamMinor])).toEqual([
    [1003, '3'],
    [number, null],
  ]);
  const before = await look(networkId, 1001, '2026-11-09');
  expect(before.branch.nodes.map((node) => node.number)).toEqual([1003]);
});

test('before the first run the tree stands without figures', async () => {
  const networkId = await givenNetwork();
  await givenNetworkRow(database, networkId);
  const { number: anna } = await createPartner(person(networkId, 'Anna'));
  await createPartner(person(networkId, 'Ben', anna));
  const { run, branch, second } = await look(networkId, 0);
  expect(run).toBeNull();
  expect(branch.nodes).toMatchObject([{ number: 1001, teamMinor: null, below: null, hasChildren: true }]);
  expect(second[0]?.nodes).toMatchObject([{ number: 1002, firstName: 'Ben' }]);
});

test('search finds by name, last name, number and code, and never in another network', async () => {
  const networkId = await givenShape([0, 0, 1, 2, 3]);
  const numbers = async (text: string, at = networkId) =>
    (await treeSearch({ networkId: at, text })).map((hit) => hit.number);
  expect(await numbers('dorte')).toEqual([1003]);
  expect(await numbers('ARNOLD4')).toEqual([1004]);
  expect(await numbers('1002')).toEqual([1002]);
  expect(await numbers('code100')).toEqual([1002, 1003, 1004, 1001].sort());
  expect(await numbers('%')).toEqual([]);
  expect(await numbers('dorte', await givenNetwork())).toEqual([]);
});

test('another network’s partner is not found', async () => {
  await givenShape([0, 0, 1]);
  const other = await givenNetwork();
  await expect(look(other, 1001)).rejects.toMatchObject({ code: 'partner.not-found' });
});

test('the tree of a day has everybody where they stood then, whatever the run has read since', async () => {
  // 1001 sponsors 1002 to 1009; under 1002 stands 1010, which was 1001's until 20 November, as the run knows.
  const networkId = await givenShape([0, 0, ...Array.from({ length: 8 }, () => 1), 2, 0]);
  const edge = (seq: string, number: number, sponsor: number, validFrom: string) =>
    database.asOwner(
      `insert into sponsor_edge (network_id, recorded_seq, number, sponsor, valid_from, reason, actor, recorded_at)
       values ($1, ${seq}, $2, $3, $4, '', 'test', now())`,
      [networkId, number, sponsor, validFrom],
    );
  await database.asOwner(`update sponsor_edge set valid_from = '2026-11-20' where network_id = $1 and number = 1010`, [
    networkId,
  ]);
  await edge('-1', 1010, 1001, '2026-01-01');
  // Recorded after the run: 1003 went to 1011 on the fifth.
  await edge(`nextval('recorded_seq')`, 1003, 1011, '2026-11-05');
  const childrenOn = async (on: string, parent: number) => {
    const { nodes, total } = await treeBranch({ networkId, now: NOW, on, parent, figure: 'team', offset: 0 });
    expect(total).toBe(nodes.length);
    return nodes.map((node) => node.number).toSorted((a, b) => a - b);
  };
  expect(await childrenOn('2026-11-04', 1001)).toEqual([1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010]);
  expect(await childrenOn('2026-11-06', 1001)).toEqual([1002, 1004, 1005, 1006, 1007, 1008, 1009, 1010]);
  expect(await childrenOn('2026-11-06', 1011)).toEqual([1003]);
  expect(await childrenOn('2026-11-06', 1002)).toEqual([]);
  expect(await childrenOn('2026-11-21', 1002)).toEqual([1010]);
  expect(await childrenOn('2026-11-21', 1001)).toEqual([1002, 1004, 1005, 1006, 1007, 1008, 1009]);
});
