import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { translatorFor } from '#app/locales/translator.ts';
import { desktopContext, launchBrowser } from '#tests/browser/launch.ts';
import { htmlPart } from '#tests/demo/outbox-page.ts';
import { sentMails } from '#tests/demo/outbox.ts';
import { seededStack } from '#tests/demo/seeded-stack.ts';
import { AGAVE, LOTUS } from '#tests/demo/shops.ts';
import { signIn } from '#tests/demo/sign-in.ts';
import type { Stack } from '#tests/demo/stack.ts';
import { adminPages, openInAdmin, PORTAL_PAGES, type Language, type PageAddress } from '#tests/demo/visits.ts';

/**
 * `npm run screenshots`: every page of admin, portal and storefront, in three widths and both languages, the portal light
 * and dark, and every mail, into .data/screenshots. An argument takes only the pages whose name holds it.
 */
const folder = resolve(process.env.LINEAGE_DATA ?? '.data', 'screenshots');
const wanted = process.argv[2] ?? '';
const WIDTHS = [360, 768, 1440];
const HEIGHT = 740;
const HEIGHT_MAX = 6000;
const LANGUAGES: readonly Language[] = ['en', 'de'];
const PARTNER = 'anna@example.com';

const isWanted = (name: string) => name.includes(wanted);

/** Takes a page in every width, as high as its content; some parts grow with the window, so it is measured twice. */
async function shoot(page: Page, name: string, height: (width: number) => Promise<number>): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (let round = 0; round < 2; round++) {
      await page.setViewportSize({ width, height: Math.min(HEIGHT_MAX, Math.max(HEIGHT, await height(width))) });
    }
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), animations: 'disabled' });
  }
  process.stdout.write(`${name}\n`);
}

const heightOf = (page: Page) => () => page.evaluate(() => document.documentElement.scrollHeight);

/** Picture and list are remembered, so each is named. */
const TREE: readonly PageAddress[] = ['picture', 'list'].map((view) => ({
  name: `tree-${view}`,
  path: `/app/tree?focus=1001&view=${view}`,
}));

/** What the admin's own bars take above the app: on a phone its menu lies there too. */
const shellHeight = (width: number): number => (width < 600 ? 380 : 120);

async function shootAdmin(stack: Stack, browser: Browser): Promise<void> {
  const context = await desktopContext(browser);
  const tab = await context.newPage();
  const one = async ({ name, path }: PageAddress, language: Language, shop: string) => {
    if (!isWanted(`admin-${name}`)) return;
    const frame = await openInAdmin(stack, tab, { path, language, shop });
    const content = frame.locator('html');
    await shoot(
      tab,
      `admin-${name}-${language}`,
      async (width) => (await content.evaluate((html) => html.scrollHeight)) + shellHeight(width),
    );
  };
  for (const language of LANGUAGES) {
    for (const page of [...(await adminPages(stack)).filter(({ name }) => name !== 'tree'), ...TREE]) {
      await one(page, language, LOTUS);
    }
    await one({ name: 'set-up', path: '/app/setup' }, language, AGAVE);
  }
  await context.close();
}

type Scheme = 'light' | 'dark';

/** The portal's pages, and the first row and person that they lead to. */
async function shootPortal(page: Page, portal: string, look: { scheme: Scheme; language: Language }): Promise<void> {
  const { scheme, language } = look;
  await speak(page, portal, language);
  for (const { name, path } of [...PORTAL_PAGES, ...(await recordsOf(page, portal))]) {
    const file = `portal-${name}-${scheme}-${language}`;
    if (!isWanted(file)) continue;
    await page.goto(path.startsWith('http') ? path : `${portal}${path}`, { waitUntil: 'networkidle' });
    await shoot(page, file, heightOf(page));
  }
}

async function shootBothSchemes(stack: Stack, browser: Browser): Promise<void> {
  const portal = `${stack.appUrl}/portal/lotus`;
  const signedIn = await desktopContext(browser);
  await signIn({ stack, context: signedIn, handle: 'lotus', email: PARTNER });
  const cookies = await signedIn.cookies();
  for (const scheme of ['light', 'dark'] as const) {
    const context = await desktopContext(browser, { colorScheme: scheme });
    const page = await context.newPage();
    for (const language of LANGUAGES) {
      await page.goto(`${portal}/sign-in?lang=${language}`);
      const file = `portal-sign-in-${scheme}-${language}`;
      if (isWanted(file)) await shoot(page, file, heightOf(page));
    }
    await context.addCookies(cookies);
    for (const language of LANGUAGES) await shootPortal(page, portal, { scheme, language });
    await context.close();
  }
}

async function recordsOf(page: Page, portal: string): Promise<PageAddress[]> {
  const first = async (path: string, selector: string) => {
    await page.goto(`${portal}${path}`);
    const address = await page.locator(selector).first().getAttribute('href');
    return address === null ? '' : new URL(address, portal).href;
  };
  return [
    { name: 'row', path: await first('/earnings', 'main a[href*="/earnings/"]') },
    { name: 'person', path: await first('/team', 'main a[href*="/team/"]') },
  ];
}

/** The partner's own language decides once they are signed in. */
async function speak(page: Page, portal: string, language: Language): Promise<void> {
  await page.goto(`${portal}/profile`);
  await page.locator('select[name="language"]').selectOption(language);
  await page.locator('button[name="intent"][value="language"]').click();
  await page.locator(`html[lang^="${language}"]`).waitFor();
}

async function shootStorefront(stack: Stack, browser: Browser): Promise<void> {
  for (const language of LANGUAGES) {
    const context = await desktopContext(browser);
    const page = await context.newPage();
    const shop = `${stack.sandbox.storefrontUrl(LOTUS)}${language === 'de' ? '/de' : ''}`;
    await page.goto(`${shop}/?ref=CLEO10`);
    await page.locator('[data-consent="accept"]').click();
    await page.goto(`${shop}/products/lotus-body-oil`, { waitUntil: 'networkidle' });
    if (isWanted('storefront-product')) await shoot(page, `storefront-product-${language}`, heightOf(page));
    await context.close();
  }
}

const BRAND = { colour: '#7a2e8e', imprint: 'https://lotus.example/imprint', privacy: 'https://lotus.example/privacy' };

/** Gives the shop a colour, a logo and its links, as staff do, so that mails show what they can look like. */
async function giveBrand(stack: Stack, browser: Browser): Promise<void> {
  const context = await desktopContext(browser);
  const tab = await context.newPage();
  const frame = await openInAdmin(stack, tab, { path: '/app/settings/branding', language: 'en' });
  const drawn = await context.newPage();
  await drawn.setContent(`<p style="margin:0;padding:8px;width:150px;font:600 28px serif;color:#7a2e8e">❀ Lotus</p>`);
  const buffer = await drawn.locator('p').screenshot({ omitBackground: true });
  await frame.locator('[id="colour"]').fill(BRAND.colour);
  await frame.locator('[id="imprintUrl"]').fill(BRAND.imprint);
  await frame.locator('[id="privacyUrl"]').fill(BRAND.privacy);
  await frame.locator('input[type="file"]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer });
  const t = translatorFor('en', 'Europe/Berlin');
  await frame.getByRole('button', { name: t('settings.brand.logoUndo') }).waitFor();
  await tab.getByRole('button', { name: t('admin.form.save'), exact: true }).click();
  await frame.getByRole('button', { name: t('settings.brand.logoRemove') }).waitFor();
  await context.close();
}

/** One mail of each kind, language and brand: its HTML part by day and by night, and its text part. */
async function shootMails(stack: Stack, browser: Browser): Promise<void> {
  if (!isWanted('mail')) return;
  const plain = (await sentMails(stack.mailFolder)).length;
  await giveBrand(stack, browser);
  for (const email of ['ben@example.com', 'cleo@example.com']) {
    const context = await desktopContext(browser);
    await signIn({ stack, context, handle: 'lotus', email });
    await context.close();
  }
  const mails = await sentMails(stack.mailFolder);
  const seen = new Set<string>();
  for (const [place, mail] of mails.entries()) {
    const brand = place < mails.length - plain ? 'brand' : 'plain';
    const name = `mail-${/<html lang="(\w+)"/.exec(mail.html)?.[1]}-${brand}-${mail.html.includes('14 ') ? 'invitation' : 'link'}`;
    if (seen.has(name)) continue;
    seen.add(name);
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await desktopContext(browser, { colorScheme });
      const page = await context.newPage();
      await page.setContent(htmlPart(mail));
      await shoot(page, `${name}-${colorScheme}`, heightOf(page));
      await context.close();
    }
    writeFileSync(join(folder, `${name}.txt`), mail.text);
  }
}

async function main(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await using stack = await seededStack();
  const browser = await launchBrowser();
  try {
    await shootAdmin(stack, browser);
    await shootBothSchemes(stack, browser);
    await shootStorefront(stack, browser);
    await shootMails(stack, browser);
  } finally {
    await browser.close();
  }
  process.stdout.write(`The screenshots are in ${folder}.\n`);
}

await main();
process.exit(0);
