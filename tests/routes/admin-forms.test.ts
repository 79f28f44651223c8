import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { releaseDue } from '#app/services/ledger/release-due.ts';
import { makeJoinCode } from '#app/services/networks/make-join-code.ts';
import { offeredStarts } from '#app/services/plans/offered-starts.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenStory, STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { givenAdmin } from '#tests/routes/given-admin.ts';
import { loaderAnswers } from '#tests/routes/page-data.ts';
import { OCT_5 } from '#tests/given/days.ts';
import { runJobs } from '#tests/jobs/run-jobs.ts';
import { givenMoney, OCTOBER, orderFacts, previewOf, tell } from '#tests/given/money.ts';

// Goal: every form of the admin does what it says, and refuses what is wrong with a code at the field.
// Method: the built web process over HTTP, forms as the pages send them. That pages keep what was typed is the browser's matter.
const database = await testDatabase();
const story = await givenStory(database, 'sonne');
for (const name of ['stern', 'komet'])
  await database.asOwner(
    `insert into shop (domain, name, currency, country, time_zone, storefront_url, scopes, installed_at)
     values ($1, $2, 'EUR', 'DE', 'Europe/Berlin', 'https://shop.example', '', now())`,
    [`${name}.myshopify.com`, name],
  );
const ended = await givenMoney(database, 'mond');
await tell(
  ended,
  orderFacts({ code: 'CLEO77', paidAt: OCT_5, netMinor: [100_000], fulfilledAt: OCT_5 }),
  new Date('2026-11-02T10:00:00Z'),
);
const admin = await givenAdmin(database, ['sonne', 'stern', 'komet', 'mond']);
const { code: joinCode } = await makeJoinCode({ networkId: story.networkId, actor: 'staff:1', now: STORY_NOW });
const [order] = await database.asOwner<{ part: string }>(
  `select shop_id || '-' || order_id as part from shop_order where network_id = $1 and name = '#1010'`,
  [story.networkId],
);
const orders = [order?.part ?? ''];
const preview = await previewOf(database, story, 2);
const reason = 'because of a test';

const person = (change: object = {}) => ({
  ...{ how: 'now', requestId: randomUUID(), firstName: 'Nora', lastName: 'Neu', email: 'nora@example.com', phone: '' },
  ...{ country: 'DE', language: 'de', sponsor: '1001', code: '' },
  ...change,
});
const attribution = (change: object = {}) => ({
  intent: 'attribution',
  priority: ['manual', 'customer_link', 'discount_code', 'cart_attribute', 'line_property', 'landing_site_ref'],
  ...{ touch: 'last', windowDays: '30', linkLifetimeDays: '0', binds: 'everyone', selfPurchase: 'upline' },
  captureConsent: 'wait',
  ...change,
});
const branding = (change: object = {}) => ({
  ...{ intent: 'branding', name: 'Hofladen', colour: '#0F6B66', imprintUrl: '', privacyUrl: '', logo: 'keep' },
  ...change,
});
const setUp = (change: object = {}) => ({
  ...{ intent: 'found', name: 'Stern', handle: 'stern', currency: 'EUR', timeZone: 'Europe/Berlin', cadence: 'month' },
  ...{ firstPeriodOn: '2026-11-01', returnDays: '14', deliveryDays: '3', levels: ['10', '5'] },
  ...change,
});
const plan = (change: object = {}) => ({
  ...{ intent: 'form', name: 'Plan', levels: ['10', '5'], tables: [], activity: 'none', atLeast: '' },
  compression: 'standard',
  ...change,
});
const anna = '/app/partners/1001';

/** Page, form, and what is said at its fields. */
const WRONG: readonly [string, object, Record<string, string>][] = [
  [
    '/app/partners/new',
    person({ firstName: ' ', email: 'nora@', sponsor: 'x' }),
    { firstName: 'required', email: 'wrong', sponsor: 'not-a-number' },
  ],
  [
    '/app/partners/new',
    person({ lastName: 'N'.repeat(101), country: 'Germany' }),
    { lastName: 'too-long', country: 'too-long' },
  ],
  [anna, { intent: 'suspend', reason: 'a' }, { reason: 'too-short' }],
  [anna, { intent: 'add-code', newCode: '' }, { newCode: 'required' }],
  [
    anna,
    { intent: 'move', sponsor: '', validOn: '31.12.2026', reason },
    { sponsor: 'not-a-number', validOn: 'not-a-day' },
  ],
  [anna, { intent: 'link-account', account: 'x', reason }, { account: 'required' }],
  [anna, { intent: 'explode' }, { intent: 'wrong' }],
  [
    '/app/orders?index',
    { intent: 'assign', orders, reason: '', partner: '' },
    { reason: 'too-short', partner: 'required' },
  ],
  ['/app/orders?index', { intent: 'assign', orders: [], reason, partner: '1001' }, { orders: 'required' }],
  ['/app/orders?index', { intent: 'assign', orders: ['x'], reason, partner: '1001' }, { 'orders.0': 'wrong' }],
  ['/app/periods/2', { intent: 'accept', runId: 'x', rowHash: '' }, { runId: 'wrong' }],
  ['/app/payouts/new', { intent: 'freeze', partners: 0, totalMinor: '-1' }, { partners: 'wrong', totalMinor: 'wrong' }],
  ['/app/payouts/1?index', { intent: 'burn' }, { intent: 'wrong' }],
  ['/app/plan?index', plan({ levels: [], name: '' }), { levels: 'no-levels', name: 'required' }],
  [
    '/app/plan?index',
    plan({ levels: ['101', 'x', ''] }),
    { 'levels.0': 'not-a-rate', 'levels.1': 'not-a-rate', 'levels.2': 'required' },
  ],
  ['/app/plan?index', { intent: 'publish', startsAt: 'soon' }, { startsAt: 'not-a-day' }],
  ['/app/plan/templates', { template: 'pyramid', name: '' }, { template: 'not-offered', name: 'required' }],
  [
    '/app/plan/example',
    { currency: 'euro', levels: [], compression: 'x' },
    { currency: 'not-a-currency', levels: 'no-levels', compression: 'not-offered' },
  ],
  [
    '/app/settings/programme',
    { intent: 'programme', returnDays: '366', deliveryDays: '-1', barredReasons: [] },
    { returnDays: 'out-of-range', deliveryDays: 'not-a-number' },
  ],
  [
    '/app/settings/attribution',
    attribution({ windowDays: '0', linkLifetimeDays: 'x' }),
    { windowDays: 'out-of-range', linkLifetimeDays: 'not-a-number' },
  ],
  ['/app/settings/money', { intent: 'money', minimum: 'much', rates: {} }, { minimum: 'not-an-amount' }],
  [
    '/app/settings/branding',
    branding({ name: '', colour: 'red', imprintUrl: 'http://x' }),
    { name: 'required', colour: 'not-a-colour', imprintUrl: 'not-a-url' },
  ],
  ['/app/settings/branding', branding({ logo: '!!' }), { logo: 'not-an-image' }],
  ['/app/settings/health', { intent: 'replay', webhookId: '' }, { webhookId: 'wrong' }],
];

test.each(WRONG)('%s says at the field what is wrong: %j', async (path, form, fields) => {
  const [page = '', query = ''] = path.split('?');
  const { status, answer } = await admin.post('sonne', `${page}.data?${query}`, form);
  expect(status).toBe(422);
  expect(answer).toEqual({ data: { ok: false, code: 'request.invalid', details: fields } });
});

test.each([
  [
    setUp({ handle: 'Stern!', currency: 'x', timeZone: 'Moon', cadence: 'day' }),
    { handle: 'not-a-handle', currency: 'not-a-currency', timeZone: 'not-a-time-zone', cadence: 'not-offered' },
  ],
  [setUp({ firstPeriodOn: '2027-01-01' }), { firstPeriodOn: 'in-the-future' }],
  [setUp({ handle: 'sonne' }), { handle: 'taken' }],
  [setUp({ levels: ['x'], name: '' }), { 'levels.0': 'not-a-rate', name: 'required' }],
  [{ intent: 'join', code: '' }, { code: 'required' }],
])('the set-up says at the field what is wrong: %j', async (form, fields) => {
  const { status, answer } = await admin.post('stern', '/app/setup.data', form);
  expect(status).toBe(422);
  expect(answer).toEqual({ data: { ok: false, code: 'request.invalid', details: fields } });
  expect(await database.asOwner(`select 1 from shop where domain like 'stern.%' and network_id is not null`)).toEqual(
    [],
  );
});

/** What a form is refused for that is well written: a code, whose text the page shows. */
const REFUSED: readonly [string, object, number, string][] = [
  ['/app/partners/new', person({ email: 'anna@example.com' }), 409, 'partner.email-taken'],
  ['/app/partners/new', person({ sponsor: '4711' }), 422, 'tree.sponsor-not-found'],
  ['/app/partners/new', person({ code: 'BEN77' }), 409, 'code.taken'],
  ['/app/partners/new', person({ code: 'a b!' }), 422, 'code.bad-wording'],
  [anna, { intent: 'add-code', newCode: 'ben77' }, 409, 'code.taken'],
  [anna, { intent: 'end-code', code: 'NOBODYS' }, 404, 'code.not-found'],
  [anna, { intent: 'decline', reason }, 409, 'partner.wrong-status'],
  [anna, { intent: 'move', sponsor: '1003', validOn: '2026-12-01', reason }, 409, 'tree.cycle'],
  [anna, { intent: 'resend' }, 409, 'partner.not-invited'],
  ['/app/partners/0', { intent: 'suspend', reason }, 409, 'partner.house-account'],
  ['/app/orders?index', { intent: 'assign', orders, reason, partner: '0' }, 409, 'partner.house-account'],
  ['/app/orders?index', { intent: 'assign', orders, reason, partner: '4711' }, 404, 'partner.not-found'],
  ['/app/periods/1', { intent: 'recalculate' }, 409, 'period.accepted'],
  ['/app/periods/2', { intent: 'accept', ...preview }, 409, 'period.still-open'],
  ['/app/payouts/new', { intent: 'freeze', partners: 1, totalMinor: '1' }, 409, 'payout.nothing-available'],
  ['/app/payouts/1?index', { intent: 'cancel' }, 409, 'payout.wrong-state'],
  ['/app/settings/health', { intent: 'replay', webhookId: null }, 404, 'delivery.not-found'],
];

test.each(REFUSED)('%s: %j is %i %s', async (path, form, wanted, code) => {
  const [page = '', query = ''] = path.split('?');
  const { status, answer } = await admin.post('sonne', `${page}.data?${query}`, form);
  expect({ status, answer }).toMatchObject({ status: wanted, answer: { data: { ok: false, code } } });
});

test('the path that a move would close is named', async () => {
  const form = { intent: 'move', sponsor: '1003', validOn: '2026-12-01', reason };
  const { answer } = await admin.post('sonne', `${anna}.data`, form);
  expect(answer).toMatchObject({
    data: { details: { path: expect.stringMatching(/Anna.*Cleo.*Anna|Cleo.*Anna.*Cleo/s) } },
  });
});

test.each([
  '/app/partners/new',
  anna,
  '/app/orders?index',
  '/app/plan?index',
  '/app/settings/money',
  '/app/settings/branding',
])('%s refuses what is no form at all, and a text that no database holds', async (path) => {
  const [page = '', query = ''] = path.split('?');
  for (const body of ['', '{', 'null', '[]', '"text"']) {
    const response = await admin.send('sonne', `${page}.data?${query}`, { method: 'POST', body });
    expect(response.status, body).toBe(422);
  }
});

test('a zero character in a form is refused', async () => {
  const { status } = await admin.post('sonne', '/app/partners/new.data', person({ firstName: 'No\u0000ra' }));
  expect(status).toBe(422);
});

const RIGHT: readonly [string, string, object][] = [
  ['sonne', '/app?index', {}],
  ['sonne', '/app/partners/new', person({ email: 'nora2@example.com' })],
  ['sonne', '/app/partners/new', person({ how: 'invite', email: 'nora3@example.com', code: 'NORA3' })],
  ['sonne', '/app/partners/1003', { intent: 'add-code', newCode: 'CLEOS' }],
  ['sonne', '/app/partners/1003', { intent: 'rename-code', code: 'CLEOS', newCode: 'CLEOT' }],
  ['sonne', '/app/partners/1003', { intent: 'end-code', code: 'CLEOT' }],
  ['sonne', '/app/partners/1003', { intent: 'suspend', reason }],
  ['sonne', '/app/partners/1003', { intent: 'reinstate' }],
  ['sonne', '/app/partners/1003', { intent: 'move', sponsor: '1001', validOn: '2026-12-01', reason }],
  ['sonne', '/app/orders?index', { intent: 'assign', orders, reason, partner: '1002' }],
  ['sonne', `/app/orders/${order?.part}`, { intent: 'read-again' }],
  ['sonne', '/app/orders?index', { intent: 'nobody', orders, reason }],
  ['sonne', '/app/orders?index', { intent: 'withdraw', orders, reason }],
  ['sonne', '/app/periods/2', { intent: 'recalculate' }],
  ['sonne', '/app/plan?index', { intent: 'edit' }],
  ['sonne', '/app/plan?index', plan()],
  ['sonne', '/app/plan/templates', { template: 'stairstep', name: 'Stairstep' }],
  ['sonne', '/app/plan?index', { intent: 'fields', 'components/0/rates/2/rate': '21,5' }],
  ['sonne', '/app/plan/check', { values: { 'components/0/rates/2/rate': '22' } }],
  ['sonne', '/app/plan/check', { text: '{ "name": "half' }],
  ['sonne', '/app/plan/templates', { template: 'party', name: 'Party' }],
  ['sonne', '/app/plan?index', { intent: 'open-kept', id: 1 }],
  ['sonne', '/app/plan?index', { intent: 'remove-kept', id: 3 }],
  ['sonne', '/app/plan?index', { intent: 'discard' }],
  ['sonne', '/app/plan/example', { currency: 'EUR', levels: ['10', '7,5'], compression: 'none' }],
  ['sonne', '/app/settings/programme', { intent: 'programme', returnDays: '30', deliveryDays: '0', barredReasons: [] }],
  ['sonne', '/app/settings/attribution', attribution()],
  ['sonne', '/app/settings/money', { intent: 'money', minimum: '25', rates: {} }],
  ['sonne', '/app/settings/branding', branding()],
  ['stern', '/app/setup', setUp()],
  ['komet', '/app/setup', { intent: 'join', code: joinCode }],
  ['sonne', '/app/settings/shops', {}],
];

test.each(RIGHT)('of %s: %s takes %j', async (handle, path, form) => {
  const [page = '', query = ''] = path.split('?');
  const { status, answer } = await admin.post(handle, `${page}.data?${query}`, form);
  expect({ status, answer }).toMatchObject({ status: 200, answer: { data: { ok: true } } });
});

test('a draft is written as JSON and published where a period begins', async () => {
  const send = (form: object) => admin.post('sonne', '/app/plan.data?index', form);
  const drafts = () =>
    database.asOwner<{ document: unknown }>('select document from plan_draft where network_id = $1', [story.networkId]);
  expect((await send({ intent: 'edit' })).status).toBe(200);
  const [opened] = await drafts();
  expect((await send({ intent: 'json', text: '{' })).answer).toMatchObject({ data: { details: { text: 'not-json' } } });
  const text = JSON.stringify({ ...(opened?.document as object), name: 'By hand' });
  expect(await send({ intent: 'json', text })).toMatchObject({ status: 200, answer: { data: { ok: true } } });
  expect((await drafts())[0]?.document).toMatchObject({ name: 'By hand' });
  const [start] = await offeredStarts(story.networkId, 1, STORY_NOW);
  const publish = { intent: 'publish', startsAt: start?.startsAt.toISOString() };
  expect(await send(publish)).toMatchObject({ status: 200, answer: { data: { ok: true } } });
  expect(await drafts()).toEqual([]);
});

test('an invitation is sent again', async () => {
  const invited = person({ how: 'invite', email: 'again@example.com' });
  const { answer } = await admin.post('sonne', '/app/partners/new.data', invited);
  const { number } = (answer as { data: { value: { number: number } } }).data.value;
  const { status, answer: sent } = await admin.post('sonne', `/app/partners/${number}.data`, { intent: 'resend' });
  expect({ status, sent }).toMatchObject({ status: 200, sent: { data: { ok: true } } });
});

test('an account is linked to its partner and unlinked', async () => {
  await database.asOwner('update shop_order set customer_id = 77 where network_id = $1 and name = $2', [
    story.networkId,
    '#1010',
  ]);
  const account = `${story.shopId}:77`;
  const send = (form: object) => admin.post('sonne', '/app/partners/1003.data', { account, reason, ...form });
  const accounts = async () => {
    const answers = await loaderAnswers(await admin.get('sonne', '/app/partners/1003.data'));
    return (answers['routes/app.partners.$number'] as { data: { accounts: object[] } }).data.accounts;
  };
  expect((await send({ intent: 'link-account' })).status).toBe(200);
  expect(await accounts()).toMatchObject([{ account, until: null }]);
  expect((await send({ intent: 'unlink-account', since: 'beginning' })).status).toBe(200);
  expect(await accounts()).toEqual([]);
});

test('a period that ended is accepted once; a payout of it is cancelled, and another paid', async () => {
  const before = await previewOf(database, ended, OCTOBER);
  const accept = { intent: 'accept', ...before };
  const first = await admin.post('mond', '/app/periods/1.data', accept);
  expect(first).toMatchObject({ status: 200, answer: { data: { ok: true, value: { isNew: true } } } });
  const second = await admin.post('mond', '/app/periods/1.data', accept);
  expect(second).toMatchObject({ status: 200, answer: { data: { ok: true, value: { isNew: false } } } });
  await releaseDue({ networkId: ended.networkId, now: new Date('2026-12-01T10:00:00Z') });

  const freeze = { partners: 3, totalMinor: '18000' };
  const freezes = async () => {
    const { answer } = await admin.post('mond', '/app/payouts/new.data', freeze);
    const batches = await database.asOwner<{ id: number }>(
      `select id from payout_batch where network_id = $1 and state = 'draft'`,
      [ended.networkId],
    );
    expect(batches, JSON.stringify(answer)).toHaveLength(1);
    return `/app/payouts/${batches[0]?.id}`;
  };
  const stateOf = async (path: string) =>
    (
      await database.asOwner<{ state: string }>('select state from payout_batch where network_id = $1 and id = $2', [
        ended.networkId,
        path.split('/').at(-1),
      ])
    )[0]?.state;
  const cancelled = await freezes();
  expect((await admin.post('mond', `${cancelled}.data?index`, { intent: 'cancel' })).status).toBe(200);
  expect(await stateOf(cancelled)).toBe('cancelled');
  const paid = await freezes();
  const file = await admin.send('mond', `${paid}/file?locale=de`, { method: 'POST' });
  expect((await file.text()).trim().split('\n')).toHaveLength(4);
  expect((await admin.post('mond', `${paid}.data?index`, { intent: 'mark-paid' })).status).toBe(200);
  expect(await stateOf(paid)).toBe('paid');
});

test('a double click adds one partner', async () => {
  const form = person({ email: 'twice@example.com' });
  const sent = await Promise.all([1, 2].map(() => admin.post('sonne', '/app/partners/new.data', form)));
  expect(sent.map(({ status }) => status)).toEqual([200, 200]);
  expect(sent[0]?.answer).toEqual(sent[1]?.answer);
});

/** The list of partners as the browser uploads it. */
async function upload(fileName: string, content: string | Buffer) {
  const body = new FormData();
  const importId = randomUUID();
  body.set('importId', importId);
  body.set('file', new File([new Uint8Array(Buffer.from(content))], fileName));
  const response = await admin.send('sonne', '/app/partners/import.data?index', { method: 'POST', body });
  return { importId, status: response.status, text: await response.text() };
}

test('a list is uploaded, matched and started; what is no list is refused', async () => {
  const list = await upload('list.csv', 'Vorname;Nachname;E-Mail\r\nDana;Doe;dana@example.com\r\n');
  expect(list.status).toBe(200);
  // What earlier forms asked for would ask Shopify, which these tests do without.
  await database.asOwner(`delete from graphile_worker._private_jobs`);
  const step = (form: object) => admin.post('sonne', `/app/partners/import/${list.importId}.data`, form);
  expect((await step({ intent: 'start' })).answer).toMatchObject({ data: { code: 'import.has-errors' } });
  expect((await step({ intent: 'check', mapping: ['firstName', 'lastName', 'email'] })).status).toBe(200);
  await runJobs(STORY_NOW);
  expect((await step({ intent: 'start' })).status).toBe(200);
  await runJobs(STORY_NOW);
  expect(await database.asOwner(`select 1 from partner where first_name = 'Dana' and last_name = 'Doe'`)).toHaveLength(
    1,
  );
  expect(await upload('empty.csv', '')).toMatchObject({
    status: 422,
    text: expect.stringContaining('import.not-readable'),
  });
  const none = await admin.send('sonne', '/app/partners/import.data?index', { method: 'POST', body: new FormData() });
  expect(none.status).toBe(422);
  const large = await upload('large.csv', Buffer.alloc(20 * 1024 * 1024 + 20_000, 'a;b\n'));
  expect(large).toMatchObject({ status: 413, text: expect.stringContaining('import.too-large') });
});
