import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktopContext, launchBrowser } from '#tests/browser/launch.ts';
import { givenSandbox, lotus, LOTUS } from '#tests/sandbox/given-sandbox.ts';

// Goal: scripts of the app find the Customer Privacy API as Shopify gives it. Method: the storefront in Chromium.

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const LOAD = `new Promise((done) => Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], (error) => done(error ? error.message : 'loaded')))`;
const MARKETING = 'Shopify.customerPrivacy.marketingAllowed()';

test('consent is asked for, collected with an event, kept, and can be withdrawn', async () => {
  await using given = await givenSandbox();
  const context = await desktopContext(browser);
  const page = await context.newPage();
  await page.goto(given.sandbox.storefrontUrl(LOTUS));
  expect(await page.evaluate('typeof Shopify.customerPrivacy')).toBe('undefined');
  expect(await page.evaluate(LOAD)).toBe('loaded');
  expect(await page.evaluate(MARKETING)).toBe(false);
  await page.evaluate(
    "document.addEventListener('visitorConsentCollected', ({ detail }) => (window.collected = detail.marketingAllowed))",
  );
  await page.getByRole('button', { name: 'Accept' }).click();
  expect([await page.evaluate('collected'), await page.evaluate(MARKETING)]).toEqual([true, true]);
  await page.reload();
  expect(await page.getByRole('dialog').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Cookie settings' }).click();
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.evaluate(LOAD);
  expect(await page.evaluate(MARKETING)).toBe(false);
  await context.close();
});

test('a shop can be without the API', async () => {
  await using given = await givenSandbox({ shops: [lotus({ isPrivacyApiMissing: true })] });
  const context = await desktopContext(browser);
  const page = await context.newPage();
  await page.goto(given.sandbox.storefrontUrl(LOTUS));
  expect(await page.evaluate(LOAD)).toContain('could not be loaded');
  expect(await page.evaluate('typeof Shopify.customerPrivacy')).toBe('undefined');
  await context.close();
});

test('a shopper buys with two clicks and a form, in German, on a phone', async () => {
  await using given = await givenSandbox();
  const context = await desktopContext(browser, { viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${given.sandbox.storefrontUrl(LOTUS)}/de/products/green-tea?ref=CLEO`);
  await page.getByRole('button', { name: 'Ablehnen' }).click();
  await page.getByRole('button', { name: 'Jetzt kaufen' }).click();
  await page.getByLabel('E-Mail').fill('ben@example.com');
  await page.getByLabel('Vorname').fill('Ben');
  await page.getByLabel('Nachname').fill('Brandt');
  await page.getByLabel('Überweisung').check();
  await page.getByRole('button', { name: 'Zahlungspflichtig bestellen' }).click();
  await page.getByText('Bestellung #1001').waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(given.shop.findOrder('#1001')).toMatchObject({
    landingSiteRef: 'CLEO',
    locale: 'de',
    transactions: [{ status: 'pending' }],
  });
  await context.close();
});
