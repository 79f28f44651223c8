import { markup, type Markup } from '#tests/sandbox/admin/html.ts';
import type { ShopState } from '#tests/sandbox/state/model.ts';

export interface AdminPage {
  shop: ShopState;
  shops: ShopState[];
  appHandle: string;
  section: string;
  title: string;
  content: Markup;
  message?: string | null;
  error?: string | null;
  locale: string;
  isAppPage?: boolean;
}

const SECTIONS = [
  ['orders', 'Orders'],
  ['products', 'Products'],
  ['customers', 'Customers'],
  ['discounts', 'Discounts'],
  ['theme', 'Online shop'],
  ['apps', 'Apps'],
  ['webhooks', 'Webhooks'],
  ['privacy', 'Privacy'],
] as const;

/** The stand-in's own admin: a plain look that is nobody else's. */
export function adminDocument({
  shop,
  shops,
  appHandle,
  section,
  title,
  content,
  message,
  error,
  locale,
  isAppPage,
}: AdminPage): string {
  const base = `/store/${shop.handle}`;
  const links = SECTIONS.map(
    ([name, text]) => markup`<li><a href="${base}/${name}"${current(section === name)}>${text}</a></li>`,
  );
  const others = shops.map(
    (one) =>
      markup`<option value="/store/${one.handle}/orders"${one.domain === shop.domain && markup` selected`}>${one.name}</option>`,
  );
  return markup`<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${shop.name} · practice shop</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/bridge/admin.css"></head>
<body>
<header class="head">
  <strong class="head__name">Practice shop</strong>
  <select aria-label="Shop" onchange="location.assign(this.value)">${others}</select>
  <form method="get" action="${base}/language" class="head__language"><label>Language <select name="locale" onchange="this.form.submit()"><option value="en"${locale === 'en' && markup` selected`}>English</option><option value="de"${locale === 'de' && markup` selected`}>Deutsch</option></select></label></form>
  <a href="${base}/visit" target="_blank">View shop</a>
</header>
<div class="columns">
  <nav class="side" aria-label="Shop">
    <ul>${links}</ul>
    ${shop.installation && markup`<p class="side__app"><a href="${base}/apps/${appHandle}"${current(section === 'app')}>${appHandle}</a></p>`}
    <ul data-part="navigation" class="side__links"></ul>
  </nav>
  <div class="page${isAppPage === true && ' page--app'}">
    ${message && markup`<p class="said" role="status">${message}</p>`}
    ${error && markup`<p class="said said--error" role="alert">${error}</p>`}
    ${!isAppPage && markup`<h1>${title}</h1>`}
    ${content}
  </div>
</div>
</body></html>`.text;
}

const current = (isCurrent: boolean) => isCurrent && markup` aria-current="page"`;
