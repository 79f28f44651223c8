// Goal: the settings that carry files and codes do what they say, and refuse what they must, in both languages.
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AGAVE, LOTUS } from '#tests/demo/shops.ts';
import type { Language } from '#tests/demo/visits.ts';
import { adminStage, LANGUAGES, textsOf, type AdminStage } from '#tests/e2e/admin/admin-stage.ts';
import { eventually } from '#tests/e2e/eventually.ts';

let stage: AdminStage;
beforeAll(async () => {
  stage = await adminStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const BRANDING = '/app/settings/branding';
const KILOBYTE = 1024;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

const choose = (frame: FrameLocator, name: string, mimeType: string, buffer: Buffer) =>
  frame.locator('input[type="file"]').setInputFiles({ name, mimeType, buffer });

/** Presses Save in the bar that Shopify draws around the app. */
const save = (tab: Page, language: Language) =>
  tab.getByRole('button', { name: textsOf(language)('admin.form.save'), exact: true }).click();

const logoIn = (portal: string) => fetch(`${stage.stack.appUrl}/portal/${portal}/logo`);

test.each(LANGUAGES)('in %s a logo is taken, shown to partners and taken away', async (language) => {
  const t = textsOf(language);
  const tab = await stage.tab();
  const frame = await stage.open(tab, BRANDING, language);
  await choose(frame, 'logo.png', 'image/png', PNG);
  await frame.getByRole('button', { name: t('settings.brand.logoUndo') }).waitFor();
  await save(tab, language);
  await frame.getByRole('button', { name: t('settings.brand.logoRemove') }).waitFor();
  const shown = await logoIn('lotus');
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Buffer.from(await shown.arrayBuffer()).equals(PNG)).toBe(true);
  await frame.getByRole('button', { name: t('settings.brand.logoRemove') }).click();
  await frame.getByText(t('settings.brand.logoRemoved')).waitFor();
  await save(tab, language);
  await frame.getByText(t('settings.brand.logoRemoved')).waitFor({ state: 'detached' });
  expect((await logoIn('lotus')).status).toBe(404);
  await tab.context().close();
});

test.each(LANGUAGES)('in %s what is no picture, or too large, is refused at its field', async (language) => {
  const t = textsOf(language);
  const tab = await stage.tab();
  const frame = await stage.open(tab, BRANDING, language);
  await choose(frame, 'large.png', 'image/png', Buffer.concat([PNG, Buffer.alloc(200 * KILOBYTE)]));
  await frame.getByText(t('admin.form.problem.too-large')).waitFor();
  const refused: [string, string, Buffer][] = [
    ['logo.svg', 'image/svg+xml', SVG],
    ['logo.png', 'image/png', SVG],
    ['logo.png', 'image/png', Buffer.from('GIF89a, or a text that says it is a picture')],
  ];
  for (const [name, mimeType, bytes] of refused) {
    await choose(frame, name, mimeType, bytes);
    await save(tab, language);
    await frame.getByText(t('admin.form.problem.not-an-image')).waitFor();
    await tab.getByRole('button', { name: t('admin.form.discard') }).click();
    await stage.open(tab, BRANDING, language);
  }
  expect((await logoIn('lotus')).status, 'nothing was stored').toBe(404);
  await tab.context().close();
});

test.each(LANGUAGES)('in %s a parked delivery is replayed by its button', async (language) => {
  const t = textsOf(language);
  const id = `parked-${language}`;
  const [copied] = await stage.query<{ id: string }>(
    `update webhook_delivery set webhook_id = $1, state = 'parked', note = 'The body was not readable.', attempts = 8
      where (day, domain, topic, webhook_id) = (select day, domain, topic, webhook_id from webhook_delivery
              where domain = $2 and topic like 'orders/%' and state = 'done' order by received_at limit 1)
     returning webhook_id as id`,
    [id, LOTUS],
  );
  expect(copied?.id).toBe(id);
  const tab = await stage.tab();
  const frame = await stage.open(tab, '/app/settings/health', language);
  await frame.getByRole('heading', { name: t('settings.parked.title', { count: 1 }) }).waitFor();
  await frame.getByText('The body was not readable.').waitFor();
  await frame.getByRole('button', { name: t('settings.parked.replay'), exact: true }).click();
  await frame.getByText(t('settings.parked.none')).waitFor();
  await eventually(async () => {
    const [delivery] = await stage.query<{ state: string }>(
      'select state from webhook_delivery where webhook_id = $1',
      [id],
    );
    expect(delivery?.state).toBe('done');
  });
  await tab.context().close();
});

test.each(LANGUAGES)(
  'in %s a collection is picked in Shopify’s dialogue and gets rates of its own',
  async (language) => {
    const t = textsOf(language);
    const collection = { en: 'Teas', de: 'Face' }[language];
    const tab = await stage.tab();
    const frame = await stage.open(tab, '/app/plan', language);
    const edit = frame.getByRole('button', { name: t('plan.edit') });
    if (await edit.isVisible()) await edit.click();
    const add = frame.getByRole('button', { name: t('plan.tables.addCollection') });
    await add.click();
    const dialog = tab.locator('dialog.dialog');
    await dialog.getByRole('button').first().click();
    await dialog.waitFor({ state: 'detached' });
    expect(await frame.getByRole('heading', { name: collection }).count(), 'cancelled: nothing is added').toBe(0);
    await add.click();
    await dialog.getByLabel(collection).check();
    await dialog.locator('.button--main').click();
    await frame.getByRole('heading', { name: collection }).waitFor();
    await save(tab, language);
    const saved = async () =>
      (await stage.query<{ plan: string }>('select document::text as plan from plan_draft'))[0]?.plan;
    const count = { en: 1, de: 2 }[language];
    await expect.poll(async () => (await saved())?.match(/"match": "collection"/g)?.length).toBe(count);
    await tab.context().close();
  },
);

test('a second shop joins at its installation with a code of the first, once', async () => {
  const tab = await stage.tab();
  const codeIn = async (language: Language) => {
    const t = textsOf(language);
    const frame = await stage.open(tab, '/app/settings/shops', language);
    await frame.getByRole('button', { name: t('settings.shops.join.make') }).click();
    return (await frame.locator('[role="status"] .Polaris-Text--headingLg').innerText()).trim();
  };
  const code = await codeIn('de');
  const t = textsOf('de');
  const joining = await stage.open(tab, '/app', 'de', AGAVE);
  await joining.getByRole('button', { name: t('setup.join.open') }).click();
  await joining.getByLabel(t('setup.join.code')).fill('WRONG-CODE');
  await joining.getByRole('button', { name: t('setup.join.submit'), exact: true }).click();
  await joining
    .getByText(t('admin.form.problem.unknown'))
    .or(joining.getByText(t('errors.network.join-code')))
    .waitFor();
  await joining.getByLabel(t('setup.join.code')).fill(code);
  await joining.getByRole('button', { name: t('setup.join.submit'), exact: true }).click();
  await joining.getByRole('heading', { level: 1, name: t('home.title') }).waitFor();
  for (const language of LANGUAGES) {
    const frame = await stage.open(tab, '/app/settings/shops', language, AGAVE);
    for (const name of ['Lotus Naturkosmetik', 'Agave Home']) await frame.getByRole('heading', { name }).waitFor();
  }
  const rows = await stage.query<{ networks: number }>(
    'select count(distinct network_id)::int as networks from shop where domain in ($1, $2)',
    [LOTUS, AGAVE],
  );
  expect(rows).toEqual([{ networks: 1 }]);
  await tab.context().close();
});
