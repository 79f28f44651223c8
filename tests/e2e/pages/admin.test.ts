// Goal: every page of the admin holds what every page promises: no sideways scroll, one h1, axe clean, quiet, reloadable.
// Who may see it is a matter of tests/routes.
// Method: the demo's history behind the real processes; each page in the shop's admin, in Chromium, narrow and wide.
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktopContext, launchBrowser } from '#tests/browser/launch.ts';
import { seededStack } from '#tests/demo/seeded-stack.ts';
import { AGAVE, LOTUS } from '#tests/demo/shops.ts';
import { adminPages, openInAdmin } from '#tests/demo/visits.ts';

const WIDTHS = [360, 768, 1440];
/** A phone's and a desk's page; what lies between has the parts of one of them. */
const READ_BY_AXE = [360, 1440];
const PATIENCE_MS = 600_000;
const GRAVE = ['serious', 'critical'];

let stack: Awaited<ReturnType<typeof seededStack>>;
let browser: Browser;
beforeAll(async () => {
  stack = await seededStack();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await stack[Symbol.asyncDispose]();
});

/** The document of the app inside the admin. */
function appFrame(tab: Page): Frame {
  const frame = tab.frame({ name: 'app-iframe' });
  if (!frame) throw new Error('the admin shows no app');
  return frame;
}

/** What is wrong with a page as it stands, in words. */
async function flaws(tab: Page, width: number): Promise<string[]> {
  await tab.setViewportSize({ width, height: 900 });
  const frame = appFrame(tab);
  const { sideways, headings } = await frame.evaluate(() => ({
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: document.querySelectorAll('h1').length,
  }));
  const axe = new AxeBuilder({ page: tab }).include(['iframe[name="app-iframe"]', 'body']);
  const violations = READ_BY_AXE.includes(width) ? (await axe.analyze()).violations : [];
  const grave = violations.filter(({ impact }) => GRAVE.includes(impact ?? ''));
  return [
    ...(sideways > 0 ? [`scrolls sideways by ${sideways} px`] : []),
    ...(headings === 1 ? [] : [`${headings} h1`]),
    ...grave.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ];
}

test(
  'every page is narrow enough, has one heading, is axe clean and says nothing to the console',
  { timeout: PATIENCE_MS },
  async () => {
    const found: string[] = [];
    const context = await desktopContext(browser);
    const tab = await context.newPage();
    let where = '';
    tab.on('pageerror', (error) => found.push(`${where}: ${error.message}`));
    tab.on('console', (message) => message.type() === 'error' && found.push(`${where}: ${message.text()}`));
    for (const { name, path } of [...(await adminPages(stack)), { name: 'set-up', path: '/app/setup' }]) {
      where = name;
      const shop = name === 'set-up' ? AGAVE : LOTUS;
      await openInAdmin(stack, tab, { path, language: 'en', shop });
      for (const width of WIDTHS) {
        found.push(...(await flaws(tab, width)).map((flaw) => `${name} at ${width} px ${flaw}`));
      }
    }
    await context.close();
    expect(found).toEqual([]);
  },
);

/** Pages, what they show of their address, and the link that leads away; without one it is the admin's own menu. */
const STATES = [
  { path: '/app/partners?q=Anna', shows: 'tbody tr', next: { name: /Anna/ } },
  { path: '/app/orders?view=without-partner&sort=oldest', shows: 'tbody tr', next: { name: /^#/ } },
  { path: '/app/commissions?period=1&level=2', shows: 'tbody tr', next: null },
  { path: '/app/tree?focus=1002&view=list', shows: '[role="treegrid"] tbody tr', next: null },
];

test.each(STATES)('back and reload show what the address says: $path', async ({ path, shows, next }) => {
  const context = await desktopContext(browser);
  const tab = await context.newPage();
  const frame = await openInAdmin(stack, tab, { path, language: 'en' });
  await frame.locator(shows).first().waitFor();
  const rows = async () => (await appFrame(tab).locator(shows).allInnerTexts()).join('\n');
  const before = await rows();
  expect(before).not.toBe('');
  await tab.reload();
  await frame.locator(shows).first().waitFor();
  expect(await rows(), 'after loading again').toBe(before);
  const title = await frame.locator('h1').innerText();
  if (next) await frame.locator(shows).getByRole('link', next).first().click();
  else await frame.locator('ui-nav-menu a[href="/app/periods"]').dispatchEvent('click');
  await frame.locator('h1').filter({ hasNotText: title }).waitFor();
  await tab.goBack();
  await frame.locator('h1').filter({ hasText: title }).waitFor();
  await frame.locator(shows).first().waitFor();
  expect(await rows(), 'after coming back').toBe(before);
  await context.close();
});

test('a frame whose token has run out fetches a new one and shows what was asked for', async () => {
  const context = await desktopContext(browser);
  const tab = await context.newPage();
  const frame = await openInAdmin(stack, tab, { path: '/app', language: 'en' });
  const past = Math.floor(Date.now() / 1000) - 3600;
  const url = new URL('/app/partners?q=Anna', stack.sandbox.frameOrigin);
  const parameters = {
    ...{
      embedded: '1',
      shop: LOTUS,
      locale: 'en',
      host: Buffer.from('admin.shopify.com/store/lotus').toString('base64'),
    },
    id_token: stack.sandbox.sessionToken(LOTUS, { exp: past, nbf: past - 60, iat: past - 60 }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  await appFrame(tab).evaluate((address) => location.replace(address), url.href);
  await frame.getByRole('heading', { level: 1, name: 'Partners' }).waitFor();
  await frame.getByRole('link', { name: /Anna/ }).first().waitFor();
  await context.close();
});
