import { expect, test } from 'vitest';
import { saveInstallation } from '#app/adapters/db/repositories/shops.server.ts';
import { inCommonTransaction } from '#app/adapters/db/transaction.server.ts';
import { inboxDoor } from '#app/adapters/inbox/store.server.ts';
import { processInbox } from '#app/services/inbox/process-inbox.ts';
import { testDatabase } from '#tests/database/test-database.ts';
import { OCT_5, OCT_10, OCT_12 } from '#tests/given/days.ts';

const database = await testDatabase();
const domain = 'late.myshopify.com';
const OCT_13 = new Date('2026-10-13T10:00:00Z');

const shop = {
  ...{ domain, name: 'Late', currency: 'EUR', country: 'DE', timeZone: 'Europe/Berlin' },
  ...{ storefrontUrl: `https://${domain}`, scopes: 'read_orders' },
};

async function uninstalledAt(triggeredAt: Date, now: Date): Promise<Date | null> {
  await inboxDoor()({
    ...{ domain, topic: 'app/uninstalled', webhookId: triggeredAt.toISOString(), eventId: null, apiVersion: '2026-10' },
    ...{ triggeredAt, receivedAt: now, body: Buffer.from('{}') },
  });
  await processInbox(now);
  const [found] = await database.asOwner<{ at: Date | null }>(
    `select uninstalled_at as at from shop where domain = $1`,
    [domain],
  );
  return found?.at ?? null;
}

test('an uninstallation that arrives after the next installation changes nothing, a later one counts', async () => {
  await inCommonTransaction((connection) => saveInstallation(connection, shop, OCT_10));
  expect(await uninstalledAt(OCT_5, OCT_12)).toBe(null);
  expect(await uninstalledAt(OCT_12, OCT_13)).toEqual(OCT_12);
});
