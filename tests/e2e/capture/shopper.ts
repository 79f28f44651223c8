import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { desktopContext } from '#tests/browser/launch.ts';
import { startTestShop, type TestShop } from '#tests/e2e/capture/test-shop.ts';

export type Shopper = {
  shop: TestShop;
  context: BrowserContext;
  page: Page;
  /** Everything the page complained about: thrown errors and lines of its console. */
  complaints: string[];
  /** Requests without an answer so far. */
  pending: Set<Request>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A shopper with an empty browser profile in a shop of their own. */
export async function givenShopper(browser: Browser, options: Partial<TestShop> = {}): Promise<Shopper> {
  const shop = await startTestShop(options);
  const context = await desktopContext(browser);
  const page = await context.newPage();
  const complaints: string[] = [];
  const pending = new Set<Request>();
  page.on('request', (request) => pending.add(request));
  page.on('requestfinished', (request) => pending.delete(request));
  page.on('requestfailed', (request) => pending.delete(request));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  return {
    shop,
    context,
    page,
    complaints,
    pending,
    async [Symbol.asyncDispose]() {
      await context.close();
      await shop[Symbol.asyncDispose]();
    },
  };
}

/** Opens a page and waits until the capture knows the shopper's decision and has done what follows from it. */
export async function visit(shopper: Shopper, path: string, consent = decisionOf(shopper.shop)): Promise<void> {
  const { page, shop } = shopper;
  await page.goto(shop.origin + path);
  await page.locator(`#lineage-capture[data-consent="${consent}"]`).waitFor({ state: 'attached' });
  await quiet(shopper);
}

/** The shopper answers the shop's consent banner on this page; later pages know the answer. */
export async function decide(shopper: Shopper, answer: 'yes' | 'no'): Promise<void> {
  const { page, shop } = shopper;
  shop.consent = answer === 'yes' ? 'allowed' : 'refused';
  await page.evaluate((said) => (window as unknown as { decide(said: string): void }).decide(said), answer);
  await quiet(shopper);
}

/** Resolves when everything that the page has begun is answered; a round trip lets it begin what follows an answer. */
export async function quiet({ page, pending }: Shopper): Promise<void> {
  do await page.evaluate(() => fetch('/quiet').then((response) => response.text()));
  while (pending.size > 0);
}

/** What is kept on the device: cookies and both storages, by name. */
export async function keptOnDevice({ page, context }: Shopper): Promise<Record<string, string>> {
  const cookies = await context.cookies();
  const storages = await page.evaluate(() => ({ ...localStorage, ...sessionStorage }) as Record<string, string>);
  return { ...Object.fromEntries(cookies.map(({ name, value }) => [name, value])), ...storages };
}

function decisionOf(shop: TestShop): string {
  return shop.consent === 'missing' || shop.consent === 'silent' ? 'undecided' : shop.consent;
}
