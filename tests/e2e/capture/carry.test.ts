// Goal: the code reaches the order by every way a shopper can buy, for as long as it counts, and by the merchant's rule.
// Method: the real app embed in Chromium; the shop of one page records what its forms and its cart were given.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCapture } from '#app/domain/attribution/codes.ts';
import { launchBrowser } from '#tests/browser/launch.ts';
import { givenShopper, keptOnDevice, quiet, visit, type Shopper } from '#tests/e2e/capture/shopper.ts';
import type { CaptureSettings } from '#tests/e2e/capture/test-shop.ts';

const PROPERTY = 'properties[_lineage_ref]';
const DEFAULTS: CaptureSettings = { param: 'ref', window_days: 30, rule: 'last', consent: 'wait' };
const DAY_MS = 86_400_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const givenAllowed = (settings: Partial<CaptureSettings> = {}) =>
  givenShopper(browser, { consent: 'allowed', settings: { ...DEFAULTS, ...settings } });
const codeInCart = ({ shop }: Shopper) => shop.cart['_lineage_ref']?.split('.')[0];

test('add to cart, Buy it now and an ajax form all carry the value of the cart attribute', async () => {
  await using shopper = await givenAllowed();
  const { page, shop } = shopper;
  await visit(shopper, '/?ref=ANNA10');
  const carried = shop.cart['_lineage_ref'];

  await page.click('#buy-now');
  await quiet(shopper);
  await page.evaluate(() => {
    const body = new FormData(document.querySelector<HTMLFormElement>('#product') ?? undefined);
    return fetch('/cart/add.js', { method: 'POST', body });
  });
  await page.click('#add');
  await page.waitForURL('**/cart/add');
  expect(shop.added).toEqual(Array(3).fill({ id: '42', [PROPERTY]: carried }));
});

test('a form that comes later carries the code, whether it is submitted, read as form data or by its fields', async () => {
  await using shopper = await givenAllowed();
  const { page, shop } = shopper;
  await visit(shopper, '/?ref=ANNA10');
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.action = '/de/cart/add';
    form.method = 'post';
    form.innerHTML =
      '<input name="id" value="7"><button type="button" id="late-buy">Buy</button><button id="late">Add</button>';
    document.body.append(form);
    document.querySelector<HTMLElement>('#late-buy')?.addEventListener('click', () => {
      const fields = [...form.elements].map((field) => field as HTMLInputElement).filter((field) => field.name);
      const body = new URLSearchParams(fields.map((field) => [field.name, field.value]));
      void fetch('/buy-now/cart/add', { method: 'POST', body });
    });
    void fetch('/cart/add.js', { method: 'POST', body: new FormData(form) });
  });
  await page.click('#late-buy');
  await quiet(shopper);
  await page.click('#late');
  await page.waitForURL('**/cart/add');
  expect(shop.added).toHaveLength(3);
  for (const fields of shop.added) expect(fields[PROPERTY]).toBe(shop.cart['_lineage_ref']);
});

test('a late form that a script submits and reads by its fields carries the code', async () => {
  await using shopper = await givenAllowed();
  await visit(shopper, '/?ref=ANNA10');
  const names = await shopper.page.evaluate(() => {
    const form = document.createElement('form');
    form.action = '/cart/add';
    form.innerHTML = '<input name="id" value="7">';
    document.body.append(form);
    return new Promise((done) => {
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        done([...form.elements].map((field) => (field as HTMLInputElement).name));
      });
      form.requestSubmit();
    });
  });
  expect(names).toEqual(['id', PROPERTY]);
});

test('forms that do not put anything into the cart are left alone', async () => {
  await using shopper = await givenAllowed();
  await visit(shopper, '/?ref=ANNA10');
  const names = await shopper.page.evaluate(() => {
    const form = document.createElement('form');
    form.action = '/search';
    form.innerHTML = '<input name="q" value="oil">';
    document.body.append(form);
    return [...new FormData(form).keys()];
  });
  expect(names).toEqual(['q']);
});

test('without a code no form gets a property and the cart is never written', async () => {
  await using shopper = await givenAllowed();
  await visit(shopper, '/');
  await shopper.page.click('#buy-now');
  await quiet(shopper);
  expect(shopper.shop.added).toEqual([{ id: '42' }]);
  expect(shopper.shop.calls.filter((call) => call.includes('update.js'))).toEqual([]);
  expect(await keptOnDevice(shopper)).toEqual({});
});

test('the last touch counts by default', async () => {
  await using shopper = await givenAllowed();
  await visit(shopper, '/?ref=ANNA10');
  await visit(shopper, '/?ref=BEN20');
  expect(codeInCart(shopper)).toBe('BEN20');
  expect((await keptOnDevice(shopper))['_lineage_ref']).toBe(shopper.shop.cart['_lineage_ref']);
  await shopper.page.getByText('Recommended by Ben').waitFor();
});

test('the first touch counts where the merchant chose so, and the block names that partner', async () => {
  await using shopper = await givenAllowed({ rule: 'first' });
  await visit(shopper, '/?ref=ANNA10');
  await visit(shopper, '/?ref=BEN20');
  expect(codeInCart(shopper)).toBe('ANNA10');
  await shopper.page.getByText('Recommended by Anna').waitFor();
  expect(await shopper.page.getByText('Recommended by Ben').count()).toBe(0);
});

test('a touch is kept with its own second, and the same link renews it on another day', async () => {
  await using shopper = await givenAllowed();
  const { page, shop } = shopper;
  const readByTheApp = () => parseCapture(shop.cart['_lineage_ref'] ?? '');
  const secondsOff = (instant: string) =>
    Math.abs((readByTheApp()?.touchedAt?.getTime() ?? 0) - Date.parse(instant)) / 1000;
  await page.clock.install({ time: new Date('2026-11-01T10:00:00Z') });
  await visit(shopper, '/?ref=ANNA10');
  expect(readByTheApp()?.code).toBe('ANNA10');
  expect(secondsOff('2026-11-01T10:00:00Z')).toBeLessThan(10);
  await page.clock.setSystemTime(new Date('2026-11-02T10:00:00Z'));
  await visit(shopper, '/second');
  expect(secondsOff('2026-11-01T10:00:00Z')).toBeLessThan(10);
  await visit(shopper, '/?ref=ANNA10');
  expect(secondsOff('2026-11-02T10:00:00Z')).toBeLessThan(10);
});

test('a code counts up to the end of its window and is cleared after it', async () => {
  await using shopper = await givenAllowed({ window_days: 7 });
  const { page, shop, context } = shopper;
  const now = Date.now();
  await page.clock.install({ time: new Date(now) });
  await visit(shopper, '/?ref=ANNA10');
  const [cookie] = await context.cookies();
  expect((cookie?.expires ?? 0) - now / 1000).toBeCloseTo(7 * 86_400, -1);

  await page.clock.setSystemTime(new Date(now + 7 * DAY_MS - 10_000));
  await visit(shopper, '/second');
  expect(codeInCart(shopper)).toBe('ANNA10');
  await page.clock.setSystemTime(new Date(now + 7 * DAY_MS + 10_000));
  await visit(shopper, '/second');
  expect(shop.cart).toEqual({});
  expect((await keptOnDevice(shopper))['_lineage_ref']).toBeUndefined();
  await page.click('#buy-now');
  await quiet(shopper);
  expect(shop.added).toEqual([{ id: '42' }]);
});

test('a cookie that the browser dropped early comes back from the cart', async () => {
  await using shopper = await givenAllowed();
  await visit(shopper, '/?ref=ANNA10');
  const { _lineage_ref: kept } = await keptOnDevice(shopper);
  await shopper.context.clearCookies();
  await visit(shopper, '/second');
  expect((await keptOnDevice(shopper))['_lineage_ref']).toBe(kept);
});

test('a new cart after an order is marked again', async () => {
  await using shopper = await givenAllowed();
  await visit(shopper, '/?ref=ANNA10');
  shopper.shop.cart = {};
  await visit(shopper, '/second');
  expect(codeInCart(shopper)).toBe('ANNA10');
});

test('the merchant names the parameter, and Shopify’s own ref works beside it', async () => {
  await using shopper = await givenAllowed({ param: 'tip' });
  await visit(shopper, '/?tip=ANNA10');
  expect(codeInCart(shopper)).toBe('ANNA10');
  await visit(shopper, '/?ref=BEN20');
  expect(codeInCart(shopper)).toBe('BEN20');
});

test('what cannot be a code is ignored', async () => {
  await using shopper = await givenAllowed();
  for (const text of ['', '%20', 'a.b', '<b>', 'product_hunt', 'J%C3%96RG', 'x'.repeat(41)])
    await visit(shopper, `/?ref=${text}`);
  expect(shopper.shop.calls).toEqual([]);
  expect(await keptOnDevice(shopper)).toEqual({});
});

test('a code the shop does not know is kept as evidence, without block and without error', async () => {
  await using shopper = await givenAllowed();
  await visit(shopper, '/?ref=nobody');
  expect(codeInCart(shopper)).toBe('NOBODY');
  await visit(shopper, '/second');
  expect(
    shopper.shop.calls.filter((call) => call.startsWith('GET')),
    'asked once',
  ).toHaveLength(1);
  expect(await shopper.page.locator('lineage-recommended-by').isVisible()).toBe(false);
  expect(shopper.complaints).toEqual([]);
});

test('a cart that cannot be written does not disturb the page, and the next page tries again', async () => {
  await using shopper = await givenAllowed();
  const { page, shop } = shopper;
  await page.route('**/cart/update.js', (route) => route.abort());
  await visit(shopper, '/?ref=ANNA10');
  expect(shop.cart).toEqual({});
  await page.unroute('**/cart/update.js');
  await visit(shopper, '/second');
  expect(codeInCart(shopper)).toBe('ANNA10');
});
