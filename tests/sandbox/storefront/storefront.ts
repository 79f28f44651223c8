import { fieldsOf, html, notFound, redirect, reply, type Handler, type Reply } from '#tests/sandbox/http/exchange.ts';
import { decimal } from '#tests/sandbox/money.ts';
import type { SandboxParts } from '#tests/sandbox/parts.ts';
import { financialStatusOf, totalsOf } from '#tests/sandbox/state/amounts.ts';
import type { Order, Product } from '#tests/sandbox/state/model.ts';
import { cartRoute } from '#tests/sandbox/storefront/cart-routes.ts';
import {
  checkoutList,
  complete,
  quoteOf,
  type CheckoutForm,
  type Checkouts,
} from '#tests/sandbox/storefront/checkouts.ts';
import { themeExtension, type ThemeExtension } from '#tests/sandbox/storefront/extension.ts';
import { productImage } from '#tests/sandbox/storefront/product-image.ts';
import { proxyRoute } from '#tests/sandbox/storefront/proxy.ts';
import { themeFile, themePage } from '#tests/sandbox/storefront/theme.ts';
import { THEME_TEXTS } from '#tests/sandbox/storefront/texts.ts';
import { visitorSessions, type Visit } from '#tests/sandbox/storefront/visit.ts';

/** A product in the page's language, with the amounts in cents that Liquid's `money` takes. */
function productFor({ locale }: Visit, product: Product) {
  const isGerman = locale === 'de';
  return {
    id: product.id,
    handle: product.handle,
    title: isGerman ? product.titleDe : product.title,
    description: isGerman ? product.descriptionDe : product.description,
    vendor: product.vendor,
    price: Number(product.variants[0]?.price ?? 0n),
    variants: product.variants.map((variant) => ({
      id: variant.id,
      title: variant.title,
      price: Number(variant.price),
    })),
  };
}

const orderFor = (order: Order) => ({
  id: order.id,
  name: `#${order.number}`,
  first_name: order.address?.firstName ?? '',
  is_pending: financialStatusOf(order) === 'pending',
  total: decimal(totalsOf(order).total, order.currency),
});

function asset(path: string, extension: ThemeExtension): Reply | null {
  const match = /^\/cdn\/(theme|extension|images)\/([\w.-]+)$/.exec(path);
  if (!match) return null;
  const [, kind, name = ''] = match;
  const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
  const type = `${types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'}; charset=utf-8`;
  const headers = { 'content-type': type, 'cache-control': 'no-cache' };
  if (kind === 'images') return reply(200, productImage(name.replace('.svg', '')), headers);
  if (kind === 'theme') return reply(200, themeFile(name), headers);
  const file = extension.asset(name);
  return file ? reply(200, file, headers) : notFound();
}

function checkoutRoute(visit: Visit, checkouts: Checkouts, extension: ThemeExtension): Reply | null {
  const match = /^\/checkouts\/([0-9a-f]+)(\/thank-you|\/discount)?$/.exec(visit.path);
  const checkout = match?.[1] === undefined ? null : checkouts.find(match[1]);
  if (!match || !checkout) return null;
  const address = `${visit.root}checkouts/${checkout.token}`;
  const fields = visit.exchange.method === 'POST' ? fieldsOf(visit.exchange) : {};
  if (match[2] === '/discount') {
    if (fields.discount?.trim())
      checkout.discountCodes = [...new Set([...checkout.discountCodes, fields.discount.trim()])];
    return redirect(address);
  }
  if (match[2] === '/thank-you') {
    if (checkout.orderId === null) return redirect(address);
    return html(themePage(visit, extension, 'thanks', { order: orderFor(visit.shop.findOrder(checkout.orderId)) }));
  }
  if (fields.place !== undefined) {
    complete(visit, checkout, formOf(fields));
    return redirect(`${address}/thank-you`);
  }
  const values = { quote: quoteOf(visit, checkout), form: fields, discount_action: `${address}/discount` };
  return html(themePage(visit, extension, 'checkout', values));
}

const formOf = (fields: Record<string, string>): CheckoutForm => ({
  email: fields.email ?? '',
  firstName: fields.firstName ?? '',
  lastName: fields.lastName ?? '',
  address1: fields.address1 ?? '',
  zip: fields.zip ?? '',
  city: fields.city ?? '',
  payment: fields.payment === 'bank_transfer' ? 'bank_transfer' : 'card',
});

function accountRoute(visit: Visit, extension: ThemeExtension): Reply | null {
  const { path, session, shop, exchange } = visit;
  if (path === '/account/login' && exchange.method === 'POST') {
    session.customerId = shop.createCustomer({ email: fieldsOf(exchange).email ?? '' }).id;
    return redirect(`${visit.root}account`);
  }
  if (path === '/account/logout') {
    session.customerId = null;
    return redirect(visit.root);
  }
  if (path !== '/account' && path !== '/account/login') return null;
  const orders = shop.state.orders.filter(
    (order) => session.customerId !== null && order.customerId === session.customerId,
  );
  return html(themePage(visit, extension, 'account', { orders: orders.map(orderFor).reverse() }));
}

function pageRoute(visit: Visit, extension: ThemeExtension): Reply | null {
  const { path, shop, exchange } = visit;
  const products = shop.state.products.filter((product) => product.status === 'active');
  if (path === '/')
    return html(
      themePage(visit, extension, 'home', { products: products.map((product) => productFor(visit, product)) }),
    );
  if (path === '/cart') return html(themePage(visit, extension, 'cart', {}));
  const code = /^\/discount\/([^/]+)$/.exec(path)?.[1];
  if (code !== undefined) {
    visit.session.discountCodes = [decodeURIComponent(code)];
    const to = exchange.url.searchParams.get('redirect') ?? '/';
    return redirect(to.startsWith('/') && !to.startsWith('//') ? to : '/');
  }
  const handle = /^\/products\/([\w-]+)$/.exec(path)?.[1];
  const product = products.find((one) => one.handle === handle);
  if (!product) return null;
  const view = productFor(visit, product);
  return html(themePage(visit, extension, 'product', { product: view, page_title: view.title }));
}

/** The shops' websites, by host: `http://lotus.localhost:PORT/`. */
export function storefront(parts: SandboxParts): Handler {
  const sessions = visitorSessions(parts.now);
  const checkouts = checkoutList();
  const extension = themeExtension(parts.options.extensionFolder);
  const handles = new Map([...parts.shops.values()].map((shop) => [shop.state.handle, shop]));

  return async (exchange) => {
    const shop = handles.get(
      /^([\w-]+)\.(?:localhost|myshopify\.com)(?::\d+)?$/.exec(exchange.headers.host ?? '')?.[1] ?? '',
    );
    if (!shop) return null;
    const file = asset(exchange.url.pathname, extension);
    if (file) return file;
    const visit = sessions.visitOf(shop, exchange);
    const proxied = await proxyRoute(visit, parts);
    const answer =
      (proxied &&
        (proxied.isLiquid
          ? html(themePage(visit, extension, 'html', { html: String(proxied.answer.body) }), proxied.answer.status)
          : proxied.answer)) ??
      cartRoute(visit, checkouts) ??
      checkoutRoute(visit, checkouts, extension) ??
      accountRoute(visit, extension) ??
      pageRoute(visit, extension) ??
      html(themePage(visit, extension, 'message', { message: THEME_TEXTS[visit.locale].not_found }), 404);
    return visit.cookies.length === 0
      ? answer
      : { ...answer, headers: { ...answer.headers, 'set-cookie': visit.cookies } };
  };
}
