import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import '@shopify/shopify-api/adapters/node';
import { shopifyApi, ApiVersion, LogSeverity } from '@shopify/shopify-api';
import { frameAddress } from '#tests/sandbox/admin/app-page.ts';
import { proxySignature } from '#tests/sandbox/storefront/proxy.ts';
import { APP, givenSandbox, LOTUS } from '#tests/sandbox/given-sandbox.ts';

// Goal: what the stand-in says is understood by Shopify's own library, and the other way round. Method: the library itself.

const library = shopifyApi({
  apiKey: APP.apiKey,
  apiSecretKey: APP.apiSecret,
  apiVersion: ApiVersion.October26,
  hostName: 'app.example.com',
  isEmbeddedApp: true,
  logger: { level: LogSeverity.Error },
});

/** A process of its own, since the library keeps the `fetch` that it finds when it is loaded. */
const PROGRAM = `
import '@shopify/shopify-api/adapters/node';
import { shopifyApi, ApiVersion, LogSeverity, RequestedTokenType } from '@shopify/shopify-api';
const { APP_KEY, APP_SECRET, SHOP, SESSION_TOKEN } = process.env;
const api = shopifyApi({ apiKey: APP_KEY, apiSecretKey: APP_SECRET, apiVersion: ApiVersion.October26, hostName: 'app.example.com', isEmbeddedApp: true, logger: { level: LogSeverity.Error } });
const { session } = await api.auth.tokenExchange({ shop: SHOP, sessionToken: SESSION_TOKEN, requestedTokenType: RequestedTokenType.OfflineAccessToken, expiring: true });
const { session: renewed } = await api.auth.refreshToken({ shop: SHOP, refreshToken: session.refreshToken });
const client = new api.clients.Graphql({ session: renewed });
const { data } = await client.request('{ shop { name } }');
const refused = await client.request('{ shop { nickname } }').catch((error) => error.constructor.name);
const foreign = await api.auth.tokenExchange({ shop: SHOP, sessionToken: SESSION_TOKEN.slice(0, -4) + 'AAAA', requestedTokenType: RequestedTokenType.OfflineAccessToken, expiring: true }).catch((error) => error.constructor.name);
console.log(JSON.stringify({ name: data.shop.name, scope: renewed.scope, refused, foreign, isRenewed: renewed.accessToken !== session.accessToken }));
`;

test('the library exchanges and renews tokens and queries through the preload', async () => {
  await using given = await givenSandbox();
  const { NODE_OPTIONS, SANDBOX_ORIGIN } = given.sandbox.appEnvironment;
  const env = {
    ...process.env,
    NODE_OPTIONS,
    SANDBOX_ORIGIN,
    APP_KEY: APP.apiKey,
    APP_SECRET: APP.apiSecret,
    SHOP: LOTUS,
  };
  const said = await new Promise<string>((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
      env: { ...env, SESSION_TOKEN: given.sandbox.sessionToken(LOTUS) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('close', () => resolve(text));
  });
  expect(JSON.parse(said)).toEqual({
    name: 'Lotus',
    scope: 'read_orders,read_products,read_customers',
    refused: 'GraphqlQueryError',
    foreign: 'InvalidJwtError',
    isRenewed: true,
  });
});

test('the library accepts the session token, the signed address and the proxy signature, and no changed one', async () => {
  await using given = await givenSandbox();
  const { sandbox, shop } = given;
  expect(await library.session.decodeSessionToken(sandbox.sessionToken(LOTUS))).toMatchObject({
    dest: `https://${LOTUS}`,
  });
  const app = { ...APP, url: given.app.url };
  const frame = {
    shop: shop.state,
    app,
    frameOrigin: sandbox.frameOrigin,
    path: '/app',
    locale: 'en',
    userId: '1',
    now: new Date(),
  } as const;
  const query = Object.fromEntries(new URL(frameAddress(frame)).searchParams);
  expect(await library.utils.validateHmac(query)).toBe(true);
  expect(await library.utils.validateHmac({ ...query, shop: 'agave.myshopify.com' })).toBe(false);
  expect(library.utils.sanitizeHost(query.host ?? '')).toBe(query.host);

  const proxied = new URLSearchParams({
    shop: LOTUS,
    path_prefix: '/apps/team',
    timestamp: String(Math.floor(Date.now() / 1000)),
    logged_in_customer_id: '',
  });
  proxied.set('signature', proxySignature(proxied, APP.apiSecret));
  const signed = Object.fromEntries(proxied);
  expect(await library.utils.validateHmac(signed, { signator: 'appProxy' })).toBe(true);
  expect(await library.utils.validateHmac({ ...signed, logged_in_customer_id: '7' }, { signator: 'appProxy' })).toBe(
    false,
  );
});

test('the library validates a delivery, and refuses one whose body was changed', async () => {
  await using given = await givenSandbox();
  given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
  await given.sandbox.deliveries.idle();
  const [first] = given.app.received;
  const rawBody = first?.body.toString() ?? '';
  const validate = (body: string) =>
    library.webhooks.validate({
      rawBody: body,
      rawRequest: { method: 'POST', url: '/webhooks/orders', headers: first?.headers } as never,
    });
  expect(await validate(rawBody)).toMatchObject({ valid: true, topic: 'ORDERS_CREATE', domain: LOTUS });
  expect(await validate(rawBody.replace('Green tea', 'Black tea'))).toMatchObject({ valid: false });
});
