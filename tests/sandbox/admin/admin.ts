import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTIONS, API_METHODS } from '#tests/sandbox/admin/actions.ts';
import { appPage } from '#tests/sandbox/admin/app-page.ts';
import { bridgeCall } from '#tests/sandbox/admin/bridge-calls.ts';
import { markup, type Markup } from '#tests/sandbox/admin/html.ts';
import { adminDocument } from '#tests/sandbox/admin/layout.ts';
import { orderPage, ordersPage } from '#tests/sandbox/admin/order-pages.ts';
import {
  appsPage,
  customersPage,
  discountsPage,
  privacyPage,
  productsPage,
  themePage,
  webhooksPage,
} from '#tests/sandbox/admin/other-pages.ts';
import {
  cookie,
  fieldsOf,
  html,
  json,
  notFound,
  redirect,
  reply,
  type Exchange,
  type Handler,
  type Reply,
} from '#tests/sandbox/http/exchange.ts';
import { OWNER_ID } from '#tests/sandbox/owner.ts';
import type { SandboxParts } from '#tests/sandbox/parts.ts';
import type { Shop } from '#tests/sandbox/shop.ts';
import { themeExtension, type ThemeExtension } from '#tests/sandbox/storefront/extension.ts';

const BRIDGE = join(import.meta.dirname, '..', 'bridge');
const FILES: Record<string, { type: string; read: () => string }> = {
  '/app-bridge.js': {
    type: 'text/javascript',
    read: () => readFileSync(join(BRIDGE, 'app-bridge.js'), 'utf8') + readFileSync(join(BRIDGE, 'elements.js'), 'utf8'),
  },
  '/bridge/host.js': { type: 'text/javascript', read: () => readFileSync(join(BRIDGE, 'host.js'), 'utf8') },
  '/bridge/admin.css': { type: 'text/css', read: () => readFileSync(join(import.meta.dirname, 'admin.css'), 'utf8') },
};

interface Request {
  exchange: Exchange;
  shop: Shop;
  /** What follows `/store/<shop>/`. */
  rest: string;
  parts: SandboxParts;
  extension: ThemeExtension;
  locale: 'en' | 'de';
}

function pageOf({
  exchange,
  shop,
  rest,
  parts,
  extension,
  locale,
}: Request): { section: string; title: string; content: Markup } | null {
  const { state } = shop;
  const { searchParams: query } = exchange.url;
  const [section = '', id] = rest.split('/');
  const title = `${section.slice(0, 1).toUpperCase()}${section.slice(1)}`;
  switch (section) {
    case 'orders': {
      const order = id === undefined ? null : shop.findOrder(id);
      if (order) return { section, title: `Order #${order.number}`, content: orderPage(state, order) };
      return { section, title, content: ordersPage(state, Number(query.get('page') ?? 1)) };
    }
    case 'products':
      return { section, title, content: productsPage(state) };
    case 'customers':
      return { section, title, content: customersPage(state) };
    case 'discounts':
      return { section, title, content: discountsPage(state) };
    case 'theme':
      return {
        section,
        title: 'Theme',
        content: themePage(state, extension, query.get('activateAppId')?.split('/').at(-1) ?? null, locale),
      };
    case 'webhooks':
      return {
        section,
        title,
        content: webhooksPage(parts.deliveries.list({ shop: state.domain }), parts.deliveries.isHolding()),
      };
    case 'apps':
      return id === undefined
        ? { section, title, content: appsPage(state, parts.config, parts.options.app.handle) }
        : null;
    case 'privacy':
      return { section, title, content: privacyPage(state) };
    default:
      return null;
  }
}

/** Where an address of Shopify's admin leads here: `themes/current/editor` is the theme page, the rest keeps its name. */
export function adminLink(path: string): string {
  const [, head = '', rest = ''] = /^\/?([^/?]*)(.*)$/.exec(path) ?? [];
  if (head === 'themes') return `theme${/\?.*/.exec(rest)?.[0] ?? ''}`;
  return ['orders', 'products', 'customers', 'discounts', 'apps'].includes(head) ? `${head}${rest}` : 'orders';
}

async function act({ exchange, shop, parts }: Request, name: string): Promise<Reply> {
  const action = ACTIONS[name];
  if (!action || exchange.method !== 'POST') return notFound();
  const back = new URL(exchange.headers.referer ?? `/store/${shop.state.handle}/orders`, exchange.url);
  back.searchParams.delete('activateAppId');
  try {
    const said = await action(shop, fieldsOf(exchange), parts);
    back.searchParams.delete('error');
    back.searchParams.set('said', said);
  } catch (error) {
    back.searchParams.delete('said');
    back.searchParams.set('error', (error as Error).message);
  }
  return redirect(`${back.pathname}${back.search}`);
}

/** Calls a method of the shop with the JSON array in the body; a field named `at` is an instant. */
function callMethod({ exchange, shop }: Request, name: string): Reply {
  const method = API_METHODS.find((one) => one === name);
  if (!method || exchange.method !== 'POST') return notFound();
  const revive = (key: string, value: unknown) => (key === 'at' && typeof value === 'string' ? new Date(value) : value);
  try {
    const args = JSON.parse(exchange.body.toString('utf8') || '[]', revive) as unknown[];
    const result = (shop[method] as (...given: unknown[]) => unknown)(...args);
    const text = JSON.stringify(result ?? null, (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    return reply(200, text, { 'content-type': 'application/json' });
  } catch (error) {
    return json(422, { error: (error as Error).message });
  }
}

function document(
  request: Request,
  page: { section: string; title: string; content: Markup },
  isAppPage = false,
): Reply {
  const { exchange, shop, parts, locale } = request;
  const { searchParams: query } = exchange.url;
  return html(
    adminDocument({
      ...page,
      shop: shop.state,
      shops: [...parts.shops.values()].map((one) => one.state),
      appHandle: parts.options.app.handle,
      message: query.get('said'),
      error: query.get('error'),
      locale,
      isAppPage,
    }),
  );
}

function framedApp(request: Request): Reply {
  const { exchange, shop, rest, parts, locale } = request;
  const { app } = parts.options;
  if (!shop.state.installation) return redirect(`/store/${shop.state.handle}/apps`);
  const path = `${rest.slice(`apps/${app.handle}`.length)}${exchange.url.search}`;
  const frame = {
    shop: shop.state,
    app,
    frameOrigin: parts.frameOrigin,
    path,
    locale,
    userId: OWNER_ID,
    now: new Date(),
  };
  return document(request, { section: 'app', title: app.handle, content: appPage(frame) }, true);
}

async function answer(request: Request): Promise<Reply | null> {
  const { exchange, shop, rest, parts, extension } = request;
  const base = `/store/${shop.state.handle}`;
  const [head = '', name = ''] = rest.split('/');
  if (rest === '') return redirect(`${base}/orders`);
  if (head === 'actions') return act(request, name);
  if (head === 'api') return callMethod(request, name);
  if (rest === 'admin-link') return redirect(`${base}/${adminLink(exchange.url.searchParams.get('path') ?? '')}`);
  if (rest === 'visit') return redirect(`http://${shop.state.handle}.localhost:${exchange.url.port}/`);
  if (rest === 'language') {
    const locale = exchange.url.searchParams.get('locale') === 'de' ? 'de' : 'en';
    return redirect(new URL(exchange.headers.referer ?? base, exchange.url).pathname, {
      'set-cookie': `admin_locale=${locale}; Path=/`,
    });
  }
  if (rest === `apps/${parts.options.app.handle}` || rest.startsWith(`apps/${parts.options.app.handle}/`))
    return framedApp(request);
  const called = bridgeCall(rest, shop, exchange, parts, extension);
  if (called) return called;
  const page = pageOf(request);
  return page ? document(request, page) : null;
}

/** The admin page: `/store/<shop>/…`, the files of App Bridge, and a start page that lists the shops. */
export function admin(parts: SandboxParts): Handler {
  const extension = themeExtension(parts.options.extensionFolder);
  const shops = [...parts.shops.values()];

  return async (exchange) => {
    const { pathname, searchParams } = exchange.url;
    const file = FILES[pathname];
    if (file)
      return reply(200, file.read(), {
        'content-type': `${file.type}; charset=utf-8`,
        'cache-control': 'no-cache',
        'access-control-allow-origin': '*',
      });
    if (pathname === '/')
      return html(
        markup`<!doctype html><title>Practice shops</title><link rel="icon" href="data:,"><ul>${shops.map(({ state }) => markup`<li><a href="/store/${state.handle}/orders">${state.name}</a></li>`)}</ul>`
          .text,
      );
    const match = /^\/store\/([^/]+)(?:\/(.*))?$/.exec(pathname);
    const shop = shops.find((one) => one.state.handle === match?.[1]);
    if (!match || !shop) return null;
    const wanted = searchParams.get('locale') ?? cookie(exchange, 'admin_locale');
    return answer({
      exchange,
      shop,
      rest: (match[2] ?? '').replace(/\/$/, ''),
      parts,
      extension,
      locale: wanted === 'de' ? 'de' : 'en',
    });
  };
}
