import { request } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { APP, givenSandbox, lotus } from '#tests/sandbox/given-sandbox.ts';
import { proxySignature } from '#tests/sandbox/storefront/proxy.ts';

// Goal: whatever way a shopper takes, the order carries what Shopify lets it carry. Method: HTTP as a browser sends it, with cookies.

type Given = Awaited<ReturnType<typeof givenSandbox>>;

interface Page {
  status: number;
  location: string;
  text: string;
}

/** A shopper with a cookie jar. `fetch` does not let a host name be chosen, so requests go by `node:http`. */
function shopper({ sandbox }: Given) {
  const jar = new Map<string, string>();
  const port = Number(new URL(sandbox.origin).port);
  const go = (path: string, form?: Record<string, string>, headers: Record<string, string> = {}) =>
    new Promise<Page>((resolve, reject) => {
      const body = form === undefined ? '' : new URLSearchParams(form).toString();
      const call = request(
        {
          host: '127.0.0.1',
          port,
          path,
          method: form === undefined ? 'GET' : 'POST',
          headers: {
            host: `lotus.localhost:${port}`,
            cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
            ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
            ...headers,
          },
        },
        (answer) => {
          for (const line of answer.headers['set-cookie'] ?? []) {
            const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
            jar.set(name, value);
          }
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              location: answer.headers.location ?? '',
              text: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  const pay = async (checkout: string, fields: Record<string, string> = {}) => {
    const paid = await go(checkout, {
      email: 'ben@example.com',
      firstName: 'Ben',
      lastName: 'Buyer',
      payment: 'card',
      place: '1',
      ...fields,
    });
    return go(paid.location);
  };
  return { go, pay };
}

const variantOf = ({ shop }: Given, handle: string) =>
  shop.state.products.find((product) => product.handle === handle)?.variants[0]?.id ?? '';
const lastOrder = ({ shop }: Given) => shop.state.orders.at(-1);

test('a cart with attributes becomes an order with them, its first page and its code', async () => {
  await using given = await givenSandbox();
  const { go, pay } = shopper(given);
  await go('/products/green-tea?ref=CLEO&x=1');
  await go('/cart/update.js', { 'attributes[_lineage_ref]': 'CLEO.1' });
  await go('/cart/add.js', { id: variantOf(given, 'green-tea'), quantity: '2', 'properties[_lineage_ref]': 'CLEO.2' });
  const checkout = await go('/cart', { checkout: '1' });
  await go(`${checkout.location}/discount`, { discount: 'cleo10' });
  await pay(checkout.location);
  expect(lastOrder(given)).toMatchObject({
    attributes: [{ name: '_lineage_ref', value: 'CLEO.1' }],
    landingSite: '/products/green-tea?ref=CLEO&x=1',
    landingSiteRef: 'CLEO',
    applications: [{ code: 'CLEO10' }],
    lines: [{ quantity: 2, properties: [{ name: '_lineage_ref', value: 'CLEO.2' }] }],
    transactions: [{ status: 'success' }],
  });
  expect((JSON.parse((await go('/cart.js')).text) as { item_count: number }).item_count).toBe(0);
});

test('Buy it now takes the product form with its properties, and nothing of the cart', async () => {
  await using given = await givenSandbox();
  const { go, pay } = shopper(given);
  await go('/cart/update.js', { 'attributes[_lineage_ref]': 'CART.1', note: 'a note of the cart' });
  await go('/cart/add.js', { id: variantOf(given, 'body-oil') });
  const checkout = await go('/cart/add/buy-now', {
    id: variantOf(given, 'green-tea'),
    quantity: '1',
    'properties[_lineage_ref]': 'CLEO.2',
  });
  await pay(checkout.location);
  expect(lastOrder(given)).toMatchObject({
    attributes: [],
    note: null,
    lines: [{ title: 'Green tea', properties: [{ value: 'CLEO.2' }] }],
  });
  expect(lastOrder(given)?.lines).toHaveLength(1);
  expect((JSON.parse((await go('/cart.js')).text) as { item_count: number }).item_count).toBe(1);
});

test('a discount link holds on every way to buy', async () => {
  await using given = await givenSandbox();
  const { go, pay } = shopper(given);
  expect((await go('/discount/CLEO10?redirect=/products/green-tea')).location).toBe('/products/green-tea');
  expect((await go('/discount/CLEO10?redirect=//evil.example')).location).toBe('/');
  const checkout = await go('/cart/add/buy-now', { id: variantOf(given, 'green-tea') });
  await pay(checkout.location);
  expect(lastOrder(given)?.applications).toMatchObject([{ code: 'CLEO10' }]);
});

test('a cart permalink carries attributes, code and ref', async () => {
  await using given = await givenSandbox();
  const { go, pay } = shopper(given);
  const goods = `${variantOf(given, 'green-tea')}:3,${variantOf(given, 'body-oil')}:1`;
  const checkout = await go(`/cart/${goods}?attributes[_lineage_ref]=ANNA.1&discount=CLEO10&ref=ANNA`);
  await pay(checkout.location);
  expect(lastOrder(given)).toMatchObject({
    attributes: [{ name: '_lineage_ref', value: 'ANNA.1' }],
    applications: [{ code: 'CLEO10' }],
    landingSiteRef: 'ANNA',
    lines: [{ quantity: 3 }, { quantity: 1 }],
  });
});

test('a bank transfer waits, and a code that does not exist is said at the checkout', async () => {
  await using given = await givenSandbox();
  const { go, pay } = shopper(given);
  const checkout = await go('/cart/add/buy-now', { id: variantOf(given, 'green-tea') });
  await go(`${checkout.location}/discount`, { discount: 'NOSUCH' });
  expect((await go(checkout.location)).text).toContain('This code is not valid: NOSUCH');
  const thanks = await pay(checkout.location, { payment: 'bank_transfer' });
  expect(thanks.text).toContain('#1001');
  expect(lastOrder(given)).toMatchObject({
    applications: [],
    transactions: [{ status: 'pending', gateway: 'Bank Deposit' }],
  });
});

test('a checkout is paid once, however often its button is pressed', async () => {
  await using given = await givenSandbox();
  const { go, pay } = shopper(given);
  const checkout = await go('/cart/add/buy-now', { id: variantOf(given, 'green-tea') });
  await pay(checkout.location);
  await pay(checkout.location);
  expect(given.shop.state.orders).toHaveLength(1);
});

test('an empty attribute is taken out of the cart, a quantity of 0 a line', async () => {
  await using given = await givenSandbox();
  const { go } = shopper(given);
  await go('/cart/update.js', { 'attributes[a]': '1', 'attributes[b]': '2' });
  const added = JSON.parse((await go('/cart/add.js', { id: variantOf(given, 'green-tea') })).text) as { key: string };
  await go('/cart/change.js', { id: added.key, quantity: '0' });
  const cart = JSON.parse((await go('/cart/update.js', { 'attributes[a]': '' })).text) as {
    attributes: unknown;
    items: unknown[];
  };
  expect([cart.attributes, cart.items]).toEqual([{ b: '2' }, []]);
  expect((await go('/cart/add.js', { id: '1' })).status).toBe(422);
});

test('the app proxy signs, names the customer and drops the shopper’s cookies', async () => {
  await using given = await givenSandbox();
  const { go } = shopper(given);
  await go('/account/login', { email: 'anna@example.com' });
  Object.assign(given.app.state, { body: '{"name":"Anna"}', contentType: 'application/json' });
  const answer = await go('/apps/team/recommended?code=ANNA&signature=forged');
  expect([answer.status, answer.text]).toEqual([200, '{"name":"Anna"}']);
  const [first] = given.app.received;
  const query = new URL(first?.path ?? '', 'http://app').searchParams;
  expect(first?.path.startsWith('/proxy/recommended?')).toBe(true);
  expect(query.get('signature')).toBe(proxySignature(query, APP.apiSecret));
  expect(query.get('logged_in_customer_id')).toBe(given.shop.state.customers[0]?.id);
  expect(Object.fromEntries(query)).toMatchObject({
    code: 'ANNA',
    shop: 'lotus.myshopify.com',
    path_prefix: '/apps/team',
  });
  expect(first?.headers.cookie).toBeUndefined();
});

test('the theme draws the app’s blocks only where they are switched on, in the page’s language', async () => {
  await using given = await givenSandbox({ extensionFolder: join(import.meta.dirname, 'fixtures', 'extension') });
  const { go } = shopper(given);
  expect((await go('/')).text).not.toContain('Hello');
  given.shop.setBlock('greeting', true, { size: 3 });
  expect((await go('/')).text).toContain('<p data-size="3" data-shop="lotus.myshopify.com">Hello Lotus</p>');
  expect((await go('/de/products/green-tea')).text).toContain('Hallo Lotus');
  expect((await go('/')).text).toContain('<script src="/cdn/extension/greeting.js" defer></script>');
  expect((await go('/cdn/extension/greeting.js')).text).toContain('greeting');
  given.shop.uninstall();
  expect((await go('/')).text).not.toContain('Hello');
});

test('a later visit lands anew after half an hour', async () => {
  let now = new Date('2026-03-01T10:00:00Z');
  await using given = await givenSandbox({ now: () => now, shops: [lotus()] });
  const { go, pay } = shopper(given);
  await go('/?ref=ANNA');
  await go('/?ref=BEN');
  now = new Date('2026-03-01T10:31:00Z');
  await go('/?ref=CLEO');
  const checkout = await go('/cart/add/buy-now', { id: variantOf(given, 'green-tea') });
  await pay(checkout.location);
  expect(lastOrder(given)?.landingSiteRef).toBe('CLEO');
});
