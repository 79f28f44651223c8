import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '#tests/database/test-database.ts';
import { givenNewPartner, givenStory, signedIn, STORY_NOW } from '#tests/e2e/portal/given-story.ts';
import { startWeb } from '#tests/e2e/portal/web-process.ts';
import { givenMoney } from '#tests/given/money.ts';

// Goal: a partner sees what is hers and her team's, and of anybody else, here or in another network, not even that it exists.
// Method: the built web process over HTTP; two networks with equal numbers and names, of which one has a history.
const database = await testDatabase();
const story = await givenStory(database, 'mond');
const young = { ...(await givenMoney(database, 'sonne')), handle: 'sonne' };
const newcomer = await givenNewPartner(story.networkId, { firstName: 'Nora', lastName: 'Neu' });
const web = await startWeb(database, STORY_NOW);
afterAll(() => web[Symbol.asyncDispose]());

type Network = { networkId: typeof story.networkId; handle: string };

async function cookieOf(network: Network, number: number): Promise<string> {
  const cookies = await signedIn(network, number);
  return cookies.map(({ name, value }) => `${name}=${value}`)[0] ?? '';
}

const ask = (path: string, cookie: string | null, init: RequestInit = {}) =>
  fetch(`${web.url}/portal/${path}`, {
    redirect: 'manual',
    ...init,
    headers: { ...(cookie === null ? {} : { cookie }), ...init.headers },
  });

const cookies = {
  anna: await cookieOf(story, story.anna),
  cleo: await cookieOf(story, story.cleo),
  ben: await cookieOf(story, story.ben),
  youngAnna: await cookieOf(young, young.anna),
  youngCleo: await cookieOf(young, young.cleo),
};

/** Addresses of a partner's own rows, as her list links to them. */
async function rowsOf(cookie: string, query: string): Promise<string[]> {
  const html = await (await ask(`mond/earnings?${query}`, cookie)).text();
  return [...new Set([...html.matchAll(/\/portal\/mond\/earnings\/([^"?]+)/g)].map(([, key]) => key ?? ''))];
}

test.each(['estimated', 'held', 'available', 'paid'])(
  'a row in state %s is its earner’s and nobody else’s',
  async (state) => {
    const [key] = await rowsOf(cookies.cleo, `state=${state}`);
    expect(key).toBeDefined();
    expect((await ask(`mond/earnings/${key}`, cookies.cleo)).status).toBe(200);
    for (const suffix of ['', '.data']) {
      expect((await ask(`mond/earnings/${key}${suffix}`, cookies.ben)).status, 'her sponsor').toBe(404);
      expect((await ask(`sonne/earnings/${key}${suffix}`, cookies.youngCleo)).status, 'another network').toBe(404);
    }
  },
);

test('a card is for the own team: not for who is above, beside, elsewhere or nowhere', async () => {
  expect((await ask(`mond/team/${story.ben}`, cookies.anna)).status).toBe(200);
  expect((await ask(`mond/team/${story.anna}`, cookies.cleo)).status, 'above').toBe(404);
  expect((await ask(`mond/team/${newcomer}`, cookies.cleo)).status, 'beside').toBe(404);
  expect((await ask(`sonne/team/${newcomer}`, cookies.youngAnna)).status, 'of another network').toBe(404);
  for (const person of ['0', '9999', 'x', '1e3', '%00'])
    expect((await ask(`mond/team/${person}`, cookies.anna)).status, person).toBe(404);
});

test('"why nothing" and search know nothing of another network', async () => {
  const own = await (await ask('mond/nothing?order=%23987', cookies.cleo)).text();
  expect(own).toContain('/portal/mond/earnings?order=');
  const other = await (await ask('sonne/nothing?order=%23987', cookies.youngCleo)).text();
  expect(other).not.toContain('/portal/sonne/earnings?order=');
  expect(await (await ask('sonne/team?q=Nora', cookies.youngAnna)).text()).not.toMatch(/Nora N/);
});

const PAGES = ['', '/earnings', '/nothing', '/team', '/share', '/profile'];

test.each(PAGES)(
  'without a session of this network a page shows nothing and leads to signing in: "%s"',
  async (page) => {
    for (const cookie of [null, cookies.youngAnna, 'lineage_portal=garbage']) {
      const answer = await ask(`mond${page}`, cookie);
      expect(answer.status).toBe(302);
      expect(answer.headers.get('location')).toMatch(/^\/portal\/mond\/sign-in/);
      expect(await answer.text()).toBe('');
    }
    expect((await ask(`nowhere${page}`, cookies.anna)).status).toBe(404);
  },
);

test('a form of another site, or none of ours, changes nothing', async () => {
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask('mond/profile', cookies.anna, { method: 'POST', body: new URLSearchParams(fields), headers });
  const foreign = { 'sec-fetch-site': 'cross-site' };
  expect((await post({ intent: 'sign-out-everywhere' }, foreign)).status).toBe(403);
  expect((await post({ intent: 'explode' })).status).toBe(422);
  expect((await post({ intent: 'language', language: 'xx' })).status).toBe(422);
  expect((await ask('mond', cookies.anna)).status).toBe(200);
});

test('a text that no database holds is refused, and the process lives on', async () => {
  for (const path of ['mond/team?q=%00', 'mond/nothing?order=%00', 'mond/earnings?order=%00'])
    expect([200, 422], path).toContain((await ask(path, cookies.anna)).status);
  expect((await ask('mond', cookies.anna)).status).toBe(200);
});
