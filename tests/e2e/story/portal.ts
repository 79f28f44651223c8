import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { desktopContext } from '#tests/browser/launch.ts';
import { signIn as signInByMail } from '#tests/demo/sign-in.ts';
import { eventually } from '#tests/e2e/eventually.ts';
import { addressOf } from '#tests/e2e/story/merchant.ts';
import type { Side } from '#tests/e2e/story/sides.ts';
import type { Stage } from '#tests/e2e/story/stage.ts';

/** A partner at their telephone, signed in by the mailed link. */
export async function signIn({ stack, browser }: Stage, side: Side, name: string): Promise<Page> {
  const context = await desktopContext(browser, { viewport: { width: 390, height: 844 } });
  return signInByMail({ stack, context, handle: side.handle, email: addressOf(side, name) });
}

/** Opens a page of the portal anew until its text holds every one of these. */
export async function portalShows(page: Page, path: string, texts: readonly string[]): Promise<void> {
  await eventually(async () => {
    await page.goto(new URL(path, page.url()).href);
    const text = await page.locator('body').innerText();
    for (const each of texts) expect(text).toContain(each);
  });
}

/** Switches the partner's language in the profile. */
export async function switchTo(page: Page, portal: string, language: 'en' | 'de'): Promise<void> {
  await page.goto(`${portal}/profile`);
  const choice = page.locator('select[name="language"]');
  await choice.selectOption(language);
  await page.locator('button[name="intent"][value="language"]').click();
  await page.locator(`html[lang^="${language}"]`).waitFor();
}
