import { expect, test } from 'vitest';
import { findPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { changeStatus, type StatusChange } from '#app/services/partners/change-status.ts';
import { invitePartner } from '#app/services/partners/invite-partner.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenChain, givenNetwork, NOW, person } from '#tests/services/partners/given.ts';

const database = await testDatabase();

const doing = (networkId: NetworkId, number: number, change: StatusChange, reason = '') =>
  changeStatus({ networkId, number, change, reason, actor: 'staff:1', now: NOW });

const statusOf = (networkId: NetworkId, number: number) =>
  inTransaction(networkId, async (tx) => (await findPartner(tx, number))?.status);

test('an invitation is accepted or approved once, and joining is that instant', async () => {
  const networkId = await givenNetwork();
  const { number } = await invitePartner(person(networkId, 'Anna'));
  expect(await Promise.all([doing(networkId, number, 'approve'), doing(networkId, number, 'approve')])).toContainEqual({
    changed: true,
  });
  const partner = await inTransaction(networkId, (tx) => findPartner(tx, number));
  expect(partner).toMatchObject({ status: 'active', joinedAt: NOW });
  const facts = await database.asOwner(
    'select status from partner_status where network_id = $1 order by recorded_seq',
    [networkId],
  );
  expect(facts).toEqual([{ status: 'invited' }, { status: 'active' }]);
});

test('suspending and reinstating leave facts and a trace with the reason', async () => {
  const networkId = await givenNetwork();
  const [anna = 0] = await givenChain(networkId, ['Anna']);
  await doing(networkId, anna, 'suspend', 'Unpaid invoices');
  expect(await statusOf(networkId, anna)).toBe('suspended');
  expect(await doing(networkId, anna, 'suspend')).toEqual({ changed: false });
  await doing(networkId, anna, 'reinstate');
  expect(await statusOf(networkId, anna)).toBe('active');
  const trace = await database.asOwner(
    `select action, reason from audit_event where network_id = $1 and subject = 'partner:1001' order by id`,
    [networkId],
  );
  expect(trace).toContainEqual({ action: 'partner.suspended', reason: 'Unpaid invoices' });
});

test('whoever leaves keeps the place and the day of joining, can be taken up again, and sponsors nobody new meanwhile', async () => {
  const networkId = await givenNetwork();
  const [anna = 0, ben = 0] = await givenChain(networkId, ['Anna', 'Ben']);
  const before = await inTransaction(networkId, (tx) => findPartner(tx, anna));
  await doing(networkId, anna, 'terminate', 'Gave notice');
  expect(await statusOf(networkId, anna)).toBe('terminated');
  expect(await doing(networkId, anna, 'terminate', 'Gave notice')).toEqual({ changed: false });
  expect((await inTransaction(networkId, (tx) => findPartner(tx, ben)))?.sponsor).toBe(anna);
  await expect(invitePartner(person(networkId, 'Cleo', anna))).rejects.toMatchObject({
    code: 'tree.sponsor-not-found',
  });
  await expect(doing(networkId, anna, 'suspend', 'Late')).rejects.toMatchObject({ code: 'partner.wrong-status' });
  await doing(networkId, anna, 'reinstate');
  expect(await inTransaction(networkId, (tx) => findPartner(tx, anna))).toEqual(before);
});

test('a declined person cannot be suspended, the house account has no status to change', async () => {
  const networkId = await givenNetwork();
  const { number } = await invitePartner(person(networkId, 'Anna'));
  await doing(networkId, number, 'decline', 'No answer');
  await expect(doing(networkId, number, 'suspend')).rejects.toMatchObject({ code: 'partner.wrong-status' });
  await expect(doing(networkId, 0, 'suspend')).rejects.toMatchObject({ code: 'partner.house-account' });
  await expect(doing(await givenNetwork(), number, 'approve')).rejects.toMatchObject({ code: 'partner.not-found' });
});
