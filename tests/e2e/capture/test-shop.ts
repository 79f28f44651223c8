import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Liquid, type TagToken, type TopLevelToken } from 'liquidjs';

const EXTENSION = join(import.meta.dirname, '../../../extensions/referral');
const ASSETS = {
  'referral-capture.js': 'text/javascript',
  'recommended-by.js': 'text/javascript',
  'recommended-by.css': 'text/css',
};

/** The shopper's decision as Shopify's privacy script knows it; `missing` has no script, `silent` never answers. */
export type Consent = 'allowed' | 'undecided' | 'refused' | 'missing' | 'silent';

/** Settings of both blocks, as a merchant would choose them in the theme editor. */
export type CaptureSettings = { param: string; window_days: number; rule: 'last' | 'first'; consent: 'wait' | 'mark' };

export type TestShop = {
  origin: string;
  consent: Consent;
  settings: CaptureSettings;
  locale: 'en' | 'de';
  designMode: boolean;
  /** code ▶ name of an active partner; `broken` makes the address answer 500. */
  partners: Record<string, string> | 'broken';
  /** Cart attributes, and for each thing put into the cart or bought at once what its form carried. */
  cart: Record<string, string>;
  added: Record<string, string>[];
  /** Every request to the cart and to the app, oldest first, e.g. `POST /cart/update.js {"attributes":…}`. */
  calls: string[];
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * A shop of one page: the real blocks of the extension rendered with LiquidJS, cart endpoints as Shopify's Ajax API has
 * them, the app's answer for names, and a privacy script that says what the test wants.
 */
export async function startTestShop(options: Partial<TestShop> = {}): Promise<TestShop> {
  const server = createServer((request, response) => {
    answer(shop, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const shop: TestShop = {
    origin: '',
    consent: 'undecided',
    settings: { param: 'ref', window_days: 30, rule: 'last', consent: 'wait' },
    locale: 'en',
    designMode: false,
    partners: { ANNA10: 'Anna', BEN20: 'Ben' },
    cart: {},
    added: [],
    calls: [],
    ...options,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  shop.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return shop;
}

async function answer(shop: TestShop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', shop.origin);
  const body = await bodyOf(request);
  const asset = Object.entries(ASSETS).find(([name]) => url.pathname === `/assets/${name}`);
  if (asset) {
    response.writeHead(200, { 'content-type': asset[1] }).end(await readFile(join(EXTENSION, 'assets', asset[0])));
    return;
  }
  if (request.method === 'POST' || url.pathname.startsWith('/apps/')) {
    shop.calls.push(`${request.method} ${url.pathname}${url.search} ${body.isJson ? body.text : ''}`.trim());
  }
  if (url.pathname === '/cart/update.js') return updateCart(shop, body.text, response);
  if (url.pathname.endsWith('/cart/add') || url.pathname.endsWith('/cart/add.js')) {
    shop.added.push(body.fields);
    return json(response, { ok: true });
  }
  if (url.pathname === '/apps/team/recommended') return nameAnswer(shop, url.searchParams.get('code') ?? '', response);
  if (url.pathname === '/favicon.ico') return void response.writeHead(204).end();
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(await renderPage(shop));
}

function updateCart(shop: TestShop, text: string, response: ServerResponse): void {
  const { attributes } = JSON.parse(text) as { attributes: Record<string, string> };
  for (const [key, value] of Object.entries(attributes)) {
    if (value) shop.cart[key] = value;
    else shop.cart = Object.fromEntries(Object.entries(shop.cart).filter(([name]) => name !== key));
  }
  json(response, { attributes: shop.cart });
}

function nameAnswer(shop: TestShop, code: string, response: ServerResponse): void {
  if (shop.partners === 'broken') return void response.writeHead(500).end();
  json(response, { name: shop.partners[code] ?? null });
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const isForm = type.startsWith('multipart/') || type.startsWith('application/x-www-form');
  const form = isForm ? await new Response(bytes, { headers: { 'content-type': type } }).formData() : [];
  const fields = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  return { text: bytes.toString(), isJson: type.startsWith('application/json'), fields };
}

async function renderPage(shop: TestShop): Promise<string> {
  const [capture, recommended] = await Promise.all([renderBlock(shop, 'capture'), renderBlock(shop, 'recommended-by')]);
  return `<!doctype html>
<html lang="${shop.locale}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Test shop</title>
    <script>${privacyScript(shop)}</script>
    <link rel="stylesheet" href="/assets/recommended-by.css" />
    <script src="/assets/recommended-by.js" defer></script>
    <script src="/assets/referral-capture.js" defer></script>
  </head>
  <body>
    <h1>Olive oil</h1>
    ${recommended}
    <form id="product" action="/cart/add" method="post">
      <input name="id" value="42" />
      <button id="add">Add to cart</button>
      <button type="button" id="buy-now">Buy it now</button>
    </form>
    <a href="/second">Next page</a>
    <script>
      // As a dynamic checkout button does: the fields of the form, without its submission.
      document.getElementById('buy-now').onclick = (event) => {
        const fields = [...event.target.form.elements].filter((field) => field.name);
        const body = new URLSearchParams(fields.map((field) => [field.name, field.value]));
        return fetch('/buy-now/cart/add', { method: 'POST', body });
      };
    </script>
    ${capture}
  </body>
</html>`;
}

function privacyScript(shop: TestShop): string {
  if (shop.consent === 'missing') return `window.Shopify = { routes: { root: '/' } };`;
  const decision = { allowed: 'yes', refused: 'no', undecided: '', silent: '' }[shop.consent];
  return `
    let marketing = '${decision}';
    const customerPrivacy = { marketingAllowed: () => marketing === 'yes', currentVisitorConsent: () => ({ marketing }) };
    window.Shopify = {
      routes: { root: '/' },
      designMode: ${shop.designMode},
      loadFeatures(features, done) {
        if (${shop.consent === 'silent'} || features[0].name !== 'consent-tracking-api') return;
        Shopify.customerPrivacy = customerPrivacy;
        done();
      },
    };
    window.decide = (answer) => {
      marketing = answer;
      const detail = { marketingAllowed: answer === 'yes', analyticsAllowed: answer === 'yes' };
      document.dispatchEvent(new CustomEvent('visitorConsentCollected', { detail }));
    };`;
}

async function renderBlock(shop: TestShop, name: 'capture' | 'recommended-by'): Promise<string> {
  const texts = JSON.parse(
    await readFile(join(EXTENSION, 'locales', shop.locale === 'en' ? 'en.default.json' : 'de.json'), 'utf8'),
  ) as Record<string, Record<string, string>>;
  const engine = new Liquid({
    root: [join(EXTENSION, 'blocks')],
    partials: [join(EXTENSION, 'snippets')],
    extname: '.liquid',
  });
  engine.registerFilter('t', translateWith(texts));
  engine.registerTag('schema', {
    parse(_token: TagToken, rest: TopLevelToken[]) {
      rest.length = 0; // the schema is the last thing in a block; it prints nothing
    },
    render: () => '',
  });
  return engine.renderFile(name, {
    block: { id: 'b1', settings: shop.settings, shopify_attributes: '' },
    cart: { attributes: shop.cart },
    request: { design_mode: shop.designMode },
  });
}

function translateWith(texts: Record<string, Record<string, string>>) {
  return (key: string, ...args: [string, string][]) => {
    const [group = '', entry = ''] = key.split('.');
    const text = texts[group]?.[entry];
    if (text === undefined) throw new Error(`no text for ${key}`);
    return args.reduce((filled, [name, value]) => filled.replaceAll(`{{ ${name} }}`, value), text);
  };
}
