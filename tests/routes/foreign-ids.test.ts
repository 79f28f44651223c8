import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openDraft } from '#app/services/plans/change-draft.ts';
import { offeredStarts } from '#app/services/plans/offered-starts.ts';
import { publishDraft } from '#app/services/plans/publish-draft.ts';
import { uploadImport } from '#app/services/partners/upload-import.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenStory, STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { givenAdmin, givenYoungNetwork } from '#tests/routes/given-admin.ts';
import { givenLine } from '#tests/given/shopify.ts';
import { previewOf } from '#tests/given/money.ts';

// Goal: what one network has is for every other network as if it were not there. Method: a network with a history and one that
// has just begun; every address with an id is asked for by both, and everything with an id is posted by the wrong one.
const database = await testDatabase();
const story = await givenStory(database, 'sonne');
const young = await givenYoungNetwork(database, 'mond');
const [zora = 0] = await givenLine(young, ['Zora'], STORY_NOW);
const [youngShop] = await database.asOwner<{ id: number }>(`select id from shop where domain = 'mond.myshopify.com'`);
const staff = { networkId: story.networkId, actor: 'staff:1', now: STORY_NOW };

const draft = { ...staff, programmeId: 1 };
await openDraft(draft);
const [start] = await offeredStarts(story.networkId, 1, STORY_NOW);
await publishDraft({ ...draft, startsAt: start?.startsAt ?? STORY_NOW });
const importId = randomUUID();
await uploadImport({
  ...staff,
  importId,
  fileName: 'list.csv',
  file: Buffer.from('First name,E-mail\nDana,d@example.com\n'),
});
const webhookId = randomUUID();
await database.asOwner(
  `insert into webhook_delivery (day, webhook_id, domain, topic, api_version, body, received_at, state)
   values ('2026-11-14', $1, 'sonne.myshopify.com', 'orders/create', '2026-10', '{}', $2, 'parked')`,
  [webhookId, STORY_NOW],
);
const [order] = await database.asOwner<{ part: string; name: string }>(
  `select shop_id || '-' || order_id as part, name from shop_order where network_id = $1 order by ordered_at limit 1`,
  [story.networkId],
);
const [row] = await database.asOwner<{ key: string }>(
  `select 'earning-' || run_id || '-' || row_no as key from earning where network_id = $1 order by run_id, row_no limit 1`,
  [story.networkId],
);
const [estimate] = await database.asOwner<{ key: string }>(
  `select 'estimate-' || run_id || '-' || row_no as key from estimate where network_id = $1 order by run_id desc, row_no limit 1`,
  [story.networkId],
);
const [reversal] = await database.asOwner<{ key: string }>(
  `select 'reversal-' || run_id || '-' || recorded_seq as key from adjustment where network_id = $1 limit 1`,
  [story.networkId],
);
const preview = await previewOf(database, story, 2);
const admin = await givenAdmin(database, ['sonne', 'mond']);
const orders = [order?.part ?? ''];

const READ = [
  `/app/partners/${story.ben}.data`,
  `/app/partners/${story.ben}/move.data?sponsor=0&validOn=2026-12-01`,
  `/app/partners/import/${importId}.data`,
  `/app/partners/import/${importId}/bad-lines`,
  `/app/orders/${order?.part}.data`,
  `/app/orders/effect.data?orders=${order?.part}&partner=${story.ben}`,
  `/app/commissions/${row?.key}.data`,
  `/app/commissions/${estimate?.key}.data`,
  `/app/commissions/${reversal?.key}.data`,
  '/app/periods/2.data',
  '/app/payouts/1.data',
  '/app/plan/versions/2.data',
  `/app/tree.data?focus=${story.ben}`,
];

test.each(READ)('%s is there for its own network and for no other', async (path) => {
  expect(path).not.toContain('undefined');
  const own = await admin.get('sonne', path);
  expect(own.status).toBe(200);
  const other = await admin.get('mond', path);
  expect(other.status).toBe(404);
  expect(await other.text()).not.toMatch(/Muster/);
});

test.each([
  '/app/partners/abc',
  '/app/orders/1',
  '/app/periods/x',
  '/app/payouts/0',
  '/app/plan/versions/9',
  '/app/partners/import/1',
  '/app/commissions/row',
  '/app/nowhere',
])('%s is an id of nobody: 404', async (path) => {
  expect((await admin.get('sonne', `${path}.data`)).status).toBe(404);
});

const reason = 'because of a test';
const WRITTEN: readonly [string, string, object][] = [
  ['a partner is suspended', `/app/partners/${story.ben}`, { intent: 'suspend', reason }],
  ['a code is added', `/app/partners/${story.ben}`, { intent: 'add-code', newCode: 'FOREIGN1' }],
  ['a code is renamed', `/app/partners/${story.ben}`, { intent: 'rename-code', code: 'BEN77', newCode: 'FOREIGN2' }],
  ['a code is ended', `/app/partners/${story.ben}`, { intent: 'end-code', code: 'BEN77' }],
  [
    'a partner is moved',
    `/app/partners/${story.cleo}`,
    { intent: 'move', sponsor: '0', validOn: '2026-12-01', reason },
  ],
  ['a move is undone', `/app/partners/${story.cleo}`, { intent: 'undo-move', recordedSeq: '1', reason }],
  [
    'an account is linked',
    `/app/partners/${story.cleo}`,
    { intent: 'link-account', account: `${youngShop?.id}:77`, reason },
  ],
  ['an invitation is sent again', `/app/partners/${story.cleo}`, { intent: 'resend' }],
  ['an order is read again', `/app/orders/${order?.part}`, { intent: 'read-again' }],
  ['an order is given away', '/app/orders?index', { intent: 'assign', orders, reason, partner: String(zora) }],
  ['an assignment is withdrawn', '/app/orders?index', { intent: 'withdraw', orders, reason }],
  ['a period is accepted', '/app/periods/2', { intent: 'accept', ...preview }],
  ['a run is accepted as its own', '/app/periods/1', { intent: 'accept', ...preview }],
  ['a run is cancelled', '/app/periods/1', { intent: 'cancel', runId: preview.runId }],
  ['a period is calculated', '/app/periods/2', { intent: 'recalculate' }],
  ['a payout is marked as paid', '/app/payouts/1?index', { intent: 'mark-paid' }],
  ['a payout is cancelled', '/app/payouts/1?index', { intent: 'cancel' }],
  ['a delivery is sent again', '/app/settings/health', { intent: 'replay', webhookId }],
  ['an import is checked', `/app/partners/import/${importId}`, { intent: 'check', mapping: ['fullName', 'email'] }],
  ['an import is started', `/app/partners/import/${importId}`, { intent: 'start' }],
];

/** Everything of the network that staff could have changed. */
async function stateOfStory(): Promise<unknown> {
  const tables = [
    'audit_event',
    'partner',
    'partner_code',
    'sponsor_edge',
    'order_assignment',
    'period_acceptance',
    'run',
    'payout_batch',
  ];
  const rows = await Promise.all(
    [...tables, 'period_preview', 'partner_import'].map((table) =>
      database.asOwner(`select to_jsonb(t) as row from ${table} t where network_id = $1 order by 1`, [story.networkId]),
    ),
  );
  return [...rows, await database.asOwner('select state from webhook_delivery where webhook_id = $1', [webhookId])];
}

test.each(WRITTEN)('%s by no other network', async (_, path, body) => {
  const before = await stateOfStory();
  const [page = '', query] = path.split('?');
  const { status, answer } = await admin.post('mond', `${page}.data${query ? `?${query}` : ''}`, body);
  expect({ status, answer }).toMatchObject({ status: 404 });
  expect(await stateOfStory()).toEqual(before);
});

test.each(['branch?parent=', 'line?start='])(
  '/app/tree/%s… is there for its own network and for no other',
  async (path) => {
    const address = `/app/tree/${path}${story.ben}&${path.startsWith('branch') ? 'offset' : 'skip'}=0`;
    expect((await admin.get('sonne', address)).status).toBe(200);
    expect((await admin.get('mond', address)).status).toBe(404);
    expect((await admin.get('sonne', address.replace(String(story.ben), '999999'))).status).toBe(404);
  },
);

test.each([
  { path: '/app/tree/branch', query: `parent=${story.ben}&offset=0` },
  { path: '/app/tree/line', query: `start=${story.ben}&skip=0` },
  { path: '/app/tree/search', query: 'q=Cleo' },
  { path: '/app/partners.data', query: '_routes=routes/app.partners._index&q=Cleo' },
  { path: '/app/orders.data', query: `_routes=routes/app.orders._index&partner=${story.cleo}` },
  { path: '/app/commissions.data', query: `_routes=routes/app.commissions._index&partner=${story.cleo}&view=held` },
  {
    path: '/app/commissions/nothing.data',
    query: `_routes=routes/app.commissions.nothing&orderName=%23987&partner=${story.cleo}`,
  },
])('$path finds nobody and nothing of another network', async ({ path, query }) => {
  const own = await (await admin.get('sonne', `${path}?${query}`)).text();
  expect(own).toMatch(/Muster|"earned"/);
  const other = await (await admin.get('mond', `${path}?${query}`)).text();
  expect(other).not.toMatch(/Muster|"earned"|#987/);
});

test('a payout is handed over to no other network', async () => {
  const response = await admin.post('mond', '/app/payouts/1/file.data', {});
  expect(response.status).toBe(404);
});

test('nobody of another network becomes a sponsor, a beneficiary or a focus', async () => {
  const form = {
    ...{
      how: 'now',
      requestId: randomUUID(),
      firstName: 'Nora',
      lastName: 'Neu',
      email: 'nora@example.com',
      phone: '',
    },
    ...{ country: 'DE', language: 'de', sponsor: String(story.ben), code: '' },
  };
  const { status, answer } = await admin.post('mond', '/app/partners/new.data', form);
  expect({ status, answer }).toMatchObject({ status: 422, answer: { data: { code: 'tree.sponsor-not-found' } } });
  expect(await database.asOwner('select number from partner where network_id = $1 and number > 1001', [young])).toEqual(
    [],
  );
});
