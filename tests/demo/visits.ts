import pg from 'pg';
import { errors, type FrameLocator, type Page } from 'playwright-core';
import { LOTUS } from '#tests/demo/shops.ts';
import type { Stack } from '#tests/demo/stack.ts';

export type Language = 'en' | 'de';

/** A page of the product under a name for files and test reports. */
export interface PageAddress {
  name: string;
  path: string;
}

const page = (name: string, path: string): PageAddress => ({ name, path });

const SETTINGS = ['attribution', 'branding', 'health', 'money', 'programme', 'shops'];

/** Every page of the admin, with records of the demo's history. */
export async function adminPages({ adminUrl }: Stack): Promise<PageAddress[]> {
  const url = new URL(adminUrl);
  url.pathname = '/lineage';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const { rows } = await client.query<{ shop: number; order: string }>(
    `select shop_id as shop, order_id::text as "order" from shop_order where refund_count > 0 and partner > 1001
      order by ordered_at limit 1`,
  );
  await client.end();
  const [order] = rows;
  return [
    page('home', '/app'),
    page('partners', '/app/partners'),
    page('partner', '/app/partners/1001'),
    page('partner-new', '/app/partners/new'),
    page('partner-import', '/app/partners/import'),
    page('tree', '/app/tree?focus=1001'),
    page('tree-waiting', '/app/tree/waiting'),
    page('orders', '/app/orders'),
    page('order', `/app/orders/${order?.shop}-${order?.order}`),
    page('commissions', '/app/commissions'),
    page('commissions-reversed', '/app/commissions?view=reversed'),
    page('periods', '/app/periods'),
    page('period-accepted', '/app/periods/1'),
    page('period-open', '/app/periods/2'),
    page('payouts', '/app/payouts'),
    page('payout-new', '/app/payouts/new'),
    page('payout', '/app/payouts/1'),
    page('plan', '/app/plan'),
    page('plan-version', '/app/plan/versions/1'),
    page('plan-templates', '/app/plan/templates'),
    page('plan-rehearse', '/app/plan/rehearse'),
    page('settings', '/app/settings'),
    ...SETTINGS.map((name) => page(`settings-${name}`, `/app/settings/${name}`)),
  ];
}

/** Every page of the portal that needs no record; `{row}` and `{person}` are found on the pages before. */
export const PORTAL_PAGES: readonly PageAddress[] = [
  page('home', ''),
  page('earnings', '/earnings'),
  page('nothing', '/nothing'),
  page('team', '/team'),
  page('share', '/share'),
  page('profile', '/profile'),
];

/** Opens a page of the app inside the shop's admin; its frame once the page has a heading. */
export async function openInAdmin(
  stack: Stack,
  tab: Page,
  { path, language, shop = LOTUS }: { path: string; language: Language; shop?: string },
): Promise<FrameLocator> {
  const url = new URL(stack.sandbox.adminUrl(shop, `apps/lineage${path}`));
  url.searchParams.set('locale', language);
  await tab.goto(url.href);
  const frame = tab.frameLocator('iframe[name="app-iframe"]');
  await frame.locator('h1').first().waitFor();
  await quiet(tab);
  return frame;
}

const QUIET_MS = 4_000;

/** What comes after the rows has come. A page that asks again by itself may never be quiet: then it is shown as it is. */
async function quiet(tab: Page): Promise<void> {
  try {
    await tab.waitForLoadState('networkidle', { timeout: QUIET_MS });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
  }
}
