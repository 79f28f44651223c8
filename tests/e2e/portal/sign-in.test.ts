// Goal: signing in leads where somebody wanted to go and nowhere else; links cannot be had by the dozen; one press ends all
// devices. Method: the built process, the mail jobs, and as many browsers as the story has devices.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeMails } from '#tests/adapters/mail/mailbox.ts';
import { desktopContext, launchBrowser } from '#tests/browser/launch.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenNewPartner, givenStory, STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { startWeb } from '#tests/e2e/portal/web-process.ts';
import { runMailJobs } from '#tests/services/portal/given.ts';

const database = await testDatabase();
const story = await givenStory(database, 'sonne');
const WAIT = /You can have it sent again in \d+ seconds?\./;
const EVIL = 'https://evil.example/portal/sonne/earnings';

let web: Awaited<ReturnType<typeof startWeb>>;
let browser: Browser;
beforeAll(async () => {
  web = await startWeb(database, STORY_NOW);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await web[Symbol.asyncDispose]();
});

const device = async (): Promise<Page> => (await desktopContext(browser)).newPage();
const home = () => `${web.url}/portal/sonne`;
const here = (page: Page) => page.url().slice(web.url.length);

/** Somebody of their own for each story: requests for one account are counted. */
async function somebody(name: string): Promise<string> {
  await givenNewPartner(story.networkId, { firstName: name, lastName: 'Muster' });
  return `${name.toLowerCase()}@example.com`;
}

/** Asks for a link on the page that is open, and finds it in the mail. */
async function askForLink(page: Page, email: string): Promise<URL> {
  await page.getByLabel(/E-mail|E-Mail/).fill(email);
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  await runMailJobs(STORY_NOW);
  const [mail] = await takeMails();
  expect(mail?.to).toBe(email);
  const { pathname, search } = new URL(mail?.link ?? '');
  return new URL(pathname + search, web.url);
}

async function open(page: Page, link: URL): Promise<void> {
  await page.goto(link.href, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: /Open partner area|Partnerbereich öffnen/ }).click();
  await page.getByRole('navigation').first().waitFor();
}

test('the link of the mail leads to the page that was asked for, on whatever device it is opened', async () => {
  const email = await somebody('Dora');
  const asking = await device();
  await asking.goto(`${home()}/earnings?state=held`, { waitUntil: 'networkidle' });
  expect(new URL(asking.url()).pathname).toBe('/portal/sonne/sign-in');
  await asking.getByRole('link', { name: 'Deutsch' }).click();
  await asking.getByRole('button', { name: 'Anmeldelink senden' }).waitFor();
  const link = await askForLink(asking, email);
  const phone = await device();
  await open(phone, link);
  expect(here(phone)).toBe('/portal/sonne/earnings?state=held');
  await phone.goto(`${home()}/sign-in?to=${encodeURIComponent('/portal/sonne/share')}`);
  expect(here(phone), 'whoever is signed in goes there at once').toBe('/portal/sonne/share');
});

test('a target that somebody made up leads to the first page', async () => {
  const targets = [
    EVIL,
    '//evil.example/',
    '/\\evil.example',
    '/portal/mond/earnings',
    '/portal/sonne/../mond',
    '/app',
  ];
  const visitor = await device();
  const bad = encodeURIComponent(EVIL);
  await visitor.goto(`${home()}/sign-in?to=${bad}`, { waitUntil: 'networkidle' });
  const link = await askForLink(visitor, await somebody('Emil'));
  expect(link.search, 'not even into the mail').toBe('');
  link.search = `?to=${bad}`;
  await open(visitor, link);
  expect(here(visitor)).toBe('/portal/sonne');
  for (const target of targets) {
    await visitor.goto(`${home()}/sign-in?to=${encodeURIComponent(target)}`);
    expect(here(visitor), target).toBe('/portal/sonne');
  }
});

test('the link can be sent again after half a minute, which the page counts and the server keeps', async () => {
  const email = await somebody('Frida');
  const page = await device();
  await page.clock.install();
  await page.goto(`${home()}/sign-in`, { waitUntil: 'networkidle' });
  await askForLink(page, email);
  const again = page.getByRole('button', { name: 'Send again' });
  const wait = page.getByText(WAIT);
  const secondsLeft = async () => Number(/\d+/.exec(await wait.innerText())?.[0]);
  expect(await again.getAttribute('aria-disabled')).toBe('true');
  const first = await secondsLeft();
  await page.clock.runFor(5000);
  await expect.poll(secondsLeft).toBeLessThanOrEqual(first - 5);
  await page.clock.runFor(30_000);
  await page.getByText('You can have it sent again now.').waitFor();
  expect(await again.getAttribute('aria-disabled')).toBeNull();
  await again.click();
  await wait.waitFor();
  expect(await secondsLeft(), 'the browser’s clock does not count').toBeLessThanOrEqual(30);
  const scriptless = await (await desktopContext(browser, { javaScriptEnabled: false })).newPage();
  await scriptless.goto(`${home()}/sign-in`);
  await scriptless.getByLabel('E-mail').fill(email);
  await scriptless.keyboard.press('Enter');
  await scriptless.getByRole('button', { name: 'Send again' }).click();
  await scriptless.getByText(WAIT).waitFor();
  await runMailJobs(STORY_NOW);
  expect(await takeMails(), 'nothing more was sent').toEqual([]);
});

test('signing out on all devices ends every browser, and nobody else’s', async () => {
  const [email, other] = [await somebody('Greta'), await somebody('Hugo')];
  const devices: Page[] = [];
  for (const [index, whose] of [email, email, other].entries()) {
    if (index === 1) await database.asOwner('delete from rate_limit');
    const page = await device();
    await page.goto(`${home()}/sign-in`, { waitUntil: 'networkidle' });
    await open(page, await askForLink(page, whose));
    devices.push(page);
  }
  const [first, second, third] = devices as [Page, Page, Page];
  await first.goto(`${home()}/profile`, { waitUntil: 'networkidle' });
  await first.getByRole('button', { name: /Auf allen Geräten abmelden|Sign out on all devices/ }).click();
  await first.waitForURL(/\/sign-in$/);
  await second
    .getByRole('link', { name: /Provisionen|Earnings/ })
    .first()
    .click();
  await second.waitForURL(/\/sign-in\?to=/);
  expect(new URL(second.url()).searchParams.get('to')).toBe('/portal/sonne/earnings');
  await third.goto(`${home()}/profile`);
  expect(here(third)).toBe('/portal/sonne/profile');
});
