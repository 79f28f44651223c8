import { expect, test } from 'vitest';
import { z } from 'zod';
import { saveInstallation } from '#app/adapters/db/repositories/shops.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inCommonTransaction, inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { setUpForm } from '#app/domain/settings/set-up.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';
import { joinNetwork } from '#app/services/networks/join-network.ts';
import { makeJoinCode } from '#app/services/networks/make-join-code.ts';
import { unacceptedPeriods } from '#app/services/periods/load-periods.ts';
import { planForPeriod } from '#app/services/runs/plan-for-period.ts';
import { readSetting } from '#app/services/settings/read-setting.ts';
import { testDatabase } from '#tests/database/test-database.ts';

// Goal: set-up leaves a network in which everything else can work, once. Method: real PostgreSQL, forms as pages send them.
const database = await testDatabase();
const now = new Date('2026-11-23T10:00:00Z');
const actor = 'staff:1';

async function givenShop(domain: string, currency = 'EUR') {
  const facts = {
    domain,
    name: domain,
    currency,
    country: currency === 'CHF' ? 'CH' : 'DE',
    timeZone: 'Europe/Berlin',
    storefrontUrl: `https://${domain}`,
    scopes: 'read_orders',
  };
  await inCommonTransaction((connection) => saveInstallation(connection, facts, now));
}

const formFor = (handle: string, change: Record<string, unknown> = {}) =>
  setUpForm.parse({
    name: 'Grüne Küche',
    handle,
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    cadence: 'month',
    firstPeriodOn: '2026-11-01',
    returnDays: '14',
    deliveryDays: '3',
    levels: ['10', '5 %', '2,5'],
    ...change,
  });

const jobsOf = (networkId: NetworkId) =>
  database.asOwner<{ key: string }>(
    `select key from graphile_worker.jobs where key like '%:' || $1 or key like 'import-orders:%' order by key`,
    [networkId],
  );

test('set-up founds a network with its first period, its plan and every setting', async () => {
  await givenShop('first.myshopify.com');
  const request = { ...formFor('first'), domain: 'first.myshopify.com', actor, now };
  const { networkId } = await createNetwork(request);

  await inTransaction(networkId, async (tx) => {
    const [period, ...others] = await unacceptedPeriods(tx, now);
    expect(others).toEqual([]);
    expect(period?.startsAt.toISOString()).toBe('2026-10-31T23:00:00.000Z');
    const plan = period && (await planForPeriod(tx, period));
    expect(plan?.version).toBe(1);
    expect(plan?.document.components[0]).toMatchObject({
      rates: { kind: 'by_level', levels: ['0.1', '0.05', '0.025'] },
    });
    expect((await readSetting(tx, 'hold')).value).toEqual({ deliveryDays: 3, returnDays: 14 });
    expect((await readSetting(tx, 'brand')).value.name).toBe('Grüne Küche');
    expect((await readSetting(tx, 'reversal')).value.barredReasons).toEqual(['inventory', 'staff']);
    for (const key of ['attribution', 'payout', 'exchange'] as const)
      expect((await readSetting(tx, key)).version).toBe(1);
    const partners = await tx.all(
      z.object({ number: z.int(), status: z.string() }),
      sql`select number, status from partner where network_id = ${networkId}`,
    );
    expect(partners).toEqual([{ number: 0, status: 'house' }]);
  });
  const keys = (await jobsOf(networkId)).map(({ key }) => key);
  expect(keys).toContain('import-orders:first.myshopify.com');
  expect(keys).toContain(`order-preview:${networkId}`);
});

test('a form that is sent twice at once founds one network', async () => {
  await givenShop('twice.myshopify.com');
  const request = { ...formFor('twice'), domain: 'twice.myshopify.com', actor, now };
  const [one, other] = await Promise.all([createNetwork(request), createNetwork(request)]);
  expect(one).toEqual(other);
  const networks = await database.asOwner(`select id from network where handle = 'twice'`);
  expect(networks).toHaveLength(1);
});

test('a readable name that another network has is refused at its field, and nothing is left behind', async () => {
  await givenShop('late.myshopify.com');
  const request = { ...formFor('first'), domain: 'late.myshopify.com', actor, now };
  await expect(createNetwork(request)).rejects.toMatchObject({ code: 'request.invalid', details: { handle: 'taken' } });
  const shops = await database.asOwner<{ network_id: number | null }>(
    `select network_id from shop where domain = 'late.myshopify.com'`,
  );
  expect(shops).toEqual([{ network_id: null }]);
});

test('a first period that lies ahead is refused at its field', async () => {
  const request = { ...formFor('ahead', { firstPeriodOn: '2026-12-01' }), domain: 'late.myshopify.com', actor, now };
  await expect(createNetwork(request)).rejects.toMatchObject({ details: { firstPeriodOn: 'in-the-future' } });
});

test('a second shop joins by a code, in another currency too, and the code works once', async () => {
  await givenShop('founder.myshopify.com');
  await givenShop('swiss.myshopify.com', 'CHF');
  await givenShop('third.myshopify.com');
  const { networkId } = await createNetwork({ ...formFor('founder'), domain: 'founder.myshopify.com', actor, now });
  const { code } = await makeJoinCode({ networkId, actor, now });

  const typed = code.toLowerCase().replaceAll('-', ' ');
  const join = { domain: 'swiss.myshopify.com', code: typed, actor, now };
  expect(await joinNetwork(join)).toEqual({ networkId });
  expect(await joinNetwork(join), 'sent twice').toEqual({ networkId });
  const again = joinNetwork({ domain: 'third.myshopify.com', code, actor, now });
  await expect(again).rejects.toMatchObject({ code: 'request.invalid', details: { code: 'unknown' } });
});

test('an expired code and one that a newer one replaced are refused', async () => {
  await givenShop('host.myshopify.com');
  await givenShop('guest.myshopify.com');
  const { networkId } = await createNetwork({ ...formFor('host'), domain: 'host.myshopify.com', actor, now });
  const old = await makeJoinCode({ networkId, actor, now });
  const fresh = await makeJoinCode({ networkId, actor, now });
  const join = (code: string, at: Date) => joinNetwork({ domain: 'guest.myshopify.com', code, actor, now: at });
  await expect(join(old.code, now)).rejects.toMatchObject({ details: { code: 'unknown' } });
  await expect(join(fresh.code, fresh.expiresAt)).rejects.toMatchObject({ details: { code: 'unknown' } });
  expect(await join(fresh.code, now)).toEqual({ networkId });
});
