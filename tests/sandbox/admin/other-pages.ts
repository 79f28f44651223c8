import { markup, type Markup } from '#tests/sandbox/admin/html.ts';
import type { AppConfig } from '#tests/sandbox/app-config.ts';
import { decimal } from '#tests/sandbox/money.ts';
import type { ShopState } from '#tests/sandbox/state/model.ts';
import type { ThemeExtension } from '#tests/sandbox/storefront/extension.ts';
import type { Delivery } from '#tests/sandbox/webhooks/deliveries.ts';

const titles = (shop: ShopState, ids: string[]) =>
  shop.collections
    .filter((one) => ids.includes(one.id))
    .map((one) => one.title)
    .join(', ');

export function productsPage(shop: ShopState): Markup {
  const rows = shop.products.map(
    (
      product,
    ) => markup`<tr><td>${product.title}<br><span class="quiet">${product.variants.map((variant) => `${variant.title} ${decimal(variant.price, shop.currency)}`).join(' · ')}</span></td>
<td><form method="post" action="actions/update-product" class="row"><input type="hidden" name="product" value="${product.id}"><label>Tags <input name="tags" value="${product.tags.join(', ')}"></label><label>Collections <input name="collections" value="${titles(shop, product.collectionIds)}"></label><button class="button" type="submit">Save</button></form></td>
<td><form method="post" action="actions/delete-product"><input type="hidden" name="product" value="${product.id}"><button class="button button--grave" type="submit">Delete</button></form></td></tr>`,
  );
  return markup`<div class="box"><table><thead><tr><th>Product</th><th>Tags and collections</th><th></th></tr></thead><tbody>${rows}</tbody></table></div>
<div class="box"><h2>New product</h2><form method="post" action="actions/create-product" class="row"><label>Title <input name="title" required></label><label>Price <input name="price" required value="10.00"></label><label>Tags <input name="tags"></label><label>Collections <input name="collections"></label><button class="button button--main" type="submit">Create</button></form></div>`;
}

export const customersPage = (shop: ShopState): Markup =>
  markup`<div class="box"><table><thead><tr><th>Customer</th><th>E-mail</th><th class="number">Orders</th></tr></thead><tbody>${shop.customers.slice(-200).map((customer) => markup`<tr><td>${customer.firstName} ${customer.lastName}</td><td>${customer.email}</td><td class="number">${shop.orders.filter((order) => order.customerId === customer.id).length}</td></tr>`)}</tbody></table></div>
<div class="box"><h2>New customer</h2><form method="post" action="actions/create-customer" class="row"><label>E-mail <input type="email" name="email" required></label><label>First name <input name="firstName"></label><label>Last name <input name="lastName"></label><button class="button button--main" type="submit">Create</button></form></div>`;

export const discountsPage = (shop: ShopState): Markup =>
  markup`<div class="box"><table><thead><tr><th>Code</th><th>Kind</th><th class="number">Used</th></tr></thead><tbody>${shop.discounts.map((discount) => markup`<tr><td>${discount.code}</td><td>${discount.kind === 'percentage' ? `${Number(discount.value) / 10_000} %` : discount.kind === 'fixed_amount' ? decimal(discount.value, shop.currency) : 'free shipping'}</td><td class="number">${discount.usageCount}</td></tr>`)}</tbody></table></div>
<div class="box"><h2>New code</h2><form method="post" action="actions/create-discount" class="row"><label>Code <input name="code" required></label><label>Kind <select name="kind"><option value="percentage">percentage</option><option value="fixed_amount">amount</option><option value="free_shipping">free shipping</option></select></label><label>Value <input name="value" value="10"></label><button class="button button--main" type="submit">Create</button></form></div>`;

/** The theme editor: the app's blocks with a switch and their settings. */
export function themePage(
  shop: ShopState,
  extension: ThemeExtension,
  activate: string | null,
  locale: 'en' | 'de',
): Markup {
  const blocks = extension.blocks().map(({ handle, schema }) => {
    const placed = shop.blocks.find((block) => block.handle === handle);
    const isOn = placed?.isEnabled === true;
    const settings = (schema.settings ?? []).flatMap((setting) => {
      if (setting.id === undefined) return [];
      const value = String(placed?.settings[setting.id] ?? setting.default ?? '');
      const label = extension.label(setting.label ?? setting.id, locale);
      const field = setting.options
        ? markup`<select name="settings[${setting.id}]">${setting.options.map((option) => markup`<option value="${option.value}"${option.value === value && markup` selected`}>${extension.label(option.label, locale)}</option>`)}</select>`
        : markup`<input name="settings[${setting.id}]" value="${value}">`;
      return [markup`<label>${label} ${field}</label>`];
    });
    return markup`<div class="box" id="block-${handle}"><h2>${extension.label(schema.name, locale)} <span class="tag">${schema.target === 'section' ? 'app block' : 'app embed'}</span> <span class="tag">${isOn ? 'on' : 'off'}</span></h2>
<form method="post" action="actions/set-block" class="row"><input type="hidden" name="handle" value="${handle}"><label><span>Active</span> <input type="checkbox" name="isEnabled" value="yes"${(isOn || activate === handle) && markup` checked`}></label>${settings}<button class="button button--main" type="submit">Save</button></form></div>`;
  });
  const privacy = markup`<div class="box"><h2>Customer Privacy API</h2><form method="post" action="actions/set-privacy-api" class="row"><label>Storefront <select name="isPresent"><option value="yes">loads it</option><option value="no"${!shop.hasCustomerPrivacyApi && markup` selected`}>cannot load it</option></select></label><button class="button" type="submit">Save</button></form></div>`;
  return markup`${activate !== null && markup`<p class="said" role="status">${extension.blocks().some((block) => block.handle === activate) ? `Save to activate “${activate}”.` : `The theme has no app block “${activate}”.`}</p>`}${blocks}${blocks.length === 0 && markup`<p class="quiet">The app has no theme blocks.</p>`}${privacy}`;
}

/** The last deliveries with what became of them. */
export function webhooksPage(deliveries: Delivery[], isHolding: boolean): Markup {
  const rows = deliveries
    .slice(-100)
    .reverse()
    .map(
      (one) =>
        markup`<tr><td>${one.topic}<br><span class="quiet">${one.triggeredAt.slice(0, 19).replace('T', ' ')}</span></td><td><span class="tag">${one.status}</span></td><td>${one.attempts.map((attempt) => `${attempt.status ?? attempt.error ?? ''} (${attempt.ms} ms)`).join(', ')}</td><td><form method="post" action="actions/resend"><input type="hidden" name="id" value="${one.id}"><button class="button" type="submit">${one.status === 'held' ? 'Deliver' : 'Send again'}</button></form></td></tr>`,
    );
  return markup`<div class="box"><div class="row"><form method="post" action="actions/${isHolding ? 'stop-holding' : 'hold'}"><button class="button" type="submit">${isHolding ? 'Stop holding back' : 'Hold back from now on'}</button></form><form method="post" action="actions/flush"><button class="button" type="submit">Deliver all held</button></form></div></div>
<div class="box"><table><thead><tr><th>Topic</th><th>State</th><th>Attempts</th><th></th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

export const appsPage = (shop: ShopState, config: AppConfig, appHandle: string): Markup =>
  shop.installation
    ? markup`<div class="box"><h2>${appHandle}</h2><p>Access: ${shop.installation.scopes.join(', ')}</p>
<form method="post" action="actions/update-scopes" class="row"><label>Scopes <input name="scopes" size="60" value="${shop.installation.scopes.join(',')}"></label><button class="button" type="submit">Update access</button></form></div>
<div class="box"><form method="post" action="actions/uninstall"><button class="button button--grave" type="submit">Uninstall</button></form></div>`
    : markup`<div class="box"><h2>${appHandle}</h2><p>It asks for: ${config.scopes.join(', ')}</p><form method="post" action="actions/install"><button class="button button--main" type="submit">Install</button></form></div>`;

export const privacyPage = (shop: ShopState): Markup =>
  markup`<div class="box"><h2>Customer</h2><form method="post" class="row"><label>Customer <select name="customer">${shop.customers.slice(-200).map((customer) => markup`<option value="${customer.id}">${customer.email}</option>`)}</select></label><button class="button" formaction="actions/request-customer-data">Request data</button><button class="button button--grave" formaction="actions/redact-customer">Redact</button></form></div>
<div class="box"><h2>Shop</h2><form method="post" action="actions/redact-shop"><button class="button button--grave" type="submit">Redact shop (after uninstalling)</button></form></div>`;
