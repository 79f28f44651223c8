// Goal: what staff do to partners on the pages takes effect and can be taken back, in both languages.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '#tests/demo/sign-in.ts';
import { adminStage, LANGUAGES, textsOf, type AdminStage } from '#tests/e2e/admin/admin-stage.ts';
import { eventually } from '#tests/e2e/eventually.ts';

let stage: AdminStage;
beforeAll(async () => {
  stage = await adminStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

test('an invited person accepts by signing in for the first time, and the admin shows it', async () => {
  const tab = await stage.tab();
  const form = await stage.open(tab, '/app/partners/new');
  const t = textsOf('en');
  await form.getByLabel(t('partners.form.firstName')).fill('Wanda');
  await form.getByLabel(t('partners.form.lastName')).fill('Invited');
  await form.getByLabel(t('partners.form.email')).fill('wanda@example.com');
  await form.getByRole('button', { name: t('partners.form.invite') }).click();
  await form.getByRole('heading', { level: 1, name: 'Wanda Invited' }).waitFor();
  const page = await signIn({
    stack: stage.stack,
    context: tab.context(),
    handle: 'lotus',
    email: 'wanda@example.com',
  });
  await page.getByRole('navigation').first().waitFor();
  const [partner] = await stage.query<{ number: number; status: string }>(
    "select number, status from partner where first_name = 'Wanda'",
  );
  expect(partner?.status).toBe('active');
  for (const language of LANGUAGES) {
    const frame = await stage.open(tab, `/app/partners/${partner?.number}`, language);
    await frame.getByText(textsOf(language)('partners.event.partner_accepted')).waitFor();
    await frame.getByText(textsOf(language)('partners.event.partner_invited'), { exact: true }).last().waitFor();
  }
  await tab.context().close();
});

test.each(LANGUAGES)('in %s a partner is moved after a look at the effect, and moved back', async (language) => {
  const t = textsOf(language);
  const [leaf] = await stage.query<{ number: number; sponsor: number }>(
    `select p.number, p.sponsor from partner p where p.status = 'active' and p.sponsor > 1001
        and not exists (select from partner c where c.network_id = p.network_id and c.sponsor = p.number)
      order by p.number desc limit 1`,
  );
  if (!leaf) throw new Error('the demo has nobody without a team');
  const sponsorNow = async () =>
    (await stage.query<{ sponsor: number }>('select sponsor from partner where number = $1', [leaf.number]))[0]
      ?.sponsor;
  const tab = await stage.tab();
  const frame = await stage.open(tab, `/app/partners/${leaf.number}`, language);
  await frame
    .getByRole('button', { name: t('partners.detail.move') })
    .first()
    .click();
  const dialog = frame.getByRole('dialog');
  await dialog.getByLabel(t('partners.move.sponsor')).fill(String(leaf.number));
  await dialog.getByRole('button', { name: t('partners.move.next') }).click();
  await expect.poll(() => dialog.innerText(), { message: 'a circle is refused' }).toMatch(/>/);
  expect(await dialog.getByRole('button', { name: t('partners.move.toReason') }).isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: t('partners.move.back') }).click();
  await dialog.getByLabel(t('partners.move.sponsor')).fill('1001');
  await dialog.getByRole('button', { name: t('partners.move.next') }).click();
  await dialog.getByRole('button', { name: t('partners.move.toReason') }).click();
  await dialog.getByLabel(t('partners.move.reasonTitle')).fill('Signed up under the wrong person');
  await dialog.locator('footer button.primary').click();
  await dialog.waitFor({ state: 'detached' });
  await eventually(async () => expect(await sponsorNow()).toBe(1001));
  await frame.getByRole('button', { name: t('partners.detail.undo') }).click();
  await dialog.getByLabel(t('partners.detail.reason')).fill('It was right after all');
  await dialog.locator('footer button.primary').click();
  await dialog.waitFor({ state: 'detached' });
  await frame.getByText(t('partners.detail.undone')).first().waitFor();
  await eventually(async () => expect(await sponsorNow()).toBe(leaf.sponsor));
  await tab.context().close();
});

const LISTS = {
  en: {
    heading: 'Number,First name,Last name,E-mail,Sponsor',
    of: (name: string) => `${name},Import,${name}@example.org`,
  },
  de: { heading: 'Nummer;Vorname;Nachname;E-Mail;Sponsor', of: (name: string) => `${name};Import;${name}@example.org` },
} as const;

test.each(LANGUAGES)('in %s a list is checked, its faulty lines downloaded, mended and imported', async (language) => {
  const t = textsOf(language);
  const { heading, of } = LISTS[language];
  const between = language === 'en' ? ',' : ';';
  const names = ['Una', 'Ulf', 'Ute'].map((name) => `${name}${language}`);
  const line = (index: number, sponsor: string) =>
    [`X${language}${index}`, of(names[index] ?? ''), sponsor].join(between);
  const listOf = (...lines: string[]) => Buffer.from([heading, ...lines, ''].join('\r\n'));
  const good = [line(0, '1001'), line(1, `X${language}0`)];
  const tab = await stage.tab();
  const upload = async (buffer: Buffer) => {
    const frame = await stage.open(tab, '/app/partners/import', language);
    await frame.locator('input[type="file"]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer });
    await frame.getByRole('button', { name: t('partners.importing.check'), exact: true }).click();
    await frame.getByRole('heading', { name: t('partners.importing.checkedTitle') }).waitFor();
    return frame;
  };
  const faulty = await upload(listOf(...good, line(2, 'NOBODY')));
  await faulty.getByText(t('partners.importing.checkedBad', { count: 1 })).waitFor();
  await faulty.getByText(t('partners.importing.error.unknown-sponsor', { sponsor: 'NOBODY' })).waitFor();
  const button = faulty.getByRole('button', { name: t('partners.importing.badFile') });
  const [download] = await Promise.all([tab.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toBe(t('partners.importing.badFileName'));
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  expect(lines, 'the heading and the one faulty line').toHaveLength(2);
  expect(lines[1]).toContain(names[2]);
  expect(lines[1]).toContain('NOBODY');

  const mended = await upload(listOf(...good, line(2, `X${language}1`)));
  await mended.getByRole('button', { name: t('partners.importing.start', { count: 3 }) }).click();
  await mended.getByText(t('partners.importing.done', { count: 3 })).waitFor();
  const rows = await stage.query<{ name: string; sponsor: string }>(
    `select p.first_name as name, s.first_name as sponsor from partner p
       join partner s on s.network_id = p.network_id and s.number = p.sponsor
      where p.last_name = 'Import' and p.first_name like $1 order by p.number`,
    [`%${language}`],
  );
  expect(rows).toEqual([
    { name: names[0], sponsor: 'Anna' },
    { name: names[1], sponsor: names[0] },
    { name: names[2], sponsor: names[1] },
  ]);
  await tab.context().close();
});
