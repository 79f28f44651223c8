import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SandboxOptions, SandboxShop } from '#tests/sandbox/options.ts';
import { startSandbox } from '#tests/sandbox/sandbox.ts';

export const LOTUS = 'lotus.myshopify.com';
export const AGAVE = 'agave.myshopify.com';
export const APP = { apiKey: 'sandbox-client', apiSecret: 'shpss_sandbox-secret', handle: 'lineage' };

export const lotus = (change: Partial<SandboxShop> = {}): SandboxShop => ({
  domain: LOTUS,
  name: 'Lotus',
  currency: 'EUR',
  countryCode: 'DE',
  ianaTimezone: 'Europe/Berlin',
  taxesIncluded: true,
  taxRatePpm: 190_000,
  installed: true,
  products: [
    {
      title: 'Green tea',
      titleDe: 'Grüner Tee',
      price: '12.90',
      taxRatePpm: 70_000,
      collections: ['Teas'],
      tags: ['tea'],
    },
    { title: 'Body oil', titleDe: 'Körperöl', price: '24.00' },
    { title: 'Gift card', price: '50.00', giftCard: true },
  ],
  discounts: [{ code: 'CLEO10' }],
  ...change,
});

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** An app that does nothing but note what reaches it; `answer` is the status of its next answers. */
export async function listeningApp() {
  const received: Received[] = [];
  const state = {
    answer: 200,
    body: 'ok',
    contentType: 'text/plain',
    delayMs: 0,
    headers: {} as Record<string, string>,
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      setTimeout(() => {
        response.writeHead(state.answer, { 'content-type': state.contentType, ...state.headers });
        response.end(state.body);
      }, state.delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    state,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A stand-in with the shop Lotus and an app that only listens; both end with the scope. */
export async function givenSandbox(change: Partial<SandboxOptions> = {}) {
  const app = await listeningApp();
  const sandbox = await startSandbox({
    app: { ...APP, url: app.url },
    shops: [lotus()],
    appConfigFile: join(import.meta.dirname, 'fixtures', 'app.toml'),
    webhookRetryDelaysMs: [10, 10],
    ...change,
  });
  const api = `${sandbox.origin}/shopify`;

  const tokenRequest = (fields: Record<string, string> = {}, domain = LOTUS) =>
    fetch(`${api}/${domain}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        client_id: APP.apiKey,
        client_secret: APP.apiSecret,
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: sandbox.sessionToken(domain),
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
        expiring: '1',
        ...fields,
      }),
    });

  return {
    sandbox,
    app,
    shop: sandbox.shop(LOTUS),
    tokenRequest,
    async accessToken(domain = LOTUS): Promise<string> {
      const { access_token } = (await (await tokenRequest({}, domain)).json()) as { access_token: string };
      return access_token;
    },
    graphql: (query: string, token: string, variables: Record<string, unknown> = {}, domain = LOTUS) =>
      fetch(`${api}/${domain}/admin/api/2026-10/graphql.json`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
        body: JSON.stringify({ query, variables }),
      }),
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      await app.close();
    },
  };
}
