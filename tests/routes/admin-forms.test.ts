import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeJoinCode } from '#app/services/networks/make-join-code.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenStory, STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { givenAdmin } from '#tests/routes/given-admin.ts';
import { previewOf } from '#tests/services/runs/given-money.ts';

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
const admin = await givenAdmin(database, ['sonne', 'stern', 'komet']);
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
  ['sonne', '/app/periods/2', { intent: 'recalculate' }],
  ['sonne', '/app/plan?index', { intent: 'edit' }],
  ['sonne', '/app/plan?index', plan()],
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

test('a double click adds one partner', async () => {
  const form = person({ email: 'twice@example.com' });
  const sent = await Promise.all([1, 2].map(() => admin.post('sonne', '/app/partners/new.data', form)));
  expect(sent.map(({ status }) => status)).toEqual([200, 200]);
  expect(sent[0]?.answer).toEqual(sent[1]?.answer);
});

/** The list of partners as the browser uploads it. */
async function upload(fileName: string, content: string | Buffer) {
  const body = new FormData();
  body.set('importId', randomUUID());
  body.set('file', new File([new Uint8Array(Buffer.from(content))], fileName));
  const response = await admin.send('sonne', '/app/partners/import.data?index', { method: 'POST', body });
  return { status: response.status, text: await response.text() };
}

test('a list is uploaded, matched and started; what is no list is refused', async () => {
  expect((await upload('list.csv', 'Vorname;Nachname;E-Mail\r\nDana;Doe;dana@example.com\r\n')).status).toBe(200);
  expect(await upload('empty.csv', '')).toMatchObject({
    status: 422,
    text: expect.stringContaining('import.not-readable'),
  });
  const none = await admin.send('sonne', '/app/partners/import.data?index', { method: 'POST', body: new FormData() });
  expect(none.status).toBe(422);
  const large = await upload('large.csv', Buffer.alloc(20 * 1024 * 1024 + 20_000, 'a;b\n'));
  expect(large).toMatchObject({ status: 413, text: expect.stringContaining('import.too-large') });
});
