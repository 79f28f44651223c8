import { readFile } from 'node:fs/promises';
import type { FrameLocator } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '#tests/e2e/eventually.ts';
import type { Merchant } from '#tests/e2e/story/shopify-admin.ts';
import { euros, PEOPLE, total, type Side, type Three } from '#tests/e2e/story/sides.ts';

type Language = 'en' | 'de';

/** Opens a page of the app inside Shopify's admin. */
export async function openApp(merchant: Merchant, path: string, language: Language = 'en'): Promise<FrameLocator> {
  const url = new URL(merchant.stage.stack.sandbox.adminUrl(merchant.side.domain, `apps/lineage${path}`));
  url.searchParams.set('locale', language);
  await merchant.page.goto(url.href);
  const frame = merchant.page.frameLocator('iframe[name="app-iframe"]');
  await frame.locator('h1').first().waitFor();
  return frame;
}

/** Answers the set-up page: the rates of the plan, everything else as it is proposed. */
export async function setUp(merchant: Merchant): Promise<void> {
  const frame = await openApp(merchant, '/app');
  await frame.getByRole('heading', { name: 'Set up Lineage' }).waitFor();
  for (const [index, rate] of merchant.side.rates.entries())
    await frame.getByLabel(`Pay level ${index + 1}`, { exact: true }).fill(rate);
  await frame.getByRole('button', { name: 'Start the network' }).click();
  await frame.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
}

/** Adds Anna, Ben and Cleo, each under the one before. */
export async function addPartners(merchant: Merchant): Promise<void> {
  for (const { name, lastName, sponsor, code, number } of PEOPLE) {
    const frame = await openApp(merchant, '/app/partners/new');
    await frame.getByText('At once', { exact: true }).click();
    await frame.getByLabel('First name').fill(name);
    await frame.getByLabel('Last name').fill(lastName);
    await frame.getByLabel('E-mail').fill(addressOf(merchant.side, name));
    await frame.getByLabel('Language').selectOption('en');
    await frame.getByLabel('Sponsor', { exact: true }).fill(String(sponsor));
    await frame.getByLabel('Code (optional)', { exact: true }).fill(code);
    await frame.getByRole('button', { name: 'Add partner' }).click();
    await frame.getByText(`${number} · since`).waitFor();
  }
}

/** The same person's name in both networks, with another address. */
export const addressOf = ({ handle }: Side, name: string) => `${name.toLowerCase()}@${handle}.example`;

/** Looks the preview over and accepts the month. */
export async function acceptOctober(merchant: Merchant, sum: bigint): Promise<void> {
  const frame = await shows(merchant, '/app/periods/1', [euros(sum)]);
  await frame.getByRole('button', { name: 'Review and accept' }).click();
  const accept = frame.getByRole('button', { name: `Accept October 2026: 3 partners, ${euros(sum)}` });
  await accept.click();
  await frame.getByText('Confirm that you have looked.').waitFor();
  await frame.getByText('I have looked at the changes and the outliers').click();
  await accept.click();
  await frame.getByText('Accepted', { exact: true }).first().waitFor();
}

/** Freezes whoever can be paid, hands the file over and marks it as paid. The file. */
export async function payOut(merchant: Merchant, partners: number, sum: bigint): Promise<string> {
  const { page } = merchant;
  const frame = await openApp(merchant, '/app/payouts/new');
  await frame.getByRole('button', { name: `Freeze payout: ${partners} partners, ${euros(sum)}` }).click();
  const handOver = frame.getByRole('button', { name: `Download CSV and hand over: ${euros(sum)}` });
  await handOver.waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), handOver.click()]);
  await frame.getByRole('button', { name: `Mark ${partners} payouts as paid, ${euros(sum)}` }).click();
  await frame.getByText('Paid on').waitFor();
  return readFile(await download.path(), 'utf8');
}

/** Opens a page anew until its text holds every one of these. */
export async function shows(
  merchant: Merchant,
  path: string,
  texts: readonly string[],
  language: Language = 'en',
): Promise<FrameLocator> {
  return eventually(async () => {
    const frame = await openApp(merchant, path, language);
    const text = await frame.locator('body').innerText();
    for (const each of texts) expect(text).toContain(each);
    return frame;
  });
}

const WORDS = ['estimated', 'held', 'available', 'paid'] as const;
export type Figures = Record<(typeof WORDS)[number], Three>;
const NOTHING: Three = [0n, 0n, 0n];

/** Figures of the three where what is not named is nothing. */
export const figures = (some: Partial<Figures>): Figures => ({
  ...{ estimated: NOTHING, held: NOTHING, available: NOTHING, paid: NOTHING },
  ...some,
});

async function tileShows(frame: FrameLocator, address: string, amount: string): Promise<void> {
  expect(await frame.locator(`a[href="${address}"]`).first().innerText(), address).toContain(amount);
}

/** The four figures as they stand: over all partners on Payouts, and of each of the three on their page. */
export async function showsFigures(merchant: Merchant, figures: Figures, language: Language = 'en'): Promise<void> {
  const links = WORDS.map((word) => [`/app/commissions?view=${word}`, figures[word]] as const);
  await eventually(async () => {
    const frame = await openApp(merchant, '/app/payouts', language);
    for (const [address, three] of links) await tileShows(frame, address, euros(total(three), language));
  });
  for (const [index, { number }] of PEOPLE.toReversed().entries()) {
    const frame = await openApp(merchant, `/app/partners/${number}`, language);
    for (const [address, three] of links)
      await tileShows(frame, `${address}&partner=${number}`, euros(three[index] ?? 0n, language));
  }
}
