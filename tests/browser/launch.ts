import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { hasPackagedChromium, unpackChromium } from '#tests/browser/chromium-package.ts';

/** Web security and site isolation stay on: frame, policy and cookie tests would prove nothing without them. */
const ARGS = ['--no-sandbox', '--disable-background-networking', '--no-first-run'];

/**
 * Starts the browser that all browser tests use: `LINEAGE_BROWSER` (path of an executable) if set, else the one that
 * comes as an npm package, else the Chrome that is installed on the machine. `await using` closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env['LINEAGE_BROWSER'];
  if (named) return chromium.launch({ executablePath: named, args: ARGS });
  if (!hasPackagedChromium()) return chromium.launch({ channel: 'chrome', args: ARGS });
  const { executablePath, env } = await unpackChromium();
  return chromium.launch({ executablePath, args: ARGS, env: { ...process.env, ...env } });
}

/** What a desktop Chrome of this version calls itself. Shopify's library answers 410 to one that says "Headless". */
export function desktopUserAgent(browser: Browser): string {
  const major = browser.version().split('.')[0];
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}

/** A fresh profile that passes for a person at a desktop; `options` may name another screen, language or agent. */
export function desktopContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({
    userAgent: desktopUserAgent(browser),
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...options,
  });
}
