import { expect, test } from 'vitest';
import { saveInstallation } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { setUpForm } from '#app/domain/settings/set-up.ts';
import { homeOwed } from '#app/queries/home/figures.ts';
import { homePage } from '#app/queries/home/home-page.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';
import { joinNetwork } from '#app/services/networks/join-network.ts';
import { makeJoinCode } from '#app/services/networks/make-join-code.ts';
import { saveSetting } from '#app/services/settings/save-setting.ts';
import { testDatabase } from '#tests/database/test-database.ts';

// Goal: Home says what is, also when there is nothing yet, and nothing of another network. Method: real PostgreSQL.
const database = await testDatabase();
const now = new Date('2026-11-23T10:00:00Z');
const actor = 'staff:1';

async function givenShop(name: string, currency = 'EUR') {
  const domain = `${name}.myshopify.com`;
  const facts = { domain, name, currency, country: 'DE', timeZone: 'Europe/Berlin', storefrontUrl: '', scopes: '' };
  await inCommonTransaction((connection) => saveInstallation(connection, facts, now));
  return domain;
}

async function givenNetwork(name: string): Promise<NetworkId> {
  const domain = await givenShop(name);
  const form = setUpForm.parse({
    name,
    handle: name,
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    cadence: 'month',
    firstPeriodOn: '2026-10-01',
    returnDays: '14',
    deliveryDays: '3',
    levels: ['10'],
  });
  return (await createNetwork({ ...form, domain, actor, now })).networkId;
}

function deliver(domain: string, state: string, receivedAt: Date) {
  return database.asOwner(
    `insert into webhook_delivery (day, domain, topic, webhook_id, api_version, received_at, body, state)
     values ('2026-11-23', $1, 'orders/create', gen_random_uuid()::text, '2026-10', $3, '', $2)`,
    [domain, state, receivedAt],
  );
}

test('the first hour: no figures, nothing owed, the ended period to accept', async () => {
  const networkId = await givenNetwork('first');
  const page = await homePage(networkId, now);
  expect(page.figures).toBeNull();
  expect(page.guide).toEqual({ isDismissed: false, hasPartner: false, hasOrder: false, imported: null });
  expect(page.toDo).toEqual([
    { kind: 'period', periodId: 1, startsAt: '2026-09-30T22:00:00.000Z', since: '2026-10-31T23:00:00.000Z' },
  ]);
  expect(await homeOwed(networkId)).toEqual({ heldMinor: '0', availableMinor: '0' });
});

test('health counts the deliveries of the network’s own shops and nobody else’s', async () => {
  const networkId = await givenNetwork('own');
  await givenNetwork('other');
  const last = new Date(now.getTime() - 12_000);
  await deliver('own.myshopify.com', 'done', last);
  await deliver('own.myshopify.com', 'parked', new Date(now.getTime() - 90_000));
  await deliver('own.myshopify.com', 'waiting', new Date(now.getTime() - 90_000));
  for (const state of ['waiting', 'parked', 'done']) await deliver('other.myshopify.com', state, now);
  const { health } = await homePage(networkId, now);
  expect(health).toMatchObject({ lastDeliveryAt: last.toISOString(), waiting: 1, parked: 1, isBehind: true });
});

test('a shop in another currency asks for its rate until one is entered', async () => {
  const networkId = await givenNetwork('euro');
  const domain = await givenShop('franc', 'CHF');
  const { code } = await makeJoinCode({ networkId, actor, now });
  await joinNetwork({ domain, code, actor, now });
  const kinds = async () => (await homePage(networkId, now)).toDo.map(({ kind }) => kind);
  expect(await kinds()).toContain('rate-missing');
  await saveSetting(networkId, { key: 'exchange', value: { rates: { CHF: '1.07' } }, actor, now });
  expect(await kinds()).not.toContain('rate-missing');
});

test('the set-up card stays away once it was put away', async () => {
  const networkId = await givenNetwork('tidy');
  await saveSetting(networkId, { key: 'guide', value: { isDismissed: true }, actor, now });
  expect((await homePage(networkId, now)).guide.isDismissed).toBe(true);
});
