// Goal: no page, mail, file or form error says a word that is not from the language files.
// Method: the processes are started with a German that nobody speaks; every page is read, names and data are exempt.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEMPLATES } from '#app/domain/templates/templates.ts';
import { desktopContext, desktopUserAgent, launchBrowser } from '#tests/browser/launch.ts';
import { sentMails } from '#tests/demo/outbox.ts';
import { seededStack } from '#tests/demo/seeded-stack.ts';
import { AGAVE, LOTUS } from '#tests/demo/shops.ts';
import { signIn } from '#tests/demo/sign-in.ts';
import { adminPages, openInAdmin, PORTAL_PAGES } from '#tests/demo/visits.ts';
import { PSEUDO_START } from '#tests/locales/pseudo.ts';
import { looseWords, outside, spokenText } from '#tests/e2e/pages/loose-words.ts';

let stack: Awaited<ReturnType<typeof seededStack>>;
let browser: Browser;
let data: string[];
beforeAll(async () => {
  const preload = [pathToFileURL(resolve('tests/e2e/pages/pseudo-preload.ts')).href];
  stack = await seededStack({ preload });
  browser = await launchBrowser();
  data = await seededData();
});
afterAll(async () => {
  await browser.close();
  await stack[Symbol.asyncDispose]();
});

/** Names and data that people typed, as the database has them, and the shop's own. */
async function seededData(): Promise<string[]> {
  const url = new URL(stack.adminUrl);
  url.pathname = '/lineage';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const { rows } = await client.query<{ text: string }>(
    `select first_name as text from partner union select last_name from partner union select code from partner_code
     union select name from shop_order union select title from order_line union select name from network
     union select handle from network union select name from shop union select domain from shop
     union select unnest(tags) from order_line union select unnest(collections) from order_line
     union select left(first_name, 1) || left(last_name, 1) from partner
     union select left(first_name, 1) || '.' from partner union select left(last_name, 1) || '.' from partner`,
  );
  await client.end();
  const texts = rows.map(({ text }) => text).filter((text) => text.trim() !== '');
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => zone.replaceAll('_', ' '));
  const people = Object.values(TEMPLATES).flatMap(({ example }) => Object.values(example.names));
  // Languages by their own names, and what the browser says of itself in the list of devices.
  return [
    ...texts,
    ...people,
    ...zones,
    ...Intl.supportedValuesOf('currency'),
    'Deutsch',
    'English',
    '/portal/',
    'Chrome, Linux',
  ];
}

/** What the app says inside the admin. */
async function adminText(tab: Page): Promise<string> {
  const frame = tab.frame({ name: 'app-iframe' });
  if (!frame) throw new Error('the admin shows no app');
  return spokenText(frame);
}

test('every page of the admin speaks by the language files alone', async () => {
  const context = await desktopContext(browser, { locale: 'de-DE' });
  const tab = await context.newPage();
  const found: string[] = [];
  for (const { name, path } of [...(await adminPages(stack)), { name: 'set-up', path: '/app/setup' }]) {
    const shop = name === 'set-up' ? AGAVE : LOTUS;
    await openInAdmin(stack, tab, { path, language: 'de', shop });
    const text = await adminText(tab);
    expect(text, `${name} speaks the pseudo-language`).toContain(PSEUDO_START);
    found.push(...looseWords(text, data).map((line) => `${name}: ${line}`));
  }
  await context.close();
  expect(found).toEqual([]);
});

test('every page of the portal, its form error and its mails do so as well', async () => {
  const context = await desktopContext(browser, { locale: 'de-DE' });
  const portal = `${stack.appUrl}/portal/lotus`;
  const found: string[] = [];
  const read = async (name: string, text: string) =>
    found.push(...looseWords(text, data).map((line) => `${name}: ${line}`));
  const visitor = await context.newPage();
  await visitor.goto(`${portal}/sign-in?lang=de`);
  await visitor.locator('input[name="email"]').fill('anna@');
  await visitor.locator('form button[type="submit"]').first().click();
  await visitor.locator('[aria-invalid="true"]').waitFor();
  await read('sign-in', await spokenText(visitor));
  const page = await signIn({ stack, context, handle: 'lotus', email: 'ben@example.com' });
  for (const { name, path } of PORTAL_PAGES) {
    await page.goto(`${portal}${path}`, { waitUntil: 'networkidle' });
    await read(name, await spokenText(page));
  }
  const mails = await sentMails(stack.mailFolder);
  expect(mails.length).toBeGreaterThan(1);
  for (const { to, subject, text } of mails) await read(`mail to ${to}`, `${subject}\n${text}`);
  await context.close();
  expect(found).toEqual([]);
});

/** Sends a form of the admin as it stands, without what it needs. */
async function sendEmpty(tab: Page, path: string, fields: readonly string[], shop = LOTUS): Promise<string> {
  const frame = await openInAdmin(stack, tab, { path, language: 'de', shop });
  for (const field of fields) await frame.locator(field).fill('');
  await frame.locator('.Polaris-Button--variantPrimary').first().click();
  await frame.locator('[aria-invalid="true"]').first().waitFor();
  return adminText(tab);
}

test('what a form has to say, and what opens behind a row, is from the language files as well', async () => {
  const context = await desktopContext(browser, { locale: 'de-DE' });
  const found: string[] = [];
  const read = (name: string, text: string) => {
    expect(text, `${name} speaks the pseudo-language`).toContain(PSEUDO_START);
    found.push(...looseWords(text, data).map((line) => `${name}: ${line}`));
  };
  const tab = await context.newPage();
  read('new partner without a name', await sendEmpty(tab, '/app/partners/new', []));
  read('set-up without rates', await sendEmpty(tab, '/app/setup', ['#name', '#handle', '#returnDays'], AGAVE));
  const commissions = await openInAdmin(stack, tab, { path: '/app/commissions?view=reversed', language: 'de' });
  await commissions.locator('tbody [aria-expanded="false"]').first().click();
  read('a commission opened', await adminText(tab));
  const portal = await signIn({ stack, context, handle: 'lotus', email: 'cleo@example.com' });
  for (const list of ['/earnings', '/team']) {
    await portal.goto(`${stack.appUrl}/portal/lotus${list}`, { waitUntil: 'networkidle' });
    const row = list === '/team' ? portal.locator('main a[href*="/team/"]') : portal.locator('main li a');
    await row.first().click();
    await portal.waitForURL(new RegExp(`/portal/lotus${list}/.+`));
    await portal.waitForLoadState('networkidle');
    read(`a row of ${list}`, await spokenText(portal));
  }
  for (const path of ['/nothing?order=987654', '/nowhere']) {
    await portal.goto(`${stack.appUrl}/portal/lotus${path}`, { waitUntil: 'networkidle' });
    read(path, await spokenText(portal));
  }
  await context.close();
  expect(found).toEqual([]);
});

test('the headings of every file are from the language files', async () => {
  const headers = {
    authorization: `Bearer ${stack.sandbox.sessionToken(LOTUS)}`,
    'user-agent': desktopUserAgent(browser),
  };
  for (const list of ['partners', 'orders', 'commissions']) {
    const answer = await fetch(`${stack.appUrl}/app/${list}/export?locale=de`, { headers });
    expect(answer.status, list).toBe(200);
    const [heading = ''] = (await answer.text()).split(/\r?\n/);
    expect(outside(heading).replace(/[^\p{L}]/gu, ''), list).toBe('');
  }
});
