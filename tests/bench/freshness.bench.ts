import { createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { closePools } from '#app/adapters/db/pool.server.ts';
import { endIdleThreads } from '#app/services/runs/run-in-thread.ts';
import { API_VERSION } from '#app/shopify-version.ts';
import { benchDatabase, PORTS } from '#tests/bench/bench-database.ts';
import { quantile, type Bench } from '#tests/bench/figures.ts';
import { seedLarge, type LargeNetwork } from '#tests/bench/seed-large.ts';
import { LARGE } from '#tests/bench/seed-network.ts';
import { mirrorProducts, standInOrders, type StandInOrder } from '#tests/bench/stand-in-orders.ts';
import { startProcess } from '#tests/demo/processes.ts';

const PARTNERS = 1_000;
const ORDERS = 1_000;
const WARM_UP = 5;
const SIZES = { full: { deliveries: 100 }, short: { deliveries: 20 } };
const AIM_MS = 300;
/** A preview that follows at once waits as long as the last one took: orders of a small shop do not come like that. */
const BETWEEN_MS = 400;
const PATIENCE_MS = 30_000;

const about = (
  deliveries: number,
) => `A network of ${PARTNERS} partners with ${ORDERS} orders. ${deliveries} \`orders/create\`
deliveries come one after the other over HTTP to the web process; the worker takes each from the inbox, decides and stores it,
and computes the preview of the open period. Counted from the webhook's answer until the new preview, with the rows of that
very order, is what pages read. All processes and the database share the cores.`;

interface Setting {
  readonly owner: pg.Client;
  readonly network: LargeNetwork;
  readonly secret: string;
}

async function deliver({ id, eventId, body }: StandInOrder, secret: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${PORTS.web}/webhooks/orders`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: {
      'content-type': 'application/json',
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': LARGE,
      'x-shopify-api-version': API_VERSION,
      'x-shopify-triggered-at': new Date().toISOString(),
      'x-shopify-webhook-id': id,
      'x-shopify-event-id': eventId,
    },
  });
  if (response.status !== 200) throw new Error(`the webhook was answered ${response.status}`);
}

/** Milliseconds from the answer until the preview that pages read has rows of the order. */
async function freshAfter(order: StandInOrder, { owner, network, secret }: Setting): Promise<number> {
  const { id } = JSON.parse(order.body.toString()) as { id: number };
  await deliver(order, secret);
  const answered = performance.now();
  const asked = {
    name: 'fresh',
    text: `select 1 from period_preview p
             join estimate e on e.network_id = $1 and e.run_id = p.run_id and e.shop_id = $2 and e.order_id = $3
            where p.network_id = $1 and p.period_id = $4 limit 1`,
    values: [network.networkId, network.shopId, id, network.openPeriodId],
  };
  for (;;) {
    const elapsed = performance.now() - answered;
    if ((await owner.query(asked)).rowCount === 1) return elapsed;
    if (elapsed > PATIENCE_MS) throw new Error(`no preview has order ${id} after ${PATIENCE_MS / 1000} s`);
  }
}

/** Orders by the links of partners all over the tree, paid in the open period. */
function ordersFor({ openPeriodStart }: LargeNetwork, count: number, now: Date): Promise<StandInOrder[]> {
  const codes = Array.from({ length: 50 }, (_, index) => `K${1001 + index * 19}`);
  const from = Math.max(Date.parse(openPeriodStart), now.getTime() - count * 1000);
  return standInOrders(count, codes, new Date(from));
}

/** From an order's webhook to the preview that has its rows, through the real processes. */
export const freshnessBench: Bench = async (size) => {
  const { deliveries } = SIZES[size];
  const now = new Date();
  const database = await benchDatabase();
  const network = await seedLarge(database.ownerUrl, { partners: PARTNERS, orders: ORDERS, now });
  const orders = await ordersFor(network, WARM_UP + deliveries, now);
  await mirrorProducts(network.networkId, network.shopId, { orders, at: now });
  await endIdleThreads();
  await closePools();
  const start = (name: string, script: string) =>
    startProcess({
      ...{ name, script, logFile: join(tmpdir(), `lineage-bench-${name}.log`) },
      environment: { ...database.environment, PORT: String(PORTS.web), HOST: '127.0.0.1' },
    });
  const running = [await start('web', 'app/server.ts'), await start('worker', 'app/worker.ts')];
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const setting = { owner, network, secret: database.environment.SHOPIFY_API_SECRET };
  const times: number[] = [];
  for (const [index, order] of orders.entries()) {
    const elapsed = await freshAfter(order, setting);
    if (index >= WARM_UP) times.push(elapsed);
    await pause(BETWEEN_MS);
  }
  await owner.end();
  for (const process of running) await process.stop();
  await database.stop();
  const plain = { unit: 'ms', floor: null };
  return {
    title: 'From an order to its preview',
    figures: [
      {
        name: `Preview with ${PARTNERS} partners: from the webhook's answer to rows on pages, median`,
        ...{ ...plain, ours: times, aim: { is: 'at most', value: AIM_MS } },
      },
      {
        name: `Preview with ${PARTNERS} partners: the slowest of ${deliveries}`,
        ...{ ...plain, ours: [Math.max(...times)], aim: { is: 'at most', value: AIM_MS } },
      },
    ],
    bars: [
      { label: 'median', value: quantile(times, 0.5), unit: 'ms' },
      { label: 'slowest', value: Math.max(...times), unit: 'ms' },
    ],
    about: about(deliveries),
    details: [],
  };
};
