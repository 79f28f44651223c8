import { expect, test } from 'vitest';
import { codesOf } from '#app/adapters/db/repositories/codes.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { addCode, endCode, renameCode } from '#app/services/partners/codes.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenChain, givenNetwork, NOW } from '#tests/services/partners/given.ts';

await testDatabase();

const change = (networkId: NetworkId, number: number, code: string) => ({
  networkId,
  number,
  code,
  actor: 'staff:1',
  now: NOW,
});

const shown = (networkId: NetworkId, number: number) =>
  inTransaction(networkId, async (tx) =>
    (await codesOf(tx, number)).map(({ code, endedAt }) => (endedAt ? `${code} ended` : code)),
  );

test('a code of own wording is added once, in capitals', async () => {
  const networkId = await givenNetwork();
  const [anna = 0] = await givenChain(networkId, ['Anna']);
  await Promise.all([addCode(change(networkId, anna, 'anna10')), addCode(change(networkId, anna, 'ANNA10'))]);
  expect(await shown(networkId, anna)).toEqual(expect.arrayContaining(['ANNA10', 'ANNA1001']));
});

test.each(['ab', 'Ännchen', '12345', 'with space', 'x'.repeat(21)])('"%s" is refused as a code', async (wish) => {
  const networkId = await givenNetwork();
  const [anna = 0] = await givenChain(networkId, ['Anna']);
  await expect(addCode(change(networkId, anna, wish))).rejects.toMatchObject({ code: 'code.bad-wording' });
});

test('an ended code stays taken for others and can be taken up again by its owner', async () => {
  const networkId = await givenNetwork();
  const [anna = 0, ben = 0] = await givenChain(networkId, ['Anna', 'Ben']);
  await addCode(change(networkId, anna, 'SUMMER'));
  await endCode(change(networkId, anna, 'SUMMER'));
  await endCode(change(networkId, anna, 'SUMMER'));
  expect(await shown(networkId, anna)).toContain('SUMMER ended');
  await expect(addCode(change(networkId, ben, 'SUMMER'))).rejects.toMatchObject({ code: 'code.taken' });
  await addCode(change(networkId, anna, 'SUMMER'));
  expect(await shown(networkId, anna)).toContain('SUMMER');
});

test('renaming ends the old code and keeps it where the new one cannot be had', async () => {
  const networkId = await givenNetwork();
  const [anna = 0, ben = 0] = await givenChain(networkId, ['Anna', 'Ben']);
  await renameCode({ ...change(networkId, anna, 'ANNA1001'), newCode: 'ANNA' });
  expect(await shown(networkId, anna)).toEqual(['ANNA', 'ANNA1001 ended']);
  const taken = renameCode({ ...change(networkId, ben, 'BEN1002'), newCode: 'anna' });
  await expect(taken).rejects.toMatchObject({ code: 'code.taken' });
  expect(await shown(networkId, ben)).toEqual(['BEN1002']);
});

test('somebody else’s code cannot be ended, and a partner of another network is not there', async () => {
  const [one, two] = [await givenNetwork(), await givenNetwork()];
  const [anna = 0, ben = 0] = await givenChain(one, ['Anna', 'Ben']);
  await expect(endCode(change(one, ben, 'ANNA1001'))).rejects.toMatchObject({ code: 'code.not-found' });
  await expect(endCode(change(two, anna, 'ANNA1001'))).rejects.toMatchObject({ code: 'partner.not-found' });
});
