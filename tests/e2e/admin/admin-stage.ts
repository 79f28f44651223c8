import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import pg from 'pg';
import { translatorFor, type Translator } from '#app/locales/translator.ts';
import { desktopContext, launchBrowser } from '#tests/browser/launch.ts';
import { seededStack } from '#tests/demo/seeded-stack.ts';
import { openInAdmin, type Language } from '#tests/demo/visits.ts';

/** The demo's history with a browser before it, for tests that press the admin's buttons. */
export interface AdminStage {
  stack: Awaited<ReturnType<typeof seededStack>>;
  browser: Browser;
  tab(options?: BrowserContextOptions): Promise<Page>;
  open(tab: Page, path: string, language?: Language, shop?: string): Promise<FrameLocator>;
  /** Reads and writes as the owner of everything, past row-level security. */
  query<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

export const LANGUAGES = ['en', 'de'] as const;

/** The product's own words, so that a test says what it presses and not how that is written. */
export const textsOf = (language: Language): Translator => translatorFor(language, 'Europe/Berlin');

export async function adminStage(): Promise<AdminStage> {
  const stack = await seededStack();
  const browser = await launchBrowser();
  const url = new URL(stack.adminUrl);
  url.pathname = '/lineage';
  const database = new pg.Pool({ connectionString: url.href, max: 2 });
  return {
    stack,
    browser,
    tab: async (options = {}) => (await desktopContext(browser, { acceptDownloads: true, ...options })).newPage(),
    open: (tab, path, language = 'en', shop) =>
      openInAdmin(stack, tab, { path, language, ...(shop === undefined ? {} : { shop }) }),
    query: async <T extends object>(text: string, values: unknown[] = []) =>
      (await database.query<T & pg.QueryResultRow>(text, values)).rows as T[],
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await database.end();
      await stack[Symbol.asyncDispose]();
    },
  };
}
