import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Liquid } from 'liquidjs';
import { decimal } from '#tests/sandbox/money.ts';
import { cartJson } from '#tests/sandbox/storefront/cart-json.ts';
import type { ThemeExtension } from '#tests/sandbox/storefront/extension.ts';
import { THEME_TEXTS } from '#tests/sandbox/storefront/texts.ts';
import type { Locale, Visit } from '#tests/sandbox/storefront/visit.ts';

const FOLDER = join(import.meta.dirname, 'theme');

export const themeFile = (name: string) => readFileSync(join(FOLDER, name));

function engineFor(locale: Locale, currency: string): Liquid {
  const engine = new Liquid({ root: [FOLDER], extname: '.liquid' });
  const format = new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-IE', { style: 'currency', currency });
  engine.registerFilter('t', (key: keyof (typeof THEME_TEXTS)['en']) => THEME_TEXTS[locale][key]);
  engine.registerFilter('amount', (text: string) => format.format(text as `${number}`));
  engine.registerFilter('money', (cents: number) => format.format(decimal(BigInt(cents), currency) as `${number}`));
  return engine;
}

/** What every template and block knows of the page. */
export function pageScope(visit: Visit): Record<string, unknown> {
  const { shop, session, locale, root, path, exchange } = visit;
  const { state } = shop;
  const customer = session.customerId === null ? null : shop.findCustomer(session.customerId);
  const rest = `${path.replace(/^\//, '')}${exchange.url.search}`;
  return {
    shop: {
      name: state.name,
      permanent_domain: state.domain,
      currency: state.currency,
      country: state.countryCode,
      url: exchange.url.origin,
    },
    routes: { root_url: root, cart_url: `${root}cart`, cart_update_url: `${root}cart/update` },
    request: {
      design_mode: exchange.url.searchParams.has('design_mode'),
      locale: { iso_code: locale },
      path,
      page_type: path === '/' ? 'index' : path.split('/')[1],
    },
    localization: { language: { iso_code: locale } },
    locale,
    cart: cartJson(state, session.cart, session.discountCodes),
    customer: customer ? { id: customer.id, email: customer.email, first_name: customer.firstName } : null,
    taxes_included: state.taxesIncluded,
    privacy_missing: !state.hasCustomerPrivacyApi,
    other_language: locale === 'de' ? `/${rest}` : `/de/${rest}`,
  };
}

/** Draws a page of the theme: a template inside the layout, with the app's blocks where they are switched on. */
export function themePage(
  visit: Visit,
  extension: ThemeExtension,
  template: string,
  values: Record<string, unknown>,
): string {
  const { locale, shop } = visit;
  const engine = engineFor(locale, shop.state.currency);
  const scope = { ...pageScope(visit), ...values };
  const blocks = (target: 'section' | 'body' | 'head') =>
    shop.state.installation ? extension.render(target, shop.state.blocks, scope, locale) : '';
  if (template === 'checkout') return String(engine.renderFileSync('checkout', scope));
  const content =
    template === 'html'
      ? values.html
      : String(engine.renderFileSync(template, { ...scope, section_blocks: blocks('section') }));
  return String(
    engine.renderFileSync('layout', {
      page_title: shop.state.name,
      ...scope,
      content,
      embed_head: blocks('head'),
      embed_body: blocks('body'),
    }),
  );
}
