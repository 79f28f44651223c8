import { expect, test } from 'vitest';
import { sql } from '#app/adapters/db/sql.ts';
import { inCommonTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { loader } from '#app/routes/proxy.recommended.tsx';
import { changeStatus } from '#app/services/partners/change-status.ts';
import { endCode } from '#app/services/partners/codes.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { signedProxyUrl } from '#tests/adapters/shopify/sign-proxy.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { NOW, person } from '#tests/services/partners/given.ts';
import { givenPortal } from '#tests/services/portal/given.ts';

await testDatabase();

async function givenShop(domain: string, networkId: NetworkId | null): Promise<void> {
  await inCommonTransaction((connection) =>
    connection.run(
      sql`insert into shop (domain, network_id, name, currency, country, time_zone, storefront_url, scopes, installed_at)
          values (${domain}, ${networkId}, ${domain}, 'EUR', 'DE', 'Europe/Berlin', ${`https://${domain}`}, '', ${NOW})`,
    ),
  );
}

const seconds = () => String(Math.floor(Date.now() / 1000));

async function ask(shop: string, code: string | null, { secret = 'test-api-secret', timestamp = seconds() } = {}) {
  const params = { shop, path_prefix: '/apps/team', timestamp, logged_in_customer_id: '', ...(code ? { code } : {}) };
  const request = new Request(signedProxyUrl('/proxy/recommended', params, secret));
  return loader({ request, params: {}, context: {} });
}

const nameOf = async (shop: string, code: string | null) => {
  const response = await ask(shop, code);
  expect(response.status).toBe(200);
  return ((await response.json()) as { name: string | null }).name;
};

test('the first name of an active partner is told, by any spelling of the code, and kept for a minute', async () => {
  const networkId = await givenPortal('sonne');
  await givenShop('sonne.myshopify.com', networkId);
  await createPartner({ ...person(networkId, 'Anna'), code: 'ANNA10' });
  expect(await nameOf('sonne.myshopify.com', 'ANNA10')).toBe('Anna');
  expect(await nameOf('sonne.myshopify.com', 'annaio')).toBe('Anna');
  const response = await ask('sonne.myshopify.com', 'ANNA10');
  expect(response.headers.get('cache-control')).toBe('private, max-age=60');
});

test('a code that is unknown, ended, or of a suspended partner has no name', async () => {
  const networkId = await givenPortal('mond');
  await givenShop('mond.myshopify.com', networkId);
  const ben = await createPartner({ ...person(networkId, 'Ben'), code: 'BEN10' });
  const cleo = await createPartner({ ...person(networkId, 'Cleo'), code: 'CLEO10' });
  await endCode({ networkId, actor: 'staff:1', now: NOW, number: ben.number, code: 'BEN10' });
  await changeStatus({
    networkId,
    number: cleo.number,
    change: 'suspend',
    reason: 'Unpaid',
    actor: 'staff:1',
    now: NOW,
  });
  for (const code of ['BEN10', 'CLEO10', 'NOBODY', 'x'.repeat(65), null]) {
    expect(await nameOf('mond.myshopify.com', code), code ?? 'no code').toBeNull();
  }
});

test("another network's partner, and a shop without a network, have no name", async () => {
  const networkId = await givenPortal('stern');
  await givenShop('stern.myshopify.com', await givenPortal('komet'));
  await givenShop('new.myshopify.com', null);
  await createPartner({ ...person(networkId, 'Dora'), code: 'DORA10' });
  for (const shop of ['stern.myshopify.com', 'new.myshopify.com', 'unknown.myshopify.com']) {
    expect(await nameOf(shop, 'DORA10')).toBeNull();
  }
});

test('forged and stale requests are 401 and say nothing', async () => {
  const forged = await ask('sonne.myshopify.com', 'ANNA10', { secret: 'guessed' });
  const stale = await ask('sonne.myshopify.com', 'ANNA10', { timestamp: String(Number(seconds()) - 120) });
  for (const response of [forged, stale]) {
    expect(response.status).toBe(401);
    expect(await response.text()).toBe('');
  }
});
