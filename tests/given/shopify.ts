import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { Session } from '@shopify/shopify-api';
import { markUninstalled, saveInstallation } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { inboxDoor } from '#app/adapters/inbox/store.server.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { processInbox } from '#app/services/inbox/process-inbox.ts';
import { shopify as library } from '#app/shopify.server.ts';
import { webhookHandler } from '#app/webhooks.server.ts';
import type { TestDatabase } from '#tests/database/test-database.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import type { SandboxOptions, SandboxShop } from '#tests/sandbox/options.ts';
import { startSandbox } from '#tests/sandbox/sandbox.ts';

const SCOPES = 'read_customers,read_orders,read_products';

/** A shop of the stand-in's, as small as an order needs. */
export const shopNamed = (name: string, change: Partial<SandboxShop> = {}): SandboxShop => ({
  domain: `${name.toLowerCase()}.myshopify.com`,
  name,
  currency: 'EUR',
  countryCode: 'DE',
  ianaTimezone: 'Europe/Berlin',
  taxesIncluded: true,
  taxRatePpm: 190_000,
  shipping: '4.90',
  installed: true,
  products: [
    { title: 'Body oil', price: '119.00', tags: ['care'] },
    { title: 'Green tea', price: '10.70', taxRatePpm: 70_000, tags: ['tea'], collections: ['Teas'] },
    { title: 'Gift card', price: '50.00', giftCard: true },
  ],
  ...change,
});

interface GivenShopify {
  database: TestDatabase;
  shops: SandboxShop[];
  /** What the clock of shop, webhooks and jobs says; a test moves it. */
  clock: { now: Date };
  options?: Partial<SandboxOptions>;
}

/**
 * The stand-in, the real webhook handler on a port of its own, and Shopify's addresses redirected to the stand-in. The
 * inbox is taken and jobs are run when the test says so.
 */
export async function givenShopify({ database, shops, clock, options }: GivenShopify) {
  const { SHOPIFY_API_KEY: apiKey = '', SHOPIFY_API_SECRET: apiSecret = '' } = database.environment;
  const handle = webhookHandler({ secret: apiSecret, store: inboxDoor(), now: () => clock.now });
  const web = createServer((request, response) => void handle(request, response));
  await new Promise<void>((ready) => web.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  const sandbox = await startSandbox({
    app: { apiKey, apiSecret, url, handle: 'lineage' },
    shops,
    appConfigFile: resolve('shopify.app.toml'),
    now: () => clock.now,
    webhookRetryDelaysMs: [20, 20, 20],
    ...options,
  });
  process.env.SANDBOX_ORIGIN = sandbox.origin;
  await import('#tests/sandbox/redirect.mjs');

  const domains = new Set<string>();
  // The library goes by the real clock, the stand-in by the test's: so each settling begins with a token of its time.
  const renewTokens = async () => {
    for (const domain of domains) await storeToken(domain, await tokenFor(domain, sandbox.sessionToken(domain)));
  };
  const settle = async () => {
    await renewTokens();
    await sandbox.deliveries.idle();
    while ((await processInbox(clock.now)) > 0);
    await runJobs(clock.now);
  };
  return {
    sandbox,
    url,
    domains,
    /** Everything sent is delivered, everything delivered is applied, every job that is due is done. */
    settle,
    async [Symbol.asyncDispose]() {
      // A shop whose stand-in is gone is asked no more.
      await inCommonTransaction(async (connection) => {
        for (const domain of domains) await markUninstalled(connection, domain, clock.now);
      });
      await sandbox.close();
      await new Promise((closed) => web.close(closed));
    },
  };
}

type Shopify = Awaited<ReturnType<typeof givenShopify>>;

interface GivenNetwork {
  shopify: Shopify;
  domain: string;
  startedAt: Date;
  levels?: string[];
  /** The network's, where it is not the shop's. */
  currency?: string;
}

/** The shop has installed the app and founded a network: a month's calendar, 14 + 3 days of hold. */
export async function givenNetworkOf({
  shopify,
  domain,
  startedAt,
  levels,
  currency,
}: GivenNetwork): Promise<NetworkId> {
  const { state } = shopify.sandbox.shop(domain);
  shopify.domains.add(domain);
  const facts = {
    domain,
    name: state.name,
    currency: state.currency,
    country: 'DE',
    timeZone: 'Europe/Berlin',
    storefrontUrl: `https://${domain}`,
    scopes: SCOPES,
  };
  await inCommonTransaction((connection) => saveInstallation(connection, facts, startedAt));
  const { networkId } = await createNetwork({
    domain,
    name: state.name,
    handle: state.handle,
    currency: currency ?? state.currency,
    timeZone: 'Europe/Berlin',
    cadence: 'month',
    firstPeriodOn: startedAt.toISOString().slice(0, 10),
    returnDays: 14,
    deliveryDays: 3,
    levels: levels ?? ['0.10', '0.05', '0.03'],
    actor: 'staff:1',
    now: startedAt,
  });
  return networkId;
}

async function storeToken(shop: string, accessToken: string): Promise<void> {
  const expires = new Date(Date.now() + 3_600_000);
  const session = new Session({
    id: `offline_${shop}`,
    shop,
    state: '',
    isOnline: false,
    accessToken,
    scope: SCOPES,
    expires,
  });
  await library().sessionStorage.storeSession(session);
}

async function tokenFor(domain: string, sessionToken: string): Promise<string> {
  const answer = await fetch(`https://${domain}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      client_id: process.env.SHOPIFY_API_KEY,
      client_secret: process.env.SHOPIFY_API_SECRET,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: sessionToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
    }),
  });
  if (!answer.ok) throw new Error(`no token for ${domain}: ${answer.status} ${await answer.text()}`);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}

/** Partners under each other, first at the top, each with their name in capitals as code; their numbers. */
export async function givenLine(networkId: NetworkId, names: readonly string[], joinedAt: Date): Promise<number[]> {
  const numbers: number[] = [];
  for (const name of names) {
    const { number } = await createPartner({
      networkId,
      actor: 'staff:1',
      now: joinedAt,
      requestId: crypto.randomUUID(),
      firstName: name,
      lastName: 'Muster',
      email: `${name.toLowerCase()}@example.com`,
      phone: null,
      country: 'DE',
      language: 'de',
      sponsor: numbers.at(-1) ?? 0,
      code: `${name.toUpperCase()}77`,
    });
    numbers.push(number);
  }
  return numbers;
}
