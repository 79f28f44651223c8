import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { setLanguage } from '#app/services/portal/set-language.ts';
import { saveLook } from '#app/services/settings/save-look.ts';
import { desktopContext, launchBrowser } from '#tests/browser/launch.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenNewPartner, givenStory, signedIn, STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { startWeb } from '#tests/e2e/portal/web-process.ts';

// Goal: every page is readable for everybody. Method: the built process in real Chromium, phone and desktop, both languages,
// light and dark, by axe, by width, and by what the browser complains about.
const database = await testDatabase();
const story = await givenStory(database, 'sonne');
const LONG = { firstName: 'Maximiliane-Charlotte', lastName: 'von Hohenstaufen-Wittelsbach-Sachsen' };
const newcomer = await givenNewPartner(story.networkId, LONG);
const links = { imprintUrl: 'https://sonne.example/imprint', privacyUrl: 'https://sonne.example/privacy' };

const SCREENS = [
  { language: 'de', width: 360, height: 740, colorScheme: 'light', colour: '#ffe000' },
  { language: 'en', width: 360, height: 740, colorScheme: 'dark', colour: '#000000' },
  { language: 'de', width: 768, height: 1024, colorScheme: 'dark', colour: '#e30613' },
  { language: 'en', width: 1440, height: 900, colorScheme: 'light', colour: '#0f6b66' },
] as const;

const PAGES = {
  cleo: ['', '/earnings', '/earnings?state=held', '/earnings?state=paid', '/share', '/profile', '/nothing?order=1002'],
  anna: ['', '/earnings?period=1', '/team', `/team/${story.cleo}`],
  newcomer: ['', '/earnings', '/team', '/share', '/profile'],
} as const;
const VISITOR = ['/sign-in', '/link/unknown'];

/** Collects what the browser has to say against a page: violations of the policy, errors, missing files. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  return complaints;
}

async function expectReadable(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'load' });
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(tooWide, `${address} scrolls sideways`).toBeLessThanOrEqual(0);
  expect(await page.locator('h1').count(), `${address} has one heading`).toBe(1);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  expect(found, address).toEqual([]);
}

async function openAs(
  browser: Awaited<ReturnType<typeof launchBrowser>>,
  number: number | null,
  options: BrowserContextOptions,
) {
  const context = await desktopContext(browser, options);
  if (number !== null) await context.addCookies(await signedIn(story, number));
  return context;
}

test.each(SCREENS)('pages are readable at $width px, $language, $colorScheme, brand $colour', async (screen) => {
  const { language, width, height, colorScheme, colour } = screen;
  const by = { networkId: story.networkId, actor: 'staff:1', now: STORY_NOW };
  await saveLook({ ...by, logo: 'keep', name: 'Hofladen Sonne', colour, ...links });
  await using web = await startWeb(database, STORY_NOW);
  await using browser = await launchBrowser();
  const home = `${web.url}/portal/sonne`;
  const options = { viewport: { width, height }, colorScheme, locale: language };
  const people = { cleo: story.cleo, anna: story.anna, newcomer };
  for (const [who, paths] of Object.entries(PAGES)) {
    const number = people[who as keyof typeof people];
    await setLanguage({ networkId: story.networkId, number, language, now: STORY_NOW });
    const context = await openAs(browser, number, options);
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    for (const path of paths) await expectReadable(page, `${home}${path}`);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(complaints).toEqual([]);
    await context.close();
  }
  const context = await openAs(browser, null, options);
  const page = await context.newPage();
  for (const path of VISITOR) await expectReadable(page, `${home}${path}`);
  await context.close();
});

test('without a script every page can be read, filtered and left', async () => {
  await using web = await startWeb(database, STORY_NOW);
  await using browser = await launchBrowser();
  const context = await openAs(browser, story.cleo, {
    viewport: { width: 360, height: 740 },
    javaScriptEnabled: false,
  });
  await setLanguage({ networkId: story.networkId, number: story.cleo, language: 'en', now: STORY_NOW });
  const page = await context.newPage();
  const home = `${web.url}/portal/sonne`;
  await page.goto(home);
  await page
    .getByRole('link', { name: /estimated/ })
    .first()
    .click();
  expect(await page.locator('main li').count()).toBeGreaterThanOrEqual(20);
  await page.getByRole('link', { name: 'Show 20 more' }).click();
  expect(new URL(page.url()).searchParams.get('after')).not.toBeNull();
  await page.locator('main li a').first().click();
  const sheet = page.getByRole('dialog');
  expect(await sheet.innerText()).toContain('You earn');
  await sheet.getByRole('link', { name: 'Close' }).click();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.goto(`${home}/share`);
  expect(await page.locator('main').innerText()).toContain('?ref=CLEO77');
  await page.goto(`${home}/profile`);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  expect(new URL(page.url()).pathname).toBe('/portal/sonne/sign-in');
  await page.goto(home);
  expect(new URL(page.url()).pathname, 'signed out').toBe('/portal/sonne/sign-in');
});
