// Goal: staff say which customer account is a partner's own and which orders belong to nobody, and take both back.
// Method: the pages' own buttons in a browser, in both languages; what came of it is read from the database.
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOTUS } from '#tests/demo/shops.ts';
import { adminStage, LANGUAGES, textsOf, type AdminStage } from '#tests/e2e/admin/admin-stage.ts';
import { eventually } from '#tests/e2e/eventually.ts';

const CLEO = 1003;
const REASON = 'She ordered this for herself';

let stage: AdminStage;
beforeAll(async () => {
  stage = await adminStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

const confirm = (frame: FrameLocator) => frame.getByRole('dialog').locator('footer button.primary');

/** Somebody who has just ordered: the app hears of the order, and of the buyer's address, by webhook. */
async function someBuyer(email: string): Promise<{ customer: string; order: string }> {
  const { id } = stage.stack.sandbox.shop(LOTUS).placeOrder({
    lines: [{ variant: 'evening-tea', quantity: 1 }],
    customer: { email, firstName: 'Cleo', lastName: 'Marin' },
    payment: 'card',
  });
  return eventually(async () => {
    const [found] = await stage.query<{ customer: string; order: string }>(
      'select customer_id::text as customer, name as "order" from shop_order where order_id = $1',
      [String(id).split('/').at(-1)],
    );
    if (!found) throw new Error('the order has not come');
    return found;
  });
}

test.each(LANGUAGES)('in %s an account is linked by its address or an order, and unlinked', async (language) => {
  const t = textsOf(language);
  const email = `cleo.at.home.${language}@example.org`;
  const { customer, order } = await someBuyer(email);
  const tab = await stage.tab();
  const frame = await stage.open(tab, `/app/partners/${CLEO}`, language);
  await frame.getByRole('button', { name: t('partners.account.link'), exact: true }).click();
  const dialog = frame.getByRole('dialog');
  const search = dialog.getByLabel(t('partners.account.search'));
  await search.fill('nobody@example.org');
  await dialog.getByText(t('partners.account.none')).waitFor();
  const shown = new RegExp(customer);
  await search.fill(email);
  await dialog.getByRole('radio', { name: shown }).waitFor();
  await search.fill(order);
  await dialog.locator('label', { hasText: shown }).click();
  await confirm(frame).click();
  await dialog.getByText(t('admin.form.problem.too-short')).waitFor();
  expect(await search.inputValue(), 'what was typed stays').toBe(order);
  expect(await dialog.getByRole('radio', { name: shown }).isChecked()).toBe(true);
  await dialog.getByLabel(t('partners.detail.reason')).fill(REASON);
  await confirm(frame).click();
  await dialog.waitFor({ state: 'detached' });
  await frame.getByRole('link', { name: shown }).waitFor();
  await frame.getByRole('button', { name: t('partners.account.unlinkOne', { customer }) }).click();
  await dialog.getByText(t('partners.account.since.beginning', { name: 'Cleo Marin' })).click();
  await dialog.getByLabel(t('partners.detail.reason')).fill(REASON);
  await dialog.getByRole('button', { name: t('partners.account.unlink'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await frame.getByText(t('partners.account.empty')).waitFor();
  const events = await stage.query<{ action: string }>(
    "select action from audit_event where action like 'account.%' and after->>'account' like '%:' || $1 order by at",
    [customer],
  );
  expect(events.map(({ action }) => action)).toEqual(['account.linked', 'account.unlinked']);
  await tab.context().close();
});

test.each(LANGUAGES)('in %s an order is given to nobody on its page, and given back', async (language) => {
  const t = textsOf(language);
  const [order] = await stage.query<{ part: string; partner: number; key: string }>(
    `select shop_id || '-' || order_id as part, partner, order_id::text as key from shop_order
      where partner > 1000 and refund_count = 0 and paid_at is not null order by ordered_at desc offset $1 limit 1`,
    [language === 'en' ? 5 : 6],
  );
  if (!order) throw new Error('the demo has no order of a partner');
  const partnerNow = async () =>
    (
      await stage.query<{ partner: number | null }>('select partner from shop_order where order_id = $1', [order.key])
    )[0]?.partner;
  const tab = await stage.tab();
  const frame = await stage.open(tab, `/app/orders/${order.part}`, language);
  const dialog = frame.getByRole('dialog');
  await frame.getByRole('button', { name: t('orders.assign.nobody') }).click();
  await confirm(frame).click();
  await dialog.getByText(t('admin.form.problem.too-short')).waitFor();
  await dialog.getByLabel(t('orders.assign.reason')).fill(REASON);
  await confirm(frame).click();
  await dialog.waitFor({ state: 'detached' });
  await frame.getByText(t('orders.detail.nobody.by-hand')).first().waitFor();
  await eventually(async () => expect(await partnerNow()).toBeNull());
  await frame.getByRole('button', { name: t('orders.assign.withdraw') }).click();
  await dialog.getByLabel(t('orders.assign.reason')).fill('It was right after all');
  await confirm(frame).click();
  await dialog.waitFor({ state: 'detached' });
  await eventually(async () => expect(await partnerNow()).toBe(order.partner));
  await tab.context().close();
});

test.each(LANGUAGES)('in %s orders of the list are given to nobody together', async (language) => {
  const t = textsOf(language);
  const tab = await stage.tab();
  const frame = await stage.open(tab, '/app/orders?view=with-partner', language);
  for (const row of [2, 3]) await frame.locator('tbody tr').nth(row).locator('label').first().click();
  await frame
    .getByRole('button', { name: t('partners.detail.moreActions') })
    .last()
    .click();
  await frame.getByRole('button', { name: t('orders.assign.nobody') }).click();
  const dialog = frame.getByRole('dialog');
  await dialog.getByText(t('orders.assign.nobodyBody', { count: 2 })).waitFor();
  await dialog.getByLabel(t('orders.assign.reason')).fill(REASON);
  await confirm(frame).click();
  await dialog.waitFor({ state: 'detached' });
  await frame.getByText(t('orders.assign.done', { assigned: 2, unchanged: 0 })).waitFor();
  await tab.context().close();
});
