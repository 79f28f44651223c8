import pg from 'pg';
import { closePools } from '#app/adapters/db/pool.server.ts';
import { saveInstallation } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { inboxDoor } from '#app/adapters/inbox/store.server.ts';
import { drainInbox } from '#app/services/inbox/process-inbox.ts';
import { API_VERSION } from '#app/shopify-version.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { benchDatabase } from '#tests/bench/bench-database.ts';
import { median, type Bench } from '#tests/bench/figures.ts';
import { emptyDecisions, processingFloor } from '#tests/bench/floors/processing-floor.ts';
import { mirrorProducts, standInOrders, type StandInOrder } from '#tests/bench/stand-in-orders.ts';
import { LOTUS } from '#tests/demo/shops.ts';

const PARTNERS = 200;
const STARTED = new Date('2026-10-01T00:00:00Z');
const NOW = new Date('2026-10-20T12:00:00Z');
const SIZES = { full: { orders: 5_000, rounds: 5 }, short: { orders: 1_000, rounds: 3 } };

const ABOUT = `Ours takes \`orders/create\` deliveries of the stand-in's shop (two lines each, half as many customers as orders,
${PARTNERS} partners' links) from the inbox: reads and checks the payload, decides who referred the order with all
evidence, freezes the lines, counts the volume, stores order, lines, receipt, customer link and volume, and settles the
delivery. The floor inserts the very rows that this left, by one connection in transactions of 200 orders, and decides nothing.`;

/** Puts orders into the inbox as the web process does. */
async function fillInbox(orders: readonly StandInOrder[]): Promise<void> {
  const store = inboxDoor();
  const common = {
    ...{ domain: LOTUS, topic: 'orders/create', apiVersion: API_VERSION },
    ...{ triggeredAt: NOW, receivedAt: NOW },
  };
  await Promise.all(orders.map(({ id, eventId, body }) => store({ ...common, webhookId: id, eventId, body })));
}

async function givenNetwork(): Promise<{ networkId: NetworkId; shopId: number; codes: string[] }> {
  const shop = { domain: LOTUS, name: 'Lotus', currency: 'EUR', country: 'DE', timeZone: 'Europe/Berlin' };
  const facts = { ...shop, storefrontUrl: `https://${LOTUS}`, scopes: 'read_orders' };
  const { id: shopId } = await inCommonTransaction((connection) => saveInstallation(connection, facts, STARTED));
  const { networkId } = await createNetwork({
    ...{ domain: LOTUS, name: 'Lotus', handle: 'lotus', currency: 'EUR', timeZone: 'Europe/Berlin', cadence: 'month' },
    ...{ firstPeriodOn: '2026-10-01', returnDays: 14, deliveryDays: 3, levels: ['0.10', '0.05'] },
    ...{ actor: 'staff:1', now: STARTED },
  });
  const codes: string[] = [];
  for (let index = 0; index < PARTNERS; index += 1) {
    const code = `PARTNER${String(index).padStart(4, '0')}X`;
    await createPartner({
      ...{ networkId, actor: 'staff:1', now: STARTED, requestId: crypto.randomUUID() },
      ...{ firstName: 'P', lastName: String(index), email: `p${index}@example.com`, phone: null },
      ...{ country: 'DE', language: 'de', sponsor: 0, code },
    });
    codes.push(code);
  }
  return { networkId, shopId, codes };
}

/** Puts every delivery back in line, for another round over the same orders. */
async function putBack(owner: pg.Client): Promise<void> {
  await emptyDecisions(owner);
  await owner.query("update webhook_delivery set state = 'waiting', attempts = 0, settled_at = null");
  await owner.query('vacuum analyze');
}

/** Orders per second from the inbox to decided and stored, beside inserting the same rows in batches. */
export const processingBench: Bench = async (size) => {
  const { orders, rounds } = SIZES[size];
  const database = await benchDatabase();
  const { networkId, shopId, codes } = await givenNetwork();
  const sent = await standInOrders(orders, codes, STARTED);
  await mirrorProducts(networkId, shopId, { orders: sent, at: STARTED });
  await fillInbox(sent);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const ours: number[] = [];
  const floor: number[] = [];
  const perSecond = (elapsedMs: number) => (orders / elapsedMs) * 1000;
  for (let round = 0; round < rounds; round += 1) {
    await putBack(owner);
    const begin = performance.now();
    const taken = await drainInbox(() => NOW, new AbortController().signal);
    ours.push(perSecond(performance.now() - begin));
    if (taken !== orders) throw new Error(`${taken} deliveries taken of ${orders}`);
    floor.push(perSecond(await processingFloor(owner, database.appUrl, networkId)));
  }
  await owner.end();
  await closePools();
  await database.stop();
  return {
    title: 'Processing',
    figures: [
      {
        name: `Processing: ${orders} orders, inbox to decided and stored`,
        ...{ unit: '/s', ours, floor, aim: { is: 'at least', value: 0.3 } },
      },
    ],
    bars: [
      { label: 'ours', value: median(ours), unit: 'orders/s' },
      { label: 'floor', value: median(floor), unit: 'orders/s' },
    ],
    about: ABOUT,
    details: [],
  };
};
