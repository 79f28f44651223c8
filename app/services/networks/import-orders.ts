import { enqueue } from '#app/adapters/db/queue.server.ts';
import type { Connection } from '#app/adapters/db/transaction.server.ts';

/** Fetches a shop's orders of the last 60 days, which Shopify hands over without a further scope. */
export const importOrders = (connection: Connection, domain: string): Promise<void> =>
  enqueue(connection, { task: 'import-orders', payload: { domain }, key: `import-orders:${domain}` });
