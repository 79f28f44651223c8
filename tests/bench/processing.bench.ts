import { resolve } from 'node:path';
import { closePools } from '#app/adapters/db/pool.server.ts';
import { saveInstallation } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction } from '#app/adapters/db/transaction.server.ts';
import { inboxDoor } from '#app/adapters/inbox/store.server.ts';
import { drainInbox } from '#app/services/inbox/process-inbox.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { benchDatabase } from '#tests/bench/bench-database.ts';
import type { Figure } from '#tests/bench/figures.ts';
import { processingFloor } from '#tests/bench/floors/processing-floor.ts';
import { demoShops, LOTUS } from '#tests/demo/shops.ts';
import { startSandbox } from '#tests/sandbox/sandbox.ts';

const PARTNERS = 200;
const STARTED = new Date('2026-10-01T00:00:00Z');
const NOW = new Date('2026-10-20T12:00:00Z');

/** Orders of many customers by many partners' links, as orders/create payloads in the inbox. */
async function fillInbox(orders: number, codes: readonly string[]): Promise<void> {
  const sandbox = await startSandbox({
    app: { apiKey: 'bench-key', apiSecret: 'bench-secret', url: 'http://127.0.0.1:9', handle: 'lineage' },
    shops: demoShops(),
    appConfigFile: resolve('shopify.app.toml'),
    now: () => NOW,
  });
  sandbox.deliveries.hold();
  const shop = sandbox.shop(LOTUS);
  for (let order = 0; order < orders; order += 1) {
    shop.placeOrder({
      lines: [{ variant: 'lotus-body-oil' }, { variant: 'evening-tea', quantity: 2 }],
      customer: { email: `buyer${order % Math.ceil(orders / 2)}@example.org` },
      attributes: { _lineage_ref: codes[order % codes.length] ?? '' },
      at: new Date(STARTED.getTime() + order * 1000),
    });
  }
  const store = inboxDoor();
  const created = sandbox.deliveries.list({ topic: 'orders/create' });
  await Promise.all(
    created.map((delivery) =>
      store({
        ...{
          domain: LOTUS,
          topic: delivery.topic,
          webhookId: delivery.id,
          eventId: delivery.eventId,
          apiVersion: '2026-10',
        },
        ...{ triggeredAt: NOW, receivedAt: NOW, body: Buffer.from(delivery.body) },
      }),
    ),
  );
  await sandbox.close();
}

async function givenNetwork(): Promise<{ networkId: number; codes: string[] }> {
  const shop = { domain: LOTUS, name: 'Lotus', currency: 'EUR', country: 'DE', timeZone: 'Europe/Berlin' };
  const facts = { ...shop, storefrontUrl: `https://${LOTUS}`, scopes: 'read_orders' };
  await inCommonTransaction((connection) => saveInstallation(connection, facts, STARTED));
  const { networkId } = await createNetwork({
    ...{ domain: LOTUS, name: 'Lotus', handle: 'lotus', currency: 'EUR', timeZone: 'Europe/Berlin', cadence: 'month' },
    ...{
      firstPeriodOn: '2026-10-01',
      returnDays: 14,
      deliveryDays: 3,
      levels: ['0.10', '0.05'],
      actor: 'staff:1',
      now: STARTED,
    },
  });
  const codes: string[] = [];
  for (let index = 0; index < PARTNERS; index += 1) {
    const code = `PARTNER${String(index).padStart(4, '0')}X`;
    await createPartner({
      ...{
        networkId,
        actor: 'staff:1',
        now: STARTED,
        requestId: crypto.randomUUID(),
        firstName: 'P',
        lastName: String(index),
      },
      ...{ email: `p${index}@example.com`, phone: null, country: 'DE', language: 'de', sponsor: 0, code },
    });
    codes.push(code);
  }
  return { networkId, codes };
}

/** Orders per second from the inbox to decided and stored, beside inserting the same rows in batches. */
export async function benchProcessing(orders: number): Promise<Figure[]> {
  const database = await benchDatabase(4393);
  const { networkId, codes } = await givenNetwork();
  await fillInbox(orders, codes);
  const begin = performance.now();
  const taken = await drainInbox(() => NOW, new AbortController().signal);
  const oursMs = performance.now() - begin;
  const floorMs = await processingFloor(database.ownerUrl, database.appUrl, networkId);
  await closePools();
  await database.stop();
  const perSecond = (elapsedMs: number) => (orders / elapsedMs) * 1000;
  return [
    {
      name: `Processing: ${taken} orders, inbox to decided and stored`,
      ours: perSecond(oursMs),
      floor: perSecond(floorMs),
      unit: '/s',
      better: 'more',
      aim: '>= 0.3',
    },
  ];
}
