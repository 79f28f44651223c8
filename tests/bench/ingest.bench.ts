import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import autocannon from 'autocannon';
import { startProcess } from '#tests/demo/processes.ts';
import { benchDatabase } from '#tests/bench/bench-database.ts';
import { median, type Figure } from '#tests/bench/figures.ts';
import { samplePayload } from '#tests/bench/sample-payload.ts';

const CONNECTIONS = 64;
const ROUNDS = 3;

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
export async function benchIngest(seconds: number): Promise<Figure[]> {
  const database = await benchDatabase(4390);
  const start = (name: string, script: string, port: number) =>
    startProcess({
      name,
      script,
      environment: { ...database.environment, PORT: String(port), HOST: '127.0.0.1' },
      logFile: join(tmpdir(), `lineage-bench-${name}.log`),
    });
  const ours: Load[] = [];
  const floor: Load[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const web = await start('web', 'app/server.ts', 4391);
    ours.push(await load(4391, database.environment.SHOPIFY_API_SECRET, seconds));
    await web.stop();
    const bare = await start('ingest-floor', 'tests/bench/floors/ingest-floor.ts', 4392);
    floor.push(await load(4392, database.environment.SHOPIFY_API_SECRET, seconds));
    await bare.stop();
  }
  await database.stop();
  const of = (loads: Load[], key: keyof Load) => median(loads.map((each) => each[key]));
  return [
    {
      name: `Ingest: deliveries stored, ${CONNECTIONS} connections`,
      ours: of(ours, 'perSecond'),
      floor: of(floor, 'perSecond'),
      unit: '/s',
      better: 'more',
      aim: '>= 0.8',
    },
    {
      name: 'Ingest: answer, p99',
      ours: of(ours, 'p99Ms'),
      floor: of(floor, 'p99Ms'),
      unit: 'ms',
      better: 'less',
      aim: 'beside it',
    },
  ];
}
