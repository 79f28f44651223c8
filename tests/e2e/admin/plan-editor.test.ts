// Goal: a plan is written as JSON with every finding at its place, and what may not be published is not.
// Method: the demo's Plan page in Chromium; with the editor, and where it cannot be loaded.
import AxeBuilder from '@axe-core/playwright';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEMPLATES } from '#app/domain/templates/templates.ts';
import { adminStage, LANGUAGES, textsOf, type AdminStage } from '#tests/e2e/admin/admin-stage.ts';
import { eventually } from '#tests/e2e/eventually.ts';
import type { Language } from '#tests/demo/visits.ts';

let stage: AdminStage;
beforeAll(async () => {
  stage = await adminStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const plan = TEMPLATES.stairstep.plan({ name: 'By hand', currency: 'EUR', cadence: 'month' });
const textOf = (change: object) => JSON.stringify({ ...plan, ...change }, null, 2);
const FORBIDDEN = {
  activity: { kind: 'all', of: [{ kind: 'own_volume', volume: 'net', at_least: '50' }] },
};

/** The draft's document; what is open is thrown away before. */
async function openDocument(tab: Page, language: Language): Promise<FrameLocator> {
  const t = textsOf(language);
  await stage.query('delete from plan_draft');
  const frame = await stage.open(tab, '/app/plan', language);
  await frame.getByRole('button', { name: t('plan.edit') }).click();
  await frame.getByRole('tab', { name: t('plan.tab.document') }).click();
  return frame;
}

const stored = async () =>
  (await stage.query<{ name: string }>(`select document->>'name' as name from plan_draft`))[0]?.name;

test.each(LANGUAGES)('in %s findings stand at their place, lead there, and block publishing', async (language) => {
  const t = textsOf(language);
  const tab = await stage.tab();
  const frame = await openDocument(tab, language);
  const editor = frame.locator('.cm-content');
  await editor.waitFor();
  expect(await editor.getAttribute('aria-labelledby')).toBe('plan-document');

  const axe = await new AxeBuilder({ page: tab }).include(['iframe[name="app-iframe"]', 'body']).analyze();
  const grave = axe.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);

  const { currency: _, ...rest } = plan;
  await editor.fill(JSON.stringify({ curency: 'EUR', ...rest }, null, 2));
  const place = frame.getByRole('button', { name: 'curency', exact: true });
  await place.waitFor();
  const sentence = t('plan.findings.meant', { sentence: t('plan.finding.unknown-key'), key: 'currency' });
  await frame.getByText(sentence, { exact: true }).first().waitFor();
  await place.click();
  expect(await frame.locator('body').evaluate(() => getSelection()?.toString())).toContain('"curency"');

  await editor.fill('{ "name": ');
  await frame.getByText(t('plan.json.wrong', { count: 1 })).waitFor();
  await frame.locator('.cm-lint-marker-error').first().waitFor();

  await editor.fill(textOf(FORBIDDEN));
  const law = frame.locator('ul.Polaris-BlockStack > li', { hasText: t('plan.law.own-purchase-only') });
  await law.first().waitFor();
  await editor.press('F8');
  await frame.locator('.cm-tooltip').waitFor();
  await tab.getByRole('button', { name: t('admin.form.save'), exact: true }).click();
  await expect.poll(stored).toBe('By hand');
  await expect.poll(() => law.count()).toBe(2);
  const publish = frame.locator('.Polaris-Button--variantPrimary').last();
  expect(await publish.isDisabled()).toBe(true);

  await editor.fill(textOf({ name: 'Lawful' }));
  await expect.poll(() => law.count()).toBe(1);
  await tab.getByRole('button', { name: t('admin.form.save'), exact: true }).click();
  await expect.poll(stored).toBe('Lawful');
  await expect.poll(() => law.count()).toBe(0);
  await expect.poll(() => publish.isDisabled()).toBe(false);
  await tab.context().close();
});

test('where the editor cannot be loaded the document is a plain field with the same findings', async () => {
  const t = textsOf('en');
  const tab = await stage.tab();
  await tab.route(/mount-editor/, (route) => route.abort());
  const frame = await openDocument(tab, 'en');
  const field = frame.locator('textarea#text');
  await field.fill(textOf({ curency: 'EUR' }));
  await frame.getByText(t('plan.json.wrong', { count: 1 })).waitFor();
  await tab.getByRole('button', { name: t('admin.form.save'), exact: true }).click();
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  expect(await field.inputValue(), 'nothing typed is lost').toBe(textOf({ curency: 'EUR' }));
  await field.fill(textOf({ name: 'Plain' }));
  await tab.getByRole('button', { name: t('admin.form.save'), exact: true }).click();
  await expect.poll(stored).toBe('Plain');
  await tab.context().close();
});

test('the form of a plan with ranks writes the same document, and shows what it pays while it is typed', async () => {
  const t = textsOf('de');
  const tab = await stage.tab();
  const frame = await openDocument(tab, 'de');
  await frame.locator('.cm-content').fill(textOf({}));
  await tab.getByRole('button', { name: t('admin.form.save'), exact: true }).click();
  await expect.poll(stored).toBe('By hand');
  const rate = frame.locator('[id="components/0/rates/0/rate"]');
  await eventually(async () => {
    // As long as something is not saved the tabs stay shut.
    await frame.getByRole('tab', { name: t('plan.tab.form') }).click();
    await rate.waitFor({ timeout: 1_000 });
  });
  expect(await rate.inputValue()).toBe('10');
  await rate.fill('zehn');
  await tab.getByRole('button', { name: t('admin.form.save'), exact: true }).click();
  await frame.locator('[aria-invalid="true"]').waitFor();
  expect(await rate.inputValue(), 'nothing typed is lost').toBe('zehn');
  const threshold = frame.locator('[id="ranks/ladder/2/achieve/of/1/at_least"]');
  await rate.fill('12,5');
  await threshold.fill('100.000,00');
  // Without a Director nobody's group breaks away.
  await expect.poll(() => frame.getByText('override', { exact: true }).count()).toBe(1);
  await tab.getByRole('button', { name: t('admin.form.save'), exact: true }).click();
  await expect
    .poll(async () => {
      const [draft] = await stage.query<{ rate: string; reach: string; keep: string }>(
        `select document #>> '{components,0,rates,0,rate}' as rate,
                document #>> '{ranks,ladder,2,achieve,of,1,at_least}' as reach,
                document #>> '{ranks,ladder,2,maintain,of,1,at_least}' as keep from plan_draft`,
      );
      return draft;
    })
    .toEqual({ rate: '0.125', reach: '100000.00', keep: '100000.00' });
  await tab.context().close();
});
