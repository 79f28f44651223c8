import type { BrowserContext, Page } from 'playwright-core';
import { desktopContext } from '#tests/browser/launch.ts';
import type { Side } from '#tests/e2e/story/sides.ts';
import type { Stage } from '#tests/e2e/story/stage.ts';

/** Somebody in front of the shop. */
export interface Shopper {
  page: Page;
  context: BrowserContext;
  side: Side;
  shop: string;
}

/** Arrives by a partner's link and accepts the shop's consent banner. */
export async function arrive({ stack, browser }: Stage, side: Side, code: string): Promise<Shopper> {
  const context = await desktopContext(browser, { locale: 'en-GB' });
  const page = await context.newPage();
  const shop = stack.sandbox.storefrontUrl(side.domain);
  await page.goto(`${shop}/?ref=${code}`);
  await page.getByRole('button', { name: 'Accept' }).click();
  return { page, context, side, shop };
}

/** Looks around the way people do: home, a product, back, the product that it will be. */
export async function openProduct({ page, side, shop }: Shopper, index: number): Promise<void> {
  await page.goto(`${shop}/`);
  await page.getByRole('link', { name: side.products[index]?.title ?? '' }).click();
  await page.getByRole('heading', { level: 1, name: side.products[index]?.title ?? '' }).waitFor();
}

async function pay(page: Page, how: 'Card' | 'Bank transfer'): Promise<string> {
  const email = page.getByLabel('E-mail');
  if ((await email.count()) > 0) await email.fill('mira@example.org');
  await page.getByLabel('First name').fill('Mira');
  await page.getByLabel('Last name').fill('Sand');
  await page.getByLabel(how).check();
  await page.locator('button[name="place"]').click();
  const thanks = page.locator('[data-order-id]');
  await thanks.waitFor();
  return (await thanks.getAttribute('data-order-id')) ?? '';
}

/** "Buy it now": past the cart, straight to the checkout. The id of the order. */
export async function buyNow(shopper: Shopper, index: number, quantity: number): Promise<string> {
  const { page } = shopper;
  await openProduct(shopper, index);
  await page.getByLabel('Quantity').fill(String(quantity));
  await page.getByRole('button', { name: 'Buy it now' }).click();
  return pay(page, 'Card');
}

/** Two products by the cart, a discount code in the checkout. */
export async function buyByCart(shopper: Shopper, indexes: readonly number[], discount: string): Promise<string> {
  const { page } = shopper;
  for (const index of indexes) {
    await openProduct(shopper, index);
    await page.getByRole('button', { name: 'Add to cart' }).click();
  }
  await page.goto(`${shopper.shop}/cart`);
  await page.locator('button[name="checkout"]').click();
  await page.locator('input[name="discount"]').fill(discount);
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText(discount).waitFor();
  return pay(page, 'Card');
}

/** Orders now, pays later by bank transfer. */
export async function buyOnAccount(shopper: Shopper, index: number, quantity: number): Promise<string> {
  const { page } = shopper;
  await openProduct(shopper, index);
  await page.getByLabel('Quantity').fill(String(quantity));
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.goto(`${shopper.shop}/cart`);
  await page.locator('button[name="checkout"]').click();
  return pay(page, 'Bank transfer');
}
