import { afterEach, expect, test, vi } from 'vitest';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { findPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { sharePage } from '#app/queries/portal/share.ts';
import { changeStatus } from '#app/services/partners/change-status.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { invitePartner } from '#app/services/partners/invite-partner.ts';
import { linkState, openSession } from '#app/services/portal/open-session.ts';
import { requestLink } from '#app/services/portal/request-link.ts';
import { findSession, signOut, signOutEverywhere, sweepSignIns } from '#app/services/portal/sessions.ts';
import { takeMails } from '#tests/adapters/mail/mailbox.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenPortal, runMailJobs } from '#tests/services/portal/given.ts';
import { NOW, person } from '#tests/services/partners/given.ts';

const database = await testDatabase();
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
let networks = 0;
const newHandle = () => `network-${(networks += 1)}`;
const tokenOf = (link: string) => /\/link\/([\w-]+)/.exec(link)?.[1] ?? '';

afterEach(() => vi.useRealTimers());

/** Asks for a link after the pause that lies between two of the same account; limits are counted by the machine's clock. */
function ask(networkId: NetworkId, email: string, clientAddress: string | null = null): Promise<number> {
  const now = Date.now();
  if (vi.isFakeTimers()) vi.setSystemTime(now + 31_000);
  else vi.useFakeTimers({ toFake: ['Date'], now });
  return requestLink({ networkId, email, page: null, clientAddress });
}

async function mailedToken(networkId: NetworkId, email: string): Promise<string> {
  await ask(networkId, email);
  await runMailJobs(NOW);
  const [mail] = await takeMails();
  return tokenOf(mail?.link ?? '');
}

const signIn = (networkId: NetworkId, token: string, now = NOW) =>
  openSession({ networkId, token, now, device: 'Firefox, Linux' });

test('a mailed link signs in once, and says afterwards that it was used', async () => {
  const networkId = await givenPortal(newHandle());
  const { number } = await createPartner(person(networkId, 'Anna'));
  const token = await mailedToken(networkId, ' ANNA@Example.com ');
  expect(await linkState({ networkId, token, now: NOW })).toBe('sign-in');
  const attempts = await Promise.allSettled([signIn(networkId, token), signIn(networkId, token)]);
  const opened = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
  expect(opened).toHaveLength(1);
  const session = await findSession({ networkId, secret: opened[0]?.secret ?? '', now: NOW });
  expect(session).toMatchObject({ number, status: 'active', firstName: 'Anna' });
  expect(await linkState({ networkId, token, now: NOW })).toBe('used');
  await expect(signIn(networkId, token)).rejects.toMatchObject({ code: 'session.link-used' });
});

test('a link works for fifteen minutes, a session for thirty days', async () => {
  const networkId = await givenPortal(newHandle());
  await createPartner(person(networkId, 'Anna'));
  const token = await mailedToken(networkId, 'anna@example.com');
  await expect(signIn(networkId, token, later(15))).rejects.toMatchObject({ code: 'session.link-expired' });
  expect(await linkState({ networkId, token, now: later(15) })).toBe('expired');
  const { secret } = await signIn(networkId, token, later(14));
  const lastMinute = later(14 + 30 * 24 * 60 - 1);
  expect(await findSession({ networkId, secret, now: lastMinute })).not.toBeNull();
  expect(await findSession({ networkId, secret, now: new Date(lastMinute.getTime() + 60_000) })).toBeNull();
});

test('neither links nor sessions stand in the database', async () => {
  const networkId = await givenPortal(newHandle());
  await createPartner(person(networkId, 'Anna'));
  const token = await mailedToken(networkId, 'anna@example.com');
  const { secret } = await signIn(networkId, token);
  const rows = await database.asOwner<{ row: string }>(
    `select t::text as row from login_token t union all select s::text from portal_session s
     union all select j::text from graphile_worker._private_jobs j union all select l::text from rate_limit l`,
  );
  const everything = rows.map(({ row }) => row).join();
  for (const hidden of [token, secret, 'anna@example.com']) expect(everything).not.toContain(hidden);
});

test('an address that nobody has gets no mail, and nothing else is different', async () => {
  const networkId = await givenPortal(newHandle());
  expect(await ask(networkId, 'nobody@example.com')).toBe(30);
  await runMailJobs(NOW);
  expect(await takeMails()).toEqual([]);
});

test('suspended and declined partners get no link, and an older link of theirs opens nothing', async () => {
  const networkId = await givenPortal(newHandle());
  const { number } = await createPartner(person(networkId, 'Anna'));
  const token = await mailedToken(networkId, 'anna@example.com');
  const { secret } = await signIn(networkId, await mailedToken(networkId, 'anna@example.com'));
  await changeStatus({ networkId, number, change: 'suspend', reason: 'Unpaid', actor: 'staff:1', now: NOW });
  await expect(signIn(networkId, token)).rejects.toMatchObject({ code: 'right.missing' });
  expect(await findSession({ networkId, secret, now: NOW })).toMatchObject({ status: 'suspended' });
  await ask(networkId, 'anna@example.com');
  await runMailJobs(NOW);
  expect(await takeMails()).toEqual([]);
});

test('whoever left still signs in to see what was earned, and has nothing to share any more', async () => {
  const networkId = await givenPortal(newHandle());
  const { number } = await createPartner(person(networkId, 'Anna'));
  expect((await sharePage({ networkId, number })).codes).not.toEqual([]);
  await changeStatus({ networkId, number, change: 'terminate', reason: 'Gave notice', actor: 'staff:1', now: NOW });
  const { secret } = await signIn(networkId, await mailedToken(networkId, 'anna@example.com'));
  expect(await findSession({ networkId, secret, now: NOW })).toMatchObject({ number, status: 'terminated' });
  expect(await sharePage({ networkId, number })).toEqual({ codes: [], links: [] });
});

test('the sixth request for one account waits, known or not, and the one for another account does not', async () => {
  const networkId = await givenPortal(newHandle());
  await createPartner(person(networkId, 'Anna'));
  for (const email of ['anna@example.com', 'nobody@example.com']) {
    for (let count = 0; count < 5; count++) await ask(networkId, email);
    const refusal = { code: 'rate.limited', details: { minutes: 13 } };
    await expect(ask(networkId, email)).rejects.toMatchObject(refusal);
  }
  expect(await ask(networkId, 'ben@example.com')).toBe(30);
  await runMailJobs(NOW);
  expect(await takeMails(), 'waiting copies of one order collapse').toHaveLength(1);
});

test('a second link is sent half a minute after the first, known or not, and not earlier', async () => {
  const networkId = await givenPortal(newHandle());
  await createPartner(person(networkId, 'Anna'));
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  const start = Date.now();
  for (const email of ['anna@example.com', 'nobody@example.com']) {
    const askAfter = (milliseconds: number) => {
      vi.setSystemTime(start + milliseconds);
      return requestLink({ networkId, email, page: null, clientAddress: null });
    };
    expect(await askAfter(0)).toBe(30);
    await runMailJobs(NOW);
    expect(await askAfter(1)).toBe(30);
    expect(await askAfter(12_000)).toBe(18);
    expect(await askAfter(29_001)).toBe(1);
    await runMailJobs(NOW);
    expect(await askAfter(30_001)).toBe(30);
    await runMailJobs(NOW);
  }
  expect((await takeMails()).map((mail) => mail.to)).toEqual(['anna@example.com', 'anna@example.com']);
});

test('the link leads to the page that was asked for', async () => {
  const networkId = await givenPortal('asked');
  await createPartner(person(networkId, 'Anna'));
  const page = '/portal/asked/earnings?state=held&period=2';
  await requestLink({ networkId, email: 'anna@example.com', page, clientAddress: null });
  await runMailJobs(NOW);
  const [mail] = await takeMails();
  expect(new URL(mail?.link ?? '').searchParams.get('to')).toBe(page);
});

test('one network address may not try every account', async () => {
  const networkId = await givenPortal(newHandle());
  const askFor = (count: number) =>
    requestLink({ networkId, email: `name${count}@example.com`, page: null, clientAddress: '203.0.113.9' });
  for (let count = 0; count < 30; count++) await askFor(count);
  await expect(askFor(31)).rejects.toMatchObject({ code: 'rate.limited' });
  await runMailJobs(NOW);
});

test('signing out ends one device, signing out everywhere all of them', async () => {
  const networkId = await givenPortal(newHandle());
  const { number } = await createPartner(person(networkId, 'Anna'));
  const secrets: string[] = [];
  for (let device = 0; device < 3; device++) {
    secrets.push((await signIn(networkId, await mailedToken(networkId, 'anna@example.com'))).secret);
  }
  const alive = async () => {
    const found = await Promise.all(secrets.map((secret) => findSession({ networkId, secret, now: NOW })));
    return found.filter((session) => session !== null).length;
  };
  await signOut({ networkId, secret: secrets[0] ?? '', now: NOW });
  expect(await alive()).toBe(2);
  expect(await signOutEverywhere({ networkId, number, now: NOW })).toBe(2);
  expect(await alive()).toBe(0);
  expect(await signOutEverywhere({ networkId, number, now: NOW })).toBe(0);
});

test('an invitation is accepted by its button, not by being opened', async () => {
  const networkId = await givenPortal(newHandle());
  const { number } = await invitePartner(person(networkId, 'Cleo'));
  await runMailJobs(NOW);
  const [mail] = await takeMails();
  const token = tokenOf(mail?.link ?? '');
  expect(await linkState({ networkId, token, now: later(60 * 24 * 13) })).toBe('invitation');
  const statusOf = () => inTransaction(networkId, async (tx) => (await findPartner(tx, number))?.status);
  expect(await statusOf()).toBe('invited');
  await signIn(networkId, token, later(60 * 24 * 13));
  expect(await statusOf()).toBe('active');
});

// Goal: one merchant's partners are nobody at another's, though numbers and mail addresses are equal.
test('two networks with the same numbers and addresses never mix', async () => {
  const [one, other] = [await givenPortal(newHandle()), await givenPortal(newHandle())];
  const [anna, otherAnna] = [await createPartner(person(one, 'Anna')), await createPartner(person(other, 'Anna'))];
  expect(otherAnna.number).toBe(anna.number);
  const token = await mailedToken(one, 'anna@example.com');
  expect(await linkState({ networkId: other, token, now: NOW })).toBe('expired');
  await expect(signIn(other, token)).rejects.toMatchObject({ code: 'session.link-expired' });
  const { secret } = await signIn(one, token);
  expect(await findSession({ networkId: other, secret, now: NOW })).toBeNull();
  const { secret: otherSecret } = await signIn(other, await mailedToken(other, 'anna@example.com'));
  await signOutEverywhere({ networkId: one, number: anna.number, now: NOW });
  expect(await findSession({ networkId: other, secret: otherSecret, now: NOW })).not.toBeNull();
});

test('what has ended is swept away after a day, in every network', async () => {
  const networkId = await givenPortal(newHandle());
  await createPartner(person(networkId, 'Anna'));
  await signIn(networkId, await mailedToken(networkId, 'anna@example.com'));
  const count = async () =>
    (
      await database.asOwner<{ rows: bigint }>(
        `select (select count(*) from login_token where network_id = $1)
              + (select count(*) from portal_session where network_id = $1) as rows`,
        [networkId],
      )
    )[0]?.rows;
  await sweepSignIns(later(60 * 24));
  expect(Number(await count())).toBe(2);
  await sweepSignIns(later(60 * 24 + 16));
  expect(Number(await count())).toBe(1);
  await sweepSignIns(later(60 * 24 * 32));
  expect(Number(await count())).toBe(0);
});
