import { expect, test } from 'vitest';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenStory } from '#tests/e2e/portal/given-story.ts';
import { givenAdmin, givenYoungNetwork } from '#tests/routes/given-admin.ts';
import { loaderAnswers } from '#tests/routes/page-data.ts';

// Goal: every page of the admin is answered with what it shows, whether much has happened in the network or nothing.
// Method: the built web process over HTTP; the data of each page's own route, and each page as a document.
const database = await testDatabase();
const story = await givenStory(database, 'sonne');
await givenYoungNetwork(database, 'mond');
await database.asOwner(
  `insert into shop (domain, name, currency, country, time_zone, storefront_url, scopes, installed_at)
   values ('stern.myshopify.com', 'Stern', 'EUR', 'DE', 'Europe/Berlin', 'https://stern.example', '', now())`,
);
const admin = await givenAdmin(database, ['sonne', 'mond', 'stern']);
const [order] = await database.asOwner<{ part: string }>(
  `select shop_id || '-' || order_id as part from shop_order where network_id = $1 and name = '#987'`,
  [story.networkId],
);
const [row] = await database.asOwner<{ key: string }>(
  `select 'earning-' || run_id || '-' || row_no as key from earning
    where network_id = $1 and earner = $2 order by run_id, row_no limit 1`,
  [story.networkId, story.cleo],
);

/** What a route's loader gave, wherever it stands on the page. */
async function dataOf(handle: string, path: string, route: string): Promise<Record<string, unknown>> {
  const [page, query = ''] = path.split('?');
  const response = await admin.get(handle, `${page}.data?${query}&_routes=routes/${route}`);
  const answers = await loaderAnswers(response);
  const answer = (answers[`routes/${route}`] ?? answers) as { data?: unknown };
  return { status: response.status, ...(answer.data as object) };
}

const cleos = { firstName: 'Cleo', lastName: 'Muster' };
const PAGES: readonly [string, string, object][] = [
  ['/app', 'app._index', { currency: 'EUR' }],
  ['/app/owed', 'app.owed', {}],
  ['/app/partners', 'app.partners._index', { currency: 'EUR', isFiltered: false }],
  ['/app/partners?q=Cleo', 'app.partners._index', { isFiltered: true, rows: [cleos] }],
  [`/app/partners/${story.cleo}`, 'app.partners.$number', { today: '2026-11-14' }],
  [`/app/partners/${story.cleo}/move?sponsor=0&validOn=2026-12-01`, 'app.partners.$number_.move', { ok: true }],
  ['/app/partners/new?sponsor=1002', 'app.partners.new', { sponsor: '1002' }],
  ['/app/partners/import', 'app.partners.import._index', {}],
  ['/app/tree?focus=1002', 'app.tree', { focus: { number: 1002, firstName: 'Ben' }, currency: 'EUR' }],
  ['/app/orders?q=%23987', 'app.orders._index', { filters: { q: '#987' }, rows: [{ name: '#987', refunds: 1 }] }],
  [`/app/orders/${order?.part}`, 'app.orders.$order', { order: { name: '#987' } }],
  [`/app/orders/effect?orders=${order?.part}&partner=1001`, 'app.orders.effect', { ok: true }],
  ['/app/commissions?view=paid', 'app.commissions._index', { filters: { view: 'paid' }, currency: 'EUR' }],
  [`/app/commissions/${row?.key}`, 'app.commissions.$row', { ok: true }],
  ['/app/commissions/nothing?orderName=%23987&partner=1003', 'app.commissions.nothing', { ok: true }],
  ['/app/periods', 'app.periods._index', { periods: [{ id: 2 }, { id: 1, state: 'accepted' }] }],
  ['/app/periods/1', 'app.periods.$period', { period: { id: 1, state: 'accepted' } }],
  ['/app/payouts', 'app.payouts._index', { batches: [{ id: 1, partners: 3, totalMinor: '18000', state: 'paid' }] }],
  ['/app/payouts/1', 'app.payouts.$batch._index', { lines: [{ number: 1001 }, { number: 1002 }, { number: 1003 }] }],
  ['/app/payouts/new', 'app.payouts.new', { currency: 'EUR' }],
  ['/app/plan', 'app.plan._index', { newest: { version: 1 }, draft: null }],
  ['/app/plan/templates', 'app.plan.templates', { currency: 'EUR' }],
  ['/app/plan/versions/1', 'app.plan.versions.$version', {}],
  ['/app/plan/rehearse', 'app.plan.rehearse', { accepted: 1, hasDraft: false }],
  ['/app/plan/rehearsal?programmeId=1&periods=1', 'app.plan.rehearsal', { ok: true }],
  ['/app/settings', 'app.settings._index', { facts: { handle: 'sonne' } }],
  ['/app/settings/programme', 'app.settings.programme', { stored: { returnDays: '14', deliveryDays: '0' } }],
  ['/app/settings/attribution', 'app.settings.attribution', { version: 1 }],
  ['/app/settings/money', 'app.settings.money', { currency: 'EUR', foreign: [] }],
  ['/app/settings/branding', 'app.settings.branding', { stored: { name: 'sonne', logo: 'keep' } }],
  ['/app/settings/shops', 'app.settings.shops', { shops: [{ domain: 'sonne.myshopify.com' }] }],
  ['/app/settings/health', 'app.settings.health', { parked: [] }],
];

test.each(PAGES)('%s has its data', async (path, route, expected) => {
  const data = await dataOf('sonne', path, route);
  expect(data).toMatchObject({ status: 200, ...expected });
});

const DOCUMENTS = PAGES.filter(([, route]) => !/owed|move|effect|\$row|nothing|rehearsal/.test(route)).map(
  ([path]) => path,
);

test.each(DOCUMENTS)('%s is a page with a heading and a main part, in both languages', async (path) => {
  for (const locale of ['en', 'de']) {
    const sign = path.includes('?') ? '&' : '?';
    const response = await admin.open('sonne', `${path}${sign}locale=${locale}`);
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain(`<html lang="${locale}">`);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/<main/g)).toHaveLength(1);
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors https://sonne.myshopify.com');
  }
});

const EMPTY = ['/app', '/app/partners', '/app/tree', '/app/orders', '/app/commissions', '/app/periods', '/app/payouts'];

test.each([...EMPTY, '/app/payouts/new', '/app/plan', '/app/plan/rehearse', '/app/settings/health'])(
  '%s of a network to which nothing has happened is a page too',
  async (path) => {
    const response = await admin.open('mond', path);
    expect(response.status).toBe(200);
    expect((await response.text()).match(/<h1/g)).toHaveLength(1);
  },
);

test('a shop without a network is led to the set-up, and one that has a network away from it', async () => {
  const first = await admin.open('stern', '/app/orders');
  expect(first.status).toBe(302);
  expect(first.headers.get('location')).toMatch(/^\/app\/setup\?/);
  expect((await admin.open('stern', '/app/setup')).status).toBe(200);
  const second = await admin.open('sonne', '/app/setup');
  expect(second.headers.get('location')).toMatch(/^\/app\?/);
});

test('filters that are none count as none', async () => {
  const odd = 'view=%27&period=x&level=-1&partner=1e9&q=%27&sort=--&after=%22&cursor=zzz&from=31.12.&min=NaN&trail=~~';
  for (const path of ['/app/partners', '/app/orders', '/app/commissions', '/app/payouts', '/app/tree'])
    expect((await admin.open('sonne', `${path}?${odd}&focus=-1&on=never&figure=x`)).status, path).toBe(200);
});

test.each(['/app/partners', '/app/orders', '/app/commissions', '/app/tree/search'])(
  'a text that no database holds is refused, and the process lives on: %s',
  async (path) => {
    expect((await admin.open('sonne', `${path}?q=%00`)).status).toBe(422);
    expect((await admin.open('sonne', path)).status).toBe(200);
  },
);

test.each(['partners', 'orders', 'commissions'])(
  'a file of %s that breaks off ends nothing but itself',
  async (list) => {
    const response = await admin.get('sonne', `/app/${list}/export?q=%00`);
    // A file that is cut off must not look like a whole one.
    await expect(response.text()).rejects.toThrow('terminated');
    expect((await admin.get('sonne', `/app/${list}/export`)).status).toBe(200);
  },
);

test.each(['branch', 'line'])('a part of the tree without its place is 422: %s', async (part) => {
  const response = await admin.get('sonne', `/app/tree/${part}?parent=x`);
  expect(response.status).toBe(422);
  expect(await response.json()).toEqual({ code: 'request.invalid' });
});

test('parts of the tree and its search', async () => {
  const json = async (path: string): Promise<unknown> => (await admin.get('sonne', path)).json();
  expect(await json('/app/tree/search?q=Cle')).toEqual([{ number: story.cleo, ...cleos }]);
  expect(await json('/app/tree/search?q=')).toEqual([]);
  expect(JSON.stringify(await json('/app/tree/branch?parent=1001&offset=0'))).toContain('"Ben"');
  expect(JSON.stringify(await json('/app/tree/line?start=1002&skip=0'))).toContain('"Cleo"');
});
