// Goal: the tree's overview moves the picture, by hand and by keys, and says what is in view.
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminStage, LANGUAGES, textsOf, type AdminStage } from '#tests/e2e/admin/admin-stage.ts';

let stage: AdminStage;
beforeAll(async () => {
  stage = await adminStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const TREE = '/app/tree?focus=1001&view=picture';

/** Where the picture's layer stands, in pixels. */
async function placeOf(frame: FrameLocator): Promise<{ x: number; y: number }> {
  const transform = await frame.locator('svg[role="tree"] > g').getAttribute('transform');
  const [x, y] = /translate\(([-\d.e]+),([-\d.e]+)\)/.exec(transform ?? '')?.slice(1) ?? [];
  return { x: Number(x), y: Number(y) };
}

async function dragAcross(tab: Page, strip: Locator, from: number, to: number): Promise<void> {
  const box = await strip.boundingBox();
  if (!box) throw new Error('the overview is not shown');
  const y = box.y + box.height / 2;
  await tab.mouse.move(box.x + box.width * from, y);
  await tab.mouse.down();
  await tab.mouse.move(box.x + box.width * ((from + to) / 2), y);
  await tab.mouse.move(box.x + box.width * to, y);
  await tab.mouse.up();
}

test.each(LANGUAGES)('in %s the overview is dragged and the picture follows', async (language) => {
  const tab = await stage.tab();
  const frame = await stage.open(tab, TREE, language);
  const strip = frame.getByRole('slider', { name: textsOf(language)('tree.overview.label') });
  await strip.scrollIntoViewIfNeeded();
  const bars = strip.locator('rect:not([rx])');
  expect(await bars.count(), 'one bar per level').toBeGreaterThanOrEqual(3);
  await dragAcross(tab, strip, 0.1, 0.9);
  const right = await placeOf(frame);
  expect(await strip.getAttribute('aria-valuetext')).not.toBeNull();
  await dragAcross(tab, strip, 0.9, 0.1);
  expect((await placeOf(frame)).x, 'towards the focus the layer moves right').toBeGreaterThan(right.x);
  const left = await placeOf(frame);
  await strip.hover();
  expect(await placeOf(frame), 'once let go, it stays').toEqual(left);
  await tab.context().close();
});

test('keys move the overview by levels, from the first to the last, and it says which', async () => {
  const t = textsOf('en');
  const tab = await stage.tab();
  const frame = await stage.open(tab, TREE, 'en');
  const strip = frame.getByRole('slider', { name: t('tree.overview.label') });
  const [first, last] = [await strip.getAttribute('aria-valuemin'), await strip.getAttribute('aria-valuemax')];
  await strip.focus();
  // So near that one level fills the view.
  for (let step = 0; step < 5; step++) await frame.getByRole('button', { name: t('tree.zoomIn') }).click();
  await strip.focus();
  await tab.keyboard.press('End');
  expect(await strip.getAttribute('aria-valuenow')).toBe(last);
  const atEnd = await placeOf(frame);
  await tab.keyboard.press('ArrowLeft');
  expect(Number(await strip.getAttribute('aria-valuenow'))).toBe(Number(last) - 1);
  await tab.keyboard.press('Home');
  expect(await strip.getAttribute('aria-valuenow')).toBe(first);
  const atStart = await placeOf(frame);
  expect(atStart.x).toBeGreaterThan(atEnd.x);
  await tab.keyboard.press('ArrowDown');
  expect((await placeOf(frame)).y, 'down moves the layer up').toBeLessThan(atStart.y);
  expect(await strip.evaluate((element) => element === document.activeElement), 'focus stays').toBe(true);
  await tab.context().close();
});
