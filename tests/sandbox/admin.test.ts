import { expect, test } from 'vitest';
import { givenSandbox, LOTUS } from '#tests/sandbox/given-sandbox.ts';
import { adminLink } from '#tests/sandbox/admin/admin.ts';

// Goal: everything a merchant does in a walk-through can be done by the admin's forms. Method: the forms' own requests.

type Given = Awaited<ReturnType<typeof givenSandbox>>;

async function submit({ sandbox }: Given, action: string, fields: Record<string, string> = {}) {
  const answer = await fetch(sandbox.adminUrl(LOTUS, `actions/${action}`), {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  return decodeURIComponent(answer.headers.get('location') ?? '').replaceAll('+', ' ');
}

const pageText = async ({ sandbox }: Given, page: string) => (await fetch(sandbox.adminUrl(LOTUS, page))).text();

test('an order is paid, sent, refunded, edited and cancelled by forms', async () => {
  await using given = await givenSandbox();
  const { id, lines } = given.shop.placeOrder({
    lines: [{ variant: 'green-tea', quantity: 3 }],
    payment: 'bank_transfer',
  });
  const line = lines[0]?.id ?? '';
  for (const action of ['pay-order', 'fulfil-order'])
    expect(await submit(given, action, { order: id })).toContain('said=');
  await submit(given, 'refund-order', {
    order: id,
    [`quantity[${line}]`]: '1',
    shipping: '1.00',
    note: 'broken',
    restock: 'no_restock',
  });
  await submit(given, 'edit-order', { order: id, [`set[${line}]`]: '1', add: 'body-oil', addQuantity: '2' });
  expect(given.shop.findOrder(id)).toMatchObject({
    lines: [
      { removed: { quantity: 2 }, fulfilled: 3 },
      { quantity: 2, addedByEdit: true },
    ],
    refunds: [{ note: 'broken', shipping: [{ subtotal: 100n }] }, { transactionIds: [] }],
  });
  expect(await pageText(given, `orders/${id}`)).toContain('broken');
  await submit(given, 'cancel-order', { order: id, reason: 'staff', refund: 'yes' });
  expect(given.shop.findOrder(id).cancelReason).toBe('staff');
});

test('what cannot be done is said, and changes nothing', async () => {
  await using given = await givenSandbox();
  const order = given.shop.placeOrder({ lines: [{ variant: 'green-tea' }] });
  const before = structuredClone(order);
  const line = order.lines[0]?.id ?? '';
  expect(
    await submit(given, 'refund-order', { order: order.id, [`quantity[${line}]`]: '1', amount: '99.00' }),
  ).toContain('error=');
  expect(given.shop.findOrder(order.id)).toEqual(before);
});

test('every page opens, and what a shop is called is escaped', async () => {
  await using given = await givenSandbox();
  given.shop.state.name = '<script>alert(1)</script>';
  for (const page of ['orders', 'products', 'customers', 'discounts', 'theme', 'webhooks', 'apps', 'privacy']) {
    const text = await pageText(given, page);
    expect(text, page).toContain('<h1>');
    expect(text, page).not.toContain('<script>alert');
  }
});

test('addresses of Shopify’s admin lead to the pages that stand for them', () => {
  expect(adminLink('/themes/current/editor?context=apps&activateAppId=x/capture')).toBe(
    'theme?context=apps&activateAppId=x/capture',
  );
  expect([adminLink('/orders/17'), adminLink('/settings')]).toEqual(['orders/17', 'orders']);
});

test('the theme page switches a block on with its settings, as its deep link asks', async () => {
  await using given = await givenSandbox({ extensionFolder: new URL('fixtures/extension', import.meta.url).pathname });
  expect(await pageText(given, 'theme?activateAppId=client/greeting')).toContain('Save to activate');
  await submit(given, 'set-block', { handle: 'greeting', isEnabled: 'yes', 'settings[size]': '4' });
  expect(given.shop.state.blocks).toMatchObject([{ handle: 'greeting', isEnabled: true, settings: { size: '4' } }]);
});

test('a seeder can call the shop over HTTP', async () => {
  await using given = await givenSandbox();
  const call = (method: string, args: unknown[]) =>
    fetch(given.sandbox.adminUrl(LOTUS, `api/${method}`), { method: 'POST', body: JSON.stringify(args) });
  const order = (await (
    await call('placeOrder', [{ lines: [{ variant: 'green-tea' }], at: '2026-01-02T03:04:05Z' }])
  ).json()) as { createdAt: string };
  expect(order.createdAt).toBe('2026-01-02T03:04:05Z');
  expect((await call('placeOrder', [{ lines: [{ variant: 'nothing' }] }])).status).toBe(422);
  expect((await call('constructor', [])).status).toBe(404);
});
