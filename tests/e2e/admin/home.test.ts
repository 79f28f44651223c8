// Goal: Home stands when one of its questions is not answered. Method: the stand-in's frame and bridge refuse on demand.
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminStage, LANGUAGES, textsOf, type AdminStage } from '#tests/e2e/admin/admin-stage.ts';

let stage: AdminStage;
beforeAll(async () => {
  stage = await adminStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const OWED = '**/app/owed.data*';
const EMBED = '**/extensions';

/** From now on every request of this kind is answered with a status and nothing useful. */
const refuse = (tab: Page, address: string, status: number) =>
  tab.route(address, (route) => route.fulfill({ status, contentType: 'text/plain', body: 'Refused' }));

const owedCard = (frame: FrameLocator, title: string) =>
  frame.locator('.Polaris-ShadowBevel', { has: frame.getByRole('heading', { name: title }) });

test.each([
  ['en', 500],
  ['de', 429],
] as const)('in %s Home comes up though %i is the answer to what is owed, and asks again', async (language, status) => {
  const t = textsOf(language);
  const tab = await stage.tab();
  await refuse(tab, OWED, status);
  const frame = await stage.open(tab, '/app', language);
  await frame.getByText(t('home.owed.failed')).waitFor();
  expect(await frame.locator('h1').innerText()).toBe(t('home.title'));
  expect(await owedCard(frame, t('home.owed.title')).innerText()).not.toContain('€');
  await tab.unroute(OWED);
  await frame.getByRole('button', { name: t('admin.error.again') }).click();
  await frame.getByText(t('home.owed.failed')).waitFor({ state: 'detached' });
  expect(await owedCard(frame, t('home.owed.title')).innerText()).toContain('€');
  await tab.context().close();
});

test('sums that were there stay where new ones could not be asked for', async () => {
  const t = textsOf('en');
  const tab = await stage.tab();
  await tab.clock.install();
  const frame = await stage.open(tab, '/app');
  const card = owedCard(frame, t('home.owed.title'));
  await expect.poll(() => card.innerText()).toContain('€');
  const before = await card.innerText();
  await refuse(tab, OWED, 500);
  await tab.clock.runFor(31_000);
  await frame.getByText(t('home.owed.stale')).waitFor();
  for (const figure of before.match(/€[\d,.]+/g) ?? []) expect(await card.innerText()).toContain(figure);
  await tab.context().close();
});

test.each(LANGUAGES)('in %s Home says that the embed could not be checked, and checks again', async (language) => {
  const t = textsOf(language);
  const tab = await stage.tab();
  await refuse(tab, EMBED, 500);
  const frame = await stage.open(tab, '/app', language);
  await frame.getByText(t('home.health.embed.failed')).waitFor();
  await tab.unroute(EMBED);
  await frame.getByRole('button', { name: t('home.health.embed.again') }).click();
  await frame.getByText(t('home.health.embed.on')).waitFor();
  await tab.context().close();
});
