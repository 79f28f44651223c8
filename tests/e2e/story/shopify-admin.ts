import type { Page } from 'playwright-core';
import type { Side } from '#tests/e2e/story/sides.ts';
import type { Stage } from '#tests/e2e/story/stage.ts';

/** The merchant in Shopify's own admin. */
export interface Merchant {
  page: Page;
  side: Side;
  stage: Stage;
}

const open = ({ page, side, stage }: Merchant, path: string) =>
  page.goto(stage.stack.sandbox.adminUrl(side.domain, path));

const said = (page: Page, words: string) => page.getByText(words, { exact: true }).waitFor();

/** Switches the capture on in the theme editor. */
export async function switchCaptureOn(merchant: Merchant): Promise<void> {
  await open(merchant, 'theme');
  const form = merchant.page.locator('form', { has: merchant.page.locator('input[name="handle"][value="capture"]') });
  await form.getByLabel('Active').check();
  await form.getByRole('button').click();
  await said(merchant.page, 'The theme was saved.');
}

/** The bank transfer has arrived. */
export async function markPaid(merchant: Merchant, order: string): Promise<void> {
  await open(merchant, `orders/${order}`);
  await merchant.page.getByRole('button', { name: 'Mark as paid' }).click();
  await said(merchant.page, 'Marked as paid.');
}

/** The parcel goes out: the hold begins. */
export async function fulfil(merchant: Merchant, order: string): Promise<void> {
  await open(merchant, `orders/${order}`);
  await merchant.page.getByRole('button', { name: 'Fulfil' }).click();
  await said(merchant.page, 'Fulfilled.');
}

/** One item of the first line comes back. */
export async function takeOneBack(merchant: Merchant, order: string): Promise<void> {
  await open(merchant, `orders/${order}`);
  await merchant.page.locator('input[name^="quantity["]').first().fill('1');
  await merchant.page.getByRole('button', { name: 'Refund' }).click();
  await said(merchant.page, 'Refunded.');
}
