import { expect, test } from 'vitest';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { codesOf } from '#app/adapters/db/repositories/codes.server.ts';
import { findPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { findContact } from '#app/adapters/db/repositories/profiles.server.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { invitePartner, resendInvitation } from '#app/services/partners/invite-partner.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenNetwork, person } from '#tests/services/partners/given.ts';

// Goal: a person becomes a partner exactly once. Method: real PostgreSQL, forms sent twice and at the same time.
const database = await testDatabase();

const jobsOf = (networkId: number) =>
  database.asOwner<{ task: string }>(
    `select task_identifier as task from graphile_worker.jobs where key like '%:' || $1 or key like '%:' || $1 || ':%' order by 1`,
    [networkId],
  );

test('the first partner is 1001 in every network, with a code, an edge, a status and a preview ordered', async () => {
  const [one, two] = [await givenNetwork(), await givenNetwork()];
  for (const networkId of [one, two]) {
    expect(await createPartner(person(networkId, 'Anna'))).toEqual({ number: 1001 });
    const seen = await inTransaction(networkId, async (tx) => ({
      partner: await findPartner(tx, 1001),
      codes: (await codesOf(tx, 1001)).map((code) => code.code),
      contact: await findContact(tx, 1001),
    }));
    expect(seen.partner).toMatchObject({ status: 'active', sponsor: 0, firstName: 'Anna' });
    expect(seen.codes).toEqual(['ANNA1001']);
    expect(seen.contact).toEqual({ email: 'anna@example.com', phone: null });
    expect(await jobsOf(networkId)).toEqual([{ task: 'order-preview' }, { task: 'recognise-buyers' }]);
  }
});

test('a form that is sent three times at once makes one partner and uses one number', async () => {
  const networkId = await givenNetwork();
  const form = person(networkId, 'Ben');
  const made = await Promise.all([createPartner(form), createPartner(form), createPartner(form)]);
  expect(new Set(made.map((each) => each.number))).toEqual(new Set([1001]));
  expect(await createPartner(form)).toEqual({ number: 1001 });
  expect(await createPartner(person(networkId, 'Cleo'))).toEqual({ number: 1002 });
});

test('an address is taken once per network, however it is written', async () => {
  const [one, two] = [await givenNetwork(), await givenNetwork()];
  await createPartner(person(one, 'Anna'));
  await expect(createPartner({ ...person(one, 'Other'), email: ' ANNA@example.com ' })).rejects.toMatchObject({
    code: 'partner.email-taken',
  });
  await createPartner(person(two, 'Anna'));
});

test('the address is unreadable at rest, and no other person’s key opens it', async () => {
  const networkId = await givenNetwork();
  await createPartner(person(networkId, 'Anna'));
  await createPartner(person(networkId, 'Ben'));
  const rows = await database.asOwner<{ email: Buffer }>(
    'select email from partner_profile where network_id = $1 order by number',
    [networkId],
  );
  expect(rows.map((row) => row.email.includes('anna'))).toEqual([false, false]);
  await database.asOwner(
    `update partner_profile p set email = q.email from partner_profile q
      where p.network_id = $1 and q.network_id = $1 and p.number = 1002 and q.number = 1001`,
    [networkId],
  );
  await expect(inTransaction(networkId, (tx) => findContact(tx, 1002))).rejects.toThrow();
});

test('a sponsor from another network does not exist, nor does one who only applied', async () => {
  const [one, two] = [await givenNetwork(), await givenNetwork()];
  await createPartner(person(one, 'Anna'));
  await expect(createPartner(person(two, 'Ben', 1001))).rejects.toMatchObject({ code: 'tree.sponsor-not-found' });
  await invitePartner(person(one, 'Guest'));
  await expect(createPartner(person(one, 'Cleo', 1002))).rejects.toMatchObject({ code: 'tree.sponsor-not-found' });
});

test('an invitation orders its mail, and again on request; an active partner is not invited', async () => {
  const networkId = await givenNetwork();
  const { number } = await invitePartner(person(networkId, 'Anna'));
  expect(await jobsOf(networkId)).toEqual([{ task: 'mail-invitation' }, { task: 'order-preview' }]);
  await resendInvitation({ networkId, number });
  const active = await createPartner(person(networkId, 'Ben'));
  await expect(resendInvitation({ networkId, number: active.number })).rejects.toMatchObject({
    code: 'partner.not-invited',
  });
});

test('a wished code that is taken or looks alike leaves nothing behind', async () => {
  const networkId = await givenNetwork();
  await createPartner({ ...person(networkId, 'Anna'), code: 'SOLO' });
  const alike = createPartner({ ...person(networkId, 'Ben'), code: '5o1O' });
  await expect(alike).rejects.toMatchObject({ code: 'code.look-alike', details: { other: 'SOLO' } });
  await expect(createPartner({ ...person(networkId, 'Ben'), code: 'solo' })).rejects.toMatchObject({
    code: 'code.taken',
  });
  expect(await createPartner(person(networkId, 'Ben'))).toEqual({ number: 1002 });
});
