import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { closePools } from '#app/adapters/db/pool.server.ts';
import { endIdleThreads } from '#app/services/runs/run-in-thread.ts';
import { benchDatabase, PORTS } from '#tests/bench/bench-database.ts';
import { quantile, type Bench } from '#tests/bench/figures.ts';
import { pagesOf, type PageAddress } from '#tests/bench/page-addresses.ts';
import { seedLarge, type LargeNetwork } from '#tests/bench/seed-large.ts';
import { LARGE } from '#tests/bench/seed-network.ts';
import { startProcess } from '#tests/demo/processes.ts';
import { mintSessionToken } from '#tests/sandbox/oauth/session-token.ts';

const SIZES = {
  full: { partners: 100_000, orders: 100_000, requests: 200 },
  short: { partners: 10_000, orders: 10_000, requests: 15 },
};
const WARM_UP = 10;
const AIM_MS = 50;
/** Shopify's library sends programs away. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const SERVER_BUILD = 'build/server/index.js';

const about = (
  partners: number,
  orders: number,
  requests: number,
) => `Every page of admin and portal is asked for ${requests} times, one request at a time, over HTTP
from the built web process: the admin's as its own pages ask (\`.data\`, all loaders of the route, a fresh session token), the
portal's as whole documents, rendering included. The network has ${partners} partners (a tenth of them under one sponsor, a
tenth in one chain) and ${orders} orders, last month accepted and in a payout batch, this month open with its preview. There
is no floor; the first line is \`/healthz\`, which asks the database one question, and shows what the machine adds by itself.`;

interface Timed {
  page: PageAddress;
  p50Ms: number;
  p99Ms: number;
}

/** Shopify's library finds the shop's token and asks nobody. */
async function installSession(owner: pg.Client, scopes: string): Promise<void> {
  await owner.query(
    `insert into session (id, shop, state, "isOnline", scope, expires, "accessToken")
     values ($1, $2, 'bench', false, $3, now() + interval '1 day', 'bench-token')`,
    [`offline_${LARGE}`, LARGE, scopes],
  );
}

async function ask(path: string, headers: Record<string, string>): Promise<number> {
  const begin = performance.now();
  const response = await fetch(`http://127.0.0.1:${PORTS.web}${path}`, {
    headers: { 'user-agent': BROWSER, ...headers },
    redirect: 'manual',
  });
  const body = await response.text();
  const elapsed = performance.now() - begin;
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${body.slice(0, 300)}`);
  return elapsed;
}

function headersFor({ as }: PageAddress, { secrets }: LargeNetwork, keys: { apiKey: string; apiSecret: string }) {
  if (as === 'nobody') return {};
  if (as !== 'staff') {
    // As Remix' createCookie writes an unsigned value.
    const value = Buffer.from(JSON.stringify(secrets.get(as) ?? '')).toString('base64');
    return { cookie: `lineage_portal=${encodeURIComponent(value)}` };
  }
  const token = mintSessionToken({ shop: LARGE, ...keys, userId: '1', now: new Date() });
  return { authorization: `Bearer ${token}` };
}

const tableOfPages = (timed: readonly Timed[]): string =>
  [
    '| Page | p50 | p99 | Under the aim |',
    '| --- | ---: | ---: | --- |',
    ...timed.map(({ page, p50Ms, p99Ms }) => {
      const isFast = p99Ms < AIM_MS;
      return `| ${page.name} | ${p50Ms.toFixed(1)} ms | ${p99Ms.toFixed(1)} ms | ${isFast ? 'yes' : '**no**'} |`;
    }),
  ].join('\n');

/** Server time of every page with a large network. */
export const pagesBench: Bench = async (size) => {
  const { partners, orders, requests } = SIZES[size];
  if (!existsSync(SERVER_BUILD)) throw new Error(`${SERVER_BUILD} is missing: npm run build`);
  const database = await benchDatabase();
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret, SCOPES } = database.environment;
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const network = await seedLarge(database.ownerUrl, { partners, orders, now: new Date() });
  await endIdleThreads();
  await closePools();
  await installSession(owner, SCOPES);
  const web = await startProcess({
    name: 'web',
    script: 'app/server.ts',
    environment: { ...database.environment, PORT: String(PORTS.web), HOST: '127.0.0.1' },
    logFile: join(tmpdir(), 'lineage-bench-pages.log'),
  });
  const timed: Timed[] = [];
  for (const page of await pagesOf(owner, network)) {
    const times: number[] = [];
    for (let request = -WARM_UP; request < requests; request += 1) {
      const elapsed = await ask(page.path, headersFor(page, network, { apiKey, apiSecret }));
      if (request >= 0) times.push(elapsed);
    }
    timed.push({ page, p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) });
  }
  await web.stop();
  await owner.end();
  await database.stop();
  const pages = timed.filter(({ page }) => page.as !== 'nobody').toSorted((a, b) => b.p99Ms - a.p99Ms);
  return {
    title: 'Pages',
    figures: [
      {
        name: `Pages: ${pages.length} loaders with ${partners} partners, slowest p99`,
        ...{ unit: 'ms', ours: pages.slice(0, 1).map(({ p99Ms }) => p99Ms), floor: null },
        aim: { is: 'at most', value: AIM_MS },
      },
      {
        name: `Pages: the middle one of them, p99`,
        ...{ unit: 'ms', ours: pages.map(({ p99Ms }) => p99Ms), floor: null, aim: null },
      },
    ],
    bars: pages.slice(0, 12).map(({ page, p99Ms }) => ({ label: page.name, value: p99Ms, unit: 'ms' })),
    about: about(partners, orders, requests),
    details: [tableOfPages([...timed.filter(({ page }) => page.as === 'nobody'), ...pages])],
  };
};
