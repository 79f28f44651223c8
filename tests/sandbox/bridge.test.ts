import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktopContext, launchBrowser } from '#tests/browser/launch.ts';
import { verifySessionToken } from '#tests/sandbox/oauth/session-token.ts';
import { APP, givenSandbox, LOTUS } from '#tests/sandbox/given-sandbox.ts';
import { queryHmac } from '#tests/sandbox/admin/app-page.ts';

// Goal: an embedded app finds the App Bridge it knows. Method: a small app in the admin's frame, in Chromium.

type Given = Awaited<ReturnType<typeof givenSandbox>>;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A page of an app, with the elements that app-bridge-react makes. */
const appDocument = ({ sandbox }: Given) => `<!doctype html><html><body>
<script data-api-key="${APP.apiKey}" src="${sandbox.appEnvironment.APP_BRIDGE_URL}"></script>
<ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/partners">Partners</a></ui-nav-menu>
<ui-save-bar id="bar" discardConfirmation><button variant="primary" onclick="said('saved')">Save</button><button onclick="said('discarded')">Discard</button></ui-save-bar>
<ui-modal id="sure"><ui-title-bar title="Accept period?"><button variant="primary" tone="critical" onclick="said('accepted')">Accept</button><button onclick="shopify.modal.hide('sure')">Cancel</button></ui-title-bar><p>Nothing can be undone.</p></ui-modal>
<form data-save-bar onsubmit="event.preventDefault(); said('submitted')"><input aria-label="Name" value="Lotus"></form>
<p id="said"></p>
<script>
  const said = (text) => (document.getElementById('said').textContent = text);
  addEventListener('shopify:navigate', (event) => { history.pushState(null, '', event.target.getAttribute('href')); said('navigated'); });
</script></body></html>`;

async function openApp(given: Given, path = '') {
  Object.assign(given.app.state, {
    body: appDocument(given),
    contentType: 'text/html',
    headers: {
      'content-security-policy': `default-src * 'unsafe-inline'; frame-ancestors https://${LOTUS} https://admin.shopify.com;`,
      link: '<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel="preload"; as="script";',
    },
  });
  const context = await desktopContext(browser);
  const page = await context.newPage();
  await page.goto(given.sandbox.adminUrl(LOTUS, `apps/lineage${path}`));
  const frame = page.frameLocator('iframe[name=app-iframe]');
  await frame.locator('#said').waitFor({ state: 'attached' });
  return { page, frame, close: () => context.close() };
}

/** Runs code in the app's document. */
async function inFrame<T>(page: Page, code: string): Promise<T> {
  const frame = page.frame({ name: 'app-iframe' });
  if (!frame) throw new Error('the app is not framed');
  return (await frame.evaluate(code)) as T;
}

test('the frame opens with a signed address and a session token of this app and shop', async () => {
  await using given = await givenSandbox();
  const { page, close } = await openApp(given, '/app/partners?view=all');
  const first = given.app.received.find(({ path }) => path.startsWith('/app/partners'));
  const query = new URL(first?.path ?? '', 'http://app').searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    view: 'all',
    shop: LOTUS,
    embedded: '1',
    locale: 'en',
    hmac: queryHmac(query, APP.apiSecret),
  });
  expect(Buffer.from(query.get('host') ?? '', 'base64').toString()).toBe('admin.shopify.com/store/lotus');
  const token = await inFrame<string>(page, 'shopify.idToken()');
  for (const one of [token, query.get('id_token') ?? '']) {
    expect(verifySessionToken(one, { ...APP, shop: LOTUS, now: new Date() })).toMatchObject({
      dest: `https://${LOTUS}`,
      aud: APP.apiKey,
    });
  }
  await close();
});

test('requests to the app carry a fresh token, and a stale one is sent again', async () => {
  await using given = await givenSandbox();
  const { page, close } = await openApp(given);
  given.app.received.length = 0;
  await inFrame(page, "fetch('/app?_data=routes').then((answer) => answer.status)");
  expect(given.app.received[0]?.headers.authorization).toMatch(/^Bearer ey/);
  Object.assign(given.app.state, { answer: 401, headers: { 'x-shopify-retry-invalid-session-request': '1' } });
  await inFrame(page, "fetch('/app/save', { method: 'POST', body: 'a=1' }).then((answer) => answer.status)");
  expect(given.app.received.slice(1).map(({ body }) => body.toString())).toEqual(['a=1', 'a=1']);
  await close();
});

test('a bounce page comes back to its document with a new token', async () => {
  await using given = await givenSandbox();
  const { page, close } = await openApp(given);
  await inFrame(
    page,
    "void setTimeout(() => location.assign('/auth/session-token?shop=lotus.myshopify.com&shopify-reload=' + encodeURIComponent('https://app.example.com/app/orders?x=1')), 0)",
  );
  await expect
    .poll(() => given.app.received.some(({ path }) => /^\/app\/orders\?x=1&id_token=ey/.test(path)))
    .toBe(true);
  await close();
});

test('navigation is drawn by the admin, and the address follows the frame', async () => {
  await using given = await givenSandbox();
  const { page, frame, close } = await openApp(given);
  await page.getByRole('link', { name: 'Partners' }).click();
  await frame.getByText('navigated').waitFor();
  await page.waitForURL('**/store/lotus/apps/lineage/app/partners');
  expect(await page.getByRole('link', { name: 'Partners' }).getAttribute('aria-current')).toBe('page');
  expect(await page.getByRole('link', { name: 'Home' }).count()).toBe(0);
  await page.reload();
  await expect.poll(() => given.app.received.some(({ path }) => path.startsWith('/app/partners?'))).toBe(true);
  await close();
});

test('the save bar saves, asks before it discards, and stands in the way of leaving', async () => {
  await using given = await givenSandbox();
  const { page, frame, close } = await openApp(given);
  await inFrame(page, "shopify.saveBar.show('bar')");
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('saved', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Partners' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
  expect(await frame.locator('#said').textContent()).toBe('saved');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await frame.getByText('discarded').waitFor();
  await inFrame(page, "shopify.saveBar.hide('bar')");
  await page.getByRole('region', { name: 'Save bar' }).waitFor({ state: 'hidden' });
  await close();
});

test('a form that asks for it gets a save bar of its own', async () => {
  await using given = await givenSandbox();
  const { page, frame, close } = await openApp(given);
  await frame.getByLabel('Name').fill('Lotus Tea');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect.poll(() => frame.getByLabel('Name').inputValue()).toBe('Lotus');
  await frame.getByLabel('Name').fill('Lotus Tea');
  await page.getByRole('button', { name: 'Save' }).click();
  await frame.getByText('submitted').waitFor();
  await close();
});

test('a modal is a dialogue with heading and working buttons', async () => {
  await using given = await givenSandbox();
  const { page, frame, close } = await openApp(given);
  await inFrame(page, "shopify.modal.show('sure')");
  const dialog = frame.getByRole('dialog', { name: 'Accept period?' });
  await dialog.getByText('Nothing can be undone.').waitFor();
  await dialog.getByRole('button', { name: 'Accept' }).click();
  expect(await frame.locator('#said').textContent()).toBe('accepted');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await close();
});

test('toasts, the picker, scopes and the state of the theme’s blocks answer as App Bridge does', async () => {
  await using given = await givenSandbox({ extensionFolder: new URL('fixtures/extension', import.meta.url).pathname });
  const { page, close } = await openApp(given);
  await inFrame(page, "shopify.toast.show('Saved for you')");
  await page.getByText('Saved for you').waitFor();
  const picked = inFrame<{ title: string }[]>(
    page,
    "shopify.resourcePicker({ type: 'collection', multiple: true, action: 'select' })",
  );
  await page.getByRole('dialog').getByLabel('Teas').check();
  await page.getByRole('button', { name: 'Select' }).click();
  expect(await picked).toMatchObject([{ title: 'Teas' }]);
  const status = () => inFrame<string>(page, 'shopify.app.extensions().then(([one]) => one.activations[0].status)');
  expect(await status()).toBe('available');
  given.shop.setBlock('greeting', true);
  expect(await status()).toBe('active');
  expect(await inFrame(page, 'shopify.scopes.query()')).toMatchObject({ optional: ['write_discounts'] });
  await close();
});

test('a question that is refused is answered with the reason', async () => {
  await using given = await givenSandbox();
  const { page, close } = await openApp(given);
  const token = () => inFrame<string>(page, 'shopify.idToken().catch((error) => `refused: ${error.message}`)');
  await page.route('**/session-token', (route) => route.fulfill({ status: 403, body: 'the app is not installed' }));
  expect(await token()).toBe('refused: the app is not installed');
  await page.unroute('**/session-token');
  expect(await token(), 'the next question is heard').toMatch(/^eyJ/);
  await close();
});

test('only the admin page of the stand-in may frame the app; the rest of its policy stays', async () => {
  await using given = await givenSandbox();
  const { close } = await openApp(given);
  const answer = await fetch(`${given.sandbox.frameOrigin}/app`);
  expect(answer.headers.get('content-security-policy')).toBe(
    `default-src * 'unsafe-inline'; frame-ancestors ${given.sandbox.origin};`,
  );
  expect(answer.headers.get('link')).toBeNull();
  await close();
});
