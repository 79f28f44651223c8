import { expect, test } from 'vitest';
import { partnerDetail } from '#app/queries/partners/partner-detail.ts';
import { findAccounts } from '#app/queries/partners/own-accounts.ts';
import { performAction } from '#app/services/partners/perform-action.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenLotus, orderRows } from '#tests/services/orders/given-lotus.ts';
import { estimatesOf } from '#tests/services/orders/estimates-of.ts';

// Goal: Cleo orders with her own link, and her upline is paid, however her account becomes known.
// Method: the stand-in's signed webhooks through the real handler, inbox, services and jobs, on PostgreSQL.
const database = await testDatabase();

const ownLink = (clock: { now: Date }) => ({ _lineage_ref: `CLEO77.${clock.now.getTime() / 1000 - 3600}` });

test('Cleo’s shop account has the verified address that she has as a partner: what she orders by her own link is her own', async () => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  await using lotus = await givenLotus(database, clock);
  const { shopify, shop, networkId, anna, ben, cleo } = lotus;
  const order = { lines: [{ variant: 'body-oil' }], attributes: ownLink(clock) };
  shop.placeOrder({ ...order, customer: { email: 'Cleo@example.com' } });
  await shopify.settle();
  expect(await orderRows(database, networkId)).toMatchObject([{ partner: cleo, decidedBy: 'own_order' }]);
  expect(await estimatesOf(database, networkId)).toEqual([`${ben} level 1 1000`, `${anna} level 2 500`]);
  const { accounts, history } = await partnerDetail({ networkId, number: cleo, now: clock.now });
  expect(accounts).toMatchObject([{ orders: 1, lastOrder: '#1001', until: null, origin: 'email' }]);
  expect(history.map(({ action }) => action)).toContain('account.recognised');
});

test('staff find her other account by its address or by an order, link it, and take it back as a mistake', async () => {
  const clock = { now: new Date('2026-10-05T10:00:00Z') };
  await using lotus = await givenLotus(database, clock);
  const { shopify, shop, networkId, anna, ben, cleo } = lotus;
  const order = { lines: [{ variant: 'body-oil' }], attributes: ownLink(clock) };
  shop.placeOrder({ ...order, customer: { email: 'private@elsewhere.example' } });
  shop.placeOrder({ lines: [{ variant: 'green-tea' }], customer: { email: 'other@elsewhere.example' } });
  await shopify.settle();
  expect(await orderRows(database, networkId)).toMatchObject([{ decidedBy: 'cart_attribute' }, { partner: null }]);
  const byMail = await findAccounts({ networkId, text: ' PRIVATE@elsewhere.example' });
  expect(byMail).toMatchObject([{ orders: 1, lastOrder: '#1001' }]);
  expect(await findAccounts({ networkId, text: '1001' })).toEqual(byMail);
  expect(await findAccounts({ networkId, text: '#100' })).toHaveLength(2);
  expect(await findAccounts({ networkId, text: 'nobody@elsewhere.example' })).toEqual([]);

  const [hit] = byMail;
  const [shopId = '', customerId = ''] = (hit?.account ?? '').split(':');
  const account = { shopId: Number(shopId), customerId: BigInt(customerId) };
  const visit = { networkId, actor: 'staff:7', now: clock.now, number: cleo };
  await performAction(visit, { intent: 'link-account', account, reason: 'told by phone' });
  await shopify.settle();
  expect(await estimatesOf(database, networkId)).toEqual([`${ben} level 1 1000`, `${anna} level 2 500`]);
  expect((await partnerDetail(visit)).accounts).toMatchObject([
    { account: hit?.account, until: null, origin: 'staff' },
  ]);

  await performAction(visit, { intent: 'unlink-account', account, reason: 'it is her aunt’s', since: 'beginning' });
  await shopify.settle();
  expect(await orderRows(database, networkId)).toMatchObject([{ partner: cleo, decidedBy: 'cart_attribute' }, {}]);
  const { accounts, history } = await partnerDetail(visit);
  expect(accounts).toEqual([]);
  expect(history.map(({ action, reason }) => [action, reason])).toEqual(
    expect.arrayContaining([
      ['account.linked', 'told by phone'],
      ['account.unlinked', 'it is her aunt’s'],
    ]),
  );
});
