import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import autocannon from 'autocannon';
import { startProcess } from '#tests/demo/processes.ts';
import { benchDatabase, PORTS } from '#tests/bench/bench-database.ts';
import { median, type Bench } from '#tests/bench/figures.ts';
import { samplePayload } from '#tests/bench/sample-payload.ts';

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 2;
const SIZES = { full: { seconds: 8, rounds: 5 }, short: { seconds: 2, rounds: 3 } };

const ABOUT = `Ours is the web process: signature in constant time, headers, insert into the partitioned inbox, answer after the
commit. Deliveries that come while an insert is under way go together in the next one. The floor is \`node:http\`, the same
HMAC, and one insert per delivery into the same table through a pool of 16 connections. Both get Shopify's own sample of
\`orders/create\` over ${CONNECTIONS} connections that send as fast as they are answered, the server durable (fsync on).`;

interface Load {
  perSecond: number;
  p99Ms: number;
}

/** Signed deliveries as fast as they are answered, each with an id of its own. */
async function load(port: number, secret: string, seconds: number): Promise<Load> {
  const body = samplePayload();
  const headers = {
    'content-type': 'application/json',
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    'x-shopify-topic': 'orders/create',
    'x-shopify-shop-domain': 'lotus.myshopify.com',
    'x-shopify-api-version': '2026-10',
    'x-shopify-triggered-at': new Date().toISOString(),
  };
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/webhooks/orders`,
    method: 'POST',
    body,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => ({
          ...request,
          headers: { ...headers, 'x-shopify-webhook-id': randomUUID(), 'x-shopify-event-id': randomUUID() },
        }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return { perSecond: result.requests.average, p99Ms: result.latency.p99 };
}

/** Deliveries per second of the web process, beside a bare server with the same signature check and insert. */
export const ingestBench: Bench = async (size) => {
  const { seconds, rounds } = SIZES[size];
  const database = await benchDatabase();
  const secret = database.environment.SHOPIFY_API_SECRET;
  const start = (name: string, script: string, port: number) =>
    startProcess({
      name,
      script,
      environment: { ...database.environment, PORT: String(port), HOST: '127.0.0.1' },
      logFile: join(tmpdir(), `lineage-bench-${name}.log`),
    });
  const web = await start('web', 'app/server.ts', PORTS.web);
  const bare = await start('ingest-floor', 'tests/bench/floors/ingest-floor.ts', PORTS.floor);
  for (const port of [PORTS.web, PORTS.floor]) await load(port, secret, WARM_UP_SECONDS);
  const ours: Load[] = [];
  const floor: Load[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await load(PORTS.web, secret, seconds));
    floor.push(await load(PORTS.floor, secret, seconds));
  }
  await web.stop();
  await bare.stop();
  await database.stop();
  const perSecond = { ours: ours.map((each) => each.perSecond), floor: floor.map((each) => each.perSecond) };
  const p99 = { ours: ours.map((each) => each.p99Ms), floor: floor.map((each) => each.p99Ms) };
  return {
    title: 'Ingest',
    figures: [
      {
        name: `Ingest: deliveries stored, ${CONNECTIONS} connections`,
        ...{ unit: '/s', ...perSecond, aim: { is: 'at least', value: 0.8 } },
      },
      { name: 'Ingest: time to the answer, p99', unit: 'ms', ...p99, aim: null },
    ],
    bars: [
      { label: 'ours', value: median(perSecond.ours), unit: 'deliveries/s' },
      { label: 'floor', value: median(perSecond.floor), unit: 'deliveries/s' },
    ],
    about: ABOUT,
    details: [],
  };
};
