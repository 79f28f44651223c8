import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '#tests/database/test-database.ts';
import { startWeb } from '#tests/e2e/portal/web-process.ts';
import { API_KEY, API_SECRET, askWith, openFrame, tokenFor } from '#tests/routes/admin-requests.ts';
import { lotus, LOTUS } from '#tests/sandbox/given-sandbox.ts';
import { startSandbox } from '#tests/sandbox/sandbox.ts';

// Goal: nobody enters the admin without a session token of Shopify's that is good now, for this app, of a shop that has it.
// Method: the built web process over HTTP, documents and data, tokens spoiled one way each; Shopify is the stand-in.
const database = await testDatabase();
const AGAVE = 'agave.myshopify.com';
const STRANGER = 'stranger.myshopify.com';
const sandbox = await startSandbox({
  app: { apiKey: API_KEY, apiSecret: API_SECRET, handle: 'lineage', url: 'http://127.0.0.1:1' },
  shops: [lotus(), { ...lotus({ installed: false }), domain: AGAVE, name: 'Agave' }],
  appConfigFile: join(import.meta.dirname, '../sandbox/fixtures/app.toml'),
});
const web = await startWeb(database, new Date(), sandbox.appEnvironment);
afterAll(async () => {
  await web[Symbol.asyncDispose]();
  await sandbox.close();
});

const SECRETS = /at \S+ \(|node_modules|\.tsx?:\d|apiKey/;
const seconds = (later: number) => Math.floor(Date.now() / 1000) + later;

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** The same claims under another heading, without a signature. */
const unsigned = (token: string, head: object) => `${encoded(head)}.${token.split('.')[1]}.`;

/** The same, well signed by the app's secret: only the method that it names is wrong. */
function signedAs(token: string, head: object): string {
  const text = `${encoded(head)}.${token.split('.')[1]}`;
  return `${text}.${createHmac('sha256', API_SECRET).update(text).digest('base64url')}`;
}

const good = () => tokenFor(LOTUS, new Date());
const hours = { nbf: seconds(-7200), iat: seconds(-7200), exp: seconds(-3600) };
const BAD: Readonly<Record<string, () => string>> = {
  'for another app': () => tokenFor(LOTUS, new Date(), { aud: 'another-app' }),
  'not yet valid': () => tokenFor(LOTUS, new Date(), { nbf: seconds(600), iat: seconds(600), exp: seconds(660) }),
  'signed by somebody else': () => tokenFor(LOTUS, new Date(), {}, 'another-secret'),
  unsigned: () => unsigned(good(), { alg: 'none', typ: 'JWT' }),
  'unsigned under a good heading': () => unsigned(good(), { alg: 'HS256', typ: 'JWT' }),
  'signed, but naming no method': () => signedAs(good(), { alg: 'none', typ: 'JWT' }),
  'with a changed part': () => `${good().slice(0, -6)}AAAAAA`,
  'with a part too many': () => `${good()}.${good()}`,
  garbage: () => 'garbage',
  'two parts of garbage': () => '{}.%%%',
  'issued by one shop, for another': () => tokenFor(LOTUS, new Date(), { iss: `https://${AGAVE}/admin` }),
  'for a shop other than its issuer': () => tokenFor(AGAVE, new Date(), { dest: `https://${LOTUS}` }),
  'without a shop': () => tokenFor(LOTUS, new Date(), { dest: 'nowhere' }),
  'of a shop that has not the app': () => tokenFor(AGAVE, new Date()),
  'of a shop that does not exist': () => tokenFor(STRANGER, new Date()),
};

async function expectRefused(answer: Response): Promise<void> {
  expect(answer.status).toBe(401);
  const text = await answer.text();
  expect(text).not.toMatch(SECRETS);
  expect(text).not.toContain('Lotus');
}

test('a good token opens the app, as a document and as data', async () => {
  const document = await openFrame(web.url, '/app/setup', { shop: LOTUS, token: good() });
  expect(document.status).toBe(200);
  expect(await document.text()).toContain('<main');
  const data = await askWith(`${web.url}/app/setup.data`, good());
  expect(data.status).toBe(200);
  expect(await data.text()).toContain('Europe/Berlin');
});

test.each(Object.keys(BAD))('a token %s is 401: document, data and posting', async (name) => {
  const token = BAD[name]?.() ?? '';
  await expectRefused(await openFrame(web.url, '/app/setup', { shop: LOTUS, token }));
  await expectRefused(await askWith(`${web.url}/app/setup`, token, { headers: { accept: 'text/html' } }));
  await expectRefused(await askWith(`${web.url}/app/setup.data`, token));
  await expectRefused(await askWith(`${web.url}/app/setup.data`, token, { method: 'POST', body: '{}' }));
  expect(await database.asOwner('select 1 from shop where domain <> $1', [LOTUS])).toEqual([]);
});

test('a refused document says in words what to do, in the language of the admin', async () => {
  const token = tokenFor(AGAVE, new Date());
  const english = await openFrame(web.url, '/app?locale=en', { shop: AGAVE, token });
  expect(await english.text()).toContain('open the app again from your Shopify admin');
  const german = await openFrame(web.url, '/app?locale=de', { shop: AGAVE, token });
  expect(await german.text()).toContain('<main lang="de">');
});

test('a token that has expired is 401 for data, with the sign to send a new one', async () => {
  const answer = await askWith(`${web.url}/app/setup.data`, tokenFor(LOTUS, new Date(), hours));
  expect(answer.headers.get('x-shopify-retry-invalid-session-request')).toBe('1');
  await expectRefused(answer);
});

test.each([
  ['expired', () => tokenFor(LOTUS, new Date(), hours)],
  ['not there', () => null],
])('a document whose token is %s shows nothing and goes for a new one', async (_, token) => {
  const answer = await openFrame(web.url, '/app/partners?q=Anna', { shop: LOTUS, token: token() });
  expect(answer.status).toBe(302);
  expect(await answer.text()).toBe('');
  const bounce = new URL(answer.headers.get('location') ?? '', web.url);
  expect(bounce.pathname).toBe('/auth/session-token');
  const back = new URL(bounce.searchParams.get('shopify-reload') ?? '');
  expect(back.pathname + back.search).toMatch(/^\/app\/partners\?q=Anna/);
  const page = await fetch(bounce, { headers: { 'user-agent': 'Mozilla/5.0 Chrome/140.0.0.0' } });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain(`src="${sandbox.origin}/app-bridge.js"`);
});

test('what comes from nowhere is told where the app is opened', async () => {
  const answer = await fetch(`${web.url}/app`, { headers: { 'user-agent': 'Mozilla/5.0 Chrome/140.0.0.0' } });
  expect(new URL(answer.url).pathname).toBe('/auth/login');
  await expectRefused(answer);
});

test('a shop that has uninstalled the app is out, and in again after the next installation', async () => {
  await database.asOwner('update shop set uninstalled_at = now() where domain = $1', [LOTUS]);
  sandbox.shop(LOTUS).uninstall();
  await expectRefused(await askWith(`${web.url}/app/setup.data`, good()));
  expect(await database.asOwner('select 1 from session'), 'its tokens are forgotten').toEqual([]);
  await expectRefused(await askWith(`${web.url}/app/setup.data`, good()));
  sandbox.shop(LOTUS).install();
  expect((await askWith(`${web.url}/app/setup.data`, good())).status).toBe(200);
});
