import { z } from 'zod';
import { networkIdSchema } from '#app/adapters/db/transaction.server.ts';
import { defineJob } from '#app/jobs/define-job.ts';
import { maintainInbox } from '#app/services/inbox/maintain-inbox.ts';
import { fetchOrder } from '#app/services/orders/fetch-order.ts';
import { fetchProduct } from '#app/services/orders/fetch-product.ts';
import { redecideOrders, redecideOrdersKind } from '#app/services/orders/redecide-orders.ts';
import { settleWaitingKind, settleWaitingOrders } from '#app/services/orders/settle-waiting.ts';
import { orderSweeps, sweepOrders, SWEEPS } from '#app/services/orders/sweep-orders.ts';

const shopifyId = z.string().regex(/^\d+$/).transform(BigInt);
const common = { networkId: networkIdSchema, shopId: z.int() };

/** Reads one order from Shopify: after an edit, for the instant of a late payment, for a refund of an unknown order. */
export const fetchOrderJob = defineJob({
  name: 'fetch-order',
  payload: z.object({ ...common, orderId: shopifyId }),
  key: ({ networkId, shopId, orderId }) => `fetch-order:${networkId}:${shopId}:${orderId}`,
  attemptsMax: 12,
  run: (payload, { now }) => fetchOrder({ ...payload, now }),
});

/** Mirrors one product, and freezes the lines that waited for it. */
export const fetchProductJob = defineJob({
  name: 'fetch-product',
  payload: z.object({ ...common, productId: shopifyId }),
  key: ({ networkId, shopId, productId }) => `fetch-product:${networkId}:${shopId}:${productId}`,
  attemptsMax: 12,
  run: (payload, { now }) => fetchProduct({ ...payload, now }),
});

/** Reads a shop's orders page by page and applies what no webhook told. */
export const sweepOrdersJob = defineJob({
  name: 'sweep-orders',
  payload: z.object({ domain: z.string(), sweep: z.enum(SWEEPS) }),
  key: ({ domain, sweep }) => `sweep-orders:${sweep}:${domain}`,
  attemptsMax: 12,
  run: (payload, { now }) => sweepOrders({ ...payload, now }),
});

/** The first import: the 60 days of orders that Shopify hands over. */
export const importOrdersJob = defineJob({
  name: 'import-orders',
  payload: z.object({ domain: z.string() }),
  key: ({ domain }) => `import-orders:${domain}`,
  attemptsMax: 12,
  run: ({ domain }, { now }) => sweepOrders({ domain, sweep: 'import', now }),
});

export const reconcileHourlyJob = defineJob({
  name: 'reconcile-hourly',
  payload: z.object({}),
  key: () => 'reconcile-hourly',
  schedule: '7 * * * *',
  attemptsMax: 3,
  run: () => orderSweeps('hourly'),
});

export const reconcileNightlyJob = defineJob({
  name: 'reconcile-nightly',
  payload: z.object({}),
  key: () => 'reconcile-nightly',
  schedule: '17 3 * * *',
  attemptsMax: 3,
  run: () => orderSweeps('nightly'),
});

export const maintainInboxJob = defineJob({
  name: 'maintain-inbox',
  payload: z.object({}),
  key: () => 'maintain-inbox',
  schedule: '5 0 * * *',
  attemptsMax: 12,
  run: (_payload, { now }) => maintainInbox(now),
});

/** Counts the orders that waited for a rate of exchange. */
export const settleWaitingJob = defineJob({
  ...settleWaitingKind,
  run: ({ networkId }, { now }) => settleWaitingOrders(networkId, now),
});

/** Decides orders of open periods by a policy that was changed. */
export const redecideOrdersJob = defineJob({
  ...redecideOrdersKind,
  run: ({ networkId }, { now }) => redecideOrders(networkId, now),
});
