import { expect, test } from 'vitest';
import { changeStatus } from '#app/services/partners/change-status.ts';
import { takeMails } from '#tests/adapters/mail/mailbox.ts';
import { desktopContext, launchBrowser } from '#tests/browser/launch.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenStory, signedIn, STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { startWeb } from '#tests/e2e/portal/web-process.ts';
import { runMailJobs } from '#tests/services/portal/given.ts';

// Goal: a partner's way from the sign-in page to the reason of a cent, as a person walks it.
const database = await testDatabase();
const story = await givenStory(database, 'sonne');
const other = await givenStory(database, 'mond');
const PHONE = { viewport: { width: 360, height: 740 }, locale: 'de' };

test('from the mailed link to an explanation, by the keyboard where it counts', async () => {
  await using web = await startWeb(database, STORY_NOW);
  await using browser = await launchBrowser();
  const page = await (await desktopContext(browser, PHONE)).newPage();
  const home = `${web.url}/portal/sonne`;
  await page.goto(`${home}/earnings?state=held`, { waitUntil: 'networkidle' });
  await page.getByLabel('E-Mail').fill('cleo@');
  await page.getByRole('button', { name: 'Anmeldelink senden' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('E-Mail').inputValue(), 'what was typed stays').toBe('cleo@');
  for (const email of ['nobody@example.com', 'cleo@example.com']) {
    await page.goto(`${home}/sign-in`, { waitUntil: 'networkidle' });
    await page.getByLabel('E-Mail').fill(email);
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    expect((await page.getByRole('status').innerText()).replace(email, '…')).toContain('Falls … hier bekannt ist');
  }
  await runMailJobs(STORY_NOW);
  const mails = await takeMails();
  expect(mails.map((mail) => mail.to)).toEqual(['cleo@example.com']);
  const link = new URL(mails[0]?.link ?? '');
  await page.goto(`${web.url}${link.pathname}`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Partnerbereich öffnen' }).click();
  await page.getByRole('heading', { name: 'verfügbar' }).waitFor();
  const cookies = (await page.context().cookies()).filter(({ name }) => name === 'lineage_portal');
  expect(cookies.map(({ path }) => path).sort()).toEqual(['/portal/sonne', '/portal/sonne.data']);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await page.getByRole('link', { name: 'Provisionen', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Provisionen' }).waitFor();
  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await page.getByRole('heading', { name: 'verfügbar' }).waitFor();
  await page.goto(`${home}/earnings`, { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: '20 weitere zeigen' }).click();
  await expect.poll(() => page.locator('main li a').count()).toBeGreaterThan(21);
  const first = page.locator('main li a').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  expect(await page.getByRole('dialog').innerText()).toContain('Sie erhalten');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await first.evaluate((link) => link === document.activeElement), 'focus returns').toBe(true);
  await page.goto(`${web.url}${link.pathname}`);
  expect(await page.getByRole('heading').innerText()).toBe('Dieser Link wurde schon verwendet');
});

test('a session is one network’s, ends with a suspension, and every door says so in its own way', async () => {
  await using web = await startWeb(database, STORY_NOW);
  await using browser = await launchBrowser();
  const context = await desktopContext(browser, PHONE);
  const cookies = await signedIn(story, story.cleo);
  await context.addCookies(cookies);
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, path: cookie.path.replace('sonne', 'mond') })));
  const page = await context.newPage();
  const statusOf = async (path: string) => (await page.goto(`${web.url}${path}`))?.status();
  expect(await statusOf('/portal/sonne/earnings')).toBe(200);
  await page.goto(`${web.url}/portal/mond/earnings`);
  expect(new URL(page.url()).pathname).toBe('/portal/mond/sign-in');
  expect(other.cleo).toBe(story.cleo);
  for (const path of ['/nowhere', '/earnings/earning-999-1', `/team/${story.anna}`]) {
    expect(await statusOf(`/portal/sonne${path}`), path).toBe(404);
    expect(await page.getByRole('heading', { level: 1 }).last().innerText()).toBe('Diese Seite gibt es nicht');
  }
  expect(await statusOf('/portal/unknown')).toBe(404);
  const forged = await context.request.post(`${web.url}/portal/sonne/profile`, {
    form: { intent: 'sign-out-everywhere' },
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(forged.status()).toBe(403);
  const staff = { networkId: story.networkId, actor: 'staff:1', now: STORY_NOW };
  await changeStatus({ ...staff, number: story.cleo, change: 'suspend', reason: 'Test' });
  expect(await statusOf('/portal/sonne')).toBe(403);
  expect(await page.getByRole('heading').innerText()).toBe('Ihr Zugang ist gesperrt');
});
