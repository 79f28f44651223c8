import { afterAll } from 'vitest';
import type { NetworkId } from '#app/adapters/db/transaction.server.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';
import type { TestDatabase } from '#tests/database/test-database.ts';
import { STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { startWeb } from '#tests/e2e/portal/web-process.ts';
import { askWith, openFrame, tokenFor } from '#tests/routes/admin-requests.ts';
import { actionAnswer, type Answer } from '#tests/routes/page-data.ts';

/** A network that began in November and to which nothing has happened; the shop's domain is the handle's. */
export async function givenYoungNetwork(database: TestDatabase, handle: string): Promise<NetworkId> {
  const domain = `${handle}.myshopify.com`;
  await database.asOwner(
    `insert into shop (domain, name, currency, country, time_zone, storefront_url, scopes, installed_at)
     values ($1, $2, 'EUR', 'DE', 'Europe/Berlin', $3, 'read_orders', $4)`,
    [domain, handle, `https://${domain}`, STORY_NOW],
  );
  const { networkId } = await createNetwork({
    ...{ domain, name: handle, handle, currency: 'EUR', timeZone: 'Europe/Berlin', cadence: 'month' },
    ...{ firstPeriodOn: '2026-11-01', returnDays: 14, deliveryDays: 0, levels: ['0.10'], actor: 'staff:1' },
    now: STORY_NOW,
  });
  await database.asOwner(`delete from graphile_worker._private_jobs`);
  return networkId;
}

/** The admin of shops that have the app: the built web process, whose clock stands where the story ends. */
export async function givenAdmin(database: TestDatabase, handles: readonly string[]) {
  for (const handle of handles) {
    const shop = `${handle}.myshopify.com`;
    await database.asOwner(
      `insert into session (id, shop, state, "isOnline", scope, "accessToken", expires)
       values ($1, $2, '', false, 'read_customers,read_orders,read_products', 'shpat_test', '2030-01-01')`,
      [`offline_${shop}`, shop],
    );
  }
  const web = await startWeb(database, STORY_NOW);
  const startedAt = Date.now();
  afterAll(() => web[Symbol.asyncDispose]());
  const token = (handle: string) =>
    tokenFor(`${handle}.myshopify.com`, new Date(STORY_NOW.getTime() + Date.now() - startedAt));
  return {
    url: web.url,
    token,
    /** A page's data, or a file. */
    get: (handle: string, path: string) => askWith(`${web.url}${path}`, token(handle)),
    /** A page as a document, as the admin's frame opens it. */
    open: (handle: string, path: string) =>
      openFrame(web.url, path, { shop: `${handle}.myshopify.com`, token: token(handle) }),
    send: (handle: string, path: string, init: RequestInit) => askWith(`${web.url}${path}`, token(handle), init),
    /** A form of a page, sent as its page sends it. */
    async post(handle: string, path: string, body: unknown): Promise<{ status: number; answer: Answer }> {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await askWith(`${web.url}${path}`, token(handle), init);
      return { status: response.status, answer: await actionAnswer(response) };
    },
  };
}
