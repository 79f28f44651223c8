// Goal: what the app embed stores, marks and shows in every state of the shopper's consent.
// Method: the extension's real blocks and scripts in Chromium, in a shop of one page with a cart and a privacy script.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '#tests/browser/launch.ts';
import { decide, givenShopper, keptOnDevice, quiet, visit, type Shopper } from '#tests/e2e/capture/shopper.ts';

const MARKED = /^ANNA10\.\d{10}$/;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const block = ({ page }: Shopper) => page.getByText('Recommended by Anna');
const property = ({ page }: Shopper) => page.locator('#product input[name="properties[_lineage_ref]"]');
const cartWrites = ({ shop }: Shopper) => shop.calls.filter((call) => call.startsWith('POST /cart/update.js'));

async function expectNothingKept(shopper: Shopper): Promise<void> {
  expect(await keptOnDevice(shopper)).toEqual({});
  expect(shopper.shop.cart).toEqual({});
  expect(await property(shopper).count()).toBe(0);
}

test('an undecided shopper sees the block on the landing page, and nothing is stored or marked', async () => {
  await using shopper = await givenShopper(browser, { consent: 'undecided' });
  await visit(shopper, '/?ref=anna10');
  await block(shopper).waitFor();
  await expectNothingKept(shopper);
  expect(cartWrites(shopper)).toEqual([]);

  await visit(shopper, '/second');
  expect(await block(shopper).isVisible()).toBe(false);
  await expectNothingKept(shopper);
  expect(shopper.complaints).toEqual([]);
});

test('a shop without the privacy script counts as undecided', async () => {
  await using shopper = await givenShopper(browser, { consent: 'missing' });
  await visit(shopper, '/?ref=ANNA10');
  await block(shopper).waitFor();
  await expectNothingKept(shopper);
  expect(shopper.complaints).toEqual([]);
});

test('a privacy script that is silent for three seconds counts as undecided', async () => {
  await using shopper = await givenShopper(browser, { consent: 'silent' });
  await shopper.page.clock.install();
  await shopper.page.goto(`${shopper.shop.origin}/?ref=ANNA10`);
  const capture = shopper.page.locator('#lineage-capture');
  await shopper.page.clock.runFor(2900);
  expect(await capture.getAttribute('data-consent')).toBeNull();
  await shopper.page.clock.runFor(200);
  expect(await capture.getAttribute('data-consent')).toBe('undecided');
  await block(shopper).waitFor();
  await expectNothingKept(shopper);
});

test('where the merchant chose so, the cart of an undecided shopper is marked, yet nothing is kept on the device', async () => {
  const settings = { param: 'ref', window_days: 30, rule: 'last', consent: 'mark' } as const;
  await using shopper = await givenShopper(browser, { consent: 'undecided', settings });
  await visit(shopper, '/?ref=ANNA10');
  expect(shopper.shop.cart['_lineage_ref']).toMatch(MARKED);
  expect(await property(shopper).inputValue()).toMatch(MARKED);
  expect(await keptOnDevice(shopper)).toEqual({});

  await visit(shopper, '/second');
  expect(await property(shopper).inputValue(), 'the mark in the cart still serves Buy it now').toMatch(MARKED);
  expect(await block(shopper).isVisible()).toBe(false);
  expect(cartWrites(shopper)).toHaveLength(1);

  await decide(shopper, 'no');
  await expectNothingKept(shopper);
});

test('with consent a cookie is kept, the cart is marked once, and the block is on every page', async () => {
  await using shopper = await givenShopper(browser, { consent: 'allowed' });
  await visit(shopper, '/?ref=ANNA10');
  const { _lineage_ref: cookie, ...others } = await keptOnDevice(shopper);
  expect(cookie).toMatch(MARKED);
  expect(others).toEqual({ _lineage_ref_names: '{"ANNA10":"Anna"}' });
  expect(shopper.shop.cart).toEqual({ _lineage_ref: cookie });
  const [kept] = await shopper.context.cookies();
  expect(kept).toMatchObject({ domain: '127.0.0.1', path: '/', sameSite: 'Lax' });

  await visit(shopper, '/second');
  await block(shopper).waitFor();
  expect(await property(shopper).inputValue()).toBe(cookie);
  await visit(shopper, '/?ref=ANNA10');
  expect(shopper.shop.calls, 'one mark and one question for the name in the whole visit').toEqual([
    expect.stringMatching(/^(GET \/apps\/team\/recommended\?code=ANNA10|POST \/cart\/update\.js)/),
    expect.stringMatching(/^(GET \/apps\/team\/recommended\?code=ANNA10|POST \/cart\/update\.js)/),
  ]);
  expect(cartWrites(shopper)).toEqual([`POST /cart/update.js {"attributes":{"_lineage_ref":"${cookie}"}}`]);
  expect(shopper.complaints).toEqual([]);
});

test('a shopper who refused sees the block on the landing page only, and nothing is stored or marked', async () => {
  const settings = { param: 'ref', window_days: 30, rule: 'last', consent: 'mark' } as const;
  await using shopper = await givenShopper(browser, { consent: 'refused', settings });
  await visit(shopper, '/?ref=ANNA10');
  await block(shopper).waitFor();
  await expectNothingKept(shopper);
  expect(cartWrites(shopper)).toEqual([]);
  await visit(shopper, '/second');
  expect(await block(shopper).isVisible()).toBe(false);
});

test('consent given later keeps the code of this page and marks the cart without moving the block', async () => {
  await using shopper = await givenShopper(browser, { consent: 'undecided' });
  await visit(shopper, '/?ref=ANNA10');
  await block(shopper).waitFor();
  const before = await block(shopper).boundingBox();

  await decide(shopper, 'yes');
  expect(await block(shopper).boundingBox()).toEqual(before);
  expect((await keptOnDevice(shopper))['_lineage_ref']).toMatch(MARKED);
  expect(shopper.shop.cart['_lineage_ref']).toMatch(MARKED);
  expect(await property(shopper).inputValue()).toMatch(MARKED);
  await visit(shopper, '/second');
  await block(shopper).waitFor();
});

test('consent given on a later page finds no code, because none was kept', async () => {
  await using shopper = await givenShopper(browser, { consent: 'undecided' });
  await visit(shopper, '/?ref=ANNA10');
  await visit(shopper, '/second');
  await decide(shopper, 'yes');
  await expectNothingKept(shopper);
});

test('withdrawn consent deletes cookie, names, attribute and property at once, and the block on the next page', async () => {
  await using shopper = await givenShopper(browser, { consent: 'allowed' });
  await visit(shopper, '/?ref=ANNA10');
  await visit(shopper, '/second');
  await block(shopper).waitFor();

  await decide(shopper, 'no');
  await expectNothingKept(shopper);
  expect(await block(shopper).isVisible(), 'not under the eyes').toBe(true);
  await visit(shopper, '/second');
  expect(await block(shopper).isVisible()).toBe(false);
  expect(shopper.complaints).toEqual([]);
});

test('a mark and its removal reach the cart in this order, however fast the shopper changes their mind', async () => {
  await using shopper = await givenShopper(browser, { consent: 'undecided' });
  await visit(shopper, '/?ref=ANNA10');
  await shopper.page.evaluate(() => {
    const say = (window as unknown as { decide(said: string): void }).decide;
    for (const answer of ['yes', 'no', 'yes', 'no']) say(answer);
  });
  await quiet(shopper);
  await expectNothingKept(shopper);
});

test('in the theme editor nothing is captured', async () => {
  await using shopper = await givenShopper(browser, { consent: 'allowed', designMode: true });
  await shopper.page.goto(`${shopper.shop.origin}/?ref=BEN20`);
  await block(shopper).waitFor(); // the sample
  await quiet(shopper);
  await expectNothingKept(shopper);
  expect(shopper.shop.calls).toEqual([]);
});
