import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { closePools } from '#app/adapters/db/pool.server.ts';
import { endIdleThreads } from '#app/services/runs/run-in-thread.ts';
import { benchDatabase, PORTS } from '#tests/bench/bench-database.ts';
import { fileFigures } from '#tests/bench/file-figures.ts';
import { quantile, type Bench, type Figure } from '#tests/bench/figures.ts';
import { pagesOf, type PageAddress } from '#tests/bench/page-addresses.ts';
import { askFor, type Keys } from '#tests/bench/page-client.ts';
import { seedLarge, type LargeNetwork } from '#tests/bench/seed-large.ts';
import { LARGE } from '#tests/bench/seed-network.ts';
import { startProcess } from '#tests/demo/processes.ts';

const SIZES = {
  full: { partners: 100_000, orders: 100_000, requests: 200, atLeast: 50, budgetMs: 3_000 },
  short: { partners: 10_000, orders: 10_000, requests: 15, atLeast: 15, budgetMs: 2_000 },
};
const WARM_UP = 5;
const AIM_MS = 50;
const SERVER_BUILD = 'build/server/index.js';

type Size = (typeof SIZES)['full'];

const about = ({ partners, orders, requests, atLeast, budgetMs }: Size, pages: number) =>
  `${pages} pages, which is every page of admin and portal with every sort, filter and search that it offers, are asked for one
request at a time, over HTTP from the built web process: the admin's as its own pages ask (\`.data\`, the page's loaders, a fresh
session token), the portal's as whole documents, rendering included. Each is asked ${requests} times, or after
${atLeast} as often as fits into ${budgetMs / 1000} seconds. *Answer* is the time until the page's rows are there; *all* includes
sums that some lists send after them. The aim is held against both. The network has ${partners} partners (a tenth of them under one sponsor, a tenth in one
chain) and ${orders} orders, last month accepted with held, available, paid and reversed rows, a paid batch and a draft, this
month open with its preview. There is no floor; the first line is \`/healthz\`, which asks the database one question, and shows
what the machine adds by itself.`;

interface Timed {
  readonly page: PageAddress;
  readonly first: { readonly p50: number; readonly p99: number };
  readonly all: { readonly p50: number; readonly p99: number };
}

/** Shopify's library finds the shop's token and asks nobody. */
async function installSession(owner: pg.Client, scopes: string): Promise<void> {
  await owner.query(
    `insert into session (id, shop, state, "isOnline", scope, expires, "accessToken")
     values ($1, $2, 'bench', false, $3, now() + interval '1 day', 'bench-token')`,
    [`offline_${LARGE}`, LARGE, scopes],
  );
}

async function timePage(page: PageAddress, network: LargeNetwork, keys: Keys, size: Size): Promise<Timed> {
  const first: number[] = [];
  const all: number[] = [];
  for (let request = 0; request < WARM_UP; request += 1) await askFor(page, network, keys);
  const end = performance.now() + size.budgetMs;
  while (all.length < size.requests && (all.length < size.atLeast || performance.now() < end)) {
    const { firstMs, allMs } = await askFor(page, network, keys);
    first.push(firstMs);
    all.push(allMs);
  }
  const quantiles = (times: readonly number[]) => ({ p50: quantile(times, 0.5), p99: quantile(times, 0.99) });
  return { page, first: quantiles(first), all: quantiles(all) };
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;

const tableOfPages = (timed: readonly Timed[]): string =>
  [
    '| Page | Answer, p50 | Answer, p99 | All, p50 | All, p99 | Under the aim |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    ...timed.map(({ page, first, all }) => {
      const verdict = all.p99 < AIM_MS ? 'yes' : '**no**';
      const name = page.name.replaceAll('|', '\\|');
      return `| ${[name, ...[first.p50, first.p99, all.p50, all.p99].map(ms), verdict].join(' | ')} |`;
    }),
  ].join('\n');

function figuresOf(pages: readonly Timed[], partners: number): Figure[] {
  const [slowest] = pages;
  const plain = (name: string, ours: number[]): Figure => ({ name, unit: 'ms', ours, floor: null, aim: null });
  return [
    {
      ...plain(
        `Pages: ${pages.length} with ${partners} partners, slowest answer, p99`,
        slowest ? [slowest.first.p99] : [],
      ),
      aim: { is: 'at most', value: AIM_MS },
    },
    plain(
      'Pages: the middle one of them, p99',
      pages.map(({ all }) => all.p99),
    ),
    {
      ...plain('Pages: slowest with the sums that come after, p99', [Math.max(...pages.map(({ all }) => all.p99))]),
      aim: { is: 'at most', value: AIM_MS },
    },
    plain(`Pages: how many are over ${AIM_MS} ms, p99`, [pages.filter(({ all }) => all.p99 >= AIM_MS).length]),
  ];
}

async function timeAll(network: LargeNetwork, owner: pg.Client, keys: Keys, size: Size): Promise<Timed[]> {
  const timed: Timed[] = [];
  for (const page of await pagesOf(owner, network)) timed.push(await timePage(page, network, keys, size));
  return timed;
}

/** Server time of every page with a large network. */
export const pagesBench: Bench = async (name) => {
  const size = SIZES[name];
  if (!existsSync(SERVER_BUILD)) throw new Error(`${SERVER_BUILD} is missing: npm run build`);
  const database = await benchDatabase();
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret, SCOPES } = database.environment;
  const keys = { apiKey, apiSecret };
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const network = await seedLarge(database.ownerUrl, { ...size, now: new Date() });
  await endIdleThreads();
  await closePools();
  await installSession(owner, SCOPES);
  const web = await startProcess({
    name: 'web',
    script: 'app/server.ts',
    environment: { ...database.environment, PORT: String(PORTS.web), HOST: '127.0.0.1' },
    logFile: join(tmpdir(), 'lineage-bench-pages.log'),
  });
  const timed = await timeAll(network, owner, keys, size);
  const files = await fileFigures(network, keys);
  await web.stop();
  await owner.end();
  await database.stop();
  const health = timed.filter(({ page }) => page.path === '/healthz');
  const pages = timed.filter(({ page }) => page.path !== '/healthz').toSorted((a, b) => b.all.p99 - a.all.p99);
  return {
    title: 'Pages',
    figures: [...figuresOf(pages, size.partners), ...files],
    bars: pages.slice(0, 12).map(({ page, all }) => ({ label: page.name, value: all.p99, unit: 'ms' })),
    about: about(size, pages.length),
    details: [tableOfPages([...health, ...pages])],
  };
};
